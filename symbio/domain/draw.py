# SPDX-License-Identifier: Apache-2.0
"""The draw of a jury: who stands at which place of a lot that no one wrote down.

Twin of contracts/modules/draw.vy, and of the tables in seasons.vy and seating.vy. A season's
communities have intervals on a line, one after the other; a seed permutes the line, and the
person at an ordinal is computed from it. The same source: the mission's rotating citizen juries.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from eth_hash.auto import keccak

TURNS = 3
"""A person's turn comes every so many seasons."""

SHARE = 4
"""One community has at most one part in so many, of the line as of the seats."""

MOST_COMMUNITIES = 256
MOST_EXCLUDED = 16
MOST_SEATS = 60
STEPS = 64
ROUNDS = 8
ROUNDS_OF_FEW = 16
"""Where the halves are of two bits at most, eight rounds would favour some pairs of places."""
FEW = 4
STEWARD = 2**256 - 1
"""Stands for an index where a community's steward is drawn."""


def permute(seed: bytes, ordinal: int, size: int) -> int | None:
    """Give the place below `size` of an ordinal below `size`; no two ordinals share one.

    A Feistel network over the fewest bits that hold all places, walked until it comes back below
    `size`. None, which nobody will see, if 64 steps don't.
    """
    bits = (size - 1).bit_length()
    low = bits // 2
    low_mask, high_mask = (1 << low) - 1, (1 << (bits - low)) - 1
    rounds = ROUNDS if bits >= FEW else ROUNDS_OF_FEW
    left, right = ordinal >> low, ordinal & low_mask
    for _ in range(STEPS):
        for round_ in range(0, rounds, 2):
            left ^= _scramble(seed, round_, right) & high_mask
            right ^= _scramble(seed, round_ + 1, left) & low_mask
        place = left << low | right
        if place < size:
            return place
    return None


def _scramble(seed: bytes, round_: int, half: int) -> int:
    return int.from_bytes(keccak(seed + (round_ << 128 | half).to_bytes(32, "big")), "big")


def turns(people: int, turn: int) -> int:
    """Count the people of a roll whose turn it is: those whose index leaves `turn` by three."""
    return (people + TURNS - 1 - turn) // TURNS


def cap_of(weights: Sequence[int]) -> int:
    """Give what one community weighs at most: the largest cap that is a quarter of the line.

    With fewer than four communities that weigh anything no cap can be that; then all weigh as
    much as the smallest.
    """
    present = sorted(weight for weight in weights if weight)
    if len(present) < SHARE:
        return present[0] if present else 0
    low, high = 1, max(present)
    while low < high:
        middle = (low + high + 1) // 2
        if SHARE * middle <= sum(min(weight, middle) for weight in present):
            low = middle
        else:
            high = middle - 1
    return _beyond(low, present)


def _beyond(cap: int, present: Sequence[int]) -> int:
    # Above the largest weight the line grows no more: the cap may still be a quarter of it.
    return sum(present) // SHARE if cap == max(present) else cap


@dataclass(frozen=True, slots=True)
class Enlisted:
    """A community in a season, with the people on its roll at the second of its version."""

    community_id: int
    people: int
    version: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Whom an ordinal stands for: a person by their index, or the community's steward."""

    position: int
    community_id: int
    version: int
    index: int


@dataclass(frozen=True)
class Table:
    """A frozen season of one pool."""

    enlisted: tuple[Enlisted, ...]
    season: int
    of_stewards: bool
    cap: int

    @classmethod
    def freeze(cls, enlisted: Iterable[Enlisted], season: int, of_stewards: bool = False) -> Table:
        """Freeze a season, with the one cap that the contract accepts."""
        rows = tuple(enlisted)
        turn = season % TURNS
        found = [1 if of_stewards else turns(row.people, turn) for row in rows]
        return cls(rows, season, of_stewards, cap_of(found))

    @cached_property
    def weights(self) -> tuple[int, ...]:
        if self.of_stewards:
            return tuple(min(1, self.cap) for _ in self.enlisted)
        turn = self.season % TURNS
        return tuple(min(turns(row.people, turn), self.cap) for row in self.enlisted)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        return tuple(accumulate(self.weights))

    def without(self, excluded: Iterable[int]) -> Line:
        """Leave communities out, by their numbers; those not enlisted are out anyway."""
        named = set(excluded)
        out = tuple(i for i, row in enumerate(self.enlisted) if row.community_id in named)
        return Line(self, out)


@dataclass(frozen=True)
class Line:
    """A table without the communities that a jury excludes, by their positions, ascending."""

    table: Table
    excluded: tuple[int, ...]

    @cached_property
    def weight(self) -> int:
        weights = self.table.weights
        return sum(weights) - sum(weights[i] for i in self.excluded)

    @property
    def communities(self) -> int:
        """Count those left that weigh anything."""
        weights = self.table.weights
        return sum(1 for i, w in enumerate(weights) if w and i not in self.excluded)

    def suffices(self, size: int) -> bool:
        """Say whether a jury of this size can be called: three people for each seat, from enough
        communities to fill all with a quarter each; of stewards one for each."""
        if self.communities * most_seats(size) < size:
            return False
        return self.weight >= (size if self.table.of_stewards else 3 * size)

    def draw(self, seed: bytes, ordinal: int) -> Drawn | None:
        """Give whom an ordinal stands for; None beyond the line."""
        if ordinal >= self.weight:
            return None
        point = permute(seed, ordinal, self.weight)
        if point is None:
            return None
        weights, ends = self.table.weights, self.table.ends
        for position in self.excluded:
            if point < ends[position] - weights[position]:
                break
            point += weights[position]
        position = bisect_right(ends, point)
        row = self.table.enlisted[position]
        if self.table.of_stewards:
            return Drawn(position, row.community_id, row.version, STEWARD)
        offset = point - (ends[position] - weights[position])
        index = self._index(seed, row, offset)
        return None if index is None else Drawn(position, row.community_id, row.version, index)

    def _index(self, seed: bytes, row: Enlisted, offset: int) -> int | None:
        turn = self.table.season % TURNS
        present = turns(row.people, turn)
        rank: int | None = offset
        if present > self.table.cap:
            own = keccak(seed + row.community_id.to_bytes(32, "big"))
            rank = permute(own, offset, present)
        return None if rank is None else rank * TURNS + turn


def most_seats(size: int) -> int:
    """Give how many seats of a jury one community may hold: a quarter, rounded up."""
    return -(-size // SHARE)
