# SPDX-License-Identifier: Apache-2.0
"""Cases against a plain model, from their opening to the last obligation, with juries of the roll.

Every act succeeds on both sides or is refused on both alike, in random worlds of towns, seasons,
rules, plans, jurors who are silent or leak, and time. No case is ever stuck: whatever happened,
anybody alone brings it to an end in bounded time.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.stateful.case_course import MOST_CASES, CaseCourse
from tests.stateful.case_towns import TOWNS, mixed, picks
from tests.stateful.jury_model import DAY
from tests.stateful.jury_world import CLERK, key
from tests.stateful.running import run

TRIED = ("wait", "elsewhere", "bring", "answer_a_plan", "climb", "judge", "help", "duty_goes_on")
ACTS = (*TRIED, *("carry_on",) * 3)
#: What must have been done, or the machine has tested less than it says.
ALL_ACTS = {
    *("open", "escalate", "appeal", "withdraw", "conclude", "file_plan", "accept_plan"),
    *("reject_plan", "volunteer", "propose_mediator", "draw_mediator", "accept_mediation"),
    *("step_down", "seat_jury", "take_seat", "recuse", "commit", "report_leak", "reveal"),
    *("claim", "give_back", "adopt", "acknowledge", "fulfil", "pay", "confirm", "agree"),
    *("confirm_by_silence", "contest", "call_circle", "note_late"),
}
CONCLUDED = ("APPEALABLE", "TRIBUNAL", "IN_FORCE", "MEDIATION_ORDER")


class CasesMachine(CaseCourse):
    def begin(self, pick: int) -> None:
        for place in range(2 * TOWNS):
            self.volunteer(mixed(pick + place))
        self.pass_time(1)
        self.open(1 + pick % 6, [], 72 * pick + 17)

    # --- the world goes on

    @rule(what=st.sampled_from(ACTS), pick=picks)
    def act(self, what: str, pick: int) -> None:
        """Do something. One rule, since of several Hypothesis leaves some out of each example."""
        getattr(self, what)(pick)

    def wait(self, pick: int) -> None:
        self.pass_time((1, DAY // 4, DAY, 2 * DAY, 7 * DAY)[pick % 5])

    def elsewhere(self, pick: int) -> None:
        """What happens now and then to no case in particular."""
        match pick % 5:
            case 0:
                self.seal_all()
            case 1:
                self.new_rules(pick)
            case 2:
                self.endow(1 + pick % 150)
            case 3 if pick // 5 % 4 == 0:
                self.pass_time(40 * DAY)
            case 4:
                town = 1 + pick // 5 % TOWNS
                place = pick // 45 % self.sizes[town]
                if key(town, place) not in self.gone:
                    self.chain.call(key(town, place), self.book, "leave", town, place)
                    self.gone.add(key(town, place))

    # --- the ladder

    def bring(self, pick: int) -> None:
        """Open a case by whom and against whom it comes, whether they may or not."""
        towns = Random(pick).choices(range(1, TOWNS + 2), k=1 + pick % 4)
        if len(self.court.cases) < MOST_CASES:
            self.open(towns[0], towns[1:], pick // 4)

    def answer_a_plan(self, pick: int) -> None:
        """File, accept or reject, at any time, by anybody."""
        number = self.number(pick)
        town, who = self.side(number, pick // 43)
        case = self.court.cases.get(number)
        plan = 1 + pick // 7 % (len(case.plans) + 1 if case else 1)
        match pick % 4:
            case 0 | 1:
                self.file(number, town, who, pick)
            case 2:
                self.accept(number, town, plan, who)
            case 3:
                self.reject(number, town, plan, who)

    def climb(self, pick: int) -> None:
        """Try a step of the ladder, whether it is due or not."""
        number = self.number(pick)
        town, who = self.side(number, pick // 43)
        match pick // 3 % 7:
            case 6:
                self.adopt(number, pick)
            case 0:
                self.escalate(number, 0, who)
            case 1:
                self.escalate(number, town, who)
            case 2:
                self.appeal(number, town, who)
            case 3:
                self.withdraw(number, who)
            case _:
                self.conclude(number)

    def judge(self, pick: int) -> None:
        """Try something that a juror does, whether it is the time or not."""
        found = self.jury(pick)
        if found is None:
            return
        number, jury = found
        match pick // 5 % 9:
            case 0:
                self.take_seats(number, pick)
            case 1:
                self.recuse(number, pick)
            case 2:
                self.commit_all(number, pick)
            case 3 | 4:
                self.report_leak(number, pick)
            case 5:
                self.reveal_all(number, pick)
            case 6:
                self.seat_jury(number)
            case 7:
                act = lambda: jury.reconvene(CLERK, self.now)  # noqa: E731
                self.both(act, CLERK, self.juries, "reconvene", number)
            case 8:
                self.claim(number)
                self.give_back(number)


def test_cases_are_as_the_model_has_them() -> None:
    CasesMachine.hits.clear()
    run(CasesMachine, examples=25, steps=50)
    done = {name.removesuffix(": done") for name in CasesMachine.hits if name.endswith(": done")}
    assert done >= ALL_ACTS, f"never done: {ALL_ACTS - done}"
    assert {f"concluded: {state}" for state in CONCLUDED} <= CasesMachine.hits.keys()
