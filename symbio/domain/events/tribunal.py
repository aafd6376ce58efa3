# SPDX-License-Identifier: Apache-2.0
"""What the Tribunal logs: cases from their opening to their end, disputes, rules."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event
from symbio.domain.tribunal import Rules, State


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """A case began; all that judges it is fixed."""

    case_id: int
    steward: str
    federation: str
    parties: tuple[int, ...]
    affected: tuple[int, ...]
    facts: bytes
    clause: bytes
    rules_version: int
    is_grave: bool
    season: int
    target: int
    due: int


@dataclass(frozen=True, slots=True)
class CaseAdvanced(Event):
    """A case or a dispute took a step; `jury_id` was called by it, 0: none."""

    case_id: int
    actor: str
    state: State
    jury_id: int
    plan: int
    due: int


@dataclass(frozen=True, slots=True)
class EvidenceGiven(Event):
    """The digest of a piece of evidence; `community_id` 0: by the mediator, or on a dispute."""

    case_id: int
    actor: str
    community_id: int
    state: State
    digest: bytes


@dataclass(frozen=True, slots=True)
class RulesSet(Event):
    """A federation set the rules of its later cases."""

    federation: str
    version: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class ClauseGraded(Event):
    """A federation said whether cases under a clause are grave."""

    federation: str
    clause: bytes
    is_grave: bool


@dataclass(frozen=True, slots=True)
class DisputeOpened(Event):
    """Another contract brought a dispute, and a jury was called."""

    case_id: int
    arbitrable: str
    choices: int
    excluded: tuple[int, ...]
    jury_id: int


@dataclass(frozen=True, slots=True)
class RulingExecuted(Event):
    """A ruling was brought to its arbitrable, which took it or didn't."""

    case_id: int
    actor: str
    ruling: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class DisputeCreation(Event):
    """A dispute began (ERC-792, whose names these are)."""

    disputeID: int
    arbitrable: str


@dataclass(frozen=True, slots=True)
class Evidence(Event):
    """Evidence by its path (ERC-1497, whose names these are)."""

    arbitrator: str
    evidenceGroupID: int
    party: str
    evidence: str
