# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token with permits, each of which can be used once
@license AGPL-3.0-only
@notice What is signed is keccak256(abi_encode(owner, spender, amount, nonce, deadline)).
@custom:powers Anybody mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from . import ledger


initializes: ledger
exports: (ledger.balanceOf, ledger.allowance, ledger.mint, ledger.approve)


nonces: public(HashMap[address, uint256])


@external
def permit(owner: address, spender: address, amount: uint256, deadline: uint256, v: uint8, r: bytes32, s: bytes32):
    assert block.timestamp <= deadline, "ledger: permit ended"
    digest: bytes32 = keccak256(abi_encode(owner, spender, amount, self.nonces[owner], deadline))
    assert ecrecover(digest, v, r, s) == owner, "ledger: not permitted"
    self.nonces[owner] += 1
    ledger.allowance[owner][spender] = amount


@external
def transfer(receiver: address, amount: uint256) -> bool:
    ledger._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    ledger._spend(sender, msg.sender, amount)
    ledger._move(sender, receiver, amount)
    return True
