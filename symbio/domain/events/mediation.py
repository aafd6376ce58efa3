# SPDX-License-Identifier: Apache-2.0
"""What Mediation logs: who is willing, named, drawn, and mediates."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class MediatorVolunteered(Event):
    """A steward said who of its community is willing to mediate, or that nobody is."""

    community_id: int
    steward: str
    federation: str
    account: str
    is_willing: bool
    position: int


@dataclass(frozen=True, slots=True)
class MediatorProposed(Event):
    """A party named a mediator; agreed once all have named the same."""

    case_id: int
    steward: str
    party_id: int
    community_id: int
    account: str
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class MediatorsDrawn(Event):
    """A lot drew up to three of the willing, in the order of their turns."""

    case_id: int
    actor: str
    positions: tuple[int, ...]
    seed: bytes


@dataclass(frozen=True, slots=True)
class MediationAccepted(Event):
    """Somebody mediates a case from now on."""

    case_id: int
    mediator: str
    community_id: int


@dataclass(frozen=True, slots=True)
class MediatorSteppedDown(Event):
    """A mediator mediates no more."""

    case_id: int
    mediator: str
