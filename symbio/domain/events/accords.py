# SPDX-License-Identifier: Apache-2.0
"""What Accords logs: terms accepted and concluded, parties leaving, reviews."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.accords import Terms
from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class TermsAccepted(Event):
    """A party's steward accepted the terms of an accord."""

    terms: bytes
    community_id: int
    steward: str


@dataclass(frozen=True, slots=True)
class TermsDeclined(Event):
    """A party's steward declined the terms of an accord."""

    terms: bytes
    community_id: int
    steward: str


@dataclass(frozen=True, slots=True)
class AccordConcluded(Event):
    """An accord, or its next version, was concluded under these terms."""

    accord_id: int
    actor: str
    digest: bytes
    terms: Terms


@dataclass(frozen=True, slots=True)
class PartyLeft(Event):
    """A party announced to leave; it has left at `leaves_at`."""

    accord_id: int
    steward: str
    community_id: int
    leaves_at: int


@dataclass(frozen=True, slots=True)
class ReviewOpened(Event):
    """A review was opened: by date where `community_id` is 0, else because an alarm rang."""

    accord_id: int
    actor: str
    review: int
    community_id: int
    currency: str
    gave: int
    got: int


@dataclass(frozen=True, slots=True)
class ReviewAnswered(Event):
    """A party answered the open review."""

    accord_id: int
    steward: str
    review: int
    community_id: int
    statement: bytes


@dataclass(frozen=True, slots=True)
class ReviewClosed(Event):
    """A review was closed: all had answered, or the accord was amended."""

    accord_id: int
    actor: str
    review: int
