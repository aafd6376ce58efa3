# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Opens acts to tests
@license AGPL-3.0-only
"""

from contracts.modules import acts


@external
@view
def ballot(name: String[50], proposal_id: uint256, title: String[160], choice: uint256) -> bytes32:
    return acts._ballot(acts._domain(name), proposal_id, keccak256(title), choice)


@external
@view
def reasoned(
    name: String[50], proposal_id: uint256, title: String[160], choice: uint256, reason: bytes32
) -> bytes32:
    return acts._reasoned(acts._domain(name), proposal_id, keccak256(title), choice, reason)
