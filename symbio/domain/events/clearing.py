# SPDX-License-Identifier: Apache-2.0
"""What Clearing logs: consents to convert, rounds, entries, and all that was set off."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.chunks import NumberedDraw
from symbio.domain.clearing import Conversion
from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class AcceptanceRegistered(Event):
    """A holder's claims in one currency may be set off against its debts in another."""

    acceptance_id: int
    holder: str
    federation: str
    gives: str
    takes: str
    amount: int
    minimum_rate: int
    until: int
    nonce: int


@dataclass(frozen=True, slots=True)
class AcceptanceRevoked(Event):
    """A holder took an acceptance back."""

    acceptance_id: int
    holder: str


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    """A round began; `values` are pinned for it, in units of the numéraire for a minor unit."""

    round_id: int
    federation: str
    actor: str
    opened_at: int
    window: int
    obligations: int
    currency_ids: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChunkSubmitted(Event):
    """A chunk was checked and joined its author's entry, which is worth `total` now."""

    round_id: int
    author: str
    digest: bytes
    value: int
    total: int


@dataclass(frozen=True, slots=True)
class ChunkSettled(Event):
    """All that was set off: flows packed, conversions, and changes of credit balances."""

    round_id: int
    actor: str
    value: int
    flows: bytes
    conversions: tuple[Conversion, ...]
    draws: tuple[NumberedDraw, ...]
