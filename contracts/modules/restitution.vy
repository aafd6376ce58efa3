# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Restitution: money that goes through here and stays nowhere
@license AGPL-3.0-only
@notice What is paid goes into the beneficiary's split in the Treasury in the same call. What that credits counts,
        but never more than what moved.
"""

from ethereum.ercs import IERC20

from . import duties
from ..interfaces import IRemedies
from ..interfaces import ITreasury


uses: duties


NATIVE: constant(address) = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE

TREASURY: immutable(ITreasury)


@deploy
def __init__(treasury: ITreasury):
    TREASURY = treasury


@internal
@payable
def _pay(duty_id: uint256, word: uint256, amount: uint256) -> uint256:
    """
    @return What was credited.
    """
    assert duties._kind(word) == duties.RESTITUTION, "remedies: not restitution"
    amounts: uint256 = duties.amounts[duty_id]
    left: uint256 = (amounts & duties.HALF) - (amounts >> 128)
    assert amount != 0, "remedies: nothing is paid"
    assert amount <= left, "remedies: more than is left"
    named: uint256 = duties.tokens[duty_id]
    token: address = convert(named & duties.ADDRESS, address)
    credited: uint256 = min(self._pass_on(token, named >> 160, amount), left)
    amounts += credited << 128
    duties.amounts[duty_id] = amounts
    log IRemedies.RestitutionPaid(
        obligation_id=duty_id, payer=msg.sender, credited=credited, paid=amounts >> 128
    )
    if credited == left:
        duties._confirm(duty_id, word)
    return credited


@internal
@payable
def _pass_on(token: address, split_id: uint256, amount: uint256) -> uint256:
    if token == NATIVE:
        assert msg.value == amount, "remedies: value isn't the amount"
        return extcall TREASURY.deposit(split_id, token, amount, value=amount)
    assert msg.value == 0, "remedies: value isn't the amount"
    assert token.is_contract, "remedies: token has no code"
    before: uint256 = staticcall IERC20(token).balanceOf(self)
    moved: bool = extcall IERC20(token).transferFrom(msg.sender, self, amount, default_return_value=True)
    assert moved, "remedies: token refused the transfer"
    arrived: uint256 = staticcall IERC20(token).balanceOf(self) - before
    assert arrived != 0, "remedies: nothing arrived"
    # Some tokens change an allowance only from or to 0; the Treasury takes all of it.
    allowed: bool = extcall IERC20(token).approve(TREASURY.address, arrived, default_return_value=True)
    assert allowed, "remedies: token refused the allowance"
    # An impaired token is credited at more than what moved, and claimed at less: who owes gains nothing by that.
    return min(arrived, extcall TREASURY.deposit(split_id, token, arrived))
