# SPDX-License-Identifier: Apache-2.0
"""Accords.quote: what binds an order at this moment, or in words why none can be made."""

from __future__ import annotations

import pytest

from symbio.domain.accords import UNLIMITED, season_at
from symbio.domain.categories import category_of
from tests.contracts.accords.concluding import (
    EURO,
    FISH,
    LENGTH,
    SAMPLING,
    SEASON,
    SOFTWARE,
    YEN,
    House,
)
from tests.contracts.boa_chain import now, pass_time, refused


def word(code: str) -> int:
    return category_of(code).word


def test_each_clause(house: House) -> None:
    terms = house.terms()
    house.conclude(terms)
    rest = (terms.starts_at, terms.market)
    assert tuple(house.quote()) == (1, 500, 200, 7, 9_000, *rest)
    sampling = house.quote(clause=1, seller=2, buyer=1, category=SAMPLING, currency=YEN)
    assert tuple(sampling) == (1, 1_000, 100, 8, UNLIMITED, *rest)
    software = house.quote(clause=2, seller=3, buyer=1, category=SOFTWARE)
    assert tuple(software) == (1, 0, 0, 0, 12, *rest)


def test_seasons_follow_one_another(house: House) -> None:
    terms = house.terms()
    house.conclude(terms)
    for later in (0, SEASON - 1, 1, SEASON - 1, 1, SEASON * 2):
        pass_time(later)
        began = season_at(terms.starts_at, SEASON, now())
        assert house.quote().season == began
        assert began <= now() < began + SEASON
    assert began == terms.starts_at + 4 * SEASON


def test_an_amendment_with_the_same_start_keeps_the_seasons(house: House) -> None:
    terms = house.terms()
    accord = house.conclude(terms)
    pass_time(SEASON + 5)
    before = house.quote().season
    house.conclude(house.amendment(accord, starts_at=terms.starts_at))
    assert house.quote().season == before


@pytest.mark.parametrize("code", ["HS 03", "HS 0302", "HS 030243"])
def test_what_the_category_covers(house: House, accord: int, code: str) -> None:
    assert house.quote(category=word(code)).version == 1


@pytest.mark.parametrize("code", ["HS 04", "HS 160413", "CPC 03", "CPC 0", "HS 300000"])
def test_what_it_does_not_cover(house: House, accord: int, code: str) -> None:
    with refused("accords: category not covered"):
        house.quote(category=word(code))


def test_words_that_are_no_category_are_not_covered(house: House, accord: int) -> None:
    seven_digits = 1 << 40 | 7 << 32 | 302_430
    odd = (0, FISH & 2**32 - 1, 2**256 - 1, FISH | 1 << 48, FISH | 255 << 32, 3 << 40)
    for wrong in (*odd, seven_digits):
        with refused("accords: category not covered"):
            house.quote(category=wrong)


def test_no_such_clause(house: House, accord: int) -> None:
    for clause in (3, 32, 2**255):
        with refused("accords: no such clause"):
            house.quote(clause=clause)


def test_the_clause_of_another_seller(house: House, accord: int) -> None:
    for seller in (2, 4, 0):
        with refused("accords: the clause is another seller's"):
            house.quote(seller=seller)


def test_not_within_one_party(house: House, accord: int) -> None:
    with refused("accords: buyer and seller are one party"):
        house.quote(buyer=1)


def test_only_for_parties(house: House, accord: int) -> None:
    for buyer in (0, 4, 99):
        with refused("accords: not a party"):
            house.quote(buyer=buyer)


def test_only_in_an_accepted_currency(house: House, accord: int) -> None:
    with refused("accords: currency not accepted"):
        house.quote(currency="0x" + 20 * "e3")


def test_only_while_it_is_in_force(house: House) -> None:
    with refused("accords: no such accord"):
        house.quote()
    with refused("accords: no such accord"):
        house.quote(accord_id=0)
    house.conclude(house.terms(starts_at=now() + 9, ends_at=now() + LENGTH))
    with refused("accords: not in force yet"):
        house.quote()
    pass_time(9)
    assert house.quote(currency=EURO).version == 1
    pass_time(LENGTH - 10)
    assert house.quote().version == 1
    pass_time(1)
    with refused("accords: the accord has ended"):
        house.quote()
