# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title An arbitrable that misbehaves as a test tells it to
@license AGPL-3.0-only
@custom:powers Anybody; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""

interface Court:
    def createDispute(choices: uint256, extra_data: Bytes[1024]) -> uint256: payable
    def currentRuling(dispute_id: uint256) -> uint256: view


# 0: takes it, 1: reverts, 2: burns all gas, 3: answers with a lot, 4: calls `target` back, 5: looks at the ruling
manner: public(uint256)
ruling: public(uint256)
calls: public(uint256)
gas_given: public(uint256)
went_through: public(bool)
target: address
data: Bytes[1024]


@external
@payable
def bring(court: address, choices: uint256, extra_data: Bytes[1024]) -> uint256:
    return extcall Court(court).createDispute(choices, extra_data, value=msg.value)


@external
def set(manner: uint256, target: address, data: Bytes[1024]):
    self.manner = manner
    self.target = target
    self.data = data


@external
@raw_return
def rule(dispute_id: uint256, ruling: uint256) -> Bytes[20000]:
    self.gas_given = msg.gas
    self.calls += 1
    assert self.manner != 1, "arbitrable: no"
    assert self.manner != 2, UNREACHABLE
    answer: Bytes[20000] = b""
    if self.manner == 3:
        answer = abi_encode(empty(bytes32[600]))
    if self.manner == 4:
        self.went_through = raw_call(self.target, self.data, revert_on_failure=False)
    self.ruling = ruling
    if self.manner == 5:
        self.ruling = 1000 + staticcall Court(msg.sender).currentRuling(dispute_id)
    return answer
