# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token that keeps a fee of each transfer
@license AGPL-3.0-only
@notice The receiver gets one hundredth less, rounded down.
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


FEE: constant(uint256) = 100


@external
def transfer(receiver: address, amount: uint256) -> bool:
    self._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    ledger._spend(sender, msg.sender, amount)
    self._move(sender, receiver, amount)
    return True


@internal
def _move(sender: address, receiver: address, amount: uint256):
    ledger._move(sender, receiver, amount)
    ledger._move(receiver, empty(address), (amount + FEE - 1) // FEE)
