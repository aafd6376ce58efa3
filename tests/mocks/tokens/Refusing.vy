# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token that answers False
@license AGPL-3.0-only
@notice It reverts nothing and moves nothing while it refuses.
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


refuses: public(bool)


@external
def refuse(refuses: bool):
    self.refuses = refuses


@external
def transfer(receiver: address, amount: uint256) -> bool:
    if self.refuses:
        return False
    ledger._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    if self.refuses:
        return False
    ledger._spend(sender, msg.sender, amount)
    ledger._move(sender, receiver, amount)
    return True
