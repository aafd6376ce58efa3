# SPDX-License-Identifier: Apache-2.0
"""Plans.accept_plan, accept_plan_by_signature, reject_plan; Tribunal.settle."""

from __future__ import annotations

import pytest

from tests.contracts.boa_chain import account, now, pass_time, refused
from tests.contracts.tribunal.trial import (
    COMMITTING,
    REVEALING,
    SETTLED,
    Trial,
)

DAY = 86_400


def by_signature(trial: Trial, case_id: int, signature: bytes, **other: object) -> None:
    plan = trial.plan()
    said = {"community_id": 2, "number": 1, "title": plan.title, "until": now() + DAY} | other
    trial.plans.accept_plan_by_signature(
        case_id,
        said["community_id"],
        said["number"],
        said["title"],
        other.get("matter", plan.matter),
        said["until"],
        signature,
        sender=account("relayer").address,
    )


def test_all_parties_accepting_settles(trial: Trial) -> None:
    case_id = trial.open()
    number = trial.file(case_id)
    trial.accept(case_id, number, trial.fishers)
    assert trial.said(trial.plans) == [
        {
            "event": "PlanAccepted",
            "case_id": case_id,
            "steward": trial.fishers.steward.address,
            "number": number,
            "community_id": 1,
        }
    ]
    assert trial.plans.answers(case_id, number) == (1, 0)
    trial.accept(case_id, number, trial.hosts)
    assert trial.said(trial.plans)[-1] == {
        "event": "CaseAdvanced",
        "case_id": case_id,
        "actor": trial.hosts.steward.address,
        "state": SETTLED,
        "jury_id": 0,
        "plan": number,
        "due": now(),
    }
    assert trial.tribunal.plan_in_force(case_id) == (number, now())
    assert not trial.tribunal.is_party_in(trial.federation.address, 1)


def test_every_party_must_accept(trial: Trial) -> None:
    case_id = trial.open(trial.hosts, trial.divers)
    number = trial.file(case_id)
    trial.accept(case_id, number, trial.fishers, trial.hosts)
    assert trial.state(case_id) == 1
    trial.accept(case_id, number, trial.divers)
    assert trial.state(case_id) == SETTLED


def test_acceptances_of_two_plans_are_not_one(trial: Trial) -> None:
    case_id = trial.open()
    first, second = trial.file(case_id), trial.file(case_id)
    trial.accept(case_id, first, trial.fishers)
    trial.accept(case_id, second, trial.hosts)
    assert trial.state(case_id) == 1
    trial.accept(case_id, second, trial.fishers)
    assert trial.tribunal.case(case_id).plan == second


@pytest.mark.parametrize("step", ["open", "arbitrated", "tried"])
@pytest.mark.parametrize("stage", [COMMITTING, REVEALING])
def test_parties_settle_at_every_moment(trial: Trial, step: str, stage: int) -> None:
    case_id = getattr(trial, step)()
    number = 1 if step != "open" else trial.file(case_id)
    if step != "open":
        trial.juries.stand(trial.tribunal.case(case_id).jury_id, stage, 0)
    trial.accept(case_id, number)
    assert trial.state(case_id) == SETTLED
    with refused("tribunal: nothing to conclude"):
        trial.tribunal.conclude(case_id)


def test_parties_settle_while_a_decision_can_be_appealed(trial: Trial) -> None:
    case_id = trial.arbitrated(plans=2)
    trial.decide(case_id, option=1)
    trial.accept(case_id, 2)
    assert trial.state(case_id) == SETTLED
    assert trial.tribunal.plan_in_force(case_id) == (2, now())


def test_a_signed_acceptance_counts(trial: Trial) -> None:
    case_id = trial.open()
    trial.accept(case_id, trial.file(case_id), trial.fishers)
    signed = trial.sign(case_id, trial.plan(), trial.hosts, now() + DAY)
    by_signature(trial, case_id, signed)
    assert trial.state(case_id) == SETTLED


