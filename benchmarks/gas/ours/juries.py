# SPDX-License-Identifier: Apache-2.0
"""Whole cases before juries of three and of twelve: brought, summoned, seated, voted, ruled.

Everything is real: the season of benchmarks/jury, a contract that brings the dispute and takes the
ruling, jurors whom the seed draws, who take their seats, commit and reveal by transactions of their
own. Where somebody drawn can't sit (a community has its quarter of the seats, a key is drawn twice)
the seat waits for its next wave, as it would.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eth_utils import keccak, to_checksum_address

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import GENESIS, Contract
from benchmarks.gas.ledger import Ledger
from benchmarks.gas.ours import beacon, tribunal
from benchmarks.jury import world
from benchmarks.jury.world import World
from symbio.domain.drand import quicknet, uncompressed
from symbio.domain.draw import most_seats
from symbio.domain.juries import SEASON, season_at, season_starts

POOL, LEAST, LARGE = (3 * 2_048, 16), (3 * 16, 4), (16 * 2_048, 16)
"""People on rolls and their communities; a third of them have their turn: 2,048, 16 and 10,923."""
SIZES = (3, 12)
WAVES = 8
CHOICES, FIRST = 2, 1
"""Everybody approves the first choice, by its bit: what a vote costs isn't in what it says."""
MARK = keccak(text="Tribunal(uint256 seats,uint256[] excluded)")
DRAND = 2
_TARGET = 7
_AHEAD = 768
"""Beacon.AHEAD: a round lies so many seconds beyond the block that a lot waits for."""


@dataclass
class Case:
    """A case's jury, and what its transactions cost."""

    place: World
    jury_id: int
    spent: Ledger = field(default_factory=Ledger)

    def by(self, juror: str, name: str, *args: Any) -> int:
        """Send a juror's own transaction."""
        return self.place.juries.send(self.place.evm.sitting(juror), name, self.jury_id, *args)


def measure(code: Mapping[str, Code]) -> dict[str, int]:
    """Gas of each, by slug; of cases after a court's first, so that its counts are open."""
    few, many = _cases(code, POOL, SIZES)
    (least,) = _cases(code, LEAST, SIZES[:1])
    large = _cases(code, LARGE, SIZES)
    gas = {
        "jury_summon": few.spent.mean("prove_header") + few.spent.mean("seat_jury"),
        "take_seat": many.spent.mean("take_seat"),
        "take_seat_most": max(many.spent.gas["take_seat"]),
        "jury_commit": many.spent.mean("commit"),
        "jury_reveal": many.spent.mean("reveal"),
        "jury_case_3": few.spent.total,
        "jury_case_3_of_16": least.spent.total,
        "jury_case_12": many.spent.total,
        "dispute_open": few.spent.mean("bring"),
        "dispute_rule": few.spent.mean("conclude"),
    }
    gas |= {f"jury_case_{n}_large": each.spent.total for n, each in zip(SIZES, large, strict=True)}
    return gas | _drand(code)


def _cases(code: Mapping[str, Code], pool: tuple[int, int], sizes: Sequence[int]) -> list[Case]:
    """A case before a jury of each size, in a season of so many people of so many communities."""
    place = world.build(*pool, code=code)
    made = code["Plaintiff"]
    court = tribunal.court(place.evm, code, place.book, place.federations, place.juries)
    plaintiff = place.evm.deploy(made.abi, made.initcode, court.address)
    _whole(place, court, plaintiff, SIZES[0])
    return [_whole(place, court, plaintiff, size) for size in sizes]


