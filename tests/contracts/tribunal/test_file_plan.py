# SPDX-License-Identifier: Apache-2.0
"""Plans.file_plan: who may file, how many, and what a plan can be."""

from __future__ import annotations

import pytest

from symbio.domain.plans import LONGEST, Kind, Obligation, Plan
from symbio.domain.rules import DAY
from tests.contracts.boa_chain import NOBODY, account, pass_time, refused
from tests.contracts.tribunal.trial import (
    COMMITTING,
    DELIBERATING,
    EVIDENCE,
    FAILED,
    SEATING,
    STEWARD,
    TEXT,
    Trial,
)


def test_a_party_files_a_plan(trial: Trial) -> None:
    case_id, plan = trial.open(), trial.plan(trial.owes(), trial.owes(Kind.RESTITUTION))
    assert trial.file(case_id, plan=plan) == 1
    (said,) = trial.said(trial.plans)
    assert said["plan"].title == plan.title
    assert [tuple(each) for each in said["plan"].obligations] == [
        each.for_chain() for each in plan.obligations
    ]
    said.pop("plan")
    assert said == {
        "event": "PlanFiled",
        "case_id": case_id,
        "actor": trial.fishers.steward.address,
        "number": 1,
        "community_id": 1,
    }
    assert trial.plans.plan(case_id, 1) == plan.digest == trial.plans.plan_digest(plan.for_chain())
    assert trial.plans.filer(case_id, 1) == 1 and trial.plans.count(case_id) == 1


def test_the_mediator_files(trial: Trial) -> None:
    case_id, mediator = trial.open(), trial.divers.steward.address
    for town in (trial.fishers, trial.hosts):
        trial.mediation.propose_mediator(
            case_id, town.number, 3, mediator, STEWARD, sender=town.steward.address
        )
    with refused("plans: not the mediator"):
        trial.file_as(case_id, mediator)
    trial.mediation.accept_mediation(case_id, sender=mediator)
    assert trial.file_as(case_id, mediator) == 1
    assert trial.file_as(case_id, mediator) == 2
    assert trial.plans.filer(case_id, 2) == 9
    with refused("plans: no more plans of yours"):
        trial.file_as(case_id, mediator)


@pytest.mark.parametrize(("step", "role"), [("arbitrated", 10), ("tried", 11)])
def test_who_sits_on_the_bench_files_once(trial: Trial, step: str, role: int) -> None:
    case_id = getattr(trial, step)()
    jury_id = trial.tribunal.case(case_id).jury_id
    sitting = [account(f"juror {number}").address for number in range(4)]
    for juror in sitting:
        trial.juries.seat(jury_id, juror, False)
    trial.juries.stand(jury_id, DELIBERATING, 0)
    assert trial.file_as(case_id, sitting[0]) == 2
    assert trial.plans.filer(case_id, 2) == role
    with refused("plans: no more plans of yours"):
        trial.file_as(case_id, sitting[0])
    trial.file_as(case_id, sitting[1])
    trial.file_as(case_id, sitting[2])
    with refused("plans: no more plans of yours"):
        trial.file_as(case_id, sitting[3])


def test_only_who_still_sits_on_the_present_bench_files(trial: Trial) -> None:
    case_id, juror = trial.arbitrated(), account("juror").address
    with refused("plans: neither mediator nor juror"):
        trial.file_as(case_id, juror)
    trial.juries.seat(1, juror, True)
    with refused("plans: neither mediator nor juror"):
        trial.file_as(case_id, juror)
    trial.juries.seat(1, juror, False)
    trial.decide(case_id)
    trial.tribunal.appeal(case_id, 2, sender=trial.hosts.steward.address)
    with refused("plans: neither mediator nor juror"):
        trial.file_as(case_id, juror)


def test_nobody_keeps_the_others_plans_out(trial: Trial) -> None:
    """Each role has room of its own: a party that files all it may leaves the others theirs."""
    case_id = trial.open()
    for _ in range(4):
        trial.file(case_id)
    with refused("plans: no more plans of yours"):
        trial.file(case_id)
    for _ in range(4):
        trial.file(case_id, trial.hosts)
    assert trial.plans.count(case_id) == 8


