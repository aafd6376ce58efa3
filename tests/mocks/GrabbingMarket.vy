# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A market that, asked for its figures, calls back or says nothing
@license AGPL-3.0-only
"""

_calls: Bytes[1024]
_to: address


@external
def call_back(to: address, data: Bytes[1024]):
    self._to = to
    self._calls = data


@external
def balances(accord_id: uint256, party_id: uint256, currency: address) -> (uint256, uint256):
    assert self._to != empty(address)
    raw_call(self._to, self._calls)
    return 1_000_000, 0
