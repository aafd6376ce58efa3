# SPDX-License-Identifier: Apache-2.0
"""What juries of one season cost: called and seated for 3 and for 60, and seat by seat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2

from benchmarks.jury.world import SEED, World, build
from symbio.domain.draw import most_seats

WORLDS = (
    (100, 4),
    (1_000, 4),
    (10_000, 16),
    (100_000, 4),
    (100_000, 64),
    (1_000_000, 4),
    (1_000_000, 256),
)
FEW, MANY = 3, 60
SEATED = 24
"""Seats whose taking is measured, in each season."""

_COMMUNITIES_A_WORD = 30
"""The first seat of so many communities opens the word that counts them."""


@dataclass(frozen=True, slots=True)
class Season:
    """The figures of one season; gas of whole transactions. `many` is the size of the larger jury:
    60 seats, or as many as the season has people for."""

    people: int
    communities: int
    pages: int
    many: int
    proven: int
    called: int
    seated: int
    called_many: int
    seated_many: int
    seats: tuple[int, ...]

    @property
    def is_flat(self) -> bool:
        """Whether the larger jury costs what the smaller does, to the unit of gas."""
        return (self.called, self.seated) == (self.called_many, self.seated_many)

    @property
    def mean(self) -> int:
        return round(sum(self.seats) / len(self.seats))

    @property
    def doublings(self) -> float:
        """How often what is searched, communities and pages of one, doubles."""
        return log2(self.communities) + log2(self.pages)


def measure(people: int, communities: int) -> Season:
    """Build a season and measure it."""
    world = build(people, communities)
    # The chain's very first jury opens the count; the figures are those of later ones.
    world.call(FEW)
    called, few = world.call(FEW), 2
    proven, seated = world.prove(few), world.seat(few)
    size = max(size for size in range(FEW, MANY + 1) if world.line.suffices(size))
    called_many, many = world.call(size), 3
    world.prove(many)
    return Season(
        people=world.line.table.enlisted[0].people * communities,
        communities=communities,
        pages=world.pages,
        many=size,
        proven=proven,
        called=called,
        seated=seated,
        called_many=called_many,
        seated_many=world.seat(many),
        seats=_taken(world, many, size),
    )


def _taken(world: World, jury_id: int, size: int) -> tuple[int, ...]:
    """Take seats in their first wave, each by the person whom the twin says too; gives the gas of
    those that aren't the first of their thirty communities."""
    seed = bytes(world.juries.read("jury", jury_id)[SEED])
    gas, sits, of = [], set(), [0] * len(world.line.table.enlisted)
    opened: set[int] = set()
    for seat in range(size):
        community_id, index, key = world.juries.read("candidate", jury_id, seat, 0)
        drawn = world.line.draw(seed, seat)
        if drawn is None or (drawn.community_id, drawn.index) != (community_id, index):
            raise RuntimeError(f"seat {seat}: the twin draws {drawn}, the chain {index}")
        # Keys stand on more than one roll here, and nobody sits twice.
        if key in sits or of[drawn.position] == most_seats(size):
            continue
        cost = world.juries.send(world.evm.sitting(key), "take_seat", jury_id, seat)
        sits.add(key)
        of[drawn.position] += 1
        word = drawn.position // _COMMUNITIES_A_WORD
        if word in opened:
            gas.append(cost)
        opened.add(word)
        if len(gas) == SEATED:
            break
    return tuple(gas)


def seasons(worlds: Sequence[tuple[int, int]], say: Callable[[str], None]) -> list[Season]:
    """Measure one season after another."""
    found = []
    for people, communities in worlds:
        say(f"{people:,} people of {communities} communities")
        found.append(measure(people, communities))
    return found