def test_a_signature_says_one_thing(trial: Trial) -> None:
    """Threat: signatures carried to another case, plan, party or day."""
    case_id, other = trial.open(), trial.open(facts=b"\x01" * 32)
    plan = trial.plan()
    for each in (case_id, other):
        trial.file(each)
    trial.file(case_id, plan=trial.plan(title="Another"))
    signed = trial.sign(case_id, plan, trial.hosts, now() + DAY)
    wrong = "plans: not signed by the steward"
    with refused(wrong):
        by_signature(trial, other, signed)
    with refused(wrong):
        by_signature(trial, case_id, signed, community_id=1)
    with refused(wrong):
        by_signature(trial, case_id, signed, until=now() + DAY + 1)
    with refused(wrong):
        by_signature(trial, case_id, signed, number=2, title="Another")
    with refused("plans: not this plan's words"):
        by_signature(trial, case_id, signed, number=2)
    with refused("plans: not this plan's words"):
        by_signature(trial, case_id, signed, title="Nicer words")
    with refused("plans: not this plan's words"):
        by_signature(trial, case_id, signed, matter=b"\x01" * 32)
    stranger = trial.sign(case_id, plan, trial.hosts, now() + DAY, account("stranger"))
    with refused(wrong):
        by_signature(trial, case_id, stranger)
    with refused("plans: not a party"):
        by_signature(trial, case_id, signed, community_id=3)
    until = now() + DAY
    pass_time(DAY + 1)
    with refused("plans: acceptance has ended"):
        by_signature(trial, case_id, signed, until=until)


def test_who_rejected_takes_back_what_was_signed(trial: Trial) -> None:
    """Threat: replay of an acceptance that was taken back."""
    case_id = trial.open()
    number = trial.file(case_id)
    signed = trial.sign(case_id, trial.plan(), trial.hosts, now() + DAY)
    by_signature(trial, case_id, signed)
    assert trial.plans.answers(case_id, number) == (2, 0)
    trial.reject(case_id, number)
    assert trial.said(trial.plans) == [
        {
            "event": "PlanRejected",
            "case_id": case_id,
            "steward": trial.hosts.steward.address,
            "number": number,
            "community_id": 2,
        }
    ]
    assert trial.plans.answers(case_id, number) == (0, 2)
    with refused("plans: the party rejected it"):
        by_signature(trial, case_id, signed)
    trial.accept(case_id, number, trial.hosts)
    assert trial.plans.answers(case_id, number) == (2, 0)


def test_the_same_plan_filed_again_does_not_bring_back_a_signature(trial: Trial) -> None:
    """Threat: what was rejected under one number is filed anew, and the signature carried there."""
    case_id = trial.open()
    number = trial.file(case_id)
    signed = trial.sign(case_id, trial.plan(), trial.hosts, now() + DAY)
    again = trial.file(case_id, trial.hosts)
    with refused("plans: filed before"):
        by_signature(trial, case_id, signed, number=again)
    trial.reject(case_id, number)
    with refused("plans: filed before"):
        by_signature(trial, case_id, signed, number=again)
    trial.accept(case_id, again)
    assert trial.tribunal.plan_in_force(case_id) == (again, now())


def test_refuses(trial: Trial) -> None:
    case_id = trial.open()
    number = trial.file(case_id)
    for function in (trial.plans.accept_plan, trial.plans.reject_plan):
        with refused("plans: not the steward"):
            function(case_id, 1, number, sender=trial.hosts.steward.address)
        with refused("plans: not a party"):
            function(case_id, 3, number, sender=trial.divers.steward.address)
        with refused("plans: no such plan"):
            function(case_id, 1, number + 1, sender=trial.fishers.steward.address)
        with refused("plans: no such plan"):
            function(case_id, 1, 0, sender=trial.fishers.steward.address)
    trial.accept(case_id, number)
    for function in (trial.plans.accept_plan, trial.plans.reject_plan):
        with refused("plans: the case is over"):
            function(case_id, 1, number, sender=trial.fishers.steward.address)


def test_only_plans_settles(trial: Trial) -> None:
    case_id = trial.open()
    trial.file(case_id)
    with refused("tribunal: not Plans"):
        trial.tribunal.settle(case_id, 1, trial.stranger, sender=trial.stranger)
