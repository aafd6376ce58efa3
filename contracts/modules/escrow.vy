# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Escrow: what the Market holds for orders, and what it owes
@license AGPL-3.0-only
@notice `held` is what is in escrow and owed together, in each token. What arrives is measured. Refunds are owed, and
        pulled by whom they are owed to. A token that takes balance away from the Market is impaired: what is left of
        it is paid out in proportion, and no order can be opened in it.
"""

from ethereum.ercs import IERC20
from snekmate.utils import math

from ..interfaces import IEscrow
from ..interfaces import ITreasury


NATIVE: constant(address) = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE
MAX_DEPOSITS: constant(uint256) = 8

TREASURY: immutable(ITreasury)

# token -> what is in escrow and owed together
held: HashMap[address, uint256]
# account -> token -> what it may withdraw
owed: HashMap[address, HashMap[address, uint256]]


@deploy
def __init__(treasury: ITreasury):
    TREASURY = treasury


@internal
@payable
def _take(token: address, payer: address, amount: uint256):
    """
    @notice Take an order's total, all of it: an ERC-20 by allowance, the native coin as the value sent.
    """
    if token == NATIVE:
        assert msg.value == amount, "escrow: value isn't the total"
    else:
        assert msg.value == 0, "escrow: value isn't the total"
        before: uint256 = self._balance(token)
        assert before >= self.held[token], "escrow: the token lost balance"
        moved: bool = extcall IERC20(token).transferFrom(payer, self, amount, default_return_value=True)
        assert moved, "escrow: token refused the transfer"
        arrived: uint256 = staticcall IERC20(token).balanceOf(self)
        assert arrived >= before and arrived - before >= amount, "escrow: less arrived than agreed"
    self.held[token] += amount


@internal
def _credit(order_id: uint256, account: address, token: address, amount: uint256):
    """
    @notice Owe an account what is held already.
    """
    if amount != 0:
        self.owed[account][token] += amount
        log IEscrow.RefundCredited(order_id=order_id, account=account, token=token, amount=amount)


@internal
def _keep(order_id: uint256, account: address, amount: uint256):
    """
    @notice Owe an account native coin that it sent with this call.
    """
    self.held[NATIVE] += amount
    self._credit(order_id, account, NATIVE, amount)


@internal
def _release(token: address, amount: uint256) -> uint256:
    """
    @notice Hold an amount no more.
    @return What of it can be paid: less only while the token is impaired.
    """
    held: uint256 = self.held[token]
    balance: uint256 = self._balance(token)
    self.held[token] = held - amount
    if balance >= held:
        return amount
    paid: uint256 = math._mul_div(amount, balance, held, False)
    assert paid != 0, "escrow: the token lost everything"
    return paid


@internal
def _deposit(token: address, split_id: uint256, amount: uint256, second_id: uint256, second: uint256):
    """
    @notice Pay what is held no more into one split of the Treasury, or into two; only the second part may be nothing.
    """
    splits: DynArray[uint256, MAX_DEPOSITS] = [split_id]
    amounts: DynArray[uint256, MAX_DEPOSITS] = [amount]
    if second != 0:
        splits.append(second_id)
        amounts.append(second)
    if token == NATIVE:
        extcall TREASURY.deposit_many(token, splits, amounts, value=amount + second)
        return
    allowed: uint256 = staticcall IERC20(token).allowance(self, TREASURY.address)
    if allowed < amount + second:
        # The Treasury takes from nobody but its caller; a standing allowance costs each payment 20,000 gas less. Some
        # tokens change an allowance only from or to 0.
        if allowed != 0:
            self._allow(token, 0)
        self._allow(token, max_value(uint256))
    extcall TREASURY.deposit_many(token, splits, amounts)


@internal
def _allow(token: address, amount: uint256):
    allowed: bool = extcall IERC20(token).approve(TREASURY.address, amount, default_return_value=True)
    assert allowed, "escrow: token refused the allowance"


@internal
def _withdraw(account: address, token: address, to: address) -> uint256:
    assert to not in [empty(address), self], "escrow: no address to pay"
    owed: uint256 = self.owed[account][token]
    assert owed != 0, "escrow: nothing to withdraw"
    self.owed[account][token] = 0
    paid: uint256 = self._release(token, owed)
    log IEscrow.RefundWithdrawn(account=account, token=token, to=to, owed=owed, paid=paid)
    if token == NATIVE:
        accepted: bool = raw_call(to, b"", value=paid, revert_on_failure=False)
        assert accepted, "escrow: the payment is refused"
    else:
        moved: bool = extcall IERC20(token).transfer(to, paid, default_return_value=True)
        assert moved, "escrow: token refused the transfer"
    return owed


@internal
@view
def _balance(token: address) -> uint256:
    if token == NATIVE:
        return self.balance
    assert token.is_contract, "escrow: token has no code"
    return staticcall IERC20(token).balanceOf(self)