def test_nothing_is_filed_once_votes_are_cast(trial: Trial) -> None:
    """Threat: a party alters what is voted on after it has seen votes."""
    case_id = trial.arbitrated()
    for stage in (SEATING, DELIBERATING):
        trial.juries.stand(1, stage, 0)
        trial.file(case_id)
    for stage in (COMMITTING, 16, 32, 64, FAILED):
        trial.juries.stand(1, stage, 0)
        with refused("plans: votes are being cast"):
            trial.file(case_id)


def test_a_plan_can_bind_to_an_affected_community(trial: Trial) -> None:
    case_id = trial.open(affected=(trial.divers.number,))
    trial.file(case_id, plan=trial.plan(trial.owes(beneficiary=trial.divers.number)))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"obligor": 3}, "plans: obligor isn't a party"),
        ({"beneficiary": 3}, "plans: an obligation to nobody"),
        ({"beneficiary": 0}, "plans: an obligation to nobody"),
        ({"beneficiary": 2}, "plans: an obligation to oneself"),
        ({"kind": 0}, "plans: not one kind"),
        ({"kind": 3}, "plans: not one kind"),
        ({"term": DAY - 1}, "plans: term out of range"),
        ({"term": LONGEST + 1}, "plans: term out of range"),
        ({"amount": 1}, "plans: only restitution is money"),
        ({"split_id": 1}, "plans: only restitution is money"),
        ({"token": "0x" + "11" * 20}, "plans: only restitution is money"),
        ({"kind": 1}, "plans: restitution without a token"),
    ],
)
def test_refuses_plans_that_cannot_be(trial: Trial, change: dict, reason: str) -> None:
    case_id = trial.open()
    said = {"obligor": 2, "beneficiary": 1, "kind": 2, "term": DAY, "description": EVIDENCE}
    owed = Obligation(**said | change)
    with refused(reason):
        trial.file(case_id, plan=trial.plan(owed))
    assert trial.plans.count(case_id) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"amount": 0}, "plans: amount out of range"),
        ({"amount": 2**128}, "plans: amount out of range"),
        ({"split_id": 0}, "plans: no such split"),
        ({"split_id": 99}, "plans: no such split"),
        ({"split_id": 2**32}, "plans: no such split"),
        ({"token": NOBODY}, "plans: restitution without a token"),
    ],
)
def test_refuses_restitution_that_cannot_be(trial: Trial, change: dict, reason: str) -> None:
    case_id = trial.open()
    with refused(reason):
        trial.file(case_id, plan=trial.plan(trial.owes(Kind.RESTITUTION, **change)))


def test_refuses_empty_plans_and_others(trial: Trial) -> None:
    case_id = trial.open()
    with refused("plans: an empty plan"):
        trial.file(case_id, plan=Plan("Nothing", TEXT, ()))
    with refused("plans: a plan needs a title"):
        trial.file(case_id, plan=trial.plan(title=""))
    with refused("plans: not a party"):
        trial.file(case_id, trial.divers)
    asked = trial.plan().for_chain()
    with refused("plans: not the steward"):
        trial.plans.file_plan(case_id, 1, asked, sender=trial.hosts.steward.address)
    with refused("tribunal: no such case"):
        trial.file(99)
    trial.tribunal.withdraw(case_id, sender=trial.fishers.steward.address)
    with refused("plans: the case is over"):
        trial.file(case_id)


def test_after_a_mediation_order_plans_are_still_filed(trial: Trial) -> None:
    trial.juries.shrink(1 << 160, True)
    trial.juries.shrink(0, True)
    trial.juries.shrink(int(trial.federation.address, 16) | 1 << 160, True)
    case_id = trial.arbitrated()
    assert trial.tribunal.case(case_id).state == 128
    pass_time(DAY)
    trial.accept(case_id, trial.file(case_id, trial.hosts))
    assert trial.tribunal.case(case_id).state == 32
