# SPDX-License-Identifier: Apache-2.0
"""What Communities says: communities, the pages of their rolls, rotations and stances."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

PAGE_LIMIT = 1024
"""People a page holds at most."""

ENROLMENT_STATEMENT = "I join this community and agree that my address stands on its public roll."

PERSON_BYTES = 20


class Kind(IntFlag):
    """What a community is; 0 means: no such community."""

    LOCAL_COMMUNITY = 1
    REGIONAL_FEDERATION = 2
    NATIONAL_GOVERNMENT = 4
    GLOBAL_FEDERATION = 8


class Stance(IntFlag):
    """A public stance of one actor towards another; no rule reads it."""

    RECOGNISE = 1
    COOPERATE = 2
    DISPUTE = 4
    SUSPEND = 8
    WITHDRAW = 16


@dataclass(frozen=True, slots=True)
class Community:
    """One community as it stands now."""

    community_id: int
    kind: Kind
    steward: str
    heir: str
    jurisdiction: str
    profile: bytes
    pages: int
    people: int


@dataclass(frozen=True, slots=True)
class Page:
    """One immutable page of a roll; `fingerprint` is the keccak256 of its initcode."""

    data: str
    fingerprint: bytes
    enrolled_at: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class RollVersion:
    """A roll as of one second: how many pages and people, and whether anybody left or rotated."""

    pages: int
    people: int
    amended: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands in a roll book."""

    page: int
    offset: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place together with what a ballot needs to prove it."""

    community_id: int
    person: str
    index: int
    page: int
    offset: int
    fingerprint: bytes

    @property
    def place(self) -> int:
        """Page and offset in one number, as ballots give them."""
        return self.page * PAGE_LIMIT + self.offset


@dataclass(frozen=True, slots=True)
class Rotation:
    """A proposed change of key; `successor` empty: to be struck off; `ready_at` 0: none."""

    successor: str
    ready_at: int


@dataclass(frozen=True, slots=True)
class StanceRecord:
    """One actor's declared stance towards another, with its statement's digest."""

    stance: Stance
    statement: bytes
    since: int
