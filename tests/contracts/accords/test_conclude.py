# SPDX-License-Identifier: Apache-2.0
"""Accords.conclude: an accord binds once every party has accepted exactly these terms."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

import boa
import pytest

from symbio.domain.accords import Terms
from symbio.domain.rules import DAY
from tests.contracts.accords.concluding import EURO, YEN, House, digest_of
from tests.contracts.boa_chain import NOBODY, account, deployer, events, now, pass_time, refused
from tests.contracts.federation.assembly import Town
from tests.contracts.federation.papers import compact


def test_concluded_directly(house: House) -> None:
    terms, stranger = house.terms(), account("stranger").address
    assert house.conclude(terms, sender=stranger) == 1
    logged = events(house.accords)
    assert [each["event"] for each in logged] == ["AccordConcluded"]
    assert (logged[0]["accord_id"], logged[0]["actor"]) == (1, stranger)
    assert logged[0]["digest"] == digest_of(terms) == house.accords.terms_digest(terms.for_chain())
    assert house.accords.count() == 1
    figures = (terms.starts_at, terms.season, terms.review_at, terms.ends_at, terms.notice)
    found = house.accords.accord(1)
    assert tuple(found) == (1, 1, digest_of(terms), *figures, terms.drift, terms.market)
    assert house.accords.parties(1, 1) == [1, 2, 3]
    assert [tuple(each) for each in house.accords.clauses(1, 1)] == [
        astuple(each) for each in terms.clauses
    ]
    currencies, floors = house.accords.currencies(1, 1)
    assert ([str(each).lower() for each in currencies], floors) == ([EURO, YEN], [1_000, 0])
    assert [tuple(house.accords.party(1, n)) for n in (1, 3, 4)] == [(1, 0), (1, 0), (0, 0)]


def test_concluded_by_signatures_and_mixed(house: House, towns: tuple[Town, ...]) -> None:
    for number, direct in enumerate(([], [1], [0, 2]), 1):
        terms = house.terms(until=now() + number)
        for n in direct:
            house.accept(terms, towns[n])
        given = [b"" if n in direct else house.sign(terms, towns[n]) for n in range(3)]
        assert house.concluded(terms, *given) == number


def test_a_contract_steward_signs(house: House, towns: tuple[Town, ...]) -> None:
    wallet, number = deployer("tests/mocks/Wallet.vy").deploy(), house.book.count() + 1
    wallet.send(house.book.address, house.book.register.prepare_calldata(1, "PT", bytes(32)))
    terms = house.terms(towns[0], Town(number, towns[0].steward, ()))
    signatures = [house.sign(terms, towns[0]), b"\x07" * 130]
    with refused("accords: not signed by the steward"):
        house.concluded(terms, *signatures)
    wallet.approve(house.signed(terms, number), signatures[1])
    assert house.concluded(terms, *signatures) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"accord": "Other"},
        {"document": bytes(32)},
        {"terms": bytes(32)},
        {"community": 3},
        {"until": 1},
        {"chain": 77},
        {"contract": NOBODY},
    ],
)
def test_a_signature_for_anything_else_concludes_nothing(
    house: House, towns: tuple[Town, ...], other: dict[str, Any]
) -> None:
    """Threat: replay of an acceptance under other terms, on another chain or contract."""
    terms = house.terms(towns[0], towns[1])
    number = other.get("community", 2)
    rest = {key: value for key, value in other.items() if key != "community"}
    wrong = compact(towns[1].steward, house.signed(terms, number, **rest))
    with refused("accords: not signed by the steward"):
        house.concluded(terms, house.sign(terms, towns[0]), wrong)
    assert house.accords.count() == 0


def test_only_the_stewards_own_signature(house: House, towns: tuple[Town, ...]) -> None:
    terms = house.terms()
    good = [house.sign(terms, town) for town in towns[:3]]
    stranger = house.sign(terms, towns[1], account("stranger"))
    for bad in (stranger, bytes(64), good[0], good[1][:63], b"\x01"):
        with refused("accords: not signed by the steward"):
            house.concluded(terms, good[0], bad, good[2])
    assert house.concluded(terms, *good) == 1


def test_every_party_must_have_accepted(house: House, towns: tuple[Town, ...]) -> None:
    terms = house.terms()
    for missing in range(3):
        with boa.env.anchor():
            house.accept(terms, *(towns[n] for n in range(3) if n != missing))
            with refused("accords: a party hasn't accepted"):
                house.concluded(terms)


def test_the_steward_who_accepted_is_steward_still(house: House, towns: tuple[Town, ...]) -> None:
    terms, heir = house.terms(), account("heir")
    house.accept(terms)
    house.book.offer_stewardship(1, heir.address, sender=towns[0].steward.address)
    house.book.accept_stewardship(1, sender=heir.address)
    with refused("accords: a party hasn't accepted"):
        house.concluded(terms)
    with refused("accords: not signed by the steward"):
        house.concluded(terms, house.sign(terms, towns[0]), b"", b"")
    assert house.concluded(terms, house.sign(terms, towns[0], heir), b"", b"") == 1


def test_other_terms_than_those_accepted(house: House) -> None:
    """Threat: the figures change between acceptance and conclusion."""
    terms = house.terms()
    house.accept(terms)
    dearer = replace(terms.clauses[0], contribution=terms.clauses[0].contribution + 1)
    others: list[Terms] = [
        replace(terms, name="Other"),
        replace(terms, clauses=(dearer, *terms.clauses[1:])),
        replace(terms, drift=terms.drift - 1),
        replace(terms, floors=(0, 0)),
        replace(terms, until=terms.until + 1),
        replace(terms, notice=terms.notice + 1),
        replace(terms, market=str(house.book.address)),
    ]
    for other in others:
        with refused("accords: a party hasn't accepted"):
            house.concluded(other)


def test_once(house: House) -> None:
    terms = house.terms()
    house.conclude(terms)
    with refused("accords: already concluded"):
        house.concluded(terms)
    assert house.conclude(replace(terms, until=terms.until + 1)) == 2


def test_until_their_last_second(house: House) -> None:
    terms = house.terms(until=now() + DAY)
    house.accept(terms)
    pass_time(DAY)
    assert now() == terms.until
    with boa.env.anchor():
        assert house.concluded(terms) == 1
    pass_time(1)
    with refused("accords: the terms have lapsed"):
        house.concluded(terms)


def test_one_signature_a_party(house: House) -> None:
    terms = house.terms()
    house.accept(terms)
    for count in (2, 4):
        with refused("accords: one signature a party"):
            house.accords.conclude(terms.for_chain(), [b""] * count)


def test_a_community_that_does_not_exist(house: House, towns: tuple[Town, ...]) -> None:
    terms = house.terms(towns[0], replace(towns[1], number=99))
    house.accept(terms, towns[0])
    with refused("accords: no such community"):
        house.concluded(terms)
