# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A federation and the register of federations in one, which says what a test tells it to
@license AGPL-3.0-only
"""

level: public(HashMap[address, uint256])
is_member: public(HashMap[uint256, bool])


@deploy
def __init__():
    self.level[self] = 1


@external
def set_level(federation: address, level: uint256):
    self.level[federation] = level


@external
def set_member(community_id: uint256, is_member: bool):
    self.is_member[community_id] = is_member


@external
def decide(target: address, data: Bytes[2048]):
    """
    @dev Calls as the federation.
    """
    raw_call(target, data)
