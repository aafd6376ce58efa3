# SPDX-License-Identifier: Apache-2.0
"""Accords.answer_review: each party says its word once; when all have, the review is closed."""

from __future__ import annotations

import pytest

from tests.contracts.accords.concluding import NOTICE, YEN, House
from tests.contracts.boa_chain import account, events, now, pass_time, refused
from tests.contracts.federation.assembly import Town

WORDS = b"\x5a" * 32


@pytest.fixture
def review(house: House, accord: int) -> int:
    """A review that is open."""
    house.market.say(accord, 1, YEN, 10, 0)
    house.accords.open_review(accord, 1, YEN)
    return int(house.accords.review(accord).number)


def test_answered_by_each(house: House, accord: int, review: int, towns: tuple[Town, ...]) -> None:
    for number, town in enumerate(towns[:3], 1):
        assert house.accords.review(accord).is_open is True
        assert house.accords.answer(accord, review, number) == bytes(32)
        house.answer(accord, town, bytes([number]) * 32)
        logged = events(house.accords)
        assert logged[0] == {
            "event": "ReviewAnswered",
            "accord_id": accord,
            "steward": town.steward.address,
            "review": review,
            "community_id": number,
            "statement": bytes([number]) * 32,
        }
        assert house.accords.answer(accord, review, number) == bytes([number]) * 32
    assert logged[1:] == [
        {
            "event": "ReviewClosed",
            "accord_id": accord,
            "actor": towns[2].steward.address,
            "review": review,
        }
    ]
    assert house.accords.review(accord).is_open is False
    with refused("accords: no review is open"):
        house.answer(accord, towns[0])


def test_only_the_steward(house: House, accord: int, review: int) -> None:
    with refused("accords: not the steward"):
        house.accords.answer_review(accord, 1, WORDS, sender=account("stranger").address)


def test_only_a_party(house: House, accord: int, review: int, towns: tuple[Town, ...]) -> None:
    with refused("accords: not a party"):
        house.answer(accord, towns[3])
    with refused("accords: no such accord"):
        house.answer(accord + 1, towns[0])
    house.leave(accord, towns[0])
    pass_time(NOTICE)
    with refused("accords: the party has left"):
        house.answer(accord, towns[0])


def test_once(house: House, accord: int, review: int, towns: tuple[Town, ...]) -> None:
    house.answer(accord, towns[0])
    with refused("accords: already answered"):
        house.answer(accord, towns[0], b"\x01" * 32)


def test_only_an_open_review(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    with refused("accords: no review is open"):
        house.answer(accord, towns[0])


def test_with_a_statement(house: House, accord: int, review: int, towns: tuple[Town, ...]) -> None:
    with refused("accords: no statement"):
        house.answer(accord, towns[0], bytes(32))


def test_a_newcomer_of_terms_that_wait_is_not_asked(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    house.conclude(house.amendment(accord, *towns, starts_at=now() + 9))
    house.market.say(accord, 1, YEN, 10, 0)
    house.accords.open_review(accord, 1, YEN)
    with refused("accords: not a party"):
        house.answer(accord, towns[3])
    for town in towns[:3]:
        house.answer(accord, town)
    assert house.accords.review(accord).is_open is False
