# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token whose balances change by themselves
@license AGPL-3.0-only
@notice Anybody sets any balance, up or down.
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


@external
def rebase(account: address, balance_: uint256):
    ledger.balanceOf[account] = balance_


@external
def transfer(receiver: address, amount: uint256) -> bool:
    ledger._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    ledger._spend(sender, msg.sender, amount)
    ledger._move(sender, receiver, amount)
    return True
