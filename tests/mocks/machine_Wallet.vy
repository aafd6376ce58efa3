# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A contract that stewards, signs and misbehaves as it is told
@license AGPL-3.0-only
@custom:powers Anybody has it do anything; it is a wallet of the tests.
@custom:exit Nothing of value is held here.
"""

# How it answers ERC-1271: 0 yes, 1 no, 2 burns all the gas it gets.
manner: public(uint256)
# What it does when it is called or paid.
target: address
data: Bytes[4096]
# How often that went well, and how often it was refused.
done: public(uint256)
refused: public(uint256)


@external
@payable
def __default__():
    if self.target == empty(address):
        return
    success: bool = raw_call(self.target, self.data, revert_on_failure=False)
    if success:
        self.done += 1
    else:
        self.refused += 1


@external
def behave(manner: uint256):
    self.manner = manner


@external
def arm(target: address, data: Bytes[4096]):
    self.target = target
    self.data = data


@external
def act(target: address, data: Bytes[4096]):
    raw_call(target, data)


@external
@view
def isValidSignature(digest: bytes32, signature: Bytes[1040]) -> bytes4:
    if self.manner == 2:
        for i: uint256 in range(1_000_000_000):
            assert keccak256(convert(i, bytes32)) != digest
    return 0x1626ba7e if self.manner == 0 else 0xffffffff
