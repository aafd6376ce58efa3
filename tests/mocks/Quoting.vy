# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Accords that quote what a test says, to everybody
@license AGPL-3.0-only
@custom:powers Anybody; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""

from contracts.interfaces import IAccords


concession: uint256
contribution: uint256
split_id: uint256


@external
def set(concession: uint256, contribution: uint256, split_id: uint256):
    self.concession = concession
    self.contribution = contribution
    self.split_id = split_id


@external
@view
def belongs(community_id: uint256, party_id: uint256) -> bool:
    return False


@external
@view
def quote(
    accord_id: uint256,
    clause: uint256,
    seller_party: uint256,
    buyer_party: uint256,
    category: uint256,
    currency: address,
) -> IAccords.Quote:
    return IAccords.Quote(
        version=1,
        concession=self.concession,
        contribution=self.contribution,
        split_id=self.split_id,
        quantity=2**64 - 1,
        season=1,
        market=msg.sender,
    )
