# SPDX-License-Identifier: Apache-2.0
"""A federation of three towns: proposing, voting, carrying ballots, paying out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import CHAIN_ID, Contract, Evm
from benchmarks.gas.ours import communities as rolls
from benchmarks.gas.ours.communities import Town

NOBODY = "0x" + "00" * 20
NAME = "Global Ocean Federation"
GLOBAL_FEDERATION = 8
CITIZENS = 2
HOUR, DAY = 3_600, 86_400
RULES = (CITIZENS, 500, 5_000, 5_001, HOUR, DAY, HOUR, HOUR, DAY, DAY, NOBODY)
CHOICES = {1: "For", 2: "Against", 3: "Abstain"}
TITLE = "Pay the harbour laboratory for spring surveys"
TEXT = keccak(text="text")
_BALLOT = {
    "Ballot": [
        {"name": "proposal", "type": "uint256"},
        {"name": "title", "type": "string"},
        {"name": "choice", "type": "string"},
    ]
}


@dataclass(frozen=True)
class Assembly:
    """A founded federation and the towns in it."""

    evm: Evm
    federation: Contract
    towns: Sequence[Town]
    calls: Sequence[tuple[str, int, bytes]]

    @property
    def matter(self) -> bytes:
        """What the proposal does, as the contract binds it."""
        folded = bytes(32)
        for target, value, data in self.calls:
            code = self.evm.code_hash(target)
            words = int(target, 16).to_bytes(32, "big") + value.to_bytes(32, "big")
            folded = keccak(folded + words + keccak(data) + code)
        return keccak(TEXT + folded)


def found(evm: Evm, code: dict[str, Code], communities: Contract) -> Assembly:
    """Found with a town of 1,024 people, one of 10,240, and one of 256."""
    towns = (
        rolls.town(evm, communities, "Peniche", 1),
        rolls.town(evm, communities, "Misaki", 10),
        rolls.town(evm, communities, "Kaikoura", 1, 256),
    )
    blueprint = evm.deploy([], code["Federation"].blueprint)
    made = code["Federations"]
    factory = evm.deploy(made.abi, made.initcode, blueprint.address, communities.address)
    founders = [town.community_id for town in towns]
    digest = keccak(text="charter")
    until = evm.now() + DAY
    federation = (NAME, 1, GLOBAL_FEDERATION, rolls.PROFILE, digest, RULES, founders)
    terms = (*federation, until, bytes(32))
    accepted = factory.read("terms_digest", terms)
    for town in towns:
        factory.send(town.steward, "accept", accepted, town.community_id)
    factory.send(evm.founder, "found", terms, [b""] * len(towns))
    return Assembly(evm, evm.at(factory.read("federation", 1), code["Federation"].abi), towns, ())


def measure(assembly: Assembly, token: Contract, payee: str) -> dict[str, int]:
    """All acts of a federation, each in a transaction of its own."""
    evm, federation, towns = assembly.evm, assembly.federation, assembly.towns
    token.send(evm.founder, "transfer", federation.address, 10**9)
    data = bytes.fromhex(token.data("transfer", payee, 25_000)[2:])
    assembly = Assembly(evm, federation, towns, ((token.address, 0, data),))
    _propose(assembly)
    gas = {"propose": _propose(assembly)}
    brief = Assembly(evm, federation, towns, ((token.address, 0, data[:36]),))
    small, large = _propose_two(assembly)
    evm.until(evm.now() + HOUR + 1)
    gas |= _direct(assembly, 2)
    gas["ballot_100"] = _batch(assembly, small, towns[0], 100)
    gas["ballot_100_of_10240"] = _batch(assembly, small, towns[1], 100)
    gas["ballot_400"] = _batch(assembly, large, towns[0], 400)
    gas["ballot_400_of_10240"] = _batch(assembly, large, towns[1], 400)
    _batch(assembly, large, towns[2], 200)
    gas["ballot_100_unsorted"] = _batch(assembly, 1, towns[0], 100, in_order=False)
    gas["ballot_400_unsorted"] = _batch(assembly, 1, towns[1], 400, in_order=False)

    gas["propose_brief"] = _propose(brief)
    evm.until(federation.read("proposal", large)[3])
    acts = (keccak(text=TITLE), TEXT, towns[0].community_id, list(assembly.calls))
    gas["execute"] = federation.send(evm.founder, "execute", large, *acts)
    return gas


def _propose(assembly: Assembly) -> int:
    town = assembly.towns[0]
    return assembly.federation.send(
        town.steward, "propose", town.community_id, TITLE, TEXT, list(assembly.calls)
    )


def _propose_two(assembly: Assembly) -> tuple[int, int]:
    for _ in range(2):
        _propose(assembly)
    count = int(assembly.federation.read("proposal_count"))
    return count - 1, count


def _direct(assembly: Assembly, proposal: int) -> dict[str, int]:
    """Three direct votes: of a community, of a word of the bitmap, and one more in that word."""
    town = assembly.towns[0]
    gas = {}
    for slug, offset in (("vote_opening", 700), ("vote_first", 100), ("vote_later", 90)):
        voter = assembly.evm.person(f"Peniche {town.page} {offset}")
        place = (town.community_id, town.page << 10 | offset, town.fingerprint)
        gas[slug] = assembly.federation.send(voter, "vote", proposal, *place, 1)
    return gas


def _batch(
    assembly: Assembly, proposal: int, town: Town, size: int, *, in_order: bool = True
) -> int:
    """Carry one batch from random places, two thirds of it in favour; gas a ballot, rounded up."""
    places = random.Random(size).sample(range(len(town.people)), size)
    choices = {place: 1 + number % 3 // 2 for number, place in enumerate(places)}
    ordered = sorted(places) if in_order else places
    digests = {choice: _digest(assembly, proposal, choice) for choice in CHOICES}
    ballots = b"".join(
        _ballot(town.people[place].key, place, choices[place], digests[choices[place]])
        for place in ordered
    )
    before = _people(assembly, proposal)
    gas = assembly.federation.send(
        assembly.evm.founder,
        "cast_ballots",
        proposal,
        keccak(text=TITLE),
        assembly.matter,
        assembly.towns[0].community_id,
        town.community_id,
        town.page,
        town.fingerprint,
        ballots,
        False,
    )
    counted = _people(assembly, proposal) - before
    if counted != size:
        raise RuntimeError(f"{counted} of {size} ballots were counted")
    return -(-gas // size)


def _people(assembly: Assembly, proposal: int) -> int:
    return sum(assembly.federation.read("tally", proposal)[:3])


def _ballot(key: bytes, offset: int, choice: int, digest: bytes) -> bytes:
    signed = Account.unsafe_sign_hash(digest, key)
    vs = signed.s | ((signed.v - 27) << 255)
    head = (choice << 10 | offset).to_bytes(2, "big")
    return head + signed.r.to_bytes(32, "big") + vs.to_bytes(32, "big")


def _digest(assembly: Assembly, proposal: int, choice: int) -> bytes:
    message = encode_typed_data(
        full_message={
            "types": _BALLOT,
            "primaryType": "Ballot",
            "domain": {
                "name": NAME,
                "version": "1",
                "chainId": CHAIN_ID,
                "verifyingContract": assembly.federation.address,
            },
            "message": {"proposal": proposal, "title": TITLE, "choice": CHOICES[choice]},
        }
    )
    return keccak(b"\x19" + message.version + message.header + message.body)
