# SPDX-License-Identifier: Apache-2.0
"""What the threat model says is not defended against is so; if it changes, the page must too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import symbio
from symbio import Choice, Federation, KeySigner, World
from symbio.chain.plan import Plan
from symbio.domain.communities import Kind
from symbio.domain.federation import Stage
from symbio.domain.federations import Terms
from symbio.domain.rules import DAY, HOUR, Electorate, Rules
from tests.docs.pages import text_of

BOTH = Electorate.STEWARDS | Electorate.CITIZENS
RULES = Rules(BOTH, 2_000, 5_000, 5_001, HOUR, DAY, 0, HOUR, DAY, DAY)
PAGE = " ".join(text_of("docs/threat-model.md").split())


@dataclass(frozen=True)
class Sea:
    """Three communities of ten, and their federation; `traveller` stands on the first two rolls."""

    world: World
    federation: Federation
    stewards: dict[int, KeySigner]
    people: dict[int, list[KeySigner]]
    traveller: KeySigner

    def open(self, title: str, *calls: Plan[None]) -> int:
        self.world.travel(2)
        plan = self.federation.propose(1, title, "the text", calls)
        proposal = plan.send(self.stewards[1]).value
        self.world.travel_to(self.federation.proposal(proposal).opens_at)
        return proposal


@pytest.fixture
def sea() -> Iterator[Sea]:
    with symbio.demo() as world:
        stewards, people = {}, {}
        for number, country in enumerate(("PT", "JP", "NZ"), 1):
            stewards[number] = world.account(f"steward {number}")
            people[number] = [world.person(f"{at} of {number}") for at in range(10)]
            plan = world.communities.register(Kind.LOCAL_COMMUNITY, country, bytes(32))
            assert plan.send(stewards[number]).value == number
            roll = [person.address for person in people[number]]
            if number == 2:
                roll.append(people[1][0].address)
            world.communities.enrol(number, roll).send(stewards[number])
        kind, founders = Kind.GLOBAL_FEDERATION, tuple(stewards)
        terms = Terms("Sea", 1, kind, bytes(32), b"\1" * 32, RULES, founders, world.now + DAY)
        yield Sea(world, world.found(terms, stewards), stewards, people, people[1][0])


def test_one_signature_is_carried_in_two_communities(sea: Sea) -> None:
    assert "one signature of theirs may be carried in both" in PAGE
    proposal = sea.open("Count me once")
    ballot = sea.federation.sign_ballot(sea.traveller, 1, proposal, Choice.FOR)
    twice = [ballot, ballot.model_copy(update={"community": 2})]
    assert sea.federation.cast(proposal, twice).send().counted == 2
    assert sea.federation.tally(proposal).people_for == 2


def test_invented_people_block_and_carry_nothing(sea: Sea) -> None:
    assert "But invented people can **block**" in PAGE
    invented = [sea.world.person(f"invented {at}") for at in range(200)]
    plan = sea.world.communities.enrol(3, [person.address for person in invented])
    plan.send(sea.stewards[3])
    expulsion = sea.open("Expel the third", sea.federation.contract.expel(3))
    votes = [
        sea.federation.sign_ballot(person, number, expulsion, Choice.FOR)
        for number in (1, 2)
        for person in sea.people[number]
    ]
    assert sea.federation.cast(expulsion, votes).send().counted == 20
    votes = [sea.federation.sign_ballot(each, 3, expulsion, Choice.AGAINST) for each in invented]
    assert sea.federation.cast(expulsion, votes).send().counted == 200
    grab = sea.open("Give the third everything")
    votes = [sea.federation.sign_ballot(each, 3, grab, Choice.FOR) for each in invented]
    assert sea.federation.cast(grab, votes).send().counted == 200
    for number, steward in sea.stewards.items():
        choice = Choice.AGAINST if number == 3 else Choice.FOR
        sea.federation.vote_as_steward(number, expulsion, choice).send(steward)
        choice = Choice.FOR if number == 3 else Choice.AGAINST
        sea.federation.vote_as_steward(number, grab, choice).send(steward)
    sea.world.travel_to(sea.federation.proposal(grab).closes_at)
    assert sea.federation.proposal(expulsion).stage is Stage.DEFEATED
    assert sea.federation.proposal(grab).stage is Stage.DEFEATED
    sea.federation.contract.leave(1).send(sea.stewards[1])
