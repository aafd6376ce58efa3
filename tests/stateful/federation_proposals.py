# SPDX-License-Identifier: Apache-2.0
"""The rules of the federation machine by which proposals are made, withdrawn and carried out."""

from __future__ import annotations

from typing import Any

from tests.stateful.federation_ballots import Voting, numbers
from tests.stateful.federation_bench import among, between, often, several
from tests.stateful.proposal_model import (
    BOTH,
    CITIZENS,
    DAY,
    EXECUTABLE,
    HOUR,
    OPEN,
    PAGE,
    PENDING,
    WAITING,
    Ballot,
    Rules,
)
from tests.stateful.proposal_model import STEWARDS as BY_STEWARDS
from tests.stateful.roll_book_model import NOBODY, WEEK

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

towns = among([1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 9])
who = among(["steward"] * 5 + ["speaker", "speaker", "stranger"])


MOST = 10


class Deciding(Voting):
    @often(
        9,
        town=towns,
        who=who,
        kinds=several(between(0, 11), 0, 2),
        aim=between(0, 10),
        titled=among([True] * 9 + [False]),
    )
    def propose(self, town: int, who: str, kinds: list[int], aim: int, titled: bool) -> None:
        if len(self.model.proposals) < MOST:
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

    @often(3, number=numbers, who=who, genuine=among([True, True, True, False]))
    def withdraw(self, number: int, who: str, genuine: bool) -> None:
        stages = [each.stage(self.chain.time) for each in self.model.proposals]
        number = self.touch(number)
        if number < len(stages) and PENDING in stages:
            self.touched = number = stages.index(PENDING) + 1
        title, matter, proposer = self.named(number)
        actor, act = self.actor(who, proposer), self.model.withdraw
        sent = (number, title, matter if genuine else title, proposer)
        self.act(lambda: act(actor, number, genuine), actor, "withdraw", *sent)

    def put_something(self) -> None:
        there = [held.community for held in self.model.periods if held.covers(self.chain.time)]
        if there and len(self.model.proposals) < MOST:
            wish = self.wish(self.dice.randint(0, 8), self.dice.randint(0, 10))
            town = self.dice.choice(there)
            self.open(self.actor("steward", town), town, [self.call_of(*wish)], True)

    def ripe(self, number: int) -> int:
        """Name a proposal, mostly one that was carried."""
        stages = [each.stage(self.chain.time) for each in self.model.proposals]
        fits = [at for at, stage in enumerate(stages, 1) if stage in (WAITING, EXECUTABLE)]
        if number < 8 or number == 19 or not fits:
            return self.touch(number)
        self.touched = fits[number % len(fits)]
        return self.touched

    @often(
        6,
        number=numbers,
        wait=among([True, True, True, False]),
        off=among([-1, 0, 0, 0, 0, DAY - 1, DAY]),
        genuine=among([True] * 5 + [False]),
        again=between(1, 2),
    )
    def execute(self, number: int, wait: bool, off: int, genuine: bool, again: int) -> None:
        number = self.ripe(number)
        carried = 1 <= number <= len(self.model.proposals) and (
            self.model.proposals[number - 1].stage(self.chain.time) in (WAITING, EXECUTABLE)
        )
        if wait and carried:
            ready = self.model.proposals[number - 1].shown(self.chain.time)[3]
            self.pass_time(max(ready + off - self.chain.time, 0))
        self.carry_out(number, genuine, again)

    @often(6, number=numbers, choice=among([1, 1, 1, 1, 2]), go=among([True, False]))
    def decide(self, number: int, choice: int, go: bool) -> None:
        """Have everybody say the same, and perhaps carry it out at once."""
        number = self.at_the_polls(number)
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

    @often(
        7,
        number=between(3, 18),
        short=among([-1, 0, 0, 0, 1]),
        late=among([-1, 0, 1, None]),
        then=several(among([-1, 0, 0, 1]), 1, 2),
        towns=several(among([1, 2, 3, 4]), 1, 3),
    )
    def close_call(
        self, number: int, short: int, late: int | None, then: list[int], towns: list[int]
    ) -> None:
        """Bring a vote to the edge of its quorum, perhaps at the edge of its last seconds."""
        number = self.at_the_polls(number)
        if not 1 <= number <= len(self.model.proposals):
            return
        proposal = self.model.proposals[number - 1]
        if late is not None and proposal.stage(self.chain.time) == OPEN:
            edge = proposal.first_close - proposal.rules.late_extension + late
            self.pass_time(max(edge - self.chain.time, 0))
        if proposal.stage(self.chain.time) == OPEN:
            self.turn_out(number, short, towns)
        self.aimed = number
        for off in then:
            edge = proposal.closes_at(self.chain.time) + off
            self.pass_time(max(edge - self.chain.time, 0))
            if proposal.stage(self.chain.time) == OPEN and self.dice.random() < 0.5:
                self.turn_out(number, 20, towns[:1])
            self.do_one(self.dice.choice(["vote", "batch", "speak"]))
            self.check()
        self.aimed = 0

    def turn_out(self, number: int, short: int, towns: list[int]) -> None:
        """Have as many vote as the quorum asks for, or one less or more; and some stewards."""
        proposal = self.model.proposals[number - 1]
        for town, roll in proposal.rolls.items():
            voted = proposal.choices(self.chain.time + 1)
            asked = -(-proposal.rules.quorum_people * roll.people // 10_000)
            free = asked - sum(each == town for each, _ in voted) + short
            for page in range(len(roll.pages)):
                places = [at for at in self.keyed(number, town) if at // PAGE == page]
                places = [at for at in places if (town, at) not in voted][: max(free, 0)]
                ballots = [Ballot(town, at, 1, NOBODY) for at in places if roll.keys[at] != NOBODY]
                free -= len(ballots)
                if ballots:
                    signed = [
                        self.signature(number, one, roll.keys[one.place], "") for one in ballots
                    ]
                    self.cast(number, town, page, signed, False, "")
        for town in towns:
            who, told = self.actor("steward", town), self.model.speak
            self.act(
                lambda who=who, town=town, told=told: told(who, number, town, 1),
                *(who, "vote_as_steward", number, town, 1),
            )
