# SPDX-License-Identifier: Apache-2.0
"""A chain with communities of so many people, enlisted for a season that is sealed.

The EVM is the one of benchmarks/gas, with headers whose PREVRANDAO differs, as a beacon wants them:
every act is a transaction in a block of its own, and its gas is the receipt's. Every person is
enrolled by real pages of 1,024. Rolls name the keys of one crowd over and over: no contract reads
a roll as a whole, so it makes no difference to anything that is measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from typing import Any

import rlp
from eth_tester import EthereumTester, PyEVMBackend
from eth_utils import to_checksum_address

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import BLOCK_GAS, FUNDED, GENESIS, Contract, Evm, Person, person
from benchmarks.gas.ours.communities import PAGE, crowd, register
from symbio.chain.artifacts import artifact
from symbio.chain.rehearsal import backend
from symbio.domain.draw import Enlisted, Line, Table
from symbio.domain.juries import SEASON, Pool, Times, season_at, season_starts

HEADERS, LEAD, BLOCK_SECONDS = 1, 2, 12
LOTS = (HEADERS, LEAD, BLOCK_SECONDS, 0, 0, b"")
KEYS = 2_048
EVERYBODY = Pool().word
NOBODY = "0x" + "00" * 20
TIMES = Times(wave=2 * 86_400, deliberation=7 * 86_400, commit=2 * 86_400, reveal=2 * 86_400)
OPTIONS = 16


@cache
def keys() -> dict[str, Person]:
    """Give the crowd that all rolls name, by address."""
    return {each.address: each for each in crowd("juror", KEYS)}


class Chain(Evm):
    """The EVM of benchmarks/gas, where everybody of the crowd has coins from the first block."""

    def __init__(self) -> None:
        founder = person("founder")
        funded = [founder.address, *keys()]
        state = {
            bytes.fromhex(each[2:]): {"balance": FUNDED, "nonce": 0, "code": b"", "storage": {}}
            for each in funded
        }
        genesis = PyEVMBackend.generate_genesis_params(
            {"timestamp": GENESIS, "gas_limit": BLOCK_GAS}
        )
        made = backend(genesis, state)
        made.account_keys = ()
        self.tester = EthereumTester(made)
        self.known: set[str] = set()
        self.founder = self._known(founder)

    def sitting(self, address: str) -> Person:
        """Give the person of a key of the crowd."""
        return self._known(keys()[to_checksum_address(address)])

    def header(self, number: int) -> bytes:
        """Give a block's header as the chain hashes it."""
        chain = self.tester.backend.chain
        return bytes(rlp.encode(chain.get_canonical_block_header_by_number(number)))


@dataclass(frozen=True)
class World:
    """A season that juries can be called in."""

    evm: Chain
    book: Contract
    federations: Contract
    beacon: Contract
    juries: Contract
    season: int
    line: Line
    pages: int

    def call(self, size: int) -> int:
        """Call a jury; gives the gas."""
        court = self.evm.person("court")
        none: list[int] = []
        return self.juries.send(
            court,
            "call_jury",
            EVERYBODY,
            self.season,
            size,
            OPTIONS,
            none,
            TIMES.word,
            NOBODY,
            b"\x5b" * 32,
        )

    def prove(self, jury_id: int) -> int:
        """Prove the header of a jury's block once it is mined; gives the gas."""
        target = self.juries.read("jury", jury_id)[_TARGET]
        number, _ = self.beacon.read("needs", target)
        height = self.evm.tester.get_block_by_number("latest")["number"]
        self.evm.mine(max(0, number - height))
        clerk = self.evm.person("clerk")
        return self.beacon.send(clerk, "prove_header", self.evm.header(number))

    def seat(self, jury_id: int) -> int:
        """Give a jury its seed; gives the gas."""
        return self.juries.send(self.evm.person("clerk"), "seat_jury", jury_id)


_TARGET, SEED = 7, 8
"""Where these stand in IJuries.Jury."""


def build(
    people: int,
    communities: int,
    *,
    code: Mapping[str, Code] | None = None,
    lots: tuple[Any, ...] = LOTS,
) -> World:
    """Settle at least so many people in communities alike, and seal a season of theirs; by the
    artifacts where no other code is given, with a beacon made by `lots`."""
    evm, code = Chain(), code or published()

    def made(name: str, *args: Any) -> Contract:
        return evm.deploy(code[name].abi, code[name].initcode, *args)

    def blueprint(name: str) -> str:
        return evm.deploy([], code[name].blueprint).address

    book = made("Communities")
    federations = made("Federations", blueprint("Federation"), book.address)
    beacon = made("Beacon", *lots)
    addresses = (each.address for each in (book, federations, beacon))
    juries = made("Juries", blueprint("Stipends"), *addresses)
    season = season_at(evm.now()) + 1
    rows = _enlisted(evm, book, juries, season, (-(-people // communities), communities))
    evm.until(season_starts(season) + SEASON // 9)
    table = Table.freeze(rows, season)
    juries.send(evm.person("clerk"), "seal", EVERYBODY, season, table.cap)
    pages = -(-rows[0].people // PAGE)
    return World(evm, book, federations, beacon, juries, season, table.without(()), pages)


def published() -> dict[str, Code]:
    """Give the artifacts that juries need."""
    return {
        name: Code(each.abi.entries, each.bytecode, each.blueprint_initcode)
        for name in ("Communities", "Federation", "Federations", "Beacon", "Stipends", "Juries")
        for each in (artifact(name),)
    }


def _enlisted(
    evm: Chain, book: Contract, juries: Contract, season: int, sizes: tuple[int, int]
) -> list[Enlisted]:
    """Register so many communities of so many people, and enlist them."""
    each, communities = sizes
    roll = cycle(bytes.fromhex(address[2:]) for address in keys())
    rows = []
    for number in range(communities):
        community_id, steward = register(evm, book, f"town {number}")
        for start in range(0, each, PAGE):
            page = b"".join(islice(roll, min(PAGE, each - start)))
            book.send(steward, "enrol", community_id, page)
        juries.send(steward, "enlist", EVERYBODY, community_id, season)
        rows.append(Enlisted(community_id, each, evm.now()))
    return rows
