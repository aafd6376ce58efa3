# SPDX-License-Identifier: Apache-2.0
"""Remedies as plain Python, written from docs/justice.md for the machine alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from symbio.domain.plans import Obligation, Plan
from tests.stateful.case_model import Court
from tests.stateful.jury_model import DAY, need

SILENCE, CIRCLE, LONGEST = 14 * DAY, 30 * DAY, 3_650 * DAY
UNDONE = ("DUE", "ACKNOWLEDGED")


@dataclass
class Duty:
    """One obligation."""

    case: int
    owed: Obligation
    due: int
    is_money: bool
    progress: str = "DUE"
    until: int = 0
    late: bool = False
    paid: int = 0
    named: dict[bool, tuple[object, ...]] = field(default_factory=dict)

    @property
    def stands(self) -> tuple[object, ...]:
        """How it stands: an outcome that was named before it changed is void."""
        return (self.progress, self.until, self.due, self.late, self.is_money)


@dataclass
class Register:
    """All obligations, and what each community's record says."""

    court: Court
    duties: dict[int, Duty] = field(default_factory=dict)
    adopted: set[int] = field(default_factory=set)
    kept: Counter[int] = field(default_factory=Counter)
    late: Counter[int] = field(default_factory=Counter)

    def is_fulfilled(self, number: int) -> bool:
        mine = [duty for duty in self.duties.values() if duty.case == number]
        return bool(mine) and all(duty.progress == "CONFIRMED" for duty in mine)

    def still_open(self, town: int) -> int:
        mine = [duty for duty in self.duties.values() if duty.owed.obligor == town]
        return sum(duty.progress != "CONFIRMED" for duty in mine)

    def adopt(self, number: int, plan: Plan) -> None:
        need(number not in self.adopted, "remedies: adopted already")
        case = self.court.case(number)
        need(case.state in ("IN_FORCE", "SETTLED"), "remedies: no plan is in force")
        need(case.plans[case.plan - 1].plan == plan, "remedies: not the plan in force")
        self.adopted.add(number)
        for owed in plan.obligations:
            is_money = owed.amount != 0
            duty = Duty(number, owed, case.due + owed.term, is_money)
            self.duties[len(self.duties) + 1] = duty

    # --- who

    def _open(self, number: int) -> Duty:
        need(number in self.duties, "remedies: no such obligation")
        duty = self.duties[number]
        need(duty.progress != "CONFIRMED", "remedies: confirmed already")
        return duty

    def _is_obligors(self, who: str, duty: Duty) -> bool:
        return self.court.stewards[duty.owed.obligor] == who

    def _obligor(self, who: str, duty: Duty) -> None:
        need(self._is_obligors(who, duty), "remedies: not the obligor's steward")

    def _beneficiary(self, who: str, duty: Duty) -> None:
        theirs = self.court.stewards[duty.owed.beneficiary] == who
        need(theirs, "remedies: not the beneficiary's steward")
        need(not self._is_obligors(who, duty), "remedies: obligor confirms itself")

    # --- acts

    def _note(self, duty: Duty, now: int) -> bool:
        newly = duty.progress in UNDONE and not duty.late and now > duty.due
        if newly:
            duty.late = True
            self.late[duty.owed.obligor] += 1
        return newly

    def _move(self, duty: Duty, progress: str, until: int, now: int) -> None:
        self._note(duty, now)
        duty.progress, duty.until = progress, until
        if progress == "CONFIRMED":
            self.kept[duty.owed.obligor] += 1

    def acknowledge(self, who: str, number: int) -> None:
        duty = self._open(number)
        self._obligor(who, duty)
        need(duty.progress == "DUE", "remedies: acknowledged already")
        duty.progress, duty.until = "ACKNOWLEDGED", 0

    def fulfil(self, who: str, number: int, *, now: int) -> None:
        duty = self._open(number)
        self._obligor(who, duty)
        need(not duty.is_money, "remedies: restitution is paid")
        need(duty.progress != "FULFILLED", "remedies: said already")
        self._move(duty, "FULFILLED", now + SILENCE, now)

    def pay(self, number: int, amount: int, *, now: int) -> None:
        duty = self._open(number)
        need(duty.is_money, "remedies: not restitution")
        need(amount != 0, "remedies: nothing is paid")
        need(amount <= duty.owed.amount - duty.paid, "remedies: more than is left")
        duty.paid += amount
        if duty.paid == duty.owed.amount:
            self._move(duty, "CONFIRMED", 0, now)

    def confirm(self, who: str, number: int, *, now: int) -> None:
        duty = self._open(number)
        self._beneficiary(who, duty)
        self._move(duty, "CONFIRMED", 0, now)

    def silence(self, number: int, *, now: int) -> None:
        duty = self._open(number)
        need(duty.progress == "FULFILLED", "remedies: nobody says it is done")
        need(now >= duty.until, "remedies: time to contest isn't over")
        self._move(duty, "CONFIRMED", 0, now)

    def contest(self, who: str, number: int, *, now: int) -> None:
        duty = self._open(number)
        self._beneficiary(who, duty)
        need(duty.progress == "FULFILLED", "remedies: nobody says it is done")
        need(now < duty.until, "remedies: time to contest is over")
        duty.progress, duty.until = "CONTESTED", now + CIRCLE

    def circle(self, who: str, number: int, *, now: int) -> None:
        duty = self._open(number)
        if not self._is_obligors(who, duty):
            self._beneficiary(who, duty)
        if duty.progress == "CONTESTED":
            need(now >= duty.until, "remedies: a circle is sitting")
        else:
            need(duty.progress != "FULFILLED", "remedies: confirm or contest it")
            need(now > duty.due, "remedies: not overdue")
        self._move(duty, "CONTESTED", now + CIRCLE, now)

    def agree(
        self, who: str, number: int, by_obligor: bool, outcome: str, due: int, *, now: int
    ) -> None:
        duty = self._open(number)
        (self._obligor if by_obligor else self._beneficiary)(who, duty)
        if outcome == "CONFIRM":
            need(due == 0, "remedies: no day for what is done")
        else:
            need(now < due <= now + LONGEST, "remedies: day out of range")
        mine = (outcome, due, duty.stands)
        duty.named[by_obligor] = mine
        if duty.named.get(not by_obligor) != mine:
            return
        if outcome == "CONFIRM":
            self._move(duty, "CONFIRMED", 0, now)
            return
        self._move(duty, "ACKNOWLEDGED", 0, now)
        duty.due = due
        if outcome == "REPLACE":
            duty.is_money = False

    def note_late(self, number: int, *, now: int) -> None:
        need(self._note(self._open(number), now), "remedies: not newly late")
