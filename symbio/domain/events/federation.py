# SPDX-License-Identifier: Apache-2.0
"""What a Federation logs: its charter, members, proposals and ballots."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event
from symbio.domain.federation import Call, Choice, Rules, Skip

_LOW_BITS = int("01" * 128, 2)


@dataclass(frozen=True, slots=True)
class CharterAdopted(Event):
    """A version of the charter was adopted."""

    version: int
    digest: bytes
    rules: Rules
    effective_at: int


@dataclass(frozen=True, slots=True)
class CharterRatified(Event):
    """A community ratified a version of the charter."""

    version: int
    community_id: int
    steward: str


@dataclass(frozen=True, slots=True)
class MemberAdmitted(Event):
    """A community was given a seat."""

    community_id: int
    speaker: str
    seat: int


@dataclass(frozen=True, slots=True)
class SpeakerAppointed(Event):
    """A steward named who else may propose for the community."""

    community_id: int
    speaker: str
    former: str


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """A membership was given an end, by its steward or by the federation."""

    community_id: int
    actor: str
    ended_at: int


@dataclass(frozen=True, slots=True)
class ProposalOpened(Event):
    """A proposal was put to the federation; all of it is here."""

    proposal_id: int
    proposer: str
    community_id: int
    title: str
    text: bytes
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn(Event):
    """A proposer took a proposal back before the vote."""

    proposal_id: int
    proposer: str


@dataclass(frozen=True, slots=True)
class ProposalExtended(Event):
    """A late quorum made the vote longer, once."""

    proposal_id: int
    actor: str
    closes_at: int


@dataclass(frozen=True, slots=True)
class ProposalExecuted(Event):
    """A proposal's calls were made."""

    proposal_id: int
    actor: str


@dataclass(frozen=True, slots=True)
class BallotCast(Event):
    """One person's ballot was counted; it replaces an earlier one, if there was any."""

    proposal_id: int
    voter: str
    community_id: int
    place: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class ReasonGiven(Event):
    """The digest of why they vote as the event just before this one says."""

    proposal_id: int
    voter: str
    reason: bytes


@dataclass(frozen=True, slots=True)
class BallotsCast(Event):
    """Signed ballots were counted: two bits a place of the page."""

    proposal_id: int
    relayer: str
    community_id: int
    page: int
    choices: tuple[int, ...]

    @property
    def counted(self) -> int:
        """How many places of the page hold a choice of this batch."""
        return sum(((word | word >> 1) & _LOW_BITS).bit_count() for word in self.choices)


@dataclass(frozen=True, slots=True)
class BallotSkipped(Event):
    """One signed ballot of a batch was not counted, and why."""

    proposal_id: int
    relayer: str
    community_id: int
    place: int
    reason: Skip


@dataclass(frozen=True, slots=True)
class StewardVoted(Event):
    """A community's steward voted."""

    proposal_id: int
    steward: str
    community_id: int
    choice: Choice
    former: Choice
