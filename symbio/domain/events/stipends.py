# SPDX-License-Identifier: Apache-2.0
"""What Stipends logs: funds, what jurors are paid, what goes back."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class StipendSet(Event):
    """A federation said what each seat of a court's juries gets."""

    federation: str
    court: str
    token: str
    amount: int


@dataclass(frozen=True, slots=True)
class FundEndowed(Event):
    """Somebody gave to a federation's fund; `amount` arrived."""

    federation: str
    giver: str
    token: str
    amount: int


@dataclass(frozen=True, slots=True)
class StipendClaimed(Event):
    """A juror was paid for having served."""

    jury_id: int
    juror: str
    to: str
    token: str
    amount: int
    paid: int


@dataclass(frozen=True, slots=True)
class StipendsReturned(Event):
    """What no seat earned went back to the fund."""

    jury_id: int
    actor: str
    federation: str
    token: str
    amount: int
