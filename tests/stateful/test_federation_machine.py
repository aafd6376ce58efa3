# SPDX-License-Identifier: Apache-2.0
"""Random lives of a federation: the chain decides, shows and says exactly what the model does."""

from __future__ import annotations

import os
from random import randrange
from typing import Any

from tests.stateful.federation_ballots import numbers
from tests.stateful.federation_bench import (
    HITS,
    PEOPLE,
    STEWARDS,
    STRANGER,
    among,
    between,
    often,
    pair,
    several,
)
from tests.stateful.federation_hits import MET
from tests.stateful.federation_model import Federation, Terms
from tests.stateful.federation_proposals import VARIANTS, Deciding, towns, who
from tests.stateful.proposal_model import DAY, HOUR, OPEN, PENDING, WAITING, Rules
from tests.stateful.roll_book_model import NOBODY, WEEK

RUNS, STEPS = 120, 40
# A campaign started by hand: HYPOTHESIS_PROFILE=thorough.
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"

FILLER = [f"0x{number:040x}" for number in range(1 << 20, (1 << 20) + 300)]

indexes = between(0, 7)
seldom = among([True, False, False, False])
wishes = pair(between(0, 8), between(0, 10))
people = several(among(PEOPLE), 1, 2)
person = among([*PEOPLE, NOBODY])
offsets = among([-1, 0, 0, 0, 1])


