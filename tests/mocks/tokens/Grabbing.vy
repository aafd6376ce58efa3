# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token that takes instead of giving
@license AGPL-3.0-only
@notice Each transferFrom lowers the balance of the receiver.
@custom:powers None; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""


from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)



@external
def transfer(receiver: address, amount: uint256) -> bool:
    ledger._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    if ledger.balanceOf[receiver] >= amount:
        ledger._move(receiver, sender, amount)
    return True
