# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A plain ERC-20
@license AGPL-3.0-only
@notice With as many decimals as one likes.
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


decimals: public(immutable(uint8))


@deploy
def __init__(decimals_: uint8):
    decimals = decimals_


@external
def transfer(receiver: address, amount: uint256) -> bool:
    ledger._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    ledger._spend(sender, msg.sender, amount)
    ledger._move(sender, receiver, amount)
    return True
