# SPDX-License-Identifier: Apache-2.0
"""One run: the peers and this suite on one chain, in the order of operations.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.gas import compiled
from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import Contract, Evm
from benchmarks.gas.ours import (
    beacon,
    clearing,
    communities,
    federation,
    juries,
    market,
    treasury,
    tribunal,
)
from benchmarks.gas.peers import circles, governor, kleros, safe, seaport, splitter

OPERATIONS = Path(__file__).with_name("operations.json")
OURS = (
    "Communities",
    "DemoCoin",
    "Federation",
    "Federations",
    "Treasury",
    "Purse",
    "Accords",
    "Escrow",
    "Market",
    "Obligations",
    "Credit",
    "Clearing",
    "Beacon",
    "Stipends",
    "Juries",
    "Mediation",
    "Plans",
    "Remedies",
    "Tribunal",
    "../benchmarks/gas/ours/Chamber",
    "../benchmarks/gas/ours/Plaintiff",
)
SIZES = {"": 2, "_64": 64}
Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """What one operation costs here and there; gas of whole transactions."""

    operation: str
    what: str
    ours: int
    budget: int
    peers: dict[str, int]

    @property
    def is_over(self) -> bool:
        """Whether the budget is missed."""
        return self.ours > self.budget

    def record(self) -> dict[str, Any]:
        """The row as `--json` prints it."""
        return {
            "operation": self.operation,
            "ours": self.ours,
            "budget": self.budget,
            "peers": self.peers,
        }


@dataclass
class Run:
    """Every figure of a run by slug; those without a budget are told in the notes."""

    ours: dict[str, int] = field(default_factory=dict)
    peers: dict[str, dict[str, int]] = field(default_factory=dict)

    def peer(self, slug: str, name: str, gas: int) -> None:
        """Note a peer's figure for an operation."""
        self.peers.setdefault(slug, {})[name] = gas

    def rows(self) -> list[Row]:
        """The budgeted operations, in order."""
        listed = json.loads(OPERATIONS.read_text("utf-8"))
        return [
            Row(
                operation=each["operation"],
                what=each["what"],
                ours=self.ours[each["operation"]],
                budget=each["budget"],
                peers=self.peers.get(each["operation"], {}),
            )
            for each in listed
        ]


def run(say: Say) -> Run:
    """Compile and measure everything."""
    compiled.pinned()
    # Seaport's compiler needs longer than most of what is measured meanwhile.
    with ThreadPoolExecutor(max_workers=1) as aside:
        seaports = aside.submit(compiled.seaport)
        say("Compiling the peers with npm's solc")
        code = compiled.peers() | compiled.circles() | compiled.kleros()
        say("Compiling contracts/")
        code |= compiled.ours(*OURS)
        result = Run()
        _public(result, code, say)
        _trade(result, code, say)
        _lots(result, code, say)
        say("Measuring Seaport, once it is compiled")
        orders = seaport.measure(Evm(), code | seaports.result())
        result.peer("order_open", seaport.SALE, orders["order_open"])
        result.peer("barter_3", seaport.NAME, orders["barter_3"])
    return result


def _public(result: Run, code: dict[str, Code], say: Say) -> None:
    """Rolls, ballots, the federation's acts and splits."""
    evm = Evm()
    coin, holder = code["DemoCoin"], evm.founder.address
    token = evm.deploy(coin.abi, coin.initcode, "Demo euro", "DEUR", 18, holder, 10**24)
    payee = evm.person("payee").address
    # Everybody who is paid has held the token before; what a new holder costs is the token's.
    token.send(evm.founder, "transfer", payee, 1)
    token.send(evm.founder, "transfer", evm.person("payer").address, 10**20)
    say("Measuring the peers")
    _peers(result, evm, code, token, payee)
    say("Measuring rolls, splits and the federation")
    _ours(result, evm, code, token, payee)


def _trade(result: Run, code: dict[str, Code], say: Say) -> None:
    """Clearing and the market, each on a chain of its own, whose time goes on by months."""
    say("Measuring clearing")
    apart = Evm()
    book = apart.deploy(code["Communities"].abi, code["Communities"].initcode)
    result.ours |= clearing.measure(apart, code, book)
    say("Measuring Circles")
    steps = circles.measure(Evm(), code)
    result.ours["peer_flow_month"] = steps.pop("flow_400_month")
    for slug, gas in steps.items():
        result.peer(slug, circles.NAME, gas)
    say("Measuring the market")
    apart = Evm()
    book = apart.deploy(code["Communities"].abi, code["Communities"].initcode)
    result.ours |= market.measure(apart, code, book)
    whole = ("order_open", "order_deliver", "order_release")
    result.ours["order_whole"] = sum(result.ours[act] for act in whole)


def _lots(result: Run, code: dict[str, Code], say: Say) -> None:
    """Randomness and who is drawn by it, on a chain of their own."""
    say("Measuring randomness")
    result.ours |= beacon.measure(Evm(), code)
    say("Measuring cases")
    apart = Evm()
    book = apart.deploy(code["Communities"].abi, code["Communities"].initcode)
    result.ours |= tribunal.measure(apart, code, book)
    say("Measuring whole cases, with the votes")
    result.ours |= juries.measure(code)
    say("Measuring Kleros")
    court = kleros.measure(Evm(), code)
    for slug in ("jury_commit", "jury_reveal", "jury_case_3", "jury_case_12"):
        result.peer(slug, kleros.NAME, court.pop(slug))
    result.ours |= {f"peer_{slug}": gas for slug, gas in court.items()}


def _peers(result: Run, evm: Evm, code: dict[str, Code], token: Contract, payee: str) -> None:
    votes = governor.measure(evm, code, token, payee)
    for slug in ("propose", "vote_first", "vote_later", "execute"):
        result.peer(slug, governor.NAME, votes[slug])
    for slug in ("enrol_person", "enrol_person_1024"):
        result.peer(slug, governor.BADGE, votes["enrol_person"])
    for slug in ("ballot_100", "ballot_100_of_10240", "ballot_400", "ballot_400_of_10240"):
        result.peer(slug, governor.NAME, votes["ballot"])
    result.ours["peer_propose_brief"] = votes["propose_brief"]
    result.peer("execute", safe.NAME, safe.measure(evm, code, token, payee))
    for suffix, size in SIZES.items():
        for slug, gas in splitter.measure(evm, code, token, size).items():
            result.peer(slug + suffix, splitter.NAME, gas)


def _ours(result: Run, evm: Evm, code: dict[str, Code], token: Contract, payee: str) -> None:
    book = evm.deploy(code["Communities"].abi, code["Communities"].initcode)
    result.ours |= communities.measure(evm, book)
    purse = evm.deploy([], code["Purse"].blueprint)
    made = code["Treasury"]
    money = evm.deploy(made.abi, made.initcode, purse.address, book.address)
    for suffix, size in SIZES.items():
        gas = treasury.measure(evm, money, token, size)
        result.ours |= {slug + suffix: each for slug, each in gas.items()}
    assembly = federation.found(evm, code, book)
    result.ours |= federation.measure(assembly, token, payee)
