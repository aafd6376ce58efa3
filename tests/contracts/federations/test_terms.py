# SPDX-License-Identifier: Apache-2.0
"""Federations.found: terms that changed, lapsed, were spent, or are no terms at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
import pytest
from eth_abi import encode
from eth_utils import keccak

from symbio.domain.rules import DAY
from tests.contracts.boa_chain import account, now, refused
from tests.contracts.federation.assembly import (
    CHARTER,
    RULES,
    Town,
    terms_of,
    until,
)
from tests.contracts.federations.founding import TERMS, accept, numbers, sign

CHANGED: dict[str, Any] = {
    "name": "Other",
    "level": 2,
    "kind": 4,
    "profile": b"\x09" * 32,
    "charter": b"\x09" * 32,
    "salt": b"\x09" * 32,
}


@pytest.mark.parametrize("field", [*CHANGED, "until", "rules", "founders", "tribunal"])
def test_changed_terms_are_other_terms(factory: Any, towns: list[Town], field: str) -> None:
    terms = terms_of(numbers(towns))
    accept(factory, terms, towns)
    if field in CHANGED:
        changed = terms_of(numbers(towns), **{field: CHANGED[field]})
    elif field == "until":
        changed = terms_of(numbers(towns), until=now() + 2 * DAY)
    elif field == "rules":
        changed = terms_of(numbers(towns), replace(RULES, grace=3 * DAY))
    elif field == "tribunal":
        changed = terms_of(numbers(towns), replace(RULES, tribunal=account("t").address))
    else:
        changed = terms_of(numbers(towns)[::-1])
    assert factory.terms_digest(changed) != factory.terms_digest(terms)
    assert factory.address_of(factory.terms_digest(changed)) != factory.address_of(
        factory.terms_digest(terms)
    )
    with refused("federations: a founder hasn't accepted"):
        factory.found(changed, [b""] * 3)


def test_terms_are_spent_once(factory: Any, towns: list[Town]) -> None:
    """Threat: a federation founded twice, or in front of its founders."""
    terms = terms_of(numbers(towns))
    accept(factory, terms, towns)
    factory.found(terms, [b""] * 3)
    for signatures in ([b""] * 3, [sign(factory, terms, town) for town in towns]):
        with refused("federations: already founded"):
            factory.found(terms, signatures)
    assert factory.count() == 1


def test_until_their_last_second(factory: Any, towns: list[Town]) -> None:
    terms = terms_of(numbers(towns), until=now() + 100)
    accept(factory, terms, towns)
    for wait, is_good in ((99, True), (1, True), (1, False), (1, False)):
        until(now() + wait)
        with boa.env.anchor():
            if is_good:
                factory.found(terms, [b""] * 3)
                continue
            with refused("federations: the terms have lapsed"):
                factory.found(terms, [b""] * 3)


@pytest.mark.parametrize("level", [0, 9, 2**256 - 1])
def test_refuses_other_levels(factory: Any, towns: list[Town], level: int) -> None:
    terms = terms_of(numbers(towns), level=level)
    accept(factory, terms, towns)
    with refused("federations: level out of range"):
        factory.found(terms, [b""] * 3)


@pytest.mark.parametrize("level", [1, 8])
def test_takes_levels_1_to_8(factory: Any, towns: list[Town], level: int) -> None:
    terms = terms_of(numbers(towns), level=level)
    accept(factory, terms, towns)
    assert factory.level(factory.found(terms, [b""] * 3)) == level


def test_refuses_what_is_empty(factory: Any, towns: list[Town]) -> None:
    for terms, said in (
        (terms_of(numbers(towns), name=""), "federations: no name"),
        (terms_of([]), "federations: no founders"),
    ):
        with refused(said):
            factory.found(terms, [b""] * len(terms[6]))
    terms = terms_of(numbers(towns), charter=bytes(32))
    accept(factory, terms, towns)
    with refused("charter: no document"):
        factory.found(terms, [b""] * 3)


@pytest.mark.parametrize("count", [0, 2, 4])
def test_refuses_another_number_of_signatures(factory: Any, towns: list[Town], count: int) -> None:
    terms = terms_of(numbers(towns))
    accept(factory, terms, towns)
    with refused("federations: one signature a founder"):
        factory.found(terms, [b""] * count)


def test_refuses_a_founder_named_twice(factory: Any, towns: list[Town]) -> None:
    terms = terms_of([1, 2, 1])
    accept(factory, terms, towns[:2])
    with refused("members: already a member"):
        factory.found(terms, [b""] * 3)
    assert factory.count() == 0


@pytest.mark.parametrize("number", [0, 99])
def test_refuses_founders_that_arent_there(factory: Any, towns: list[Town], number: int) -> None:
    terms = terms_of([towns[0].number, number])
    accept(factory, terms, towns[:1])
    for signature in (b"", bytes(64)):
        with refused("federations: no such community"):
            factory.found(terms, [b"", signature])


def test_refuses_rules_out_of_bounds(factory: Any, towns: list[Town]) -> None:
    terms = list(terms_of(numbers(towns)))
    terms[5] = (*RULES.for_chain()[:3], 5_000, *RULES.for_chain()[4:])
    accept(factory, tuple(terms), towns)
    with refused("rules: approval out of range"):
        factory.found(tuple(terms), [b""] * 3)


def test_what_failed_may_be_founded_later(factory: Any, towns: list[Town]) -> None:
    terms = terms_of(numbers(towns))
    with refused("federations: a founder hasn't accepted"):
        factory.found(terms, [b""] * 3)
    accept(factory, terms, towns)
    factory.found(terms, [b""] * 3)


def test_the_digest_is_of_the_terms_abi_encoding(factory: Any, towns: list[Town]) -> None:
    terms = terms_of(numbers(towns), name="海の環")
    assert terms[4] == CHARTER
    assert factory.terms_digest(terms) == keccak(encode([TERMS], [terms]))
