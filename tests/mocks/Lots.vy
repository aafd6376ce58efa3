# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A beacon whose seeds are given by hand
@license AGPL-3.0-only
@custom:powers Anybody sets seeds; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""

target: uint256
given: HashMap[uint256, bytes32]
lost: HashMap[uint256, bool]


@external
def give(target: uint256, word: bytes32):
    self.given[target] = word


@external
def lose(target: uint256):
    self.lost[target] = True


@external
@view
def aim() -> uint256:
    return block.number + 64


@external
@view
def seed(target: uint256, salt: bytes32) -> bytes32:
    if self.given[target] == empty(bytes32):
        return empty(bytes32)
    return keccak256(abi_encode(chain.id, self, salt, self.given[target]))


@external
@view
def lapsed(target: uint256) -> bool:
    return self.lost[target]
