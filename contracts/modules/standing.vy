# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Standing: which community an account is of, and what its community belongs to
@license AGPL-3.0-only
@notice Read at the moment it is asked: who has left a roll, a federation or a stewardship has no standing by it.
"""

from ..interfaces import IAccords
from ..interfaces import ICommunities
from ..interfaces import IFederation
from ..interfaces import IFederations


# The place of a steward, who stands on no page of the roll.
STEWARD: constant(uint256) = max_value(uint256)
PAGE_BITS: constant(uint256) = 10
OFFSET: constant(uint256) = 2**PAGE_BITS - 1

COMMUNITIES: immutable(ICommunities)
FEDERATIONS: immutable(IFederations)
ACCORDS: immutable(IAccords)


@deploy
def __init__(communities: ICommunities, federations: IFederations, accords: IAccords):
    assert communities.address.is_contract, "market: no communities"
    assert federations.address.is_contract, "market: no federations"
    assert accords.address.is_contract, "market: no accords"
    COMMUNITIES = communities
    FEDERATIONS = federations
    ACCORDS = accords


@internal
@view
def _is_of(account: address, community: uint256, place: uint256) -> bool:
    """
    @notice Whether an account, never the empty one, is a community's person at that place, or its steward.
    """
    if place == STEWARD:
        return staticcall COMMUNITIES.steward(community) == account
    page: uint256 = place >> PAGE_BITS
    return staticcall COMMUNITIES.member_on(community, block.timestamp, page, place & OFFSET) == account


@internal
@view
def _is_federation(federation: address) -> bool:
    return staticcall FEDERATIONS.level(federation) != 0


@internal
@view
def _is_member(federation: address, community: uint256) -> bool:
    return staticcall IFederation(federation).is_member(community)


@internal
@view
def _belongs(community: uint256, party: uint256) -> bool:
    """
    @notice Whether a community is an accord's party, or a member of the federation that is.
    """
    if community == 0:
        return False
    return community == party or staticcall ACCORDS.belongs(community, party)


@internal
@view
def _quote(
    accord_id: uint256,
    clause: uint256,
    seller_party: uint256,
    buyer_party: uint256,
    category: uint256,
    currency: address,
) -> IAccords.Quote:
    return staticcall ACCORDS.quote(accord_id, clause, seller_party, buyer_party, category, currency)
