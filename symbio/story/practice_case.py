# SPDX-License-Identifier: Apache-2.0
"""A made-up case for people who practise judging: two towns in conflict, eight that could judge."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.chain.signer import KeySigner
from symbio.domain.communities import Kind
from symbio.domain.documents import text_digest
from symbio.domain.juries import Pool, season_starts
from symbio.domain.plans import Kind as Of
from symbio.domain.plans import Obligation, Plan
from symbio.domain.rules import DAY
from symbio.domain.tribunal import Opening
from symbio.world import World

CLAIMANT, RESPONDENT = "Alder Bay", "Tern Point"
JUDGING = (
    "Briarfield",
    "Cold Harbour",
    "Dunmore",
    "Eastwell",
    "Fernhill",
    "Greywater",
    "Hazelmouth",
    "Inverlea",
)
PEOPLE = 24
"""On each roll; a third of them, those whose turn it is, are in the lot."""

TITLE = "The night boats"
FACTS = (
    "Boats of Tern Point lit the bay every night in spring. The birds of Alder Bay left their "
    "nests, and the people who come to see them stayed away. Tern Point says that its fishers "
    "live from those nights, and that nobody had told them."
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A plan that a party filed, with what it asks of whom."""

    by: str
    title: str
    what: str
    kind: Of
    days: int


PLANS = (
    Proposed(CLAIMANT, "Dark nights in spring", "Tern Point sails unlit in April", Of.CHANGE, 90),
    Proposed(
        RESPONDENT,
        "A count of the nests together",
        "both count the nests, and agree on a calendar by them",
        Of.JOINT_PROJECT,
        180,
    ),
    Proposed(
        CLAIMANT, "New nests by the fishers", "Tern Point builds forty nest boxes", Of.REPAIR, 60
    ),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a roll who exists for the rehearsal alone."""

    community: str
    number: int
    signer: KeySigner


@dataclass(frozen=True, slots=True)
class Matter:
    """The case on its chain, with everybody who can be drawn, by their accounts."""

    world: World
    case_id: int
    jury_id: int
    people: dict[str, Person]


def bring(world: World) -> Matter:
    """Have the towns enlist, the case brought, and a jury of citizens drawn for it."""
    people = _enlist(world)
    case_id = _open(world)
    _escalate(world, case_id)
    jury_id = world.suite.tribunal.case(case_id).jury_id
    draw(world, jury_id)
    return Matter(world, case_id, jury_id, people)


def draw(world: World, jury_id: int) -> None:
    """Wait for the block that the lot lies in, prove it, and open the seats."""
    target = world.juries.jury(jury_id).target
    while world.client.height() < world.beacon.needs(target)[0]:
        world.travel(12)
    world.beacon.prove(target).send()
    world.juries.seat_jury(jury_id).send()


def _enlist(world: World) -> dict[str, Person]:
    juries = world.juries
    people: dict[str, Person] = {}
    season = juries.running_season() + 1
    for town in JUDGING:
        number = _register(world, town)
        roll = [Person(town, n, world.person(f"{town}/{n}")) for n in range(1, PEOPLE + 1)]
        steward = world.account(town)
        world.communities.enrol(number, [each.signer.address for each in roll]).send(steward)
        juries.enlist(Pool(), number, season).send(steward)
        people |= {each.signer.address: each for each in roll}
    world.travel_to(season_starts(season))
    juries.freeze_season(Pool(), season).send()
    return people


def _register(world: World, town: str) -> int:
    profile = text_digest(town)
    plan = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", profile)
    return plan.send(world.account(town)).value


def _open(world: World) -> int:
    suite = world.suite
    ids = {town: _register(world, town) for town in (CLAIMANT, RESPONDENT)}
    opening = Opening.of(ids[CLAIMANT], [ids[RESPONDENT]], text_digest(FACTS))
    case_id = suite.tribunal.open(opening).send(world.account(CLAIMANT)).value
    for each in PLANS:
        owed = (ids[RESPONDENT], ids[CLAIMANT], each.kind, each.days * DAY, text_digest(each.what))
        plan = Plan(each.title, text_digest(each.what), (Obligation(*owed),))
        suite.plans.file_plan(case_id, ids[each.by], plan).send(world.account(each.by))
    suite.plans.reject_plan(case_id, ids[RESPONDENT], 1).send(world.account(RESPONDENT))
    escalation = suite.tribunal.escalate(case_id, ids[RESPONDENT])
    escalation.send(world.account(RESPONDENT))
    return case_id


def _escalate(world: World, case_id: int) -> None:
    """Let the panel's seats stay empty, so that the case goes on to citizens."""
    tribunal = world.suite.tribunal
    panel = tribunal.case(case_id).jury_id
    draw(world, panel)
    world.travel_to(world.juries.jury(panel).clock.seating_ends + 1)
    tribunal.conclude(case_id).send()
