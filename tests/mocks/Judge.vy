# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title An ERC-792 arbitrator that costs what a test tells it to, and numbers disputes as it is told
@license AGPL-3.0-only
"""

cost: public(uint256)
next: public(uint256)
is_broken: public(bool)
choices: public(uint256)


@external
def set(cost: uint256, next: uint256, is_broken: bool):
    self.cost = cost
    self.next = next
    self.is_broken = is_broken


@external
@payable
def createDispute(choices: uint256, extra_data: Bytes[32]) -> uint256:
    assert not self.is_broken, "judge: on holiday"
    assert msg.value == self.cost, "judge: not the cost"
    self.choices = choices
    number: uint256 = self.next
    if number != max_value(uint256):
        self.next = number + 1
    return number


@external
@view
def arbitrationCost(extra_data: Bytes[32]) -> uint256:
    return self.cost
