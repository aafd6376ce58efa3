# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title Balances and allowances that the tokens of the tests share
@license AGPL-3.0-only
@notice Whoever composes it decides what its transfers do and answer.
"""

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256


balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])


@external
def mint(account: address, amount: uint256):
    self.balanceOf[account] += amount


@external
def approve(spender: address, amount: uint256) -> bool:
    self.allowance[msg.sender][spender] = amount
    return True


@internal
def _move(sender: address, receiver: address, amount: uint256):
    balance: uint256 = self.balanceOf[sender]
    assert balance >= amount, "ledger: not enough"
    self.balanceOf[sender] = balance - amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@internal
def _spend(holder: address, spender: address, amount: uint256):
    allowed: uint256 = self.allowance[holder][spender]
    assert allowed >= amount, "ledger: not allowed"
    self.allowance[holder][spender] = allowed - amount
