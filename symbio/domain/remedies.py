# SPDX-License-Identifier: Apache-2.0
"""What Remedies keeps: obligations until they are done, and each community's record.

`after` is the twin of the table at the head of `contracts/Remedies.vy`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntFlag

from symbio.domain.plans import Kind
from symbio.domain.refusals import remedies as refused
from symbio.domain.rules import DAY

SILENCE = 14 * DAY
"""So long the beneficiary may contest; silence confirms."""

CIRCLE = 30 * DAY


class Progress(IntFlag):
    """Where an obligation stands; 0 means: no such obligation."""

    DUE = 1
    ACKNOWLEDGED = 2
    FULFILLED = 4
    CONTESTED = 8
    CONFIRMED = 16


class Outcome(IntFlag):
    """What obligor and beneficiary may agree on."""

    EXTEND = 1
    REPLACE = 2
    CONFIRM = 4


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as it stands.

    `until`: FULFILLED is confirmed by silence from then on; CONTESTED is where the circle ends.
    """

    obligation_id: int
    case_id: int
    obligor: int
    beneficiary: int
    kind: Kind
    progress: Progress
    due: int
    until: int
    is_late: bool
    token: str
    amount: int
    paid: int
    split_id: int

    @property
    def is_open(self) -> bool:
        """Say whether it is still owed."""
        return self.progress is not Progress.CONFIRMED

    def is_overdue(self, now: int) -> bool:
        """Say whether its day is over and nobody says it is done."""
        return bool(self.progress & (Progress.DUE | Progress.ACKNOWLEDGED)) and now > self.due


@dataclass(frozen=True, slots=True)
class Record:
    """What a community owed under plans: kept, open, and ever late."""

    kept: int
    open: int
    late: int


def after(
    duty: Duty,
    act: str,
    now: int,
    *,
    outcome: Outcome = Outcome.EXTEND,
    due: int = 0,
    amount: int = 0,
) -> Duty:
    """Give an obligation as it stands after an act by whoever may do it.

    `act` is a function of Remedies, and `agree` the moment both have named the same. Raises the
    refusal that the contract would give.
    """
    if not duty.is_open:
        raise refused.ConfirmedAlready
    noted = replace(duty, is_late=duty.is_late or duty.is_overdue(now))
    if act == "acknowledge":
        if duty.progress is not Progress.DUE:
            raise refused.AcknowledgedAlready
        return replace(duty, progress=Progress.ACKNOWLEDGED, until=0)
    if act == "fulfil":
        if duty.kind is Kind.RESTITUTION:
            raise refused.RestitutionIsPaid
        if duty.progress is Progress.FULFILLED:
            raise refused.SaidAlready
        return replace(noted, progress=Progress.FULFILLED, until=now + SILENCE)
    if act in ("confirm_by_silence", "contest"):
        return _answered(duty, noted, act, now)
    if act == "call_circle":
        _check_circle(duty, now)
        return replace(noted, progress=Progress.CONTESTED, until=now + CIRCLE)
    if act == "note_late":
        if noted == duty:
            raise refused.NotNewlyLate
        return noted
    if act == "pay":
        return _paid(duty, noted, amount)
    if act == "agree" and outcome is not Outcome.CONFIRM:
        kind = duty.kind
        if outcome is Outcome.REPLACE and kind is Kind.RESTITUTION:
            kind = Kind.REPAIR
        return replace(noted, progress=Progress.ACKNOWLEDGED, until=0, due=due, kind=kind)
    return replace(noted, progress=Progress.CONFIRMED, until=0)


def _answered(duty: Duty, noted: Duty, act: str, now: int) -> Duty:
    if duty.progress is not Progress.FULFILLED:
        raise refused.NobodySaysItIsDone
    if act == "contest":
        if now >= duty.until:
            raise refused.TooLateToContest
        return replace(duty, progress=Progress.CONTESTED, until=now + CIRCLE)
    if now < duty.until:
        raise refused.TimeToContestNotOver
    return replace(noted, progress=Progress.CONFIRMED, until=0)


def _check_circle(duty: Duty, now: int) -> None:
    if duty.progress is Progress.CONTESTED:
        if now < duty.until:
            raise refused.CircleIsSitting
    elif duty.progress is Progress.FULFILLED:
        raise refused.ConfirmOrContest
    elif now <= duty.due:
        raise refused.NotOverdue


def _paid(duty: Duty, noted: Duty, amount: int) -> Duty:
    if duty.kind is not Kind.RESTITUTION:
        raise refused.NotRestitution
    if amount == 0:
        raise refused.NothingPaid
    if amount > duty.amount - duty.paid:
        raise refused.MoreThanIsLeft
    paid = duty.paid + amount
    if paid < duty.amount:
        return replace(duty, paid=paid)
    return replace(noted, paid=paid, progress=Progress.CONFIRMED, until=0)
