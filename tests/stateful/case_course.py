# SPDX-License-Identifier: Apache-2.0
"""How a case goes on in the machine of cases, where people do by and large what they should."""

from __future__ import annotations

from tests.stateful.case_checks import CaseChecks
from tests.stateful.case_docket import Case
from tests.stateful.case_model import GRACE
from tests.stateful.case_towns import GRAVE, NOBODY, TOWNS, mixed, steward
from tests.stateful.jury_world import CLERK

MOST_CASES = 8


class CaseCourse(CaseChecks):
    def open(self, claimant: int, others: list[int], pick: int) -> None:
        affected = others[1:]
        if pick % 8:
            others = sorted({*others[:2], 1 + claimant % 6} - {claimant, TOWNS + 1})
            affected = sorted({*affected} - {claimant, *others, TOWNS + 1})
        federation = (NOBODY, "0x" + "99" * 20, *(self.league,) * 7)[pick // 8 % 9]
        facts = bytes([1 + pick // 72 % 3]) * (32 if pick % 27 else 0)
        clause = GRAVE if pick % 3 == 0 else bytes(32)
        who = CLERK if pick % 29 == 0 else steward(claimant)
        said = ([claimant, *others], affected, facts.rjust(32, b"\0"), clause)
        moment = {"now": self.now, "target": self.target}
        self.both(
            lambda: self.court.open(who, int(federation, 16), *said, **moment),
            *(who, self.tribunal, "open", (federation, *said)),
        )

    def carry_on(self, pick: int) -> None:
        """Do what a case asks for, some steps long; if none asks for anything, open another."""
        for step in range(3 + pick % 30):
            lot = mixed(pick + step)
            asking = [number for number in self.court.cases if self.asks(number)]
            if asking:
                number = asking[pick // 30 % len(asking)]
                self.further(number, self.court.cases[number], lot)
            elif len(self.court.cases) < MOST_CASES:
                self.open(1 + lot % 6, [1 + lot // 6 % 6], lot // 72 * 72 + 17)
            else:
                return

    def asks(self, number: int) -> bool:
        """Say whether there is something to do in a case, besides plans after all is over."""
        case, duties = self.court.cases[number], self.register.duties.values()
        if case.state in ("IN_FORCE", "SETTLED"):
            undone = any(duty.case == number and duty.progress != "CONFIRMED" for duty in duties)
            return undone or number not in self.register.adopted
        return case.is_open or (case.takes_plans and bool(case.plans) and number % 2 == 1)

    def further(self, number: int, case: Case, pick: int) -> None:
        town, who = self.side(number, pick)
        if case.is_open and pick % 3:
            self.seal_all()
        if pick % 29 == 0:
            self.withdraw(number, steward(case.parties[0]))
        elif case.state == "MEDIATION":
            self.mediation_goes_on(number, case, pick)
        elif case.state == "APPEALABLE":
            if pick % 2 == 0:
                self.appeal(number, town, who)
            else:
                self.pass_time(max(case.due - self.now, 0))
                self.conclude(number)
        elif case.is_open:
            self.bench_goes_on(number, case, pick)
        elif case.takes_plans:
            self.accept_all(number, case, pick)
        elif number not in self.register.adopted:
            self.adopt(number, pick)
        else:
            self.duty_goes_on(pick)

    def mediation_goes_on(self, number: int, case: Case, pick: int) -> None:
        town, who = self.side(number, pick)
        match pick % 9:
            case 0 | 1:
                self.file(number, town, who, pick)
            case 2:
                plan = 1 + pick // 9 % max(len(case.plans), 1)
                if pick // 99 % 2:
                    self.file(number, town, who, pick)
                    plan = len(case.plans)
                self.reject(number, town, plan, who)
                self.escalate(number, town, who)
            case 3:
                self.accept_all(number, case, pick)
            case 5:
                self.pass_time(max(case.opened + case.rules.agreement - self.now, 0))
                self.draw_a_mediator(number, pick)
            case 6:
                self.agree_on_a_mediator(number, pick)
                self.mediate(number, pick)
            case 4:
                self.pass_time(max(case.due + GRACE - self.now, 0))
                self.escalate(number, 0, CLERK)
            case _:
                self.pass_time(max(case.due - self.now, 0))
                self.escalate(number, town, who)

    def accept_all(self, number: int, case: Case, pick: int) -> None:
        """All parties accept a plan, but now and then for one of them."""
        plan = 1 + pick // 9 % max(len(case.plans), 1)
        for place, party in enumerate(case.parties):
            if pick // 90 % 5 or place:
                self.accept(number, party, plan, steward(party))

    def bench_goes_on(self, number: int, case: Case, pick: int) -> None:
        jury = self.benches.juries[case.jury]
        match jury.stage(self.now):
            case "CALLED":
                self.reveal_lot(self.benches.called[case.jury].target, lost=pick % 17 == 0)
                self.seat_jury(case.jury)
            case "SEATING":
                self.take_seats(case.jury, pick)
                if jury.people and pick % 3 == 0:
                    self.file(number, 0, [*jury.people][pick % len(jury.people)], pick)
                if pick % 5 == 0:
                    self.recuse(case.jury, pick)
                self.pass_time(jury.windows[0])
            case "DELIBERATING":
                if pick % 5 == 0:
                    self.recuse(case.jury, pick)
                self.pass_time(jury.windows[1])
            case "COMMITTING":
                self.commit_all(case.jury, pick)
                if pick % 4 == 0:
                    self.report_leak(case.jury, pick)
                self.pass_time(jury.windows[2])
            case "REVEALING":
                self.reveal_all(case.jury, pick)
                self.pass_time(jury.windows[3])
            case _:
                self.conclude(number)
                if pick % 2:
                    self.claim(case.jury)

    def duty_goes_on(self, pick: int) -> None:
        """Do something about an obligation; now and then for somebody else."""
        if not self.register.duties:
            return
        duties = self.register.duties
        known = [number for number in duties if duties[number].progress != "CONFIRMED"]
        if not known and pick % 9:
            return
        known = known if known and pick % 9 else list(duties)
        number = known[pick % len(known)]
        if pick % 5 == 0:
            over = max(duties[number].until, duties[number].due + pick // 5 % 2)
            self.pass_time(max(over - self.now, 0))
        act = self.next_act(number, pick // 7) if pick % 4 else pick // 7 % 10
        self.meet(number, act, pick // 70)
