# SPDX-License-Identifier: Apache-2.0
"""Cases, plans, mediators and remedies through their handles, on both chains."""

from __future__ import annotations

import pytest

from symbio import Federation, World
from symbio.chain.signing import sign
from symbio.chain.suite import Suite
from symbio.chain.token import Coin
from symbio.domain import events
from symbio.domain.addresses import NOBODY
from symbio.domain.errors import NoSuchRecord
from symbio.domain.payee import Payee
from symbio.domain.plans import Kind, Obligation, Plan
from symbio.domain.refusals import plans as refused_plans
from symbio.domain.refusals import remedies as refused_remedies
from symbio.domain.refusals import tribunal as refused
from symbio.domain.remedies import Outcome, Progress, Record
from symbio.domain.rules import DAY
from symbio.domain.tribunal import USUAL, Opening, State, next_step
from tests.chain.conftest import Town

Towns = tuple[Town, Town, Town]
FACTS, EVIDENCE = b"\xfa" * 32, b"\xe1" * 32


@pytest.fixture
def suite(world: World) -> Suite:
    return world.suite


@pytest.fixture
def case_id(suite: Suite, towns: Towns, federation: Federation) -> int:
    """The fishers' case against the hosts."""
    opening = Opening.of(
        towns[0].community_id, [towns[2].community_id], FACTS, federation=federation.address
    )
    return suite.tribunal.open(opening).send(towns[0].steward).value


@pytest.fixture
def plan(suite: Suite, towns: Towns, usdc: Coin) -> Plan:
    """An act of repair, and restitution into the fishers' split."""
    obligor, beneficiary = towns[2].community_id, towns[0].community_id
    split = suite.treasury.create(NOBODY, {Payee.community(beneficiary): 10_000})
    split_id = split.send(towns[0].steward).value
    repair = Obligation(obligor, beneficiary, Kind.REPAIR, 30 * DAY, EVIDENCE)
    paid = Obligation(
        obligor,
        beneficiary,
        Kind.RESTITUTION,
        60 * DAY,
        EVIDENCE,
        token=usdc.token.address,
        amount=500,
        split_id=split_id,
    )
    return Plan("Mend the season", b"\x7e" * 32, (repair, paid))


def settled(suite: Suite, towns: Towns, case_id: int, plan: Plan) -> int:
    """Have both accept, one by a signature; gives the plan's number."""
    fishers, hosts = towns[0], towns[2]
    number = suite.plans.file_plan(case_id, fishers.community_id, plan).send(fishers.steward).value
    suite.plans.accept_plan(case_id, fishers.community_id, number).send(fishers.steward)
    until = suite.client.now() + DAY
    act = suite.plans.acceptance(case_id, hosts.community_id, plan, until)
    signature = bytes.fromhex(sign(act, hosts.steward).signature[2:])
    suite.plans.accept_plan_by_signature(act, number, plan, signature).send(fishers.steward)
    return number


def test_a_case_is_opened_and_told(suite: Suite, towns: Towns, case_id: int) -> None:
    case = suite.tribunal.case(case_id)
    assert case.state is State.MEDIATION
    assert case.parties == (towns[0].community_id, towns[2].community_id)
    step = next_step(case)
    assert step is not None and (step.function, step.at) == ("escalate", case.due)
    assert suite.tribunal.case_about(case.parties, FACTS) == case_id
    assert suite.tribunal.is_party_in(case.federation, towns[0].community_id)
    assert suite.tribunal.rules(case.federation, 0) == USUAL
    with pytest.raises(refused.NotTheCasesSteward):
        suite.tribunal.withdraw(case_id).send(towns[1].steward)
    suite.tribunal.submit_evidence(case_id, towns[0].community_id, EVIDENCE).send(towns[0].steward)
    told = [each.event for each in suite.tribunal.events()]
    assert any(isinstance(each, events.Evidence) for each in told)
    suite.tribunal.withdraw(case_id).send(towns[0].steward)
    assert suite.tribunal.case(case_id).state is State.WITHDRAWN


def test_a_plan_is_accepted_and_kept(
    suite: Suite, towns: Towns, case_id: int, plan: Plan, usdc: Coin, world: World
) -> None:
    fishers, hosts = towns[0].steward, towns[2].steward
    number = settled(suite, towns, case_id, plan)
    assert suite.plans.filed(case_id, number) == plan
    assert suite.plans.plan(case_id, number) == plan.digest == suite.plans.plan_digest(plan)
    assert suite.plans.answers(case_id, number) == (3, 0)
    assert suite.tribunal.case(case_id).state is State.SETTLED
    first = suite.remedies.adopt(case_id, plan).send(hosts).value
    suite.remedies.acknowledge(first).send(hosts)
    suite.remedies.fulfil(first, EVIDENCE).send(hosts)
    suite.remedies.confirm(first).send(fishers)
    usdc.transfer(hosts.address, usdc.token.units(500)).send()
    usdc.approve(suite.remedies.address, usdc.token.units(500)).send(hosts)
    paid = suite.remedies.pay(first + 1, usdc.token.units(500)).send(hosts)
    assert paid.value == usdc.token.units(500)
    assert suite.remedies.is_fulfilled(case_id)
    assert suite.tribunal.case(case_id).state is State.FULFILLED
    assert suite.remedies.record(towns[2].community_id) == Record(2, 0, 0)
    with pytest.raises(refused_remedies.AdoptedAlready):
        suite.remedies.adopt(case_id, plan).send(hosts)


def test_a_circle_mends(suite: Suite, towns: Towns, case_id: int, plan: Plan) -> None:
    fishers, hosts = towns[0].steward, towns[2].steward
    settled(suite, towns, case_id, plan)
    first = suite.remedies.adopt(case_id, plan).send(hosts).value
    due = suite.remedies.duty(first).due + 30 * DAY
    suite.remedies.agree(first, True, Outcome.EXTEND, due).send(hosts)
    assert suite.remedies.named(first, True) != bytes(32)
    suite.remedies.agree(first, False, Outcome.EXTEND, due).send(fishers)
    duty = suite.remedies.duty(first)
    assert (duty.due, duty.progress) == (due, Progress.ACKNOWLEDGED)
    with pytest.raises(refused_remedies.NotOverdue):
        suite.remedies.call_circle(first).send(fishers)


def test_a_mediator_is_agreed_on(suite: Suite, towns: Towns, case_id: int) -> None:
    third = towns[1]
    suite.mediation.volunteer(third.community_id, third.steward.address).send(third.steward)
    position = suite.mediation.position_of(NOBODY, third.community_id) - 1
    assert suite.mediation.volunteer_at(NOBODY, position).account == third.steward.address
    for town in (towns[0], towns[2]):
        asked = suite.mediation.propose_mediator(
            case_id, town.community_id, third.community_id, third.steward.address
        )
        agreed = asked.send(town.steward).value
    assert agreed and suite.mediation.mediation(case_id).agreed == third.steward.address
    suite.mediation.accept_mediation(case_id).send(third.steward)
    assert suite.mediation.mediator(case_id) == third.steward.address
    suite.mediation.step_down(case_id).send(third.steward)
    assert suite.mediation.mediation(case_id).mediator == NOBODY


def test_what_is_not_there(suite: Suite, towns: Towns, case_id: int, plan: Plan) -> None:
    with pytest.raises(NoSuchRecord):
        suite.plans.filed(case_id, 1)
    with pytest.raises(refused_plans.NoSuchPlan):
        suite.plans.plan(case_id, 1)
    with pytest.raises(refused.NoSuchCase):
        suite.tribunal.case(10**6)
    assert suite.tribunal.arbitrationCost() == 0
