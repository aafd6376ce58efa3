# SPDX-License-Identifier: Apache-2.0
"""Juries: their pools, seasons and windows, and how their votes are bound and counted.

Twin of contracts/modules/jury_book.vy and votes.vy. Two thirds of the seats must sit,
two thirds reveal, and two thirds of those agree; who doesn't reveal abstains and shifts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntFlag

from eth_hash.auto import keccak

from symbio.domain.addresses import NOBODY, checksummed

SEASON = 90 * 86_400
AHEAD = 4
WAVES = 8
RECONVENING = 30 * 86_400
MOST_APPROVED = 16
MOST_OPTIONS = 2**32 - 1
SPAN = 2**24 - 1
BLANK = 0

_STEWARDS = 1 << 160
_VOTE = keccak(
    b"Vote(uint256 chain,address at,uint256 jury,uint256 round,uint256 seat,address juror,"
    b"uint256 choice,bytes32 salt)"
)


class Stage(IntFlag):
    """Where a jury stands; the numbers of the contract's flag."""

    CALLED = 1
    SEATING = 2
    DELIBERATING = 4
    COMMITTING = 8
    REVEALING = 16
    DECIDED = 32
    UNDECIDED = 64
    FAILED = 128


class Sitters(Enum):
    """Who of a pool's communities may be drawn."""

    PEOPLE = 0
    STEWARDS = 1


@dataclass(frozen=True, slots=True)
class Pool:
    """Whom a jury is drawn from: a federation's communities, or all; their people or stewards."""

    federation: str = NOBODY
    sitters: Sitters = Sitters.PEOPLE

    @property
    def word(self) -> int:
        """Give the pool as the contract takes it."""
        return int(self.federation, 16) | self.sitters.value * _STEWARDS

    @classmethod
    def of(cls, word: int) -> Pool:
        """Read the contract's word."""
        address = checksummed(f"0x{word % _STEWARDS:040x}")
        return cls(address, Sitters(word >> 160))


@dataclass(frozen=True, slots=True)
class Times:
    """A jury's windows, in seconds, each below 2**24."""

    wave: int
    deliberation: int
    commit: int
    reveal: int

    @property
    def word(self) -> int:
        """Pack them as the contract takes them; raises ValueError for one that doesn't fit."""
        parts = (self.wave, self.deliberation, self.commit, self.reveal)
        if not all(0 <= part <= SPAN for part in parts):
            raise ValueError(f"a window lasts at most {SPAN} seconds")
        return sum(part << 24 * place for place, part in enumerate(parts))

    @classmethod
    def of(cls, word: int) -> Times:
        """Read the contract's word."""
        return cls(*(word >> 24 * place & SPAN for place in range(4)))


def season_at(second: int) -> int:
    """Give the season that runs at a second."""
    return second // SEASON


def season_starts(season: int) -> int:
    """Give a season's first second."""
    return season * SEASON


def is_enough(some: int, size: int) -> bool:
    """Say whether some are two thirds of the seats."""
    return 3 * some >= 2 * size


@dataclass(frozen=True, slots=True)
class Clock:
    """What a jury's windows follow from; `began_at` 0: no seat was the last, no second round."""

    size: int
    times: Times
    seeded_at: int = 0
    began_at: int = 0
    seated: int = 0

    @property
    def seating_ends(self) -> int:
        """Give when deliberation began, or begins at the latest."""
        return self.began_at or self.seeded_at + WAVES * self.times.wave

    @property
    def counted_at(self) -> int:
        times = self.times
        return self.seating_ends + times.deliberation + times.commit + times.reveal

    def wave(self, now: int) -> int:
        """Give the wave that runs."""
        return (now - self.seeded_at) // self.times.wave

    def stage(self, now: int) -> Stage:
        """Say where the jury stands; DECIDED | UNDECIDED once only the count can tell."""
        if not self.seeded_at:
            return Stage.CALLED
        due = self.seating_ends
        if now < due:
            return Stage.SEATING
        if not is_enough(self.seated, self.size):
            return Stage.FAILED
        windows = (
            (self.times.deliberation, Stage.DELIBERATING),
            (self.times.commit, Stage.COMMITTING),
            (self.times.reveal, Stage.REVEALING),
        )
        for lasts, stage in windows:
            due += lasts
            if now < due:
                return stage
        return Stage.DECIDED | Stage.UNDECIDED


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote decided: the option, 0 for nothing, and who approved it or named a number."""

    option: int
    approvals: int


NOTHING = Result(0, 0)


def result(size: int, options: int, choices: Sequence[int]) -> Result:
    """Count the choices that were revealed.

    Up to 16 options: each choice is a mask of those approved, and the most approved is chosen, the
    lower of equals. More: each choice is a number, and the lower median of those named is chosen.
    Two thirds of those who revealed must approve, or name a number.
    """
    if not is_enough(len(choices), size):
        return NOTHING
    if options > MOST_APPROVED:
        named = sorted(choice for choice in choices if choice)
        if not named or not is_enough(len(named), len(choices)):
            return NOTHING
        return Result(named[(len(named) - 1) // 2], len(named))
    approvals = [sum(choice >> bit & 1 for choice in choices) for bit in range(options)]
    most = max(approvals)
    if not most or not is_enough(most, len(choices)):
        return NOTHING
    return Result(approvals.index(most) + 1, most)


def is_choice(options: int, choice: int) -> bool:
    """Say whether a vote can be this."""
    if options <= MOST_APPROVED:
        return 0 <= choice < 1 << options
    return 0 <= choice <= options


def approving(*chosen: int) -> int:
    """Make the choice that approves these options, counted from 1."""
    return sum(1 << option - 1 for option in set(chosen))


@dataclass(frozen=True, slots=True)
class Ballot:
    """All that a hidden vote is bound to."""

    chain_id: int
    juries: str
    jury_id: int
    round: int
    seat: int
    juror: str
    choice: int
    salt: bytes

    @property
    def commitment(self) -> bytes:
        """Give what hides it: who sees it learns nothing, who copies it can't open it as theirs."""
        words = (
            _VOTE,
            self.chain_id,
            int(self.juries, 16),
            self.jury_id,
            self.round,
            self.seat,
            int(self.juror, 16),
            self.choice,
            self.salt,
        )
        return keccak(b"".join(w if isinstance(w, bytes) else w.to_bytes(32, "big") for w in words))
