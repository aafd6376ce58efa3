# SPDX-License-Identifier: Apache-2.0
"""Stages: what an order's money is divided by. Twin of `contracts/modules/stages.vy`.

A plan has a pair of decimal digits for each stage, 304030 for 30, 40 and 30 percent; 100 is all at
once. Whatever doesn't divide stays with the buyer, but for the last stage, which has what the
others left. Amounts are smallest units.
"""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 10_000
ALL_AT_ONCE = 100
MAX_STAGES = 8


def plan_of(percents: Sequence[int]) -> int:
    """Write percents as a plan; a plan of the chain's where they sum to 100."""
    return int("".join(f"{percent:02}" for percent in percents))


def percents_of(plan: int) -> tuple[int, ...]:
    """Read the percents of a plan, in the order of its stages."""
    if plan in (0, ALL_AT_ONCE):
        return (ALL_AT_ONCE,)
    digits = str(plan)
    digits = digits.zfill(len(digits) + len(digits) % 2)
    return tuple(int(digits[at : at + 2]) for at in range(0, len(digits), 2))


def is_plan(plan: int) -> bool:
    """Say whether a number is a plan of up to eight stages, none of them empty."""
    if plan == ALL_AT_ONCE:
        return True
    percents = percents_of(plan) if 0 < plan < 10 ** (2 * MAX_STAGES) else ()
    return sum(percents) == 100 and 0 not in percents and len(percents) <= MAX_STAGES


def left(total: int, plan: int, stage: int) -> int:
    """Compute what is left of a total before a stage, counted from 0; nothing after the last."""
    if stage == 0:
        return total
    percents = percents_of(plan)
    if stage >= len(percents):
        return 0
    return total - total * sum(percents[:stage]) // 100


def earned(amount: int, delivered: int, ordered: int) -> int:
    """Compute what of a stage's amount is for the seller, who delivered so much of the order."""
    return amount * delivered // ordered


def part(amount: int, share: int) -> int:
    """Compute a share, in basis points, of an amount."""
    return amount * share // WHOLE


def landed(price: int, quantity: int, concession: int) -> int:
    """Compute what a buyer pays: the price of all units less the concession."""
    gross = price * quantity
    return gross - gross * concession // WHOLE


def ruled(ruling: int, unruled: int) -> int:
    """Compute the seller's share by a ruling: 1 to 101 are 0 to 100 percent, 0 was refused."""
    return unruled if ruling == 0 else (ruling - 1) * 100
