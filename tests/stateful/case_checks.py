# SPDX-License-Identifier: Apache-2.0
"""What holds in the machine of cases whatever happens, each read from the chain."""

from __future__ import annotations

from collections import Counter

from hypothesis.stateful import invariant

from symbio.domain.juries import Stage
from symbio.domain.tribunal import State
from tests.stateful.case_docket import Case
from tests.stateful.case_model import GRACE
from tests.stateful.jury_model import DAY, WAVES
from tests.stateful.jury_world import CLERK, NATIVE
from tests.stateful.mediation_steps import MediationSteps

PROGRESS = ("DUE", "ACKNOWLEDGED", "FULFILLED", "CONTESTED", "CONFIRMED")
ROUNDS, BENCHES = 2, 4


class CaseChecks(MediationSteps):
    @property
    def begun(self) -> bool:
        return hasattr(self, "register")

    @invariant()
    def cases_stand_where_the_model_has_them(self) -> None:
        for number, case in self.court.cases.items() if self.begun else ():
            said = self.words(self.tribunal, "case", number)[1:]
            state = case.state
            if state in ("IN_FORCE", "SETTLED") and self.register.is_fulfilled(number):
                state = "FULFILLED"
            assert State(said[0]).name == state
            opened = case.opened if case.state == "MEDIATION" else 0
            assert said[5:10] == [case.season, case.version, case.target, opened, case.due]
            assert said[10:14] == [case.grave, case.jury, case.draws, case.plan]
            mediator = self.mediators.mediator(number) or "0x00"
            assert self.words(self.mediation, "mediator", number) == [int(mediator, 16)]
            assert self.words(self.plans, "count", number) == [len(case.plans)]

    @invariant()
    def a_plan_in_force_was_accepted_by_all_or_chosen_by_a_bench(self) -> None:
        for number, case in self.court.cases.items() if self.begun else ():
            plan, since = self.words(self.tribunal, "plan_in_force", number)
            has_one = case.state in ("IN_FORCE", "SETTLED")
            assert (plan, since) == ((case.plan, case.due) if has_one else (0, 0))
            if case.state == "SETTLED":
                accepted, rejected = self.words(self.plans, "answers", number, plan)
                assert (accepted, rejected) == ((1 << len(case.parties)) - 1, 0)
            elif case.state == "IN_FORCE":
                stage, option, approvals, revealed, _ = self.words(
                    self.juries, "outcome", case.jury
                )
                assert (stage, option) == (Stage.DECIDED, plan)
                assert 3 * approvals >= 2 * revealed > 0

    @invariant()
    def parties_are_in_as_many_open_cases_as_there_are(self) -> None:
        if not self.begun:
            return
        cases = self.court.cases.values()
        busy = {town for case in cases if case.is_open and case.pool for town in case.parties}
        for town in self.sizes:
            found = self.words(self.tribunal, "is_party_in", self.court.federation, town)
            assert found == [town in busy]

    @invariant()
    def nobody_sits_who_may_not(self) -> None:
        if not self.begun:
            return
        present = {case.jury for case in self.court.cases.values() if case.is_open}
        for number, jury in self.benches.juries.items():
            # Of those that are over every fifth is looked at, another each time.
            is_over = number not in present and jury.is_over(self.now)
            if is_over and (number + self.now) % 5:
                continue
            held: Counter[int] = Counter()
            for who, seat in jury.people.items():
                if seat.recused:
                    continue
                found = self.words(self.juries, "juror", number, int(who, 16))
                assert found[0] == seat.seat and found[4] and not found[5]
                assert found[1] not in self.benches.called[number].out
                held[found[1]] += 1
            assert max(held.values(), default=0) <= -(-jury.size // 4)
            said = self.words(self.juries, "outcome", number)
            assert Stage(said[0]).name == jury.stage(self.now)
            assert said[4] == len(jury.sitting)

    @invariant()
    def stipends_are_conserved(self) -> None:
        if not self.begun:
            return
        reserved = sum(jury.left() for jury in self.benches.juries.values())
        assert self.words(self.stipends, "held", int(NATIVE, 16)) == [self.benches.fund + reserved]
        assert self.chain.evm.get_balance(self.stipends) == self.benches.fund + reserved
        fund = self.words(self.stipends, "fund", self.court.federation, int(NATIVE, 16))
        assert fund == [self.benches.fund]

    @invariant()
    def restitution_is_conserved(self) -> None:
        """What is paid is what splits received, and nothing stays on the way."""
        if not self.begun:
            return
        credited: Counter[tuple[str, int]] = Counter()
        for duty in self.register.duties.values():
            if duty.paid:
                credited[duty.owed.token, duty.owed.split_id] += duty.paid
        for (token, split), amount in credited.items():
            received = self.words(self.treasury, "received", split, int(token, 16))
            assert received == [amount]
        assert self.chain.evm.get_balance(self.remedies) == 0
        assert self.words(self.coin, "balanceOf", int(self.remedies, 16)) == [0]
        assert self.chain.evm.get_balance(self.treasury) == self.paid[NATIVE]
        held = self.words(self.coin, "balanceOf", int(self.treasury, 16))
        assert held == [self.paid[self.coin]]

    @invariant()
    def duties_and_records_are_as_the_model_has_them(self) -> None:
        if not self.begun:
            return
        for number, duty in self.register.duties.items():
            said = self.words(self.remedies, "duty", number)
            progress = 1 << PROGRESS.index(duty.progress)
            owed = duty.owed
            assert said[:3] == [duty.case, owed.obligor, owed.beneficiary]
            assert (said[3] == 1) == duty.is_money
            assert said[4:8] == [progress, duty.due, duty.until, duty.late]
            assert said[10] == duty.paid <= said[9] == owed.amount
        for town in self.sizes:
            record = [self.register.kept[town], self.register.still_open(town)]
            said = self.words(self.remedies, "record", town)
            assert said == [*record, self.register.late[town]]

    # --- no case is stuck

    def teardown(self) -> None:
        """Bring every case to an end by steps of somebody who is nobody's steward, and time."""
        for number, case in self.court.cases.items() if self.begun else ():
            began = self.now
            for _ in range(5 * BENCHES + 3):
                if not case.is_open:
                    break
                self.step_by_anybody(number, case)
            assert not case.is_open, f"nobody can end case {number}"
            rules = case.rules
            votes = ROUNDS * (rules.deliberation + rules.commit + rules.reveal)
            benches = BENCHES * (WAVES * rules.wave + votes)
            most = rules.mediation + GRACE + rules.appeal + benches + DAY
            assert self.now - began <= most, f"case {number} takes too long"
        self.cases_stand_where_the_model_has_them()

    def step_by_anybody(self, number: int, case: Case) -> None:
        self.seal_all()
        if case.state == "MEDIATION":
            self.pass_time(max(case.due + GRACE - self.now, 0))
            self.escalate(number, 0, CLERK)
        elif case.state == "APPEALABLE":
            self.pass_time(max(case.due - self.now, 0))
            self.conclude(number)
        else:
            jury = self.benches.juries[case.jury]
            if jury.stage(self.now) == "CALLED":
                self.reveal_lot(self.benches.called[case.jury].target)
                self.seat_jury(case.jury)
            # Who sits and who is silent has been seen by now; all its windows pass.
            over = jury.start + sum(jury.windows[1:])
            if jury.stage(self.now) != "FAILED":
                self.pass_time(max(over - self.now, 0))
            self.conclude(number)
