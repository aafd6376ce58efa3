# SPDX-License-Identifier: Apache-2.0
"""What Remedies logs: obligations from a plan in force to the last confirmation."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event
from symbio.domain.plans import Obligation
from symbio.domain.remedies import Outcome


@dataclass(frozen=True, slots=True)
class PlanAdopted(Event):
    """A plan in force was written down; `first` is its first obligation's number."""

    case_id: int
    actor: str
    first: int
    obligations: tuple[Obligation, ...]
    since: int


@dataclass(frozen=True, slots=True)
class ObligationAcknowledged(Event):
    """An obligor said that it knows what it owes."""

    obligation_id: int
    steward: str


@dataclass(frozen=True, slots=True)
class ObligationFulfilled(Event):
    """An obligor says that it is done; contested before `until`, or confirmed."""

    obligation_id: int
    steward: str
    evidence: bytes
    until: int


@dataclass(frozen=True, slots=True)
class RestitutionPaid(Event):
    """Restitution reached the beneficiary's split."""

    obligation_id: int
    payer: str
    credited: int
    paid: int


@dataclass(frozen=True, slots=True)
class ObligationConfirmed(Event):
    """An obligation is done."""

    obligation_id: int
    actor: str


@dataclass(frozen=True, slots=True)
class ObligationContested(Event):
    """A beneficiary says that it isn't done; a circle sits until `until`."""

    obligation_id: int
    steward: str
    reason: bytes
    until: int


@dataclass(frozen=True, slots=True)
class CircleCalled(Event):
    """Obligor and beneficiary were called to a circle."""

    obligation_id: int
    steward: str
    until: int


@dataclass(frozen=True, slots=True)
class OutcomeNamed(Event):
    """One of the two named what would mend it."""

    obligation_id: int
    steward: str
    is_obligor: bool
    outcome: Outcome
    due: int
    description: bytes


@dataclass(frozen=True, slots=True)
class ObligationChanged(Event):
    """The two agreed on what mends it."""

    obligation_id: int
    steward: str
    outcome: Outcome
    due: int
    description: bytes


@dataclass(frozen=True, slots=True)
class LatenessNoted(Event):
    """It stands on the obligor's record that an obligation was late."""

    obligation_id: int
    actor: str
    obligor: int


@dataclass(frozen=True, slots=True)
class CaseFulfilled(Event):
    """Every obligation of a case's plan is done."""

    case_id: int
    actor: str