class Lives(Deciding):
    @often(
        0,
        variant=among(VARIANTS),
        judged=among([True, False]),
        big=among([False, False, True]),
        ways=several(among(["accept", "sign", "wrong", "none"]), 3, 3),
        wish=wishes,
    )
    def found(
        self, variant: Rules, judged: bool, big: bool, ways: list[str], wish: tuple[int, int]
    ) -> None:
        first = PEOPLE[:5]
        if big:
            # Keys around the seams of a page: 128 people are read and marked at a time.
            first = FILLER[:260]
            for at, one in zip((0, 126, 127, 128, 255), PEOPLE, strict=False):
                first[at] = one
        self.lay([first, PEOPLE[5:9], [PEOPLE[9], PEOPLE[0]], [PEOPLE[3]]])
        tribunal = self.tribunal if judged else NOBODY
        rules = variant._replace(tribunal=tribunal)
        self.terms = Terms("Tides", 1, b"\x0c" * 32, rules, [1, 2, 3], self.chain.time + HOUR)
        self.try_to_found(ways)
        if self.terms.declined:
            self.do_terms(
                "accept", self.towns.communities[1].steward, 1, self.terms_digest(self.terms)
            )
        self.try_to_found(["sign", "accept", "sign"])
        self.pass_time(1)
        self.donate(9, True)
        self.donate(9, False)
        self.propose(1, "steward", [wish[0]], wish[1], True)

    @often(1, ways=several(among(["accept", "sign", "sign"]), 3, 3))
    def found_again(self, ways: list[str]) -> None:
        self.try_to_found(ways)

    def try_to_found(self, ways: list[str]) -> None:
        terms, to, digest = self.terms, self.federations, self.terms_digest(self.terms)
        stewards = [self.towns.communities[town].steward for town in terms.founders]
        signers, signatures = [], []
        for town, steward, way in zip(terms.founders, stewards, ways, strict=True):
            undone = way == "sign" and terms.declined.get(town) == steward
            if way == "accept" or (undone and self.dice.random() < 0.8):
                self.do_terms("accept", steward, town, digest)
            signer = {"sign": steward, "wrong": STEWARDS[3]}.get(way)
            signers.append(signer)
            signatures.append(self.acceptance(terms, signer, town) if signer else b"")
        if ways[0] == "none":
            self.do_terms("decline", stewards[0], 1, digest)

        def told() -> Any:
            terms.found(self.towns, signers)
            self.federation = self.chain.at("Federation", self.chain.view(to, "address_of", digest))
            self.model = Federation(self.towns, self.federation, terms.founders)
            return self.model.founded(terms, digest)

        sent = self.sent_terms(terms)
        self.do(told, STRANGER, to, "found", sent, signatures)
        if hasattr(self, "model"):
            self.model.tokens.setdefault(self.token, 0)

    def do_terms(self, act: str, who: str, town: int, digest: bytes) -> None:
        told = getattr(self.terms, act)
        self.do(
            lambda: told(self.towns, who, town, digest), who, self.federations, act, digest, town
        )

    # --- people come, go and change keys

    @often(2, town=between(1, 4), people=people)
    def enrol_more(self, town: int, people: list[str]) -> None:
        if len(self.towns.communities[town].pages) < 4:
            self.enrol(self.model.steward(town), town, people)

    @often(3, town=between(1, 3), index=indexes, own=among([True, True, True, False]))
    def depart(self, town: int, index: int, own: bool) -> None:
        seats = self.towns.communities[town].seats
        there = own and index < len(seats)
        self.do_town(seats[index].key() if there else STRANGER, "leave", town, index)

    @often(
        2,
        town=between(1, 3),
        index=indexes,
        successor=person,
        wait=among([True, False, False, False]),
    )
    def rotate(self, town: int, index: int, successor: str, wait: bool) -> None:
        self.do_town(self.model.steward(town), "propose_rotation", town, index, successor)
        if wait:
            self.pass_time(WEEK)
            self.do_town(STRANGER, "complete_rotation", town, index)

    @often(1, town=between(1, 3), index=indexes)
    def complete_rotation(self, town: int, index: int) -> None:
        self.do_town(STRANGER, "complete_rotation", town, index)

    @often(2, town=between(1, 3), kept=indexes)
    def strike(self, town: int, kept: int) -> None:
        keys = [seat.key() for seat in self.towns.communities[town].seats]
        twins = [at for at, key in enumerate(keys) if key != NOBODY and keys.count(key) > 1]
        kept, index = twins[:2] if len(twins) > 1 and kept < 6 else (kept, kept + 1)
        self.do_town(STRANGER, "strike_duplicate", town, kept, index)

    @often(2, town=between(1, 4), heir=among(STEWARDS))
    def hand_over(self, town: int, heir: str) -> None:
        self.do_town(self.model.steward(town), "offer_stewardship", town, heir)
        self.do_town(heir, "accept_stewardship", town)

    # --- members

    @often(2, town=towns, who=who)
    def leave(self, town: int, who: str) -> None:
        actor = self.actor(who, town)
        self.act(lambda: self.model.leave(actor, town), actor, "leave", town)

    @often(3, town=towns, who=who, version=between(0, 3))
    def ratify(self, town: int, who: str, version: int) -> None:
        actor, act = self.actor(who, town), self.model.ratify
        self.act(lambda: act(actor, town, version), actor, "ratify", town, version)

    @often(2, town=towns, who=who, speaker=among([*PEOPLE[:2], NOBODY]))
    def appoint(self, town: int, who: str, speaker: str) -> None:
        actor, act = self.actor(who, town), self.model.appoint
        self.act(lambda: act(actor, town, speaker), actor, "appoint", town, speaker)

    @often(2, town=between(1, 3), open_case=among([True, False]))
    def judge(self, town: int, open_case: bool) -> None:
        self.chain.call(STRANGER, self.tribunal, "set_party", town, open_case)
        (set.add if open_case else set.discard)(self.model.cases, town)

    @often(1, amount=between(1, 50), coin=among([True, False]))
    def donate(self, amount: int, coin: bool) -> None:
        if coin:
            self.model.coins += amount
            self.chain.fund(STRANGER, amount)
            self.chain.send(STRANGER, self.federation, value=amount)
        else:
            self.model.tokens[self.token] += amount
            self.chain.call(STRANGER, self.token, "mint", self.federation, amount)

    @often(1, act=among(["admit", "expel", "amend"]), person=among(STEWARDS))
    def seize(self, act: str, person: str) -> None:
        """What only a proposal may do."""
        args = (b"\1" * 32, self.terms.rules) if act == "amend" else (1,)
        self.act(self.model.not_by_proposal, person, act, *args)

    # --- time

    @often(6, skip=between(0, 6))
    def to_a_seam(self, skip: int) -> None:
        """Go to one of the next seconds at which something changes, or right beside it."""
        seams = {self.model.charters[-1][1]} | {held.ended_at for held in self.model.periods}
        for proposal in self.model.proposals:
            seams |= set(proposal.shown(self.chain.time)[1:5])
            seams.add(proposal.first_close - proposal.rules.late_extension)
        near = {at + off for at in seams for off in (-1, 0, 1)}
        ahead = sorted(at for at in near if at > self.chain.time) or [self.chain.time + 1]
        self.pass_time(ahead[skip % len(ahead)] - self.chain.time)

    @often(8, number=numbers, seam=among([1, 1, 1, 2, 3, 3, 4]), off=offsets)
    def to_a_stage(self, number: int, seam: int, off: int) -> None:
        known = self.model.proposals
        if known:
            alive = [
                each for each in known if each.stage(self.chain.time) in (PENDING, OPEN, WAITING)
            ]
            proposal = (alive or known)[number % len(alive or known)]
            at = proposal.shown(self.chain.time)[seam] + off
            self.pass_time(max(at - self.chain.time, 0))

    @often(2, seconds=among([1, 1, 1, HOUR, HOUR, DAY]))
    def wait(self, seconds: int) -> None:
        self.pass_time(seconds)


def run(runs: int, steps: int, first: int = 0) -> None:
    """Live that many lives, each from its own seed; a failure tells the seed and the whole story.

    Plain dice, not Hypothesis: it repeats and varies what it drew before, so that in forty steps
    hardly a life got as far as a decision.
    """
    HITS.clear()
    for seed in range(first, first + runs):
        life = Lives(seed)
        try:
            for _ in range(steps):
                life.step()
        except AssertionError as error:
            error.add_note("\n".join([f"seed {seed}:", *life.story]))
            raise


def test_a_federation_lives_as_modelled() -> None:
    run(750 if THOROUGH else RUNS, STEPS, randrange(2**32) if THOROUGH else 0)
    seldom = {name: (HITS[name], least) for name, least in MET.items() if HITS[name] < least}
    assert seldom == {}, "too seldom to prove much"
    print(f"\n{sum(HITS.values())} acts: {dict(sorted(HITS.items()))}")
