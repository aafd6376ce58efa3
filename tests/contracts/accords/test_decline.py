# SPDX-License-Identifier: Apache-2.0
"""Accords.decline: whoever accepted, directly or by signature, takes it back until concluded."""

from __future__ import annotations

from tests.contracts.accords.concluding import House, digest_of
from tests.contracts.boa_chain import NOBODY, account, events, refused
from tests.contracts.federation.assembly import Town


def test_declined(house: House, towns: tuple[Town, ...]) -> None:
    terms, steward = house.terms(), towns[0].steward.address
    said = digest_of(terms)
    house.accept(terms)
    house.accords.decline(said, 1, sender=steward)
    assert events(house.accords) == [
        {"event": "TermsDeclined", "terms": said, "community_id": 1, "steward": steward}
    ]
    assert house.accords.declined(said, 1) == steward
    assert house.accords.accepted(said, 1) == NOBODY
    with refused("accords: a party hasn't accepted"):
        house.concluded(terms)


def test_a_signature_that_was_given_away(house: House, towns: tuple[Town, ...]) -> None:
    """Threat: a signature that was given away can't be called back."""
    terms = house.terms()
    signatures = [house.sign(terms, town) for town in towns[:3]]
    house.accords.decline(digest_of(terms), 2, sender=towns[1].steward.address)
    with refused("accords: a party has declined"):
        house.concluded(terms, *signatures)
    house.accept(terms, towns[1])
    assert house.concluded(terms, *signatures) == 1


def test_only_the_steward(house: House) -> None:
    with refused("accords: not the steward"):
        house.accords.decline(bytes(32), 1, sender=account("stranger").address)


def test_once(house: House, towns: tuple[Town, ...]) -> None:
    house.accords.decline(b"\x01" * 32, 1, sender=towns[0].steward.address)
    with refused("accords: already declined"):
        house.accords.decline(b"\x01" * 32, 1, sender=towns[0].steward.address)


def test_not_after_they_were_concluded(house: House, towns: tuple[Town, ...]) -> None:
    terms = house.terms()
    house.conclude(terms)
    with refused("accords: already concluded"):
        house.accords.decline(digest_of(terms), 1, sender=towns[0].steward.address)
