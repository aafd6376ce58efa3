# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Sides: the communities that a case is between, and those that it affects
@license AGPL-3.0-only
@notice Kept as they were named when the case opened, 32 bits each; how many there are stands in the case's head.
"""

from ..interfaces import ICommunities


# Of a case's head.
PARTIES: constant(uint256) = 237
AFFECTED: constant(uint256) = 241
NIBBLE: constant(uint256) = 15

NUMBER: constant(uint256) = 2**32 - 1
TARGET: constant(uint256) = 2**128 - 1
MOST: constant(uint256) = 8
FIRST: constant(uint256) = 4    # parties that lie beside the target

COMMUNITIES: immutable(ICommunities)

# case -> the beacon's target 128 | four parties, 32 each
sides: HashMap[uint256, uint256]
# case -> four more parties, 32 each
more_sides: HashMap[uint256, uint256]
# case -> eight affected communities, 32 each
affected: HashMap[uint256, uint256]


@deploy
def __init__(communities: ICommunities):
    assert communities.address.is_contract, "tribunal: no communities"
    COMMUNITIES = communities


@internal
@pure
def _parties(head: uint256) -> uint256:
    return (head >> PARTIES) & NIBBLE


@internal
@view
def _party(case_id: uint256, position: uint256) -> uint256:
    if position < FIRST:
        return (self.sides[case_id] >> (128 + 32 * position)) & NUMBER
    return (self.more_sides[case_id] >> (32 * (position - FIRST))) & NUMBER


@internal
@view
def _is_steward(community_id: uint256, account: address) -> bool:
    return staticcall COMMUNITIES.steward(community_id) == account


@internal
@view
def _check_steward(community_id: uint256):
    assert self._is_steward(community_id, msg.sender), "tribunal: not the steward"


@internal
@view
def _position(case_id: uint256, head: uint256, community_id: uint256) -> uint256:
    """
    @notice Where a community stands among the parties.
    """
    parties: uint256 = self._parties(head)
    for position: uint256 in range(parties, bound=MOST):
        if self._party(case_id, position) == community_id:
            return position
    raise "tribunal: not a party"


@internal
@view
def _seat(case_id: uint256, head: uint256, community_id: uint256) -> uint256:
    """
    @notice Where a party stands whose steward is the sender.
    """
    position: uint256 = self._position(case_id, head, community_id)
    self._check_steward(community_id)
    return position


@internal
@view
def _list_parties(case_id: uint256, head: uint256) -> DynArray[uint256, MOST]:
    listed: DynArray[uint256, MOST] = []
    parties: uint256 = self._parties(head)
    for position: uint256 in range(parties, bound=MOST):
        listed.append(self._party(case_id, position))
    return listed


@internal
@view
def _list_affected(case_id: uint256, head: uint256) -> DynArray[uint256, MOST]:
    listed: DynArray[uint256, MOST] = []
    word: uint256 = self.affected[case_id]
    for position: uint256 in range((head >> AFFECTED) & NIBBLE, bound=MOST):
        listed.append((word >> (32 * position)) & NUMBER)
    return listed


@internal
@view
def _excluded(case_id: uint256, head: uint256) -> DynArray[uint256, 16]:
    """
    @notice Whose people may not judge: the parties' and the affected communities'.
    """
    excluded: DynArray[uint256, 16] = []
    parties: DynArray[uint256, MOST] = self._list_parties(case_id, head)
    for community_id: uint256 in parties:
        excluded.append(community_id)
    affected: DynArray[uint256, MOST] = self._list_affected(case_id, head)
    for community_id: uint256 in affected:
        excluded.append(community_id)
    return excluded


@internal
@pure
def _pack(communities: DynArray[uint256, MOST]) -> uint256:
    word: uint256 = 0
    position: uint256 = 0
    for community_id: uint256 in communities:
        word |= community_id << position
        position += 32
    return word
