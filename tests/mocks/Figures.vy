# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A market that says whatever figures it is told to
@license AGPL-3.0-only
"""

from contracts.interfaces import IBalances

implements: IBalances


_gave: HashMap[uint256, HashMap[uint256, HashMap[address, uint256]]]
_got: HashMap[uint256, HashMap[uint256, HashMap[address, uint256]]]


@external
def say(accord_id: uint256, party_id: uint256, currency: address, gave: uint256, got: uint256):
    self._gave[accord_id][party_id][currency] = gave
    self._got[accord_id][party_id][currency] = got


@external
@view
def balances(accord_id: uint256, party_id: uint256, currency: address) -> (uint256, uint256):
    return self._gave[accord_id][party_id][currency], self._got[accord_id][party_id][currency]
