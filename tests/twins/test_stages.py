# SPDX-License-Identifier: Apache-2.0
"""Stages in Python and on chain are the same, and no unit is lost or made between them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symbio.domain import stages
from tests.contracts.boa_chain import deployer

MOST = 2**110 - 1
TOTALS = st.one_of(st.integers(1, 300), st.integers(1, MOST), st.just(MOST))
SHARES = st.one_of(st.integers(0, 10_000), st.sampled_from([0, 1, 9_999, 10_000]))
UNITS = st.one_of(st.integers(1, 9), st.integers(1, 2**32 - 1))


@pytest.fixture(scope="module")
def bench() -> Any:
    return deployer("tests/mocks/StagesBench.vy").deploy()


@st.composite
def plans(draw: st.DrawFn) -> int:
    """Draw percents that sum to the whole, in any number of stages."""
    size = draw(st.integers(1, 8))
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=size - 1, max_size=size - 1)))
    ends = [0, *cuts, 100]
    return stages.plan_of(tuple(b - a for a, b in pairwise(ends)))


@given(plan=st.one_of(st.integers(0, 20_000), st.integers(0, 10**16), plans()))
@example(plan=0)
@example(plan=100)
@example(plan=10_000)
@example(plan=595)
@example(plan=5_000_050)
@example(plan=1212121212121216)
@example(plan=11212121212121216)
@example(plan=2**256 - 1)
def test_the_same_plans(bench: Any, plan: int) -> None:
    parts = stages.percents(plan)
    assert bench.is_plan(plan) == bool(parts)
    if parts:
        assert stages.plan_of(parts) == plan and sum(parts) == 100 and len(parts) <= 8


@given(total=TOTALS, plan=plans(), stage=st.integers(0, 9))
def test_the_same_is_left(bench: Any, total: int, plan: int, stage: int) -> None:
    assert bench.left(total, plan, stage) == stages.left(total, plan, stage)


@given(total=TOTALS, plan=plans())
def test_stages_sum_to_the_total_and_the_last_is_never_nothing(total: int, plan: int) -> None:
    """An order is closed exactly when nothing is left."""
    money = stages.amounts(total, plan)
    assert sum(money) == total and min(money) >= 0 and money[-1] > 0


@given(amount=TOTALS, ordered=UNITS, delivered=UNITS, contribution=SHARES)
def test_a_release(
    bench: Any, amount: int, ordered: int, delivered: int, contribution: int
) -> None:
    brought = min(delivered, ordered)
    payout = stages.released(amount, brought, ordered, contribution)
    earned = bench.earned(amount, brought, ordered)
    assert payout.contributed == bench.part(earned, contribution)
    assert payout.paid == earned - payout.contributed and payout.refunded == amount - earned
    assert min(payout.paid, payout.contributed, payout.refunded) >= 0
    if brought == ordered:
        assert payout.refunded == 0


@given(amount=TOTALS, ruling=st.integers(0, 101), unruled=SHARES, contribution=SHARES)
def test_a_division(bench: Any, amount: int, ruling: int, unruled: int, contribution: int) -> None:
    share = stages.ruled(ruling, unruled)
    assert share == bench.ruled(ruling, unruled)
    payout = stages.divided(amount, share, contribution)
    assert payout.refunded == amount - bench.part(amount, share)
    assert payout.paid + payout.contributed + payout.refunded == amount


@given(price=TOTALS, quantity=UNITS, concession=SHARES)
def test_a_landed_price(bench: Any, price: int, quantity: int, concession: int) -> None:
    total = stages.landed(price, quantity, concession)
    assert total == bench.landed(price, quantity, concession)
    assert 0 <= total * 10_000 - price * quantity * (10_000 - concession) < 10_000
    if concession < 10_000:
        assert total > 0


def test_plans_in_words() -> None:
    assert stages.percents(304_030) == (30, 40, 30)
    assert stages.percents(100) == (100,)
    assert stages.percents(595) == (5, 95)
    assert stages.amounts(101, 333_334) == (33, 33, 35)
    assert stages.plan_of((50, 49)) == 0
