# SPDX-License-Identifier: Apache-2.0
"""Kleros's court of the main network, version 1: a whole case with hidden votes.

A random number that is given at once stands for the one from a block's hash, which this figure
leaves out. All jurors vote alike, which costs the least: nobody is fined, nobody's stake is set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eth_utils import keccak, to_checksum_address

from benchmarks.gas.compiled import LINKED, Code
from benchmarks.gas.evm import Contract, Evm, Person
from benchmarks.gas.ledger import Ledger

NAME = "Kleros v1 0.1.5"
SIZES = (3, 12)
NOBODY = "0x" + "00" * 20
DAY = 86_400
COIN = 10**18
# A sum tree of six children a node; so many jurors fill three of its levels.
CHILDREN, JURORS = 6, 216
FEE, STAKE, HELD = 10**15, 1_000 * COIN, 5_000 * COIN
TIMES = [4 * DAY, 2 * DAY, 2 * DAY, 4 * DAY]
"""For evidence, commits, votes and an appeal."""
CHOICE, CHOICES = 1, 2
RANDOM = 1
"""A number that draws nobody twice here, so that everybody votes once, as with us."""
_LIBRARY = "SortitionSumTreeFactory"


@dataclass(frozen=True)
class Court:
    """A court with its jurors, and who brings disputes to it."""

    evm: Evm
    liquid: Contract
    plaintiff: Contract
    jurors: dict[str, Person]


def measure(evm: Evm, code: Mapping[str, Code]) -> dict[str, int]:
    """Gas of a case for three and for twelve, and of each vote; the second cases of the court."""
    court = _court(evm, code)
    _whole(court, 0, SIZES[0])
    few, many = (_whole(court, number, size) for number, size in enumerate(SIZES, start=1))
    return {
        "jury_commit": few.gas["castCommit"][-1],
        "jury_reveal": few.gas["castVote"][-1],
        "jury_case_3": few.total,
        "jury_case_12": many.total,
        "phases_3": sum(few.gas["passPhase"]),
        "dispute_open": few.gas["bring"][0],
    }


def _court(evm: Evm, code: Mapping[str, Code]) -> Court:
    """Put the court on a chain, and have its jurors stake."""
    factory = evm.deploy(code["MiniMeTokenFactory"].abi, code["MiniMeTokenFactory"].initcode)
    coin = code["MiniMeTokenERC20"]
    named = "Pinakion", 18, "PNK", True
    pinakion = evm.deploy(coin.abi, coin.initcode, factory.address, NOBODY, 0, *named)
    lots = evm.deploy(code["ConstantNG"].abi, code["ConstantNG"].initcode, RANDOM)
    library = evm.deploy(code[_LIBRARY].abi, code[_LIBRARY].initcode)
    made, at = code["KlerosLiquid"], bytes.fromhex(library.address[2:])
    initcode = made.initcode.replace(LINKED, at)
    parts = evm.founder.address, pinakion.address, lots.address
    # Hidden votes; a tenth of the stake is at risk; no case goes to a higher court here.
    rules = DAY, DAY, True, STAKE, 1_000, FEE, 1_000, TIMES, CHILDREN
    liquid = evm.deploy(made.abi, initcode, *parts, *rules)
    jurors = [evm.person(f"staking {number}") for number in range(JURORS)]
    for juror in jurors:
        pinakion.send(evm.founder, "generateTokens", juror.address, HELD)
    pinakion.send(evm.founder, "changeController", liquid.address)
    for juror in jurors:
        liquid.send(juror, "setStake", 0, STAKE)
    plaintiff = code["Plaintiff"]
    brings = evm.deploy(plaintiff.abi, plaintiff.initcode, liquid.address)
    return Court(evm, liquid, brings, {juror.address: juror for juror in jurors})


def _whole(court: Court, number: int, size: int) -> Ledger:
    """See a case through: brought, drawn, committed, voted, paid, ruled."""
    evm, liquid, case = court.evm, court.liquid, Ledger()
    clerk, extra = evm.person("clerk"), (0).to_bytes(32, "big") + size.to_bytes(32, "big")

    def step(name: str, *args: object) -> None:
        case.note(name, liquid.send(clerk, name, *args))

    party = evm.person("party")
    case.note("bring", court.plaintiff.send(party, "bring", CHOICES, extra, value=size * FEE))
    evm.until(evm.now() + DAY)
    step("passPhase")
    evm.mine(1)
    step("passPhase")
    step("drawJurors", number, size)
    step("passPhase")
    evm.until(evm.now() + TIMES[0])
    step("passPeriod", number)
    drawn = [liquid.read("getVote", number, 0, vote)[0] for vote in range(size)]
    jurors = [court.jurors[to_checksum_address(each)] for each in drawn]
    if len(set(drawn)) != size:
        raise RuntimeError("somebody is drawn twice: set RANDOM to another number")
    salts = [int.from_bytes(keccak(text=f"salt {number} {vote}")) for vote in range(size)]
    for vote, juror in enumerate(jurors):
        bound = keccak(CHOICE.to_bytes(32, "big") + salts[vote].to_bytes(32, "big"))
        case.note("castCommit", liquid.send(juror, "castCommit", number, [vote], bound))
    step("passPeriod", number)
    for vote, juror in enumerate(jurors):
        shown = number, [vote], CHOICE, salts[vote]
        case.note("castVote", liquid.send(juror, "castVote", *shown))
    step("passPeriod", number)
    evm.until(evm.now() + TIMES[3])
    step("passPeriod", number)
    # Twice for each vote: first who is fined, then who is paid.
    step("execute", number, 0, 2 * size)
    step("executeRuling", number)
    if court.plaintiff.read("rulings", number) != CHOICE + 1:
        raise RuntimeError("the arbitrable wasn't told what the court decided")
    return case
