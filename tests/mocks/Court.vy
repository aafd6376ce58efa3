# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title An ERC-792 arbitrator that a test conducts, and that can misbehave in each known way
@license AGPL-3.0-only
@custom:powers Anybody; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""

interface Arbitrable:
    def rule(dispute_id: uint256, ruling: uint256): nonpayable


price: public(uint256)
# 0: behaves, 1: refuses the price, 2: refuses disputes, 3: burns all gas, 4: says nothing, 5: always number 7,
# 6: rules at once
manner: public(uint256)
count: public(uint256)
choices: public(uint256)
info: public(Bytes[32])
went_through: public(bool)
target: address
data: Bytes[1024]


@external
def set(price: uint256, manner: uint256):
    self.price = price
    self.manner = manner


@external
def arm(target: address, data: Bytes[1024]):
    self.target = target
    self.data = data


@external
@view
def arbitrationCost(extraData: Bytes[32]) -> uint256:
    assert self.manner != 1, "court: no price"
    return self.price


@external
@payable
@raw_return
def createDispute(choices: uint256, extraData: Bytes[32]) -> Bytes[32]:
    assert self.manner != 2, "court: closed"
    assert msg.value >= self.price, "court: costs more"
    assert self.manner != 3, UNREACHABLE
    if self.target != empty(address):
        self.went_through = raw_call(self.target, self.data, revert_on_failure=False)
    if self.manner == 4:
        return b""
    self.choices = choices
    self.info = extraData
    self.count += 1
    dispute_id: uint256 = self.count
    if self.manner == 5:
        dispute_id = 7
    if self.manner == 6:
        extcall Arbitrable(msg.sender).rule(dispute_id, 101)
    return abi_encode(dispute_id)


@external
def rule(arbitrable: address, dispute_id: uint256, ruling: uint256):
    extcall Arbitrable(arbitrable).rule(dispute_id, ruling)
