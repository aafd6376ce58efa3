# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token that calls somebody while it moves
@license AGPL-3.0-only
@notice It keeps whether the call went through, and what was answered.
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


target: address
data: Bytes[4096]
went_through: public(bool)
answer: public(Bytes[256])


@external
def arm(target: address, data: Bytes[4096]):
    self.target = target
    self.data = data


@external
def transfer(receiver: address, amount: uint256) -> bool:
    ledger._move(msg.sender, receiver, amount)
    self._reenter()
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    ledger._spend(sender, msg.sender, amount)
    ledger._move(sender, receiver, amount)
    self._reenter()
    return True


@internal
def _reenter():
    if self.target != empty(address):
        self.went_through, self.answer = raw_call(
            self.target, self.data, max_outsize=256, revert_on_failure=False
        )
