# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token that answers nothing
@license AGPL-3.0-only
@notice As some old and widely held tokens do.
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


@external
def transfer(receiver: address, amount: uint256):
    ledger._move(msg.sender, receiver, amount)


@external
def transferFrom(sender: address, receiver: address, amount: uint256):
    ledger._spend(sender, msg.sender, amount)
    ledger._move(sender, receiver, amount)
