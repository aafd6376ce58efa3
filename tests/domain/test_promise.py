# SPDX-License-Identifier: Apache-2.0
"""You pay, you get, if it fails: the sentences hold the figures and times of the order at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.addresses import NOBODY
from symbio.domain.escrow import Order, State
from symbio.domain.landed import landed
from symbio.domain.promise import of_offer, of_purchase, of_step, of_swap, stage_amount
from tests.domain.market_values import BUYER, DAY, EURO, NOW, SARDINES, SELLER, YEN

ORDER = Order(
    order_id=3,
    buyer=BUYER,
    seller=SELLER,
    offer_id=1,
    currency=EURO.address,
    quantity=10,
    total=4_200,
    left=4_200,
    split_id=7,
    stages=3070,
    stage=0,
    delivered=0,
    state=State.OPEN,
    due=NOW + DAY,
    deliver_from=NOW,
    deliver_until=NOW + 60 * DAY,
    inspection=5 * DAY,
    arbiter=NOBODY,
    ruling_time=60 * DAY,
    unruled=2_550,
    is_summoned=False,
    accord_id=2,
    clause=0,
    season=NOW,
    seller_party=1,
    buyer_party=2,
    contribution=200,
    contribution_split=9,
)
STEPS = ("deliver", "confirm", "release", "cancel", "expire", "dispute", "summon", "agree", "lapse")


def test_a_buyer_is_told_price_times_and_ways_out() -> None:
    cost = landed(SARDINES.price(EURO), 10, concession=500, contribution=200)
    told = of_purchase(SARDINES, 10, cost, NOW, accord_id=2, split_id=9)
    assert told.lines()[0].startswith(
        "You pay:     39.90 EURe into escrow now, 42.00 EURe less 2.10 EURe under accord 2."
    )
    assert "5 days pass after it" in told.pay
    assert "10 kg of “Fresh sardines, day boat”, delivered at “Fishing harbour" in told.get
    assert "between 2026-11-18 " in told.get and "and 2027-01-17 " in told.get
    assert "Up to 0.79 EURe of what you pay go to split 9." in told.get
    assert "You may cancel until 2026-11-19 " in told.fails
    assert "no arbiter is named" in told.fails and "50 % of what is left" in told.fails


def test_without_cooling_or_with_an_arbiter_it_says_so() -> None:
    offer = replace(SARDINES, cooling=0, arbiter=SELLER, stages=304030)
    told = of_purchase(offer, 1, landed(offer.price(EURO), 1), NOW)
    assert told.fails.startswith("You can't cancel; the seller can.")
    assert f"or have {SELLER} rule" in told.fails
    assert "in 3 stages of 30, 40, 30 %" in told.get
    assert "under accord" not in told.pay and "split" not in told.get


def test_a_seller_is_told_what_an_offer_binds_to() -> None:
    told = of_offer(SARDINES, (SARDINES.price(EURO), SARDINES.price(YEN)))
    assert "Anybody may order up to 4,000 kg" in told.pay
    assert told.get.startswith("4.20 EURe or 690 JPYe for each kg")
    assert "The buyer may dispute" in told.fails and "go to you" in told.fails
    named = of_offer(replace(SARDINES, everyone=False), ())
    assert "People of the federations you name" in named.pay


def test_a_giver_is_told_that_it_is_all_or_nothing() -> None:
    told = of_swap(EURO.units(500), YEN.units(700), "Ten vouchers", NOW)
    assert told.pay.startswith("5.00 EURe out of your account")
    assert "At least 700 JPYe" in told.get and "all" in told.fails.lower()


@pytest.mark.parametrize(
    ("verb", "order", "more", "said"),
    [
        ("deliver", ORDER, {"quantity": 5}, "6.30 EURe into split 7 (2 % of it to split 9)"),
        ("deliver", ORDER, {"quantity": 5}, "6.30 EURe go back to the buyer"),
        ("confirm", replace(ORDER, delivered=10), {}, "12.60 EURe out of the escrow"),
        ("release", replace(ORDER, delivered=10), {}, "29.40 EURe stay in escrow"),
        ("cancel", ORDER, {}, "42.00 EURe are owed to the buyer"),
        ("expire", ORDER, {}, "42.00 EURe are owed to the buyer"),
        ("dispute", ORDER, {}, "25.5 % of what is left"),
        ("summon", replace(ORDER, arbiter=SELLER), {}, "or by the arbiter"),
        ("agree", ORDER, {"share": 3_333}, "13.99 EURe, 33.33 % of what is in escrow"),
        ("lapse", ORDER, {}, "10.71 EURe go to split 7"),
    ],
)
def test_each_step_says_what_moves(verb: str, order: Order, more: dict, said: str) -> None:
    assert said in " ".join(of_step(verb, order, EURO.units(0), **more).lines())


@given(
    st.sampled_from(STEPS),
    st.integers(1, 2**110),
    st.sampled_from([100, 3070, 304030, 595]),
    st.integers(1, 1_000),
    st.integers(0, 10_000),
)
def test_any_order_can_be_told(verb: str, total: int, stages: int, count: int, share: int) -> None:
    order = replace(
        ORDER,
        total=total,
        left=total,
        stages=stages,
        quantity=count,
        delivered=count,
        unruled=share,
    )
    told = of_step(verb, order, EURO.units(0), quantity=count, share=share)
    assert all(line.rstrip().endswith((".", "!")) for line in told.lines())
    assert 0 <= stage_amount(order) <= total
