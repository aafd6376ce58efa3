# SPDX-License-Identifier: Apache-2.0
"""What Clearing says of an obligation, a consent and a round, as its views give them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from symbio.domain.addresses import NOBODY

MOST_REGISTERED = 16
"""Obligations that one transaction registers."""
ALL_STAYS_OWED = 101
"""The ruling by which all stays owed; 1: nothing, 0: the arbiter refused to arbitrate."""


class Status(IntEnum):
    """Where an obligation stands; NONE: there is no such obligation."""

    NONE = 0
    STANDING = 1
    DISPUTED_BY_DEBTOR = 2
    DISPUTED_BY_CREDITOR = 4


class Phase(IntEnum):
    """Where a round stands; NONE: there is no such round."""

    NONE = 0
    SUBMITTING = 1
    SETTLING = 2
    OPEN = 4
    CLOSED = 8


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of an obligation now; `last_day` counts from 1970-01-01."""

    obligation_id: int
    debtor: str
    creditor: str
    currency_id: int
    remaining: int
    last_day: int
    status: Status
    arbiter: str
    dispute_id: int
    is_escalated: bool

    @property
    def is_disputed(self) -> bool:
        return self.status in (Status.DISPUTED_BY_DEBTOR, Status.DISPUTED_BY_CREDITOR)

    @property
    def raised_by(self) -> str:
        """Who raised the dispute that stands; NOBODY where there is none."""
        sides = {Status.DISPUTED_BY_DEBTOR: self.debtor, Status.DISPUTED_BY_CREDITOR: self.creditor}
        return sides.get(self.status, NOBODY)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What one side has named in a dispute: that `remaining` should stay owed."""

    by_debtor: bool
    remaining: int
    is_named: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """What is known of an acceptance now; `gives` and `takes` are currency numbers."""

    acceptance_id: int
    holder: str
    federation: str
    gives: int
    takes: int
    remaining: int
    minimum_rate: int
    until: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands now; `obligations`: entries name none with a higher number."""

    round_id: int
    federation: str
    opened_at: int
    window: int
    obligations: int
    best: str
    best_value: int
    phase: Phase

    @property
    def settling_at(self) -> int:
        """When the best entry alone is settled."""
        return self.opened_at + self.window

    @property
    def open_at(self) -> int:
        """When anybody's valid chunk is settled."""
        return self.opened_at + 2 * self.window

    @property
    def closes_at(self) -> int:
        return self.opened_at + 3 * self.window
