# SPDX-License-Identifier: Apache-2.0
"""What Plans logs: plans, and who accepts or rejects them."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event
from symbio.domain.plans import Plan


@dataclass(frozen=True, slots=True)
class PlanFiled(Event):
    """A plan was filed; `community_id` 0: by the mediator or a juror."""

    case_id: int
    actor: str
    number: int
    community_id: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class PlanAccepted(Event):
    """A party accepted a plan."""

    case_id: int
    steward: str
    number: int
    community_id: int


@dataclass(frozen=True, slots=True)
class PlanRejected(Event):
    """A party rejected a plan, or took its acceptance back."""

    case_id: int
    steward: str
    number: int
    community_id: int
