# SPDX-License-Identifier: Apache-2.0
"""What Juries logs: seasons, calls, seats, hidden votes."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class CommunityEnlisted(Event):
    """A community may be drawn in a season, by its roll at `version`."""

    community_id: int
    steward: str
    pool: int
    season: int
    position: int
    people: int
    version: int


@dataclass(frozen=True, slots=True)
class SeasonFrozen(Event):
    """A pool's season is fixed: what its communities weigh, together and at most each."""

    pool: int
    actor: str
    season: int
    communities: int
    weight: int
    cap: int


@dataclass(frozen=True, slots=True)
class JuryCalled(Event):
    """A jury was called, to be drawn by a seed that nobody knew; `token` is nobody: no stipend."""

    jury_id: int
    court: str
    subject: bytes
    pool: int
    season: int
    size: int
    options: int
    excluded: tuple[int, ...]
    times: int
    target: int
    payer: str
    token: str
    stipend: int


@dataclass(frozen=True, slots=True)
class JurySeeded(Event):
    """A jury has its seed; the first wave began."""

    jury_id: int
    actor: str
    seed: bytes


@dataclass(frozen=True, slots=True)
class SeatTaken(Event):
    """Somebody whose turn it was sat down; `seated` with them."""

    jury_id: int
    juror: str
    seat: int
    wave: int
    community_id: int
    index: int
    seated: int


@dataclass(frozen=True, slots=True)
class JurorRecused(Event):
    """A juror gave the seat up before voting."""

    jury_id: int
    juror: str
    seat: int


@dataclass(frozen=True, slots=True)
class VoteCommitted(Event):
    """A juror voted, hidden; a later one replaces it."""

    jury_id: int
    juror: str
    round: int
    commitment: bytes


@dataclass(frozen=True, slots=True)
class LeakReported(Event):
    """A hidden vote was known before its time: the seat has no vote in this round."""

    jury_id: int
    actor: str
    juror: str
    round: int
    choice: int


@dataclass(frozen=True, slots=True)
class VoteRevealed(Event):
    """A hidden vote was opened and counts."""

    jury_id: int
    juror: str
    round: int
    choice: int


@dataclass(frozen=True, slots=True)
class JuryReconvened(Event):
    """The court had the same jurors deliberate and vote once more."""

    jury_id: int
    court: str
