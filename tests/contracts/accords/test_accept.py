# SPDX-License-Identifier: Apache-2.0
"""Accords.accept: a party's steward accepts terms directly."""

from __future__ import annotations

from tests.contracts.accords.concluding import House, digest_of
from tests.contracts.boa_chain import NOBODY, account, events, refused
from tests.contracts.federation.assembly import Town


def test_accepted(house: House, towns: tuple[Town, ...]) -> None:
    said = digest_of(house.terms())
    assert house.accords.accepted(said, 2) == NOBODY
    house.accords.accept(said, 2, sender=towns[1].steward.address)
    assert events(house.accords) == [
        {
            "event": "TermsAccepted",
            "terms": said,
            "community_id": 2,
            "steward": towns[1].steward.address,
        }
    ]
    assert house.accords.accepted(said, 2) == towns[1].steward.address
    assert house.accords.accepted(said, 1) == NOBODY


def test_only_the_steward(house: House, towns: tuple[Town, ...]) -> None:
    said = digest_of(house.terms())
    for other in (account("stranger"), towns[0].steward, towns[1].people[0]):
        with refused("accords: not the steward"):
            house.accords.accept(said, 2, sender=other.address)
    with refused("accords: not the steward"):
        house.accords.accept(said, 99, sender=account("stranger").address)


def test_once(house: House, towns: tuple[Town, ...]) -> None:
    terms = house.terms()
    house.accept(terms, towns[0])
    with refused("accords: already accepted"):
        house.accept(terms, towns[0])


def test_not_after_they_were_concluded(house: House, towns: tuple[Town, ...]) -> None:
    terms = house.terms()
    house.conclude(terms)
    with refused("accords: already concluded"):
        house.accept(terms, towns[0])


def test_again_after_declining(house: House, towns: tuple[Town, ...]) -> None:
    terms, steward = house.terms(), towns[0].steward.address
    house.accords.decline(digest_of(terms), 1, sender=steward)
    house.accept(terms, towns[0])
    assert house.accords.declined(digest_of(terms), 1) == NOBODY
    assert house.accords.accepted(digest_of(terms), 1) == steward
