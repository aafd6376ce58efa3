# SPDX-License-Identifier: Apache-2.0
"""Accords.open_review_by_date: by anybody once the date has come, once a version."""

from __future__ import annotations

from symbio.domain.rules import DAY
from tests.contracts.accords.concluding import LENGTH, REVIEW, House
from tests.contracts.boa_chain import NOBODY, account, events, now, pass_time, refused
from tests.contracts.federation.assembly import Town


def test_opened(house: House, accord: int) -> None:
    pass_time(REVIEW)
    anybody = account("anybody").address
    house.accords.open_review_by_date(accord, sender=anybody)
    assert events(house.accords) == [
        {
            "event": "ReviewOpened",
            "accord_id": accord,
            "actor": anybody,
            "review": 1,
            "community_id": 0,
            "currency": NOBODY,
            "gave": 0,
            "got": 0,
        }
    ]
    assert tuple(house.accords.review(accord)) == (1, now(), True)


def test_not_before(house: House, accord: int) -> None:
    pass_time(REVIEW - 1)
    with refused("accords: not to be reviewed yet"):
        house.accords.open_review_by_date(accord)


def test_once_a_version(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    pass_time(REVIEW)
    house.accords.open_review_by_date(accord)
    for town in towns[:3]:
        house.answer(accord, town)
    with refused("accords: already reviewed by date"):
        house.accords.open_review_by_date(accord)
    house.conclude(house.amendment(accord, review_at=now() + DAY))
    with refused("accords: not to be reviewed yet"):
        house.accords.open_review_by_date(accord)
    pass_time(DAY)
    house.accords.open_review_by_date(accord)
    assert house.accords.review(accord).number == 2


def test_one_at_a_time(house: House, accord: int) -> None:
    currency = house.terms().currencies[1]
    house.market.say(accord, 1, currency, 10, 0)
    house.accords.open_review(accord, 1, currency)
    pass_time(REVIEW)
    with refused("accords: a review is open"):
        house.accords.open_review_by_date(accord)


def test_only_while_it_is_in_force(house: House, accord: int) -> None:
    with refused("accords: no such accord"):
        house.accords.open_review_by_date(accord + 1)
    pass_time(LENGTH)
    with refused("accords: the accord has ended"):
        house.accords.open_review_by_date(accord)
