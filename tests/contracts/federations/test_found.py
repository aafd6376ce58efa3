# SPDX-License-Identifier: Apache-2.0
"""Federations.found: it exists once every founding steward has accepted exactly these terms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
import pytest
from eth_abi import encode
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from symbio.domain.acts import Domain, FoundingAcceptance, typed_data
from symbio.domain.rules import DAY
from tests.contracts.boa_chain import NOBODY, account, deployer, events, now, refused
from tests.contracts.federation.assembly import (
    CHARTER,
    NAME,
    RULES,
    Assembly,
    Town,
    compact,
    terms_of,
    until,
)

RULES_TYPE = f"({','.join(['uint256'] * 10)},address)"
TERMS = f"(string,uint256,uint256,bytes32,bytes32,{RULES_TYPE},uint256[],uint256,bytes32)"


def numbers(towns: list[Town]) -> list[int]:
    return [town.number for town in towns]


def accept(factory: Any, terms: tuple[Any, ...], towns: list[Town]) -> None:
    for town in towns:
        factory.accept(factory.terms_digest(terms), town.number, sender=town.steward.address)


def digest(factory: Any, of: tuple[Any, ...], number: int, **other: Any) -> bytes:
    """Compute what a founding steward signs, by eth-account alone."""
    said = {"federation": of[0], "charter": of[4], "until": of[7], "community": number}
    said |= {"terms": factory.terms_digest(of)} | other
    chain = said.pop("chain", boa.env.evm.patch.chain_id)
    domain = Domain("Symbio Federations", chain, said.pop("contract", str(factory.address)))
    act = FoundingAcceptance(domain=domain, **said)
    return _hash_eip191_message(encode_typed_data(full_message=typed_data(act)))


def sign(
    factory: Any, terms: tuple[Any, ...], town: Town, by: LocalAccount | None = None, **other: Any
) -> bytes:
    return compact(by or town.steward, digest(factory, terms, town.number, **other))


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
