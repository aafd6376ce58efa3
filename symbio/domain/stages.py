# SPDX-License-Identifier: Apache-2.0
"""What an order's money is divided by: contracts/modules/stages.vy, in whole units, exactly."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = 10_000
"""Basis points."""
ALL_AT_ONCE = 100
MAX_STAGES = 8
HIGHEST_RULING = 101


@dataclass(frozen=True, slots=True)
class Payout:
    """How an amount of an escrow is divided; the three sum to it."""

    paid: int
    contributed: int
    refunded: int


def percents(plan: int) -> tuple[int, ...]:
    """Give the stages of a plan, 304030 as 30, 40 and 30; nothing where it is none.

    A plan has a pair of decimal digits for each stage, up to eight that sum to 100; 100 itself is
    one stage.
    """
    if plan == ALL_AT_ONCE:
        return (100,)
    if not 0 < plan < 100**MAX_STAGES:
        return ()
    found: list[int] = []
    rest = plan
    while rest:
        rest, percent = divmod(rest, 100)
        found.insert(0, percent)
    return tuple(found) if 0 not in found and sum(found) == 100 else ()


def plan_of(stages: tuple[int, ...]) -> int:
    """Write percents as a plan; 0 where they are none."""
    if stages == (100,):
        return ALL_AT_ONCE
    plan = sum(percent * 100**place for place, percent in enumerate(reversed(stages)))
    return plan if percents(plan) == stages else 0


def left(total: int, plan: int, stage: int) -> int:
    """Give what is left of the total before a stage, counted from 0; nothing after the last.

    What doesn't divide stays, so that the last stage has what the others left.
    """
    parts = percents(plan)
    if stage >= len(parts):
        return 0
    return total - total * sum(parts[:stage]) // 100


def amounts(total: int, plan: int) -> tuple[int, ...]:
    """Give the money of each stage; they sum to the total."""
    size = len(percents(plan))
    return tuple(left(total, plan, n) - left(total, plan, n + 1) for n in range(size))


def released(amount: int, delivered: int, ordered: int, contribution: int) -> Payout:
    """Divide a stage's money by what of it was delivered."""
    return _paid(amount, amount * delivered // ordered, contribution)


def divided(escrow: int, share: int, contribution: int) -> Payout:
    """Divide what is left by the seller's share in basis points: ruled, agreed or lapsed."""
    return _paid(escrow, escrow * share // WHOLE, contribution)


def ruled(ruling: int, unruled: int) -> int:
    """Give the seller's share by a ruling: 1 to 101 are 0 to 100 percent, 0 a refusal to rule."""
    return unruled if ruling == 0 else (ruling - 1) * 100


def landed(price: int, quantity: int, concession: int) -> int:
    """Give what a buyer pays: the price of all units less the concession, rounded down."""
    gross = price * quantity
    return gross - gross * concession // WHOLE


def _paid(amount: int, earned: int, contribution: int) -> Payout:
    contributed = earned * contribution // WHOLE
    return Payout(earned - contributed, contributed, amount - earned)
