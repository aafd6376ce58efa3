# SPDX-License-Identifier: Apache-2.0
"""What founders say and sign, for the tests of Federations."""

from __future__ import annotations

from typing import Any

import boa
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount

from symbio.domain.acts import Domain, FoundingAcceptance, typed_data
from tests.contracts.federation.assembly import (
    Town,
)
from tests.contracts.federation.papers import compact

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
