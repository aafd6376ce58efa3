# SPDX-License-Identifier: Apache-2.0
"""What Communities logs: who exists, who joined and left, who stands how towards whom."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.communities import Kind, Stance
from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class CommunityRegistered(Event):
    """A community came to be."""

    community_id: int
    steward: str
    kind: Kind
    jurisdiction: str
    profile: bytes


@dataclass(frozen=True, slots=True)
class CommunityRevised(Event):
    """A steward changed what their community says of itself."""

    community_id: int
    steward: str
    jurisdiction: str
    profile: bytes


@dataclass(frozen=True, slots=True)
class StewardshipOffered(Event):
    """A steward offered the community to an heir."""

    community_id: int
    steward: str
    heir: str


@dataclass(frozen=True, slots=True)
class StewardshipAccepted(Event):
    """An heir took the stewardship."""

    community_id: int
    steward: str
    former: str


@dataclass(frozen=True, slots=True)
class PeopleEnrolled(Event):
    """A page of people was written into a roll."""

    community_id: int
    steward: str
    page: int
    first: int
    count: int
    data: str


@dataclass(frozen=True, slots=True)
class ConsentsRecorded(Event):
    """People's own consents were checked: one bit a person of the page."""

    community_id: int
    actor: str
    page: int
    consents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PersonDeparted(Event):
    """A person left, or was struck off."""

    community_id: int
    person: str
    index: int


@dataclass(frozen=True, slots=True)
class RotationProposed(Event):
    """A change of key was proposed; it waits for a veto."""

    community_id: int
    person: str
    index: int
    successor: str
    ready_at: int


@dataclass(frozen=True, slots=True)
class RotationVetoed(Event):
    """A proposed change of key was stopped."""

    community_id: int
    actor: str
    index: int


@dataclass(frozen=True, slots=True)
class PersonRotated(Event):
    """A person's index has a new key."""

    community_id: int
    person: str
    index: int
    former: str


@dataclass(frozen=True, slots=True)
class StanceDeclared(Event):
    """An actor declared its stance towards another."""

    community_id: int
    steward: str
    about_id: int
    stance: Stance
    statement: bytes
