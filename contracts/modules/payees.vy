# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Payees: whom a split pays, as one word
@license AGPL-3.0-only
@notice An account's address as it is; a community as 1 << 248 | its number, paid to its steward at that moment;
        another split as 2 << 248 | its number. Twin: symbio/domain/payee.py.
"""

from ..interfaces import ICommunities


ACCOUNT: constant(uint256) = 0
COMMUNITY: constant(uint256) = 1
SPLIT: constant(uint256) = 2

ADDRESS: constant(uint256) = 2**160 - 1
RECORD: constant(uint256) = 2**248 - 1

COMMUNITIES: immutable(address)


@deploy
def __init__(communities: address):
    assert communities.is_contract, "treasury: no code at communities"
    COMMUNITIES = communities


@internal
@view
def _require(payee: uint256, split_id: uint256, splits: uint256):
    """
    @notice Refuse what the split can't pay.
    @param splits How many splits there are.
    """
    kind: uint256 = payee >> 248
    record: uint256 = payee & RECORD
    assert kind <= SPLIT, "treasury: no such kind of payee"
    if kind == ACCOUNT:
        assert record != 0 and record <= ADDRESS, "treasury: payee is no account"
        assert convert(record, address) != self, "treasury: payee is no account"
    elif kind == COMMUNITY:
        assert self._account(payee) != empty(address), "treasury: no such community"
    else:
        assert record != split_id, "treasury: a split can't pay itself"
        assert record != 0 and record <= splits, "treasury: no such split"


@internal
@pure
def _split(payee: uint256) -> uint256:
    """
    @return The number of the split that the payee is; 0 for other payees.
    """
    if payee >> 248 == SPLIT:
        return payee & RECORD
    return 0


@internal
@view
def _account(payee: uint256) -> address:
    """
    @return Who takes the payee's money now; empty for a split and for what is no payee.
    """
    if payee <= ADDRESS:
        return convert(payee, address)
    if payee >> 248 == COMMUNITY:
        return staticcall ICommunities(COMMUNITIES).steward(payee & RECORD)
    return empty(address)