def _whole(place: World, court: Contract, plaintiff: Contract, size: int) -> Case:
    """Bring a case, and see it through to its ruling."""
    evm, extra = place.evm, MARK + size.to_bytes(32, "big")
    brought = plaintiff.send(evm.person("party"), "bring", CHOICES, extra)
    case = Case(place, place.juries.read("count"))
    case.spent.note("bring", brought)
    target = place.juries.read("jury", case.jury_id)[_TARGET]
    case.spent.note("prove_header", beacon.prove(evm, place.beacon, target))
    case.spent.note("seat_jury", place.seat(case.jury_id))
    _vote(case, _sit(case, size))
    case_id = court.read("count")
    case.spent.note("conclude", court.send(evm.person("clerk"), "conclude", case_id))
    # The arbitrable keeps a ruling plus 1.
    if plaintiff.read("rulings", case_id) != FIRST + 1:
        raise RuntimeError("the arbitrable wasn't told what the jury decided")
    return case


def _sit(case: Case, size: int) -> list[str]:
    """Take every seat, wave by wave; gives who sits, by seat."""
    evm, seeded, sitting = case.place.evm, case.place.evm.now(), dict[int, str]()
    of = Counter[int]()
    for wave in range(WAVES):
        evm.until(seeded + wave * world.TIMES.wave)
        for seat in sorted(set(range(size)) - set(sitting)):
            of_community, _, drawn = case.place.juries.read("candidate", case.jury_id, seat, wave)
            key = to_checksum_address(drawn)
            if key in sitting.values() or of[of_community] == most_seats(size):
                continue
            case.spent.note("take_seat", case.by(key, "take_seat", seat))
            sitting[seat] = key
            of[of_community] += 1
        if len(sitting) == size:
            return [sitting[seat] for seat in range(size)]
    raise RuntimeError(f"jury {case.jury_id} has seats that nobody took")


def _vote(case: Case, sitting: list[str]) -> None:
    """Commit and reveal; ends when the votes are in."""
    evm, due = case.place.evm, case.place.evm.now() + world.TIMES.deliberation
    evm.until(due)
    votes = [
        (juror, FIRST, keccak(text=f"salt {case.jury_id} {seat}"))
        for seat, juror in enumerate(sitting)
    ]
    for vote in votes:
        commitment = case.place.juries.read("commitment", case.jury_id, *vote)
        case.spent.note("commit", case.by(vote[0], "commit", commitment))
    evm.until(due + world.TIMES.commit)
    for vote in votes:
        case.spent.note("reveal", case.by(vote[0], "reveal", *vote))
    evm.until(due + world.TIMES.commit + world.TIMES.reveal)


def _drand(code: Mapping[str, Code]) -> dict[str, int]:
    """Summon by a drand round alone, and by a header and a round."""
    gas = {}
    for source in (DRAND, beacon.BOTH):
        place, number, signature = _awaiting(code, source)
        place.call(SIZES[0])
        proven = 0
        if source == beacon.BOTH:
            proven = beacon.prove(place.evm, place.beacon, place.juries.read("jury", 1)[_TARGET])
        place.evm.until(place.evm.now() + beacon.LEAD * beacon.BLOCK_SECONDS + _AHEAD + 3)
        posted = place.beacon.send(place.evm.person("clerk"), "post_round", number, signature)
        gas[source] = proven + posted + place.seat(1)
    return {"jury_summon_drand": gas[DRAND], "jury_summon_both": gas[beacon.BOTH]}


def _awaiting(code: Mapping[str, Code], source: int) -> tuple[World, int, bytes]:
    """A season in which a jury that is called waits for a round whose signature is known.

    The network's clock is set so; a summons costs the same whatever the season, so it is small.
    """
    (first, *_) = json.loads(beacon.VECTORS.read_text("utf-8"))["rounds"]
    signature = uncompressed(bytes.fromhex(first["signature"]))
    wait = beacon.LEAD * beacon.BLOCK_SECONDS + _AHEAD
    called = season_starts(season_at(GENESIS) + 1) + SEASON // 8
    network = quicknet()
    # The call comes in a second or two, still before the round.
    genesis = called + 2 + wait - (first["round"] - 1) * network.period
    lots = (source, beacon.LEAD, beacon.BLOCK_SECONDS, genesis, network.period, network.key)
    place = world.build(100, 4, code=code, lots=lots)
    place.evm.person("court")
    place.evm.until(called)
    return place, first["round"], signature
