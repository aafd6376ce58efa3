# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The vault: what is owed of each token, and what comes and goes
@license AGPL-3.0-only
@notice What counts is what arrives, never what is announced. A token that takes balance away is impaired: what is left
        of it is shared in proportion by all that is owed, and a payment into it is credited at what it is worth there.
"""

from ethereum.ercs import IERC20
from snekmate.utils import math


NATIVE: constant(address) = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE


# token -> what is owed of it altogether
held: public(HashMap[address, uint256])


@internal
@payable
def _take(token: address, amount: uint256) -> uint256:
    """
    @notice Take a payment from the sender: an ERC-20 by allowance, the native coin as the value sent.
    @return What it is worth here.
    """
    if token == NATIVE:
        assert msg.value == amount, "treasury: value isn't the amount"
        return self._grow(token, self.balance - amount, self.balance)
    assert msg.value == 0, "treasury: value isn't the amount"
    assert token.is_contract, "treasury: token has no code"
    before: uint256 = staticcall IERC20(token).balanceOf(self)
    moved: bool = extcall IERC20(token).transferFrom(msg.sender, self, amount, default_return_value=True)
    assert moved, "treasury: token refused the transfer"
    return self._grow(token, before, staticcall IERC20(token).balanceOf(self))


@internal
def _grow(token: address, before: uint256, after: uint256) -> uint256:
    """
    @notice Owe what the balance grew by.
    @return What it is worth here.
    """
    assert after > before, "treasury: nothing arrived"
    amount: uint256 = unsafe_sub(after, before)
    held: uint256 = self.held[token]
    if before < held:
        assert before != 0, "treasury: the token lost everything"
        # Impaired: what is owed is paid at before / held, so credit at held / before is paid in full.
        amount = math._mul_div(amount, held, before, False)
    self.held[token] = held + amount
    return amount


@internal
def _pay(token: address, to: address, owed: uint256, consents: bool) -> uint256:
    """
    @notice Pay what is owed.
    @param consents Whether it is by the will of who is owed: nobody else makes a loss final.
    @return What was sent for it: less than was owed only while the token is impaired.
    """
    held: uint256 = self.held[token]
    balance: uint256 = self._balance(token)
    paid: uint256 = owed
    if balance < held:
        paid = math._mul_div(owed, balance, held, False)
        assert paid != 0, "treasury: the token lost everything"
        assert consents, "treasury: impaired, so only the payee claims"
    self.held[token] = held - owed
    if token == NATIVE:
        # The answer's size is bounded by copying none of it; the payee's gas is the claimer's own concern.
        accepted: bool = raw_call(to, b"", value=paid, revert_on_failure=False)
        assert accepted, "treasury: payee refuses the payment"
    else:
        moved: bool = extcall IERC20(token).transfer(to, paid, default_return_value=True)
        assert moved, "treasury: token refused the transfer"
    return paid


@internal
@view
def _balance(token: address) -> uint256:
    if token == NATIVE:
        return self.balance
    assert token.is_contract, "treasury: token has no code"
    return staticcall IERC20(token).balanceOf(self)
