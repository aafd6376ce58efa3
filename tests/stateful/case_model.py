# SPDX-License-Identifier: Apache-2.0
"""Cases and their plans as plain Python, written from docs/justice.md for the machine alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symbio.domain.plans import Plan
from symbio.domain.tribunal import USUAL, Rules
from tests.stateful.case_benches import STEWARDS, Benches
from tests.stateful.case_docket import Case, Filed
from tests.stateful.jury_model import DAY, need

JUDGED = ("ARBITRATION", "TRIBUNAL")
GRACE = 7 * DAY
DRAWS = 3
MOST = {"mediator": 2, "PANEL": 3, "JURY": 3}


@dataclass
class Court:
    """All cases. Refusals are `No`, in the contracts' words; nothing changes with one."""

    stewards: dict[int, str]
    members: set[int]
    federation: int
    grave: bytes
    benches: Benches
    rules: list[Rules] = field(default_factory=lambda: [USUAL])
    cases: dict[int, Case] = field(default_factory=dict)
    seats_filed: set[tuple[int, str]] = field(default_factory=set)

    def case(self, number: int) -> Case:
        need(number in self.cases, "tribunal: no such case")
        return self.cases[number]

    def speaks(self, who: str, town: int, book: str = "tribunal") -> None:
        need(self.stewards.get(town) == who, f"{book}: not the steward")

    def _next(self, before: int, town: int) -> None:
        need(town > before, "tribunal: communities aren't ascending")
        need(town in self.stewards, "tribunal: no such community")

    # --- cases

    def open(
        self,
        who: str,
        federation: int,
        parties: Sequence[int],
        affected: Sequence[int],
        facts: bytes,
        clause: bytes,
        *,
        now: int,
        target: int,
    ) -> None:
        need(len(parties) > 1, "tribunal: a case needs two parties")
        need(facts != bytes(32), "tribunal: no facts")
        self.speaks(who, parties[0])
        for before, town in zip((0, *parties[1:]), parties[1:], strict=False):
            self._next(before, town)
            need(town != parties[0], "tribunal: a case against oneself")
        for before, town in zip((0, *affected), affected, strict=False):
            self._next(before, town)
            need(town not in parties, "tribunal: a party is affected anyway")
        need(federation in (0, self.federation), "tribunal: not a federation")
        if federation:
            need(self.members >= set(parties), "tribunal: not a member community")
        for known in self.cases.values():
            same = set(known.parties) == set(parties) and known.facts == facts
            is_again = same and known.state != "WITHDRAWN"
            need(not is_again, "tribunal: a case about this exists")
        version = len(self.rules) - 1 if federation else 0
        rules = self.rules[version]
        self.cases[len(self.cases) + 1] = Case(
            *(tuple(parties), tuple(affected), facts, federation, version, rules),
            grave=bool(federation) and clause == self.grave,
            opened=now,
            due=now + rules.mediation,
            target=target,
        )

    def escalate(self, who: str, number: int, town: int, *, now: int, target: int) -> None:
        case = self.case(number)
        need(case.state == "MEDIATION", "tribunal: not in mediation")
        if town == 0:
            need(now >= case.due + GRACE, "tribunal: mediation isn't long over")
        else:
            self.party(who, case, town)
            stands = any(town in plan.rejected and plan.by != town for plan in case.plans)
            need(now >= case.due or stands, "tribunal: mediation isn't over")
        kind = STEWARDS if case.rules.panel_of == 1 else 0
        for pool in dict.fromkeys((case.pool | kind, kind)):
            if self._call(case, pool, case.rules.panel, target):
                case.state, case.due = "ARBITRATION", 0
                return
        self._try(case, now, target)

    def appeal(self, who: str, number: int, town: int, *, now: int, target: int) -> None:
        case = self.case(number)
        need(case.state == "APPEALABLE", "tribunal: nothing to appeal")
        self.party(who, case, town)
        need(now < case.due, "tribunal: time for an appeal is over")
        self._try(case, now, target)
        case.plan = 0

    def withdraw(self, who: str, number: int, *, now: int) -> None:
        case = self.case(number)
        need(case.state == "MEDIATION", "tribunal: too late to withdraw")
        self.speaks(who, case.parties[0])
        self._end(case, "WITHDRAWN", now)

    def conclude(self, number: int, *, now: int, target: int) -> None:
        case = self.case(number)
        if case.state == "APPEALABLE":
            need(now >= case.due, "tribunal: time for an appeal isn't over")
            self._end(case, "IN_FORCE", now)
            return
        need(case.state in JUDGED, "tribunal: nothing to conclude")
        stage, jury = self.stage(case, now), self.benches.juries[case.jury]
        done = stage in ("DECIDED", "UNDECIDED", "FAILED")
        need(done, "tribunal: the jury isn't done")
        if stage == "DECIDED" and jury.verdict() <= len(case.plans):
            case.plan = jury.verdict()
            if case.state == "TRIBUNAL":
                self._end(case, "IN_FORCE", now)
            else:
                case.state, case.due = "APPEALABLE", now + case.rules.appeal
        elif case.state == "ARBITRATION" or stage == "FAILED":
            self._try(case, now, target)
        elif jury.may_reconvene(now):
            jury.reconvene(self.benches.court, now)
        else:
            self._end(case, "MEDIATION_ORDER", now)

    def stage(self, case: Case, now: int) -> str:
        return self.benches.juries[case.jury].stage(now)

    def party(self, who: str, case: Case, town: int, book: str = "tribunal") -> None:
        need(town in case.parties, f"{book}: not a party")
        self.speaks(who, town, book)

    def _call(self, case: Case, pool: int, size: int, target: int) -> bool:
        number = self.benches.call(pool, case.season, size, case.out, case.rules, target=target)
        if number:
            case.jury = number
            if case.pool:
                self.benches.pay(number)
        return bool(number)

    def _try(self, case: Case, now: int, target: int) -> None:
        size = case.rules.grave_jury if case.grave else case.rules.jury
        if case.draws < DRAWS and self._call(case, 0, size, target):
            case.draws += 1
            case.state, case.due = "TRIBUNAL", 0
        else:
            self._end(case, "MEDIATION_ORDER", now)

    def _end(self, case: Case, state: str, now: int) -> None:
        case.state, case.due = state, now

    # --- plans

    def _open(self, number: int) -> Case:
        case = self.case(number)
        need(case.takes_plans, "plans: the case is over")
        return case

    def file(
        self, who: str, number: int, town: int, plan: Plan, *, mediator: str, now: int
    ) -> None:
        case = self._open(number)
        by: int | str = town or "mediator"
        if case.state in JUDGED:
            before = ("CALLED", "SEATING", "DELIBERATING")
            need(self.stage(case, now) in before, "plans: votes are being cast")
        if town:
            self.party(who, case, town, "plans")
        elif who != mediator:
            need(case.state in JUDGED, "plans: not the mediator")
            seats = who in self.benches.juries[case.jury].sitting.values()
            need(seats, "plans: neither mediator nor juror")
            need((case.jury, who) not in self.seats_filed, "plans: no more plans of yours")
            by = "PANEL" if case.state == "ARBITRATION" else "JURY"
        for owed in plan.obligations:
            need(owed.obligor in case.parties, "plans: obligor isn't a party")
            need(owed.beneficiary in case.out, "plans: an obligation to nobody")
            need(owed.beneficiary != owed.obligor, "plans: an obligation to oneself")
        most = MOST[by] if isinstance(by, str) else 8 // len(case.parties)
        filed = sum(plan.by == by for plan in case.plans)
        need(filed < most, "plans: no more plans of yours")
        if by in ("PANEL", "JURY"):
            self.seats_filed.add((case.jury, who))
        case.plans.append(Filed(by, plan))

    def _answer(self, who: str, number: int, town: int, plan: int) -> tuple[Case, Filed]:
        case = self._open(number)
        need(1 <= plan <= len(case.plans), "plans: no such plan")
        self.party(who, case, town, "plans")
        return case, case.plans[plan - 1]

    def accept(self, who: str, number: int, town: int, plan: int, *, now: int) -> None:
        case, filed = self._answer(who, number, town, plan)
        filed.rejected.discard(town)
        filed.accepted.add(town)
        if filed.accepted == set(case.parties):
            case.plan = plan
            self._end(case, "SETTLED", now)

    def reject(self, who: str, number: int, town: int, plan: int) -> None:
        _, filed = self._answer(who, number, town, plan)
        filed.accepted.discard(town)
        filed.rejected.add(town)
