# SPDX-License-Identifier: Apache-2.0
"""Accords.conclude: terms out of bounds bind nobody, whoever accepted them; nor in the twin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from symbio.domain import accords as twin
from symbio.domain.accords import UNLIMITED, Clause
from symbio.domain.errors import Refused
from symbio.domain.rules import DAY, WHOLE
from tests.contracts.accords.concluding import EURO, FISH, YEN, House
from tests.contracts.boa_chain import NOBODY, now, refused

YEAR = 366 * DAY
FULL = Clause(1, FISH, WHOLE - 1, WHOLE - 1, 2**64 - 1, UNLIMITED)

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("accords: no name", {"name": ""}),
    ("accords: no document", {"document": bytes(32)}),
    ("accords: no currency", {"currencies": (), "floors": ()}),
    ("accords: not one floor a currency", {"floors": (1,)}),
    ("accords: not one floor a currency", {"floors": (1, 2, 3)}),
    ("accords: floor out of range", {"floors": (0, 2**128 - 1)}),
    ("accords: fewer than two parties", {"parties": (1,)}),
    ("accords: parties not in ascending order", {"parties": (1, 3, 2)}),
    ("accords: parties not in ascending order", {"parties": (1, 2, 2)}),
    ("accords: parties not in ascending order", {"parties": (0, 1, 2)}),
    ("accords: no clause", {"clauses": ()}),
    ("accords: a seller is not a party", {"clauses": (replace(FULL, seller_id=4),)}),
    ("accords: no such currency", {"currencies": (EURO, NOBODY)}),
    ("accords: currency named twice", {"currencies": (EURO, EURO)}),
    ("accords: drift exceeds the whole", {"drift": WHOLE + 1}),
    ("accords: season out of range", {"season": DAY - 1}),
    ("accords: season out of range", {"season": YEAR + 1}),
    ("accords: notice out of range", {"notice": YEAR + 1}),
    ("accords: start out of range", {"starts_at": 0}),
    ("clauses: concession takes everything", {"clauses": (replace(FULL, concession=WHOLE),)}),
    ("clauses: contribution takes everything", {"clauses": (replace(FULL, contribution=WHOLE),)}),
    ("clauses: contribution into no split", {"clauses": (replace(FULL, split_id=0),)}),
    ("clauses: no such split", {"clauses": (replace(FULL, split_id=2**64),)}),
    ("clauses: quantity out of range", {"clauses": (replace(FULL, quantity=0),)}),
    ("clauses: quantity out of range", {"clauses": (replace(FULL, quantity=2**64),)}),
    ("categories: no such scheme", {"clauses": (replace(FULL, category=0),)}),
    ("categories: no such scheme", {"clauses": (replace(FULL, category=3 << 40 | 2 << 32),)}),
    ("categories: not so many digits", {"clauses": (replace(FULL, category=1 << 40 | 3 << 32),)}),
    (
        "categories: more digits than it says",
        {"clauses": (replace(FULL, category=1 << 40 | 2 << 32 | 100),)},
    ),
]
# Relative to the second in which they are concluded.
WRONG_TIMES: list[tuple[str, dict[str, int]]] = [
    ("accords: start out of range", {"starts_at": YEAR + 1, "review_at": YEAR + 2}),
    ("accords: ends before it starts", {"ends_at": 0}),
    ("accords: ends before it starts", {"starts_at": 9 * DAY, "ends_at": 9 * DAY}),
    ("accords: end out of range", {"ends_at": 10 * YEAR + 1}),
    ("accords: review out of its time", {"review_at": 0}),
    ("accords: review out of its time", {"starts_at": 9 * DAY, "review_at": 9 * DAY}),
    ("accords: review out of its time", {"review_at": 20 * DAY, "ends_at": 20 * DAY}),
]


@pytest.mark.parametrize(("reason", "other"), WRONG)
def test_out_of_bounds(house: House, reason: str, other: dict[str, Any]) -> None:
    both_refuse(house, reason, other)


@pytest.mark.parametrize(("reason", "times"), WRONG_TIMES)
def test_out_of_time(house: House, reason: str, times: dict[str, int]) -> None:
    both_refuse(house, reason, {name: now() + later for name, later in times.items()})


def both_refuse(house: House, reason: str, other: dict[str, Any]) -> None:
    terms = house.terms(**other)
    with pytest.raises(Refused) as said:
        twin.check(terms, now())
    assert said.value.reason == reason
    house.accept(terms)
    with refused(reason):
        house.concluded(terms)


def test_the_market_is_a_contract(house: House) -> None:
    terms = house.terms(market=house.towns[0].steward.address)
    house.accept(terms)
    with refused("accords: the market is no contract"):
        house.concluded(terms)


def test_a_new_accord_has_version_one(house: House) -> None:
    for version in (0, 2):
        terms = house.terms(version=version)
        house.accept(terms)
        with refused("accords: not the next version"):
            house.concluded(terms)


def test_the_widest_terms(house: House) -> None:
    """Every bound is met from within, and the longest lists fit."""
    second = now()
    terms = house.terms(
        name="n" * 100,
        currencies=tuple(f"0x{n:040x}" for n in range(1, 9)),
        floors=(2**128 - 2,) * 8,
        drift=WHOLE,
        clauses=(FULL,) * 32,
        starts_at=second + YEAR,
        season=YEAR,
        review_at=second + YEAR + 1,
        ends_at=second + 10 * YEAR,
        notice=YEAR,
    )
    twin.check(terms, second)
    assert house.conclude(terms) == 1
    assert [tuple(each) for each in house.accords.clauses(1, 1)] == [
        (1, FISH, WHOLE - 1, WHOLE - 1, 2**64 - 1, UNLIMITED)
    ] * 32
    assert house.accords.currencies(1, 1)[1] == [2**128 - 2] * 8


def test_the_narrowest_terms(house: House) -> None:
    second = now()
    terms = house.terms(
        house.towns[0],
        house.towns[1],
        name="n",
        currencies=(YEN,),
        floors=(0,),
        drift=0,
        clauses=(Clause(1, FISH, 0, 0, 0, 1),),
        starts_at=1,
        season=DAY,
        review_at=second + 1,
        ends_at=second + 2,
        notice=0,
        until=second,
    )
    twin.check(terms, second)
    assert house.conclude(terms) == 1
    assert house.accords.accord(1).version == 1
