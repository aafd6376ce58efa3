# SPDX-License-Identifier: Apache-2.0
"""Accords.open_review: by anybody when the alarm rings; it changes nothing else."""

from __future__ import annotations

import boa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symbio.domain.accords import rings
from symbio.domain.rules import WHOLE
from tests.contracts.accords.concluding import EURO, LENGTH, NOTICE, SAMPLING, SEASON, YEN, House
from tests.contracts.boa_chain import account, events, now, pass_time, refused
from tests.contracts.federation.assembly import Town

SUMS = st.integers(0, 2**128 - 1)


def test_opened(house: House, accord: int) -> None:
    house.market.say(accord, 2, EURO, 1_000, 500)
    anybody = account("anybody").address
    house.accords.open_review(accord, 2, EURO, sender=anybody)
    [logged] = events(house.accords)
    assert str(logged.pop("currency")).lower() == EURO
    assert logged == {
        "event": "ReviewOpened",
        "accord_id": accord,
        "actor": anybody,
        "review": 1,
        "community_id": 2,
        "gave": 1_000,
        "got": 500,
    }
    assert tuple(house.accords.review(accord)) == (1, now(), True)
    assert tuple(house.accords.alarm(accord, 2, EURO)) == (True, 1_000, 500)


def test_it_is_no_penalty(house: House, accord: int) -> None:
    """An open review changes nothing that an order is bound to."""
    before = house.quote()
    house.market.say(accord, 1, YEN, 100, 0)
    house.accords.open_review(accord, 1, YEN)
    assert house.quote() == before
    assert house.quote(seller=2, buyer=1, clause=1, category=SAMPLING).version == 1


@pytest.mark.parametrize(
    ("gave", "got", "rung"),
    [
        (0, 0, False),
        (999, 0, False),  # below the floor
        (1_000, 0, True),
        (0, 1_000, True),
        (625, 375, False),  # apart by exactly the drift
        (626, 374, True),
        (374, 626, True),
        (500, 500, False),
    ],
)
def test_the_alarm(house: House, accord: int, gave: int, got: int, rung: bool) -> None:
    house.market.say(accord, 1, EURO, gave, got)
    assert tuple(house.accords.alarm(accord, 1, EURO)) == (rung, gave, got)
    assert rings(2_500, 1_000, gave, got) == rung
    if not rung:
        with refused("accords: the alarm is silent"):
            house.accords.open_review(accord, 1, EURO)
    else:
        house.accords.open_review(accord, 1, EURO)


@settings(max_examples=40, deadline=None)
@given(gave=SUMS, got=SUMS)
@example(gave=2**128 - 1, got=2**128 - 1)
@example(gave=2**128 - 1, got=0)
def test_the_alarm_equals_its_twin(built: House, gave: int, got: int) -> None:
    with boa.env.anchor():
        accord = built.conclude()
        built.market.say(accord, 1, EURO, gave, got)
        assert built.accords.alarm(accord, 1, EURO)[0] == rings(2_500, 1_000, gave, got)


def test_an_alarm_that_never_rings(house: House) -> None:
    accord = house.conclude(house.terms(drift=WHOLE, floors=(0, 0)))
    house.market.say(accord, 1, EURO, 10**30, 0)
    with refused("accords: the alarm is silent"):
        house.accords.open_review(accord, 1, EURO)


def test_one_at_a_time(house: House, accord: int) -> None:
    for party in (1, 2):
        house.market.say(accord, party, YEN, 10, 0)
    house.accords.open_review(accord, 1, YEN)
    with refused("accords: a review is open"):
        house.accords.open_review(accord, 2, YEN)


def test_once_a_season_for_each(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    """Threat: somebody keeps the parties in reviews without an end."""
    for party in (1, 2):
        house.market.say(accord, party, YEN, 10, 0)
    for number, party in enumerate((1, 2), 1):
        house.accords.open_review(accord, party, YEN)
        assert house.accords.review(accord).number == number
        for town in towns[:3]:
            house.answer(accord, town)
        with refused("accords: reviewed in this season"):
            house.accords.open_review(accord, party, YEN)
    pass_time(SEASON - 1)
    with refused("accords: reviewed in this season"):
        house.accords.open_review(accord, 1, YEN)
    pass_time(1)
    house.accords.open_review(accord, 1, YEN)
    assert house.accords.review(accord).number == 3


def test_only_of_a_party(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    house.market.say(accord, 4, YEN, 10, 0)
    with refused("accords: not a party"):
        house.accords.open_review(accord, 4, YEN)
    house.market.say(accord, 2, YEN, 10, 0)
    house.leave(accord, towns[1])
    pass_time(NOTICE)
    with refused("accords: the party has left"):
        house.accords.open_review(accord, 2, YEN)


def test_only_in_an_accepted_currency(house: House, accord: int) -> None:
    with refused("accords: currency not accepted"):
        house.accords.open_review(accord, 1, "0x" + 20 * "e3")


def test_only_while_it_is_in_force(house: House, accord: int) -> None:
    with refused("accords: no such accord"):
        house.accords.open_review(accord + 1, 1, YEN)
    later = house.conclude(house.terms(starts_at=now() + 9))
    with refused("accords: not in force yet"):
        house.accords.open_review(later, 1, YEN)
    pass_time(LENGTH)
    with refused("accords: the accord has ended"):
        house.accords.open_review(accord, 1, YEN)


def test_when_the_last_one_awaited_has_left(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    """A party that leaves without an answer holds no review open."""
    for party in (1, 3):
        house.market.say(accord, party, YEN, 10, 0)
    house.accords.open_review(accord, 1, YEN)
    for town in towns[:2]:
        house.answer(accord, town)
    house.leave(accord, towns[2])
    assert house.accords.review(accord).is_open is True
    pass_time(NOTICE)
    assert house.accords.review(accord).is_open is False
    house.market.say(accord, 2, YEN, 10, 0)
    house.accords.open_review(accord, 2, YEN)
    logged = events(house.accords)
    assert [(each["event"], each["review"]) for each in logged] == [
        ("ReviewClosed", 1),
        ("ReviewOpened", 2),
    ]
