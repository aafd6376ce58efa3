# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Agreements: who accepted a digest, and who declined it
@license AGPL-3.0-only
@notice An acceptance is a steward's, and whoever reads it counts it only while they are the steward. Whoever declines
        takes back what they accepted, directly or by a signature they gave away. What is spent binds once.
"""


_ADDRESS: constant(uint256) = 2**160 - 1

# terms -> community -> the steward who declined, whose signature counts no more
declined: public(HashMap[bytes32, HashMap[uint256, address]])
is_spent: HashMap[bytes32, bool]
# terms -> community -> the steward who accepted 160 | at that second 40
_acceptances: HashMap[bytes32, HashMap[uint256, uint256]]


@external
@view
def accepted(terms: bytes32, community_id: uint256) -> address:
    """
    @notice The steward who accepted; it counts only while they are the steward.
    """
    return self._accepted(terms, community_id)


@internal
def _accept(terms: bytes32, community_id: uint256, steward: address):
    self._acceptances[terms][community_id] = convert(steward, uint256) | (block.timestamp << 160)
    self.declined[terms][community_id] = empty(address)


@internal
def _decline(terms: bytes32, community_id: uint256, steward: address):
    self._acceptances[terms][community_id] = 0
    self.declined[terms][community_id] = steward


@internal
@view
def _accepted(terms: bytes32, community_id: uint256) -> address:
    return convert(self._acceptances[terms][community_id] & _ADDRESS, address)


@internal
@view
def _accepted_at(terms: bytes32, community_id: uint256) -> uint256:
    """
    @dev 0 where nobody accepted.
    """
    return self._acceptances[terms][community_id] >> 160
