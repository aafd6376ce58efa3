# SPDX-License-Identifier: Apache-2.0
"""What Federations logs: acceptances of terms, and federations created."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class FoundingAccepted(Event):
    """A founding steward accepted the terms."""

    terms: bytes
    community_id: int
    steward: str


@dataclass(frozen=True, slots=True)
class FoundingDeclined(Event):
    """A founding steward took an acceptance back."""

    terms: bytes
    community_id: int
    steward: str


@dataclass(frozen=True, slots=True)
class FederationCreated(Event):
    """A federation was created and registered."""

    federation_id: int
    federation: str
    terms: bytes
    name: str
    level: int
    community_id: int
