# SPDX-License-Identifier: Apache-2.0
"""What it takes to capture a bench: seated by the twin of the draw, against the exact probability.

Colluders are fixed before any seed, always accept their seat, and vote as one; of the others a part
accepts, and none of those votes with them. A bench is taken when it sits, and two thirds of who
sits collude.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from math import comb, sqrt
from random import Random

from eth_hash.auto import keccak

from symbio.domain.draw import TURNS, Enlisted, Line, Table, most_seats, permute
from symbio.domain.juries import WAVES, is_enough

COMMUNITIES = 100
PEOPLE = 3_000
"""On each roll; a third of them have their turn."""

SHARES = (5, 10, 15, 20, 25, 33)
ACCEPTING = (30, 60, 100)
SEEDS = 2_000
CONFIDENCE = 1.96
"""Standard deviations on each side of which a figure lies in 95 of 100 runs."""
DOUBT = 4.0
"""Beyond which draw and formula disagree: once in 16,000 figures by chance."""

_BLOCK = 125


@dataclass(frozen=True, slots=True)
class Bench:
    """Whose votes decide: so many stewards, or people."""

    name: str
    size: int
    of_stewards: bool

    def line(self) -> Line:
        """Give the line that it is drawn from: communities alike, none left out."""
        rows = [Enlisted(number, PEOPLE, 1) for number in range(1, COMMUNITIES + 1)]
        return Table.freeze(rows, season=0, of_stewards=self.of_stewards).without(())


PANEL = Bench("panel of 5 stewards", 5, True)
JURY = Bench("jury of 12", 12, False)
GRAVE_JURY = Bench("jury of 24", 24, False)
BENCHES = (PANEL, JURY, GRAVE_JURY)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who stands on a line: colluders, then the willing, then who never accepts, in the order of
    a rank that everybody has."""

    everybody: int
    colluders: int
    willing: int

    @classmethod
    def of(cls, everybody: int, share: int, accepting: int) -> Crowd:
        """Divide a line's people by per cent of colluders, and of the others who accept."""
        colluders = everybody * share // 100
        return cls(everybody, colluders, (everybody - colluders) * accepting // 100)


@dataclass(frozen=True, slots=True)
class Capture:
    """How often a bench was taken, and how often it should be."""

    bench: Bench
    share: int
    accepting: int
    seeds: int
    taken: int
    exact: float

    @property
    def simulated(self) -> float:
        return self.taken / self.seeds

    def interval(self, deviations: float = CONFIDENCE) -> tuple[float, float]:
        """Give where the probability lies by the simulation alone (Wilson's interval)."""
        n, z = self.seeds, deviations
        middle = (self.simulated + z * z / (2 * n)) / (1 + z * z / n)
        spread = self.simulated * (1 - self.simulated) / n + z * z / (4 * n * n)
        half = z / (1 + z * z / n) * sqrt(spread)
        low = middle - half if self.taken else 0.0
        high = middle + half if self.taken < n else 1.0
        return low, high

    @property
    def agrees(self) -> bool:
        """Whether draw and formula can both be right."""
        low, high = self.interval(DOUBT)
        return low <= self.exact <= high


class Lot:
    """A seed's order of a line, worked out as far as it is asked for."""

    def __init__(self, seed: bytes, weight: int) -> None:
        self.seed = seed
        self.weight = weight
        self.places: dict[int, int | None] = {}

    def place(self, ordinal: int) -> int | None:
        if ordinal not in self.places:
            found = permute(self.seed, ordinal, self.weight) if ordinal < self.weight else None
            self.places[ordinal] = found
        return self.places[ordinal]


def seated(lot: Lot, size: int, ranks: Sequence[int], crowd: Crowd) -> tuple[int, int]:
    """Fill a bench, wave after wave; gives who sits, and who of them colludes."""
    sits: set[int] = set()
    of: Counter[int] = Counter()
    each = crowd.everybody // COMMUNITIES
    colluding = 0
    for ordinal in range(WAVES * size):
        seat, place = ordinal % size, lot.place(ordinal)
        if seat in sits or place is None or ranks[place] >= crowd.colluders + crowd.willing:
            continue
        if of[place // each] >= most_seats(size):
            continue
        of[place // each] += 1
        sits.add(seat)
        colluding += ranks[place] < crowd.colluders
    return len(sits), colluding


def is_taken(size: int, sitting: int, colluding: int) -> bool:
    """Say whether colluders decide: the bench sits, and two thirds of it are theirs."""
    return is_enough(sitting, size) and is_enough(colluding, sitting)


def exact(size: int, crowd: Crowd) -> float:
    """Give the probability of taking a bench, without the limit of seats a community.

    Who sits is a sample, without replacement, of who would accept (hypergeometric); how many sit
    follows from the seats whose eight candidates all decline (inclusion and exclusion).
    """
    accepting = crowd.colluders + crowd.willing
    total = Fraction(0)
    for sitting in range(size + 1):
        if not is_enough(sitting, size):
            continue
        ways = sum(
            comb(crowd.colluders, bad) * comb(crowd.willing, sitting - bad)
            for bad in range(sitting + 1)
            if is_enough(bad, sitting)
        )
        total += _sits(size, sitting, crowd) * Fraction(ways, comb(accepting, sitting))
    return float(total)


def _sits(size: int, sitting: int, crowd: Crowd) -> Fraction:
    silent = crowd.everybody - crowd.colluders - crowd.willing
    empty = size - sitting
    return sum(
        (
            Fraction(
                (-1) ** (none - empty)
                * comb(none, empty)
                * comb(size, none)
                * comb(silent, WAVES * none),
                comb(crowd.everybody, WAVES * none),
            )
            for none in range(empty, size + 1)
        ),
        Fraction(0),
    )


def captures(seeds: int = SEEDS, name: str = "capture") -> list[Capture]:
    """Seat each bench from so many seeds, for all shares and acceptances.

    On all cores; which one seats what decides nothing.
    """
    blocks = [(name, first, min(first + _BLOCK, seeds)) for first in range(0, seeds, _BLOCK)]
    with ProcessPoolExecutor() as pool:
        counts = [sum(column) for column in zip(*pool.map(_taken, blocks), strict=True)]
    return [
        Capture(bench, share, accepting, seeds, taken, exact(bench.size, crowd))
        for (bench, accepting, share, crowd), taken in zip(_cases(), counts, strict=True)
    ]


def _cases() -> Iterator[tuple[Bench, int, int, Crowd]]:
    for bench in BENCHES:
        weight = bench.line().weight
        for accepting in ACCEPTING:
            for share in SHARES:
                yield bench, accepting, share, Crowd.of(weight, share, accepting)


def _taken(block: tuple[str, int, int]) -> list[int]:
    """Count, for each case, from how many seeds of a block its bench is taken."""
    name, first, last = block
    seeds = [keccak(f"{name} {number}".encode()) for number in range(first, last)]
    lots: dict[int, list[Lot]] = {}
    ranks: dict[int, list[int]] = {}
    for bench in BENCHES:
        line = bench.line()
        # A jury's lot doesn't depend on its size: 12 and 24 are seated from the same ones.
        if line.weight not in lots:
            lots[line.weight] = [Lot(seed, line.weight) for seed in seeds]
            ranks[line.weight] = list(range(line.weight))
            Random(f"{name} {line.weight}").shuffle(ranks[line.weight])
        _check(line, lots[line.weight][0])
    return [
        sum(
            is_taken(bench.size, *seated(lot, bench.size, ranks[weight], crowd))
            for lot in lots[weight]
        )
        for bench, _, _, crowd in _cases()
        for weight in (crowd.everybody,)
    ]


def _each(line: Line) -> int:
    return line.weight // COMMUNITIES


def _check(line: Line, lot: Lot) -> None:
    """Hold the places of a lot to the persons that the twin draws for them."""
    for ordinal in range(24):
        drawn, place = line.draw(lot.seed, ordinal), lot.place(ordinal)
        if drawn is None or place is None or drawn.position != place // _each(line):
            raise RuntimeError("the places aren't those of the draw")
        if not line.table.of_stewards and drawn.index != place % _each(line) * TURNS:
            raise RuntimeError("the places aren't those of the draw")
