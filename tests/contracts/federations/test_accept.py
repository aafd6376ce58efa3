# SPDX-License-Identifier: Apache-2.0
"""Federations.accept and decline: a founding steward says yes, and may still say no."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.boa_chain import NOBODY, account, events, refused
from tests.contracts.federation.assembly import Town, terms_of

TERMS = b"\x17" * 32


def told(event: str, town: Town, steward: str) -> dict[str, Any]:
    told = {"event": event, "terms": TERMS, "community_id": town.number}
    return told | {"steward": steward}


def test_a_steward_accepts(factory: Any, towns: list[Town]) -> None:
    town = towns[1]
    factory.accept(TERMS, town.number, sender=town.steward.address)
    assert events(factory) == [told("FoundingAccepted", town, town.steward.address)]
    assert factory.accepted(TERMS, town.number) == town.steward.address
    assert factory.accepted(TERMS, towns[0].number) == NOBODY
    assert factory.accepted(bytes(32), town.number) == NOBODY


def test_a_steward_declines_and_may_accept_again(factory: Any, towns: list[Town]) -> None:
    town = towns[1]
    factory.accept(TERMS, town.number, sender=town.steward.address)
    factory.decline(TERMS, town.number, sender=town.steward.address)
    assert events(factory) == [told("FoundingDeclined", town, town.steward.address)]
    assert factory.accepted(TERMS, town.number) == NOBODY
    assert factory.declined(TERMS, town.number) == town.steward.address
    with refused("federations: already declined"):
        factory.decline(TERMS, town.number, sender=town.steward.address)
    factory.accept(TERMS, town.number, sender=town.steward.address)
    assert factory.accepted(TERMS, town.number) == town.steward.address


def test_not_twice(factory: Any, towns: list[Town]) -> None:
    town = towns[0]
    factory.accept(TERMS, town.number, sender=town.steward.address)
    with refused("federations: already accepted"):
        factory.accept(TERMS, town.number, sender=town.steward.address)


def test_a_steward_may_decline_at_once(factory: Any, towns: list[Town]) -> None:
    town = towns[0]
    factory.decline(TERMS, town.number, sender=town.steward.address)
    assert events(factory) == [told("FoundingDeclined", town, town.steward.address)]
    assert factory.declined(TERMS, town.number) == town.steward.address
    factory.accept(TERMS, town.number, sender=town.steward.address)
    assert factory.declined(TERMS, town.number) == NOBODY


@pytest.mark.parametrize("act", ["accept", "decline"])
def test_only_the_steward(factory: Any, towns: list[Town], act: str) -> None:
    for sender in (towns[1].steward, towns[0].people[0], account("stranger")):
        with refused("federations: not the steward"):
            getattr(factory, act)(TERMS, towns[0].number, sender=sender.address)
    with refused("federations: not the steward"):
        getattr(factory, act)(TERMS, 99, sender=account("stranger").address)


def test_a_new_steward_accepts_anew_and_may_decline_for_the_old(
    book: Any, factory: Any, towns: list[Town]
) -> None:
    town, heir = towns[0], account("heir").address
    factory.accept(TERMS, town.number, sender=town.steward.address)
    book.offer_stewardship(town.number, heir, sender=town.steward.address)
    book.accept_stewardship(town.number, sender=heir)
    with refused("federations: not the steward"):
        factory.decline(TERMS, town.number, sender=town.steward.address)
    factory.accept(TERMS, town.number, sender=heir)
    assert factory.accepted(TERMS, town.number) == heir
    factory.decline(TERMS, town.number, sender=heir)
    assert factory.accepted(TERMS, town.number) == NOBODY


def test_spent_terms_are_neither_accepted_nor_declined(factory: Any, towns: list[Town]) -> None:
    town = towns[0]
    terms = terms_of([town.number])
    digest = factory.terms_digest(terms)
    factory.accept(digest, town.number, sender=town.steward.address)
    factory.found(terms, [b""])
    for act in (factory.accept, factory.decline):
        with refused("federations: already founded"):
            act(digest, town.number, sender=town.steward.address)
