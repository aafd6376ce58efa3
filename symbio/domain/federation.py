# SPDX-License-Identifier: Apache-2.0
"""What a Federation says: its charter and rules, members, proposals, ballots and tallies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag

from symbio.domain.errors import BadChoice
from symbio.domain.rules import Electorate, Rules

__all__ = [
    "BATCH_LIMIT",
    "MAX_CALLS",
    "MAX_CALL_DATA",
    "MAX_TITLE",
    "Call",
    "Charter",
    "Choice",
    "Count",
    "Docket",
    "Electorate",
    "Member",
    "Proposal",
    "Rules",
    "Skip",
    "SkippedBallot",
    "Stage",
    "Tally",
]

BATCH_LIMIT = 400
"""Signed ballots that the façade puts into one transaction."""

MAX_CALLS = 8
MAX_CALL_DATA = 1_024
MAX_TITLE = 160
"""Bytes of a title in UTF-8."""


class Stage(IntFlag):
    """Where a proposal stands; 0 means: no such proposal."""

    PENDING = 1
    OPEN = 2
    WITHDRAWN = 4
    DEFEATED = 8
    WAITING = 16
    EXECUTABLE = 32
    EXECUTED = 64
    EXPIRED = 128

    @property
    def words(self) -> str:
        return (self.name or "none").lower()


class Skip(IntFlag):
    """Why a signed ballot of a batch was not counted."""

    NO_SUCH_CHOICE = 1
    NO_SUCH_PLACE = 2
    HAS_VOTED = 4
    NOT_SIGNED = 8

    @property
    def words(self) -> str:
        return _SKIPPED[self]


_SKIPPED = {
    Skip.NO_SUCH_CHOICE: "it holds none of the three choices",
    Skip.NO_SUCH_PLACE: "nobody stands there on the pinned roll",
    Skip.HAS_VOTED: "this person has voted already",
    Skip.NOT_SIGNED: "the person there on the pinned roll did not sign it",
}


class Choice(IntEnum):
    """What a ballot says; `words` is what the signer's wallet shows."""

    NONE = 0
    FOR = 1
    AGAINST = 2
    ABSTAIN = 3

    @property
    def words(self) -> str:
        return self.name.capitalize()

    @classmethod
    def parse(cls, text: str) -> Choice:
        """Read `"for"`, `"Against"` or `"ABSTAIN"`; raises BadChoice."""
        choice = cls.__members__.get(text.strip().upper())
        if choice is None or choice is cls.NONE:
            raise BadChoice(f"“{text}” is no choice.")
        return choice


@dataclass(frozen=True, slots=True)
class Charter:
    """One version of the charter: the sha-256 of its document, and the rules that bind."""

    digest: bytes
    effective_at: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class Member:
    """A community's membership; `ended_at` 0: no end is set."""

    community_id: int
    joined_at: int
    ended_at: int


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a proposal makes from the federation's address."""

    target: str
    value: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal's calendar and stage; rules, members and rolls are those of the second before."""

    proposal_id: int
    opened_at: int
    opens_at: int
    closes_at: int
    executable_at: int
    expires_at: int
    charter_version: int
    stage: Stage

    @property
    def version(self) -> int:
        """The roll version, a second, that this proposal has pinned."""
        return self.opened_at - 1


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of a proposal, of people and of communities."""

    people_for: int
    people_against: int
    people_abstain: int
    people: int
    communities_for: int
    communities_against: int
    communities_abstain: int
    communities_present: int
    communities: int

    @property
    def ballots(self) -> int:
        return self.people_for + self.people_against + self.people_abstain


@dataclass(frozen=True, slots=True)
class Docket:
    """All that a proposal's fingerprint was made of, as `ProposalOpened` told it.

    `title_hash` is keccak256 of the title, `matter` the digest of text and calls, `proposer` the
    proposing community: relayers and executors hand these to the contract.
    """

    proposal_id: int
    title: str
    text: bytes
    calls: tuple[Call, ...]
    proposer: int
    account: str
    title_hash: bytes
    matter: bytes


@dataclass(frozen=True, slots=True)
class SkippedBallot:
    """A signed ballot that was not counted, and why."""

    community_id: int
    page: int
    offset: int
    person: str
    reason: Skip


@dataclass(frozen=True, slots=True)
class Count:
    """What became of a batch of ballots."""

    counted: int
    skipped: tuple[SkippedBallot, ...] = ()

    def __add__(self, other: Count) -> Count:
        return Count(self.counted + other.counted, self.skipped + other.skipped)
