# SPDX-License-Identifier: Apache-2.0
"""The rules of the federation machine by which proposals are made, withdrawn and carried out."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.stateful.federation_ballots import Voting, numbers
from tests.stateful.federation_bench import often
from tests.stateful.proposal_model import BOTH, CITIZENS, DAY, HOUR, OPEN, Rules
from tests.stateful.proposal_model import STEWARDS as BY_STEWARDS
from tests.stateful.roll_book_model import WEEK

VARIANTS = (
    Rules(CITIZENS, 2_500, 5_000, 5_001),
    Rules(BOTH, 2_500, 6_667, 6_000, late_extension=HOUR),
    Rules(CITIZENS, 4_000, 3_334, 5_001, voting_period=HOUR, late_extension=HOUR),
    Rules(BY_STEWARDS, 0, 6_667, 6_667, late_extension=HOUR),
    Rules(BOTH, 1, 1, 10_000),
    Rules(CITIZENS, 3_000, 5_000, 5_001, voting_period=8 * DAY, late_extension=WEEK),
    Rules(BOTH, 2_500, 5_000, 5_001, notice=2 * DAY, voting_delay=2 * HOUR, grace=3 * DAY),
)
BROKEN = (
    VARIANTS[0]._replace(electorate=0),
    VARIANTS[0]._replace(quorum_people=0),
    VARIANTS[3]._replace(quorum_people=1),
    VARIANTS[0]._replace(quorum_communities=10_001),
    VARIANTS[0]._replace(approval=5_000),
    VARIANTS[0]._replace(voting_delay=HOUR - 1),
    VARIANTS[0]._replace(voting_period=30 * DAY + 1),
    VARIANTS[0]._replace(late_extension=2 * HOUR + 1),
    VARIANTS[0]._replace(execution_delay=HOUR - 1),
    VARIANTS[0]._replace(grace=DAY - 1),
    VARIANTS[0]._replace(notice=90 * DAY + 1),
)

towns = st.sampled_from([1, 1, 1, 2, 2, 3, 3, 4, 5, 9])
who = st.sampled_from(["steward"] * 5 + ["speaker", "speaker", "stranger"])


class Deciding(Voting):
    @often(
        9,
        town=towns,
        who=who,
        kinds=st.lists(st.integers(0, 11), max_size=2),
        aim=st.integers(0, 10),
        titled=st.sampled_from([True] * 9 + [False]),
    )
    def propose(self, town: int, who: str, kinds: list[int], aim: int, titled: bool) -> None:
        if len(self.model.proposals) < 7:
            acts = [self.call_of(*self.wish(kind, aim)) for kind in kinds]
            self.open(self.actor(who, town), town, acts, titled)

    def wish(self, kind: int, aim: int) -> tuple[Any, ...]:
        if kind < 8:
            wishes = [("pay", aim), ("transfer", self.token, aim), ("admit", 4 if aim < 7 else aim)]
            return (*wishes, ("expel", aim % 4 + 1))[kind % 4]
        if kind == 11:
            return ("nobody",)
        rules = BROKEN[aim] if kind == 9 else VARIANTS[aim % len(VARIANTS)]
        return "amend", bytes(32) if kind == 10 and aim > 8 else bytes([aim] * 32), rules

    def open(self, who: str, town: int, acts: list[Any], titled: bool) -> None:
        number = len(self.model.proposals) + 1
        title = f"Nets with wider meshes, {number}" if titled else ""
        calls = [act.call for act in acts]
        act = self.model.propose
        text = bytes([number]) * 32
        self.act(
            lambda: act(who, town, title, text, acts), who, "propose", town, title, text, calls
        )

    @often(3, number=numbers, who=who, genuine=st.sampled_from([True, True, True, False]))
    def withdraw(self, number: int, who: str, genuine: bool) -> None:
        number = self.touch(number)
        title, matter, proposer = self.named(number)
        actor, act = self.actor(who, proposer), self.model.withdraw
        sent = (number, title, matter if genuine else title, proposer)
        self.act(lambda: act(actor, number, genuine), actor, "withdraw", *sent)

    @often(
        6,
        number=numbers,
        wait=st.sampled_from([True, True, True, False]),
        off=st.sampled_from([-1, 0, 0, 0, 0, DAY - 1, DAY]),
        genuine=st.sampled_from([True] * 5 + [False]),
        again=st.integers(1, 2),
    )
    def execute(self, number: int, wait: bool, off: int, genuine: bool, again: int) -> None:
        number = self.touch(number)
        if wait and 1 <= number <= len(self.model.proposals):
            ready = self.model.proposals[number - 1].shown(self.chain.time)[3]
            self.pass_time(max(ready + off - self.chain.time, 0))
        self.carry_out(number, genuine, again)

    @often(6, number=numbers, choice=st.sampled_from([1, 1, 1, 1, 2]), go=st.booleans())
    def decide(self, number: int, choice: int, go: bool) -> None:
        """Have everybody say the same, and perhaps carry it out at once."""
        number = self.touch(number)
        if not 1 <= number <= len(self.model.proposals):
            return
        proposal = self.model.proposals[number - 1]
        self.pass_time(max(proposal.opens_at - self.chain.time, 0))
        if proposal.stage(self.chain.time) == OPEN:
            self.all_vote(number, choice)
        if go:
            ready = proposal.shown(self.chain.time)[3]
            self.pass_time(max(ready - self.chain.time, 0))
            self.carry_out(number, True, 1)
