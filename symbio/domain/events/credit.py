# SPDX-License-Identifier: Apache-2.0
"""What Credit logs: who is in a circle, its limits and lines, what its currencies are worth."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.credit import Limits
from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class CircleJoined(Event):
    """An account sits in a circle; `former` held the seat until now, empty where it is new."""

    federation: str
    account: str
    seat_id: int
    community_id: int
    place: int
    former: str


@dataclass(frozen=True, slots=True)
class CircleLeft(Event):
    """An account draws no further; what it owes stays owed."""

    federation: str
    account: str
    seat_id: int


@dataclass(frozen=True, slots=True)
class LimitsSet(Event):
    """A federation set its circle's limits in a currency."""

    federation: str
    currency_id: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class LineSet(Event):
    """A federation gave an account a line of its own."""

    federation: str
    account: str
    seat_id: int
    currency_id: int
    soft: int
    hard: int
    surplus: int


@dataclass(frozen=True, slots=True)
class SoftLimitPassed(Event):
    """A balance went past the soft limit: a warning, and nothing is refused."""

    federation: str
    account: str
    currency_id: int
    balance: int


@dataclass(frozen=True, slots=True)
class RoundsSet(Event):
    """A federation set the rhythm of its rounds and the currencies that take part."""

    federation: str
    window: int
    currency_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportersSet(Event):
    """A federation named who reports values; a report counts for `max_age` seconds."""

    federation: str
    reporters: tuple[str, ...]
    max_age: int


@dataclass(frozen=True, slots=True)
class ValuesSet(Event):
    """A federation voted values itself, until a last second."""

    federation: str
    currency_ids: tuple[int, ...]
    values: tuple[int, ...]
    until: int


@dataclass(frozen=True, slots=True)
class ValuesReported(Event):
    """A reporter said what a minor unit of each currency is worth."""

    federation: str
    reporter: str
    currency_ids: tuple[int, ...]
    values: tuple[int, ...]
