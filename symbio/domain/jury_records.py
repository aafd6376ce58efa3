# SPDX-License-Identifier: Apache-2.0
"""What Juries has written of seasons, juries and jurors; and a jury's whole draw done again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symbio.domain.draw import Drawn, Enlisted, Line, Table
from symbio.domain.juries import WAVES, Clock, Pool, Sitters, Stage, Times


@dataclass(frozen=True, slots=True)
class Season:
    """A pool's season; before it is frozen the last three figures are 0."""

    communities: int
    eligible: int
    weight: int
    cap: int
    is_frozen: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A community in a season: its roll's version, and the interval it has on the line."""

    community_id: int
    people: int
    version: int
    end: int
    weight: int


@dataclass(frozen=True, slots=True)
class Jury:
    """A jury as it stands; `excluded` are positions in the season's table."""

    jury_id: int
    court: str
    pool: int
    season: int
    size: int
    options: int
    excluded: tuple[int, ...]
    weight: int
    target: int
    seed: bytes
    seeded_at: int
    wave: int
    deliberation: int
    commit: int
    reveal: int
    began_at: int
    filled: int
    seated: int
    round: int
    revealed: int
    stage: Stage

    @property
    def times(self) -> Times:
        return Times(self.wave, self.deliberation, self.commit, self.reveal)

    @property
    def clock(self) -> Clock:
        return Clock(self.size, self.times, self.seeded_at, self.began_at, self.seated)


@dataclass(frozen=True, slots=True)
class Juror:
    """Somebody who sits on a jury, or sat."""

    jury_id: int
    account: str
    seat: int
    community_id: int
    index: int
    wave: int
    is_seated: bool
    is_recused: bool
    commitment: bytes
    is_void: bool
    has_revealed: bool
    choice: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a jury decided; `option` 0: nothing."""

    stage: Stage
    option: int
    approvals: int
    revealed: int
    seated: int


@dataclass(frozen=True, slots=True)
class Sat:
    """A seat as it was taken, by the chain's own log."""

    seat: int
    wave: int
    community_id: int
    index: int
    juror: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn a seat was in a wave, worked out anew, and who sat there then."""

    seat: int
    wave: int
    ordinal: int
    drawn: Drawn | None
    key: str | None
    sat: Sat | None

    @property
    def is_right(self) -> bool:
        """Say whether nobody sat in this turn, or the person who was drawn did."""
        if self.sat is None:
            return True
        if self.drawn is None:
            return False
        found = (self.drawn.community_id, self.drawn.index)
        return found == (self.sat.community_id, self.sat.index) and self.key == self.sat.juror


@dataclass(frozen=True, slots=True)
class Replay:
    """A jury's draw done again from what the chain says, with no answer of Juries in it."""

    jury_id: int
    seed: bytes
    is_seed_right: bool
    line: Line
    turns: tuple[Turn, ...]

    @property
    def is_right(self) -> bool:
        """Say whether the seed is the beacon's and everybody who sat had the turn."""
        return self.is_seed_right and all(turn.is_right for turn in self.turns)


def table_of(jury: Jury, entries: Sequence[Entry]) -> Table:
    """Make the table that a jury was drawn from, of the entries of its season."""
    rows = (Enlisted(each.community_id, each.people, each.version) for each in entries)
    return Table.freeze(rows, jury.season, Pool.of(jury.pool).sitters is Sitters.STEWARDS)


def replay(
    jury: Jury,
    entries: Sequence[Entry],
    excluded: Sequence[int],
    beacons: bytes | None,
    seats: Sequence[Sat],
    keys: Mapping[tuple[int, int], str],
) -> Replay:
    """Do a jury's draw again, with the twin alone.

    `excluded` are the communities that the court named, `beacons` what the beacon gives for the
    jury's target, `seats` what was logged, `keys` who held (community, index) when it was pinned;
    of stewards: who sat.
    """
    line = table_of(jury, entries).without(excluded)
    sat = {(each.seat, each.wave): each for each in seats}
    turns = []
    for wave in range(WAVES):
        for seat in range(jury.size):
            ordinal = wave * jury.size + seat
            drawn = line.draw(jury.seed, ordinal)
            key = keys.get((drawn.community_id, drawn.index)) if drawn else None
            turns.append(Turn(seat, wave, ordinal, drawn, key, sat.get((seat, wave))))
    return Replay(jury.jury_id, jury.seed, beacons == jury.seed, line, tuple(turns))
