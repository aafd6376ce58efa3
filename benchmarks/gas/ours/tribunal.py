# SPDX-License-Identifier: Apache-2.0
"""What it costs to open a case of one member community against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import Contract, Evm
from benchmarks.gas.ours import beacon
from benchmarks.gas.ours import communities as rolls
from benchmarks.gas.ours.federation import GLOBAL_FEDERATION, RULES

NOBODY = "0x" + "00" * 20
DAY = 86_400
PARTS = ("Mediation", "Plans", "Remedies")


def deploy(
    evm: Evm, code: dict[str, Code], book: Contract, factory: Contract, lots: Contract
) -> Contract:
    """Put juries and a tribunal on a chain that has federations and a beacon."""
    stipends = evm.deploy([], code["Stipends"].blueprint)
    juries = _made(evm, code, "Juries", stipends, book, factory, lots)
    return court(evm, code, book, factory, juries)


def court(
    evm: Evm, code: Mapping[str, Code], book: Contract, factory: Contract, juries: Contract
) -> Contract:
    """Put a tribunal where there are juries already."""
    purse = evm.deploy([], code["Purse"].blueprint)
    treasury = _made(evm, code, "Treasury", purse, book)
    parts = [evm.deploy([], code[part].blueprint) for part in PARTS]
    return _made(evm, code, "Tribunal", book, factory, treasury, juries, *parts)


def measure(evm: Evm, code: dict[str, Code], book: Contract) -> dict[str, int]:
    """Open cases of one member against another, each when none of theirs is open."""
    factory = _made(evm, code, "Federations", evm.deploy([], code["Federation"].blueprint), book)
    towns = [rolls.town(evm, book, name, 1, 8) for name in ("Peniche", "Misaki", "Kaikoura")]
    league = _found(evm, factory, towns)
    tribunal = deploy(evm, code, book, factory, beacon.deploy(evm, code))
    parties, gas = [town.community_id for town in towns[:2]], {}
    cases = (("_first", league), ("_alone", NOBODY), ("", league))
    for number, (slug, federation) in enumerate(cases):
        opening = (federation, parties, [], bytes([number + 1]) * 32, bytes(32))
        gas[f"case_open{slug}"] = tribunal.send(towns[0].steward, "open", opening)
        tribunal.send(towns[0].steward, "withdraw", number + 1)
    return gas


def _found(evm: Evm, factory: Contract, towns: Sequence[rolls.Town]) -> str:
    """A federation of all the towns; gives its address."""
    founders = [town.community_id for town in towns]
    head = ("Ocean", 1, GLOBAL_FEDERATION, rolls.PROFILE, b"\x03" * 32, RULES, founders)
    terms = (*head, evm.now() + DAY, bytes(32))
    digest = factory.read("terms_digest", terms)
    for town in towns:
        factory.send(town.steward, "accept", digest, town.community_id)
    factory.send(evm.founder, "found", terms, [b""] * len(towns))
    return evm.at(factory.read("federation", 1), []).address


def _made(evm: Evm, code: Mapping[str, Code], name: str, *parts: Contract) -> Contract:
    made = code[name]
    return evm.deploy(made.abi, made.initcode, *(part.address for part in parts))
