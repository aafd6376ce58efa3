# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token with a blocking list
@license AGPL-3.0-only
@notice It reverts where sender or receiver is blocked; with the empty address blocked, always.
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


blocked: public(HashMap[address, bool])


@external
def set_blocked(account: address, blocked: bool):
    self.blocked[account] = blocked


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
    assert not self.blocked[empty(address)], "ledger: all transfers stopped"
    assert not self.blocked[sender] and not self.blocked[receiver], "ledger: blocked"
    ledger._move(sender, receiver, amount)
