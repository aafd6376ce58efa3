# SPDX-License-Identifier: Apache-2.0
"""Federations.found: it exists once every founding steward has accepted exactly these terms."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.boa_chain import NOBODY, account, deployer, events, refused
from tests.contracts.federation.assembly import (
    NAME,
    Assembly,
    Town,
    terms_of,
)
from tests.contracts.federation.papers import compact
from tests.contracts.federations.founding import accept, digest, numbers, sign


def test_found_directly(book: Any, factory: Any, towns: list[Town]) -> None:
    terms = terms_of(numbers(towns), level=2)
    accept(factory, terms, towns)
    expected = factory.address_of(factory.terms_digest(terms))
    assert factory.level(expected) == 0
    new = Assembly(book, factory, factory.found(terms, [b""] * 3, sender=account("any").address))
    assert new.address == expected
    assert events(factory)[-1] == {
        "event": "FederationCreated",
        "federation_id": 1,
        "federation": expected,
        "terms": factory.terms_digest(terms),
        "name": NAME,
        "level": 2,
        "community_id": 4,
    }
    assert (factory.count(), factory.federation(1), factory.level(expected)) == (1, expected, 2)
    assert book.steward(4) == expected
    assert book.community(4).kind == 8
    template = factory.template()
    code = bytes.fromhex(f"363d3d373d3d3d363d73{template[2:]}5af43d82803e903d91602b57fd5bf3")
    assert code in boa.env.get_code(expected)


def test_found_by_signatures_and_mixed(book: Any, factory: Any, towns: list[Town]) -> None:
    for salt, direct in enumerate(([], [1], [0, 2])):
        terms = terms_of(numbers(towns), salt=salt.to_bytes(32, "big"), name="海 – Ωκεανός")
        accept(factory, terms, [towns[n] for n in direct])
        signatures = [
            b"" if n in direct else sign(factory, terms, town) for n, town in enumerate(towns)
        ]
        factory.found(terms, signatures)
        assert factory.count() == salt + 1
    assert factory.federation(4) == NOBODY


def test_whoever_has_signed_may_still_decline(factory: Any, towns: list[Town]) -> None:
    """Threat: a signature that was given away can't be called back."""
    terms = terms_of(numbers(towns))
    signatures = [sign(factory, terms, town) for town in towns]
    said = factory.terms_digest(terms)
    town = towns[1]
    factory.decline(said, town.number, sender=town.steward.address)
    with refused("federations: a founder has declined"):
        factory.found(terms, signatures)
    factory.accept(said, town.number, sender=town.steward.address)
    factory.found(terms, signatures)


def test_a_contract_steward_signs(book: Any, factory: Any, towns: list[Town]) -> None:
    wallet, number = deployer("tests/mocks/Wallet.vy").deploy(), book.count() + 1
    wallet.send(book.address, book.register.prepare_calldata(1, "PT", bytes(32)))
    terms = terms_of([number, towns[0].number])
    signatures = [b"\x07" * 130, sign(factory, terms, towns[0])]
    with refused("federations: not signed by the steward"):
        factory.found(terms, signatures)
    wallet.approve(digest(factory, terms, number), signatures[0])
    factory.found(terms, signatures)
    assert factory.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"federation": "Other"},
        {"charter": bytes(32)},
        {"terms": bytes(32)},
        {"community": 2},
        {"until": 1},
        {"chain": 77},
        {"contract": NOBODY},
    ],
)
def test_a_signature_for_anything_else_founds_nothing(
    factory: Any, towns: list[Town], other: dict[str, Any]
) -> None:
    """Threat: replay of an acceptance under other terms, on another chain or contract."""
    terms = terms_of([towns[0].number])
    number = other.get("community", towns[0].number)
    rest = {key: value for key, value in other.items() if key != "community"}
    signature = compact(towns[0].steward, digest(factory, terms, number, **rest))
    with refused("federations: not signed by the steward"):
        factory.found(terms, [signature])
    assert factory.count() == 0


def test_only_the_stewards_own_signature(factory: Any, towns: list[Town]) -> None:
    terms = terms_of(numbers(towns))
    good = [sign(factory, terms, town) for town in towns]
    stranger = sign(factory, terms, towns[1], account("stranger"))
    for bad in (stranger, bytes(64), good[0], good[1][:63], b"\x01"):
        with refused("federations: not signed by the steward"):
            factory.found(terms, [good[0], bad, good[2]])
    factory.found(terms, good)


def test_every_founder_must_have_accepted(factory: Any, towns: list[Town]) -> None:
    terms = terms_of(numbers(towns))
    for missing in range(3):
        with boa.env.anchor():
            accept(factory, terms, towns[:missing] + towns[missing + 1 :])
            with refused("federations: a founder hasn't accepted"):
                factory.found(terms, [b""] * 3)
    accept(factory, terms, towns)
    factory.decline(factory.terms_digest(terms), 2, sender=towns[1].steward.address)
    with refused("federations: a founder hasn't accepted"):
        factory.found(terms, [b""] * 3)


def test_the_steward_who_accepted_is_steward_still(
    book: Any, factory: Any, towns: list[Town]
) -> None:
    terms, heir = terms_of(numbers(towns)), account("heir")
    accept(factory, terms, towns)
    book.offer_stewardship(1, heir.address, sender=towns[0].steward.address)
    book.accept_stewardship(1, sender=heir.address)
    with refused("federations: a founder hasn't accepted"):
        factory.found(terms, [b""] * 3)
    with refused("federations: not signed by the steward"):
        factory.found(terms, [sign(factory, terms, towns[0]), b"", b""])
    factory.found(terms, [sign(factory, terms, towns[0], heir), b"", b""])
