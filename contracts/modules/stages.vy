# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Stages: what an order's money is divided by
@license AGPL-3.0-only
@notice Pure rules, in whole units. A plan has a pair of decimal digits for each stage, 304030 for 30, 40 and 30
        percent; 100, or 0 where it is kept, is all at once. Whatever doesn't divide stays with the buyer, but for the
        last stage, which has what the others left. Twin: symbio/domain/stages.py.
"""


WHOLE: constant(uint256) = 10_000
ALL_AT_ONCE: constant(uint256) = 100
MAX_STAGES: constant(uint256) = 8
PLAN_END: constant(uint256) = 10**16


@internal
@pure
def _is_plan(plan: uint256) -> bool:
    if plan == ALL_AT_ONCE:
        return True
    if plan >= PLAN_END:
        return False
    rest: uint256 = plan
    sum: uint256 = 0
    for _: uint256 in range(MAX_STAGES):
        if rest == 0:
            break
        if rest % 100 == 0:
            return False
        sum += rest % 100
        rest //= 100
    return sum == 100


@internal
@pure
def _left(total: uint256, plan: uint256, stage: uint256) -> uint256:
    """
    @notice What is left of the total before a stage, counted from 0; nothing after the last.
    """
    if stage == 0:
        return total
    percents: DynArray[uint256, MAX_STAGES] = []
    rest: uint256 = plan
    for _: uint256 in range(MAX_STAGES):
        if rest == 0:
            break
        percents.append(rest % 100)
        rest //= 100
    if plan == ALL_AT_ONCE or stage >= len(percents):
        return 0
    done: uint256 = 0
    for i: uint256 in range(stage, bound=MAX_STAGES):
        done += percents[len(percents) - 1 - i]
    return total - total * done // 100


@internal
@pure
def _earned(amount: uint256, delivered: uint256, ordered: uint256) -> uint256:
    """
    @notice What of a stage's amount is for the seller, who delivered so much of what was ordered.
    """
    return amount * delivered // ordered


@internal
@pure
def _part(amount: uint256, share: uint256) -> uint256:
    """
    @notice A share, in basis points, of an amount: a contribution, or the seller's part of a division.
    """
    return amount * share // WHOLE


@internal
@pure
def _landed(price: uint256, quantity: uint256, concession: uint256) -> uint256:
    """
    @notice What a buyer pays: the price of all units less the concession.
    """
    gross: uint256 = price * quantity
    return gross - gross * concession // WHOLE


@internal
@pure
def _ruled(ruling: uint256, unruled: uint256) -> uint256:
    """
    @notice The seller's share by a ruling: 1 to 101 stand for 0 to 100 percent, 0 for a ruling that was refused.
    """
    if ruling == 0:
        return unruled
    return (ruling - 1) * 100
