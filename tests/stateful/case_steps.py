# SPDX-License-Identifier: Apache-2.0
"""What people do in the machine of cases: file plans, climb the ladder, meet obligations."""

from __future__ import annotations

from symbio.domain.plans import Kind, Obligation, Plan
from tests.stateful.case_towns import steward
from tests.stateful.jury_model import DAY
from tests.stateful.jury_steps import JurySteps
from tests.stateful.jury_world import CLERK, GIVER, NATIVE

EVIDENCE = b"\xe1" * 32
KINDS = (Kind.RESTITUTION, Kind.REPAIR, Kind.APOLOGY, Kind.RESTITUTION)
OUTCOMES = {"EXTEND": 1, "REPLACE": 2, "CONFIRM": 4}


class CaseSteps(JurySteps):
    def number(self, pick: int) -> int:
        """Give a case, or now and then one that isn't there."""
        count = len(self.court.cases)
        return count + 1 if pick % 43 == 0 else 1 + pick % max(count, 1)

    def side(self, number: int, pick: int) -> tuple[int, str]:
        """Give a party and its steward; now and then somebody else's, or no party."""
        case = self.court.cases.get(number)
        parties = case.parties if case else (1,)
        town = 9 if pick % 23 == 0 else parties[pick % len(parties)]
        return town, CLERK if pick % 19 == 0 else steward(town)

    # --- plans

    def plan(self, number: int, pick: int) -> Plan:
        """Write a plan of one or two obligations; a few of them no plan may have."""
        case = self.court.cases.get(number)
        out = case.out if case else (1, 2)
        parties = case.parties if case else (1, 2)
        obligations = []
        for each in range(1 + pick % 2):
            lot = pick // 3 + 7 * each
            obligor = parties[lot % len(parties)]
            others = [town for town in out if town != obligor]
            beneficiary = others[lot // 5 % len(others)]
            if pick % 31 == 0:
                beneficiary = obligor
            if pick % 37 == 0:
                obligor = 9 if 9 not in parties else 8
            obligations.append(self.owes(obligor, beneficiary, lot))
        return Plan(f"Plan {pick % 1000}", EVIDENCE, tuple(obligations))

    def owes(self, obligor: int, beneficiary: int, lot: int) -> Obligation:
        kind, term = KINDS[lot % 4], (1 + lot % 20) * DAY
        if kind is not Kind.RESTITUTION:
            return Obligation(obligor, beneficiary, kind, term, EVIDENCE)
        token = NATIVE if lot % 8 == 0 else self.coin
        money = {"token": token, "amount": 100 + lot % 900, "split_id": beneficiary}
        return Obligation(obligor, beneficiary, kind, term, EVIDENCE, **money)

    def file(self, number: int, town: int, who: str, pick: int) -> bool:
        plan = self.plan(number, pick)
        mediator = self.mediators.mediator(number)
        _, done = self.both(
            lambda: self.court.file(who, number, town, plan, mediator=mediator, now=self.now),
            *(who, self.plans, "file_plan", number, town, plan.for_chain()),
        )
        return done

    def accept(self, number: int, town: int, plan: int, who: str) -> None:
        self.both(
            lambda: self.court.accept(who, number, town, plan, now=self.now),
            *(who, self.plans, "accept_plan", number, town, plan),
        )

    def reject(self, number: int, town: int, plan: int, who: str) -> None:
        self.both(
            lambda: self.court.reject(who, number, town, plan),
            *(who, self.plans, "reject_plan", number, town, plan),
        )

    # --- the ladder

    def escalate(self, number: int, town: int, who: str) -> None:
        self.both(
            lambda: self.court.escalate(who, number, town, now=self.now, target=self.target),
            *(who, self.tribunal, "escalate", number, town),
        )

    def appeal(self, number: int, town: int, who: str) -> None:
        self.both(
            lambda: self.court.appeal(who, number, town, now=self.now, target=self.target),
            *(who, self.tribunal, "appeal", number, town),
        )

    def withdraw(self, number: int, who: str) -> None:
        act = lambda: self.court.withdraw(who, number, now=self.now)  # noqa: E731
        self.both(act, who, self.tribunal, "withdraw", number)

    def conclude(self, number: int) -> None:
        self.both(
            lambda: self.court.conclude(number, now=self.now, target=self.target),
            *(CLERK, self.tribunal, "conclude", number),
        )
        if number in self.court.cases:
            self.hits[f"concluded: {self.court.cases[number].state}"] += 1

    # --- duties

    def adopt(self, number: int, pick: int) -> None:
        case = self.court.cases.get(number)
        plan = self.plan(number, pick)
        if case is not None and case.plans:
            chosen = case.plan or 1
            plan = case.plans[(pick if pick % 7 == 0 else chosen - 1) % len(case.plans)].plan
        act = lambda: self.register.adopt(number, plan)  # noqa: E731
        self.both(act, CLERK, self.remedies, "adopt", number, plan.for_chain())

    def pay(self, number: int, pick: int) -> None:
        duty = self.register.duties[number]
        left = duty.owed.amount - duty.paid
        amount = (left, left // 2, left, left // 3, left + 1, 0)[pick % 6]
        token = duty.owed.token
        value = amount if token == NATIVE else 0
        _, done = self.both(
            lambda: self.register.pay(number, amount, now=self.now),
            *(GIVER, self.remedies, "pay", number, amount),
            value=value,
        )
        if done:
            self.paid[token] += amount

    def agree(self, number: int, by_obligor: bool, pick: int, sender: str) -> None:
        outcome = tuple(OUTCOMES)[pick % 3]
        due = 0 if outcome == "CONFIRM" else self.now // DAY * DAY + (1 + pick // 3 % 3) * 3 * DAY
        due += 1 if pick % 41 == 0 else 0
        words = EVIDENCE if outcome == "REPLACE" else bytes(32)
        self.both(
            lambda: self.register.agree(sender, number, by_obligor, outcome, due, now=self.now),
            *(sender, self.remedies, "agree", number, by_obligor, OUTCOMES[outcome], due, words),
        )

    def next_act(self, number: int, pick: int) -> int:
        """Choose what an obligation asks for, by its number in `meet`."""
        duty = self.register.duties[number]
        if duty.progress == "CONFIRMED":
            return pick % 10
        if duty.progress == "CONTESTED":
            return (8, 7, 8, 3, 0)[pick % 5]
        if duty.progress == "FULFILLED":
            return (4, 5, 6, 6)[pick % 4]
        if duty.is_money:
            return (0, 0, 2, 8, 9, 7)[pick % 6]
        return (2, 3, 3, 7, 9)[pick % 5]

    def meet(self, number: int, act_number: int, pick: int) -> None:
        """Do one thing about an obligation, by whoever may, or by another."""
        owed, now, register = self.register.duties[number].owed, self.now, self.register
        obligor, beneficiary = steward(owed.obligor), steward(owed.beneficiary)
        if pick % 13 == 0:
            obligor, beneficiary = beneficiary, CLERK
        either = obligor if pick % 2 else beneficiary
        match act_number:
            case 0 | 1:
                self.pay(number, pick)
            case 2:
                act = lambda: register.acknowledge(obligor, number)  # noqa: E731
                self.both(act, obligor, self.remedies, "acknowledge", number)
            case 3:
                act = lambda: register.fulfil(obligor, number, now=now)  # noqa: E731
                self.both(act, obligor, self.remedies, "fulfil", number, EVIDENCE)
            case 4:
                act = lambda: register.confirm(beneficiary, number, now=now)  # noqa: E731
                self.both(act, beneficiary, self.remedies, "confirm", number)
            case 5:
                act = lambda: register.silence(number, now=now)  # noqa: E731
                self.both(act, CLERK, self.remedies, "confirm_by_silence", number)
            case 6:
                act = lambda: register.contest(beneficiary, number, now=now)  # noqa: E731
                self.both(act, beneficiary, self.remedies, "contest", number, EVIDENCE)
            case 7:
                act = lambda: register.circle(either, number, now=now)  # noqa: E731
                self.both(act, either, self.remedies, "call_circle", number)
            case 8:
                self.agree(number, False, pick // 130, beneficiary)
                self.agree(number, True, pick // 130 + (pick % 5 == 0), obligor)
            case _:
                act = lambda: register.note_late(number, now=now)  # noqa: E731
                self.both(act, CLERK, self.remedies, "note_late", number)
