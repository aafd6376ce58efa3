# SPDX-License-Identifier: Apache-2.0
"""Random lives of communities: the chain does and says exactly what the plain model does."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from symbio.domain.refusals import communities as refusals
from tests.contracts.communities.consent_signing import NOT_GIVEN
from tests.stateful.communities_bench import DIGEST, HITS, KEYS, PERSONS, Bench, signed
from tests.stateful.roll_book_model import NOBODY, WEEK
from tests.stateful.running import run

RUNS, STEPS = 80, 50
OFTEN = 5
"""Times that an act must have succeeded, and a refusal been met, for the run to count."""

who = st.sampled_from(["steward", "steward", "person", "person", "heir", "stranger"])
steward = st.sampled_from(["steward", "steward", "steward", "person"])
key = st.sampled_from([*KEYS, NOBODY])
person = st.sampled_from(["person", "person", "person", "stranger"])
member = st.sampled_from(list(KEYS))
number = st.sampled_from([1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 0])
place = st.sampled_from([*range(8), 99])
consent_kind = st.sampled_from(["given", "given", "given", "none", "none", "wrong"])


class Lives(Bench):
    @initialize(people=st.lists(st.sampled_from(list(KEYS)), min_size=2, max_size=5))
    def begin(self, people: list[str]) -> None:
        for steward in PERSONS[:2]:
            self.do(steward.address.lower(), "register", 1, "PT", DIGEST)
        self.enrol("steward", 1, people)
        self.enrol("steward", 2, people[:2])

    @rule(
        kind=st.sampled_from([0, 1, 2, 3, 4, 8]),
        jurisdiction=st.sampled_from(["PT", "", "p1"]),
        steward=st.sampled_from(list(KEYS)),
    )
    def register(self, kind: int, jurisdiction: str, steward: str) -> None:
        self.do(steward, "register", kind, jurisdiction, DIGEST)

    @rule(who=steward, number=number, jurisdiction=st.sampled_from(["JP", "NZ", "", "Z"]))
    def revise(self, who: str, number: int, jurisdiction: str) -> None:
        self.do(self.actor(who, number), "revise", number, jurisdiction, DIGEST)

    @rule(who=steward, number=number, heir=key)
    def offer_stewardship(self, who: str, number: int, heir: str) -> None:
        self.do(self.actor(who, number), "offer_stewardship", number, heir)

    @rule(who=st.sampled_from(["heir", "heir", "steward"]), number=number)
    def accept_stewardship(self, who: str, number: int) -> None:
        self.do(self.actor(who, number), "accept_stewardship", number)

    @rule(who=steward, number=number, people=st.lists(key, max_size=3))
    def enrol(self, who: str, number: int, people: list[str]) -> None:
        sent = (number, b"".join(bytes.fromhex(person[2:]) for person in people))
        self.do(self.actor(who, number), "enrol", number, people, sent=sent)

    @rule(
        who=st.sampled_from(["steward", "steward", "steward", "stranger"]),
        number=number,
        people=st.lists(st.tuples(member, consent_kind), min_size=1, max_size=4),
        nobody=st.sampled_from([False, False, False, True]),
        sort=st.sampled_from([True, True, True, False]),
        since=st.sampled_from([0, 1, WEEK, 0, 1, WEEK, -1]),
        short=st.sampled_from([0, 0, 1]),
    )
    def invite(
        self, who: str, number: int, people: Any, nobody: bool, sort: bool, since: int, short: int
    ) -> None:
        people = [*people, (NOBODY, "none")] if nobody else people
        if sort:
            people = sorted(dict(people).items(), key=lambda one: int(one[0], 16))
        given = [kind for _, kind in people][: len(people) - short]
        self.enrol_with_consent(self.actor(who, number), number, people, given, since)

    def enrol_with_consent(
        self, actor: str, number: int, people: Any, given: list[str], since: int
    ) -> None:
        invited_at = self.chain.time - since
        sent = b""
        for (person, _), kind in zip(people, given, strict=False):
            off = 1 if kind == "wrong" else 0
            is_given = kind != "none"
            sent += signed(person, self.suite, number, invited_at + off) if is_given else NOT_GIVEN
        people = [person for person, _ in people]
        packed = b"".join(bytes.fromhex(person[2:]) for person in people)
        args, calldata = (number, people, invited_at, given), (number, packed, invited_at, sent)
        self.do(actor, "enrol_with_consent", *args, sent=calldata)

    @rule(who=person, number=number, index=place, again=st.booleans())
    def consent(self, who: str, number: int, index: int, again: bool) -> None:
        for _ in range(1 + again):
            self.do(self.actor(who, number, index), "consent", number, index)

    @rule(who=person, number=number, index=place, wait=st.sampled_from([0, 1, 2, None]))
    def leave(self, who: str, number: int, index: int, wait: int | None) -> None:
        """Leave, and perhaps come back with a consent that may be older."""
        person = self.actor(who, number, index)
        self.do(person, "leave", number, index)
        if wait is not None and person in KEYS:
            self.pass_time(wait)
            steward = self.actor("steward", number)
            self.enrol_with_consent(steward, number, [(person, "given")], ["given"], 1)

    @rule(who=steward, number=number, index=place, successor=key)
    def propose_rotation(self, who: str, number: int, index: int, successor: str) -> None:
        self.do(self.actor(who, number), "propose_rotation", number, index, successor)

    @rule(
        who=who,
        number=number,
        index=place,
        wait=st.sampled_from([0, 1, WEEK - 1, WEEK, WEEK + 1]),
        ending=st.sampled_from(["veto_rotation", "complete_rotation", "both"]),
        successor=key,
    )
    def rotate(
        self, who: str, number: int, index: int, wait: int, ending: str, successor: str
    ) -> None:
        """Propose, wait, end: a rotation seldom lives long enough by chance."""
        self.do(self.actor("steward", number), "propose_rotation", number, index, successor)
        self.pass_time(wait)
        endings = ["veto_rotation", "complete_rotation"] if ending == "both" else [ending]
        for act in endings:
            self.do(self.actor(who, number, index), act, number, index)

    @rule(number=number, index=place, act=st.sampled_from(["veto_rotation", "complete_rotation"]))
    def end_rotation(self, number: int, index: int, act: str) -> None:
        self.do(self.actor("person", number, index), act, number, index)

    @rule(number=number, kept=place, index=place, aim=st.booleans())
    def strike_duplicate(self, number: int, kept: int, index: int, aim: bool) -> None:
        one = self.seat(number, kept)
        if aim and one is not None:
            seats = self.model.communities[number].seats
            twins = [at for at, other in enumerate(seats) if at > kept and other.key() == one.key()]
            index = twins[0] if twins else index
        self.do(self.actor("stranger", number), "strike_duplicate", number, kept, index)

    @rule(
        who=steward,
        number=number,
        about=st.integers(0, 3),
        stance=st.sampled_from([0, 1, 6, 12, 16]),
    )
    def declare(self, who: str, number: int, about: int, stance: int) -> None:
        self.do(self.actor(who, number), "declare", number, about, stance, DIGEST)

    @rule(seconds=st.sampled_from([1, 2, WEEK]))
    def pass_time(self, seconds: int) -> None:
        """Take a photograph of a roll at the second that ends; it must never look different."""
        if seconds:
            past = self.chain.time
            for community, town in self.model.communities.items():
                members = [seat.key_at(past) for seat in town.seats]
                self.photographs.append((community, past, town.roll_at(past), members))
            self.model.now = self.chain.warp(seconds)


def test_communities_live_as_modelled() -> None:
    HITS.clear()
    run(Lives, examples=RUNS, steps=STEPS)
    print(f"\n{sum(HITS.values())} acts: {dict(sorted(HITS.items()))}")
    acts = {hit.split(" ")[0] for hit in HITS}
    hits = {f"{act} accepted": HITS[f"{act} accepted"] for act in acts}
    for refusal in vars(refusals).values():
        if reason := getattr(refusal, "reason", ""):
            hits[reason] = sum(n for hit, n in HITS.items() if hit.endswith(f" {reason}"))
    # The model speaks of persons; parts of an address are for the unit tests.
    assert hits.pop(refusals.NotWholeAddresses.reason) == 0
    assert len(hits) == 13 + 25
    assert {hit: n for hit, n in hits.items() if n < OFTEN} == {}, "too seldom to prove much"
