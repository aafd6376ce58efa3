# SPDX-License-Identifier: Apache-2.0
"""Tribunal.conclude and withdraw: what benches decide, and what follows where they don't."""

from __future__ import annotations

import pytest

from symbio.domain.tribunal import USUAL
from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.tribunal.trial import (
    APPEALABLE,
    ARBITRATION,
    CALLED,
    COMMITTING,
    DECIDED,
    DELIBERATING,
    FAILED,
    IN_FORCE,
    MEDIATION_ORDER,
    REVEALING,
    SEATING,
    TRIBUNAL,
    UNDECIDED,
    WITHDRAWN,
    WORLD,
    Trial,
)


@pytest.mark.parametrize("step", ["arbitrated", "tried"])
@pytest.mark.parametrize("stage", [CALLED, SEATING, DELIBERATING, COMMITTING, REVEALING])
def test_refuses_before_the_bench_is_done(trial: Trial, step: str, stage: int) -> None:
    case_id = getattr(trial, step)()
    with refused("tribunal: the jury isn't done"):
        trial.decide(case_id, stage=stage)


def test_a_panels_choice_waits_for_an_appeal(trial: Trial) -> None:
    case_id = trial.arbitrated(plans=3)
    trial.decide(case_id, option=2)
    assert trial.said() == [
        {
            "event": "CaseAdvanced",
            "case_id": case_id,
            "actor": trial.stranger,
            "state": APPEALABLE,
            "jury_id": 0,
            "plan": 2,
            "due": now() + USUAL.appeal,
        }
    ]
    pass_time(USUAL.appeal - 1)
    with refused("tribunal: time for an appeal isn't over"):
        trial.tribunal.conclude(case_id)
    assert trial.tribunal.plan_in_force(case_id) == (0, 0)
    pass_time(1)
    trial.tribunal.conclude(case_id, sender=trial.stranger)
    assert trial.state(case_id) == IN_FORCE
    assert trial.tribunal.plan_in_force(case_id) == (2, now())
    assert not trial.tribunal.is_party_in(trial.federation.address, 2)


def test_a_jurys_choice_is_final(trial: Trial) -> None:
    case_id = trial.tried(plans=2)
    trial.decide(case_id, option=2)
    assert trial.said()[-1]["state"] == IN_FORCE
    assert trial.tribunal.plan_in_force(case_id) == (2, now())
    with refused("tribunal: nothing to conclude"):
        trial.tribunal.conclude(case_id)


@pytest.mark.parametrize("stage", [UNDECIDED, FAILED])
def test_a_panel_without_a_choice_leaves_it_to_a_jury(trial: Trial, stage: int) -> None:
    case_id = trial.arbitrated()
    trial.decide(case_id, 0, stage)
    case = trial.tribunal.case(case_id)
    assert (case.state, case.jury_id, case.draws) == (TRIBUNAL, 2, 1)
    assert trial.juries.rounds(1) == 1


def test_approving_a_plan_that_is_not_there_decides_nothing(trial: Trial) -> None:
    case_id = trial.arbitrated()
    trial.decide(case_id, option=2)
    assert trial.state(case_id) == TRIBUNAL
    trial.decide(case_id, option=16)
    assert trial.state(case_id) == MEDIATION_ORDER


def test_an_undecided_jury_deliberates_once_more(trial: Trial) -> None:
    case_id = trial.tried()
    trial.decide(case_id, 0, UNDECIDED)
    assert trial.state(case_id) == TRIBUNAL
    assert trial.juries.rounds(2) == 2
    trial.decide(case_id, 0, UNDECIDED)
    assert trial.state(case_id) == MEDIATION_ORDER
    assert trial.tribunal.plan_in_force(case_id) == (0, 0)


def test_a_jury_decides_in_its_second_round(trial: Trial) -> None:
    case_id = trial.tried()
    trial.decide(case_id, 0, UNDECIDED)
    trial.decide(case_id, 1)
    assert trial.state(case_id) == IN_FORCE


def test_three_juries_may_fail(trial: Trial) -> None:
    """Threat: seats refused to delay; at most three draws, then an end."""
    case_id = trial.tried()
    for draw in (1, 2):
        assert trial.tribunal.case(case_id).draws == draw
        trial.decide(case_id, 0, FAILED)
        assert trial.state(case_id) == TRIBUNAL
    assert trial.tribunal.case(case_id).jury_id == 4
    trial.decide(case_id, 0, FAILED)
    assert trial.state(case_id) == MEDIATION_ORDER


def test_a_pool_that_shrank_ends_in_an_order(trial: Trial) -> None:
    case_id = trial.tried()
    trial.juries.shrink(WORLD, True)
    trial.decide(case_id, 0, FAILED)
    assert trial.state(case_id) == MEDIATION_ORDER


def test_the_claimant_withdraws(trial: Trial) -> None:
    case_id = trial.open()
    trial.tribunal.withdraw(case_id, sender=trial.fishers.steward.address)
    assert trial.said()[-1]["state"] == WITHDRAWN
    assert not trial.tribunal.is_party_in(trial.federation.address, 1)
    with refused("tribunal: too late to withdraw"):
        trial.tribunal.withdraw(case_id, sender=trial.fishers.steward.address)


@pytest.mark.parametrize("stage", [CALLED, COMMITTING, REVEALING, DECIDED, UNDECIDED, FAILED])
def test_nobody_withdraws_from_a_bench(trial: Trial, stage: int) -> None:
    """Threat: a claimant that dislikes its panel, or sees it lose, files the case again."""
    case_id = trial.arbitrated()
    trial.juries.stand(1, stage, 1)
    with refused("tribunal: too late to withdraw"):
        trial.tribunal.withdraw(case_id, sender=trial.fishers.steward.address)
    assert trial.state(case_id) == ARBITRATION


@pytest.mark.parametrize("step", ["tried", "appealable"])
def test_nobody_withdraws_after_a_decision(trial: Trial, step: str) -> None:
    case_id = trial.arbitrated()
    trial.decide(case_id)
    if step == "tried":
        trial.tribunal.appeal(case_id, 1, sender=trial.fishers.steward.address)
    with refused("tribunal: too late to withdraw"):
        trial.tribunal.withdraw(case_id, sender=trial.fishers.steward.address)


def test_only_the_claimant_withdraws(trial: Trial) -> None:
    case_id = trial.open()
    with refused("tribunal: not the steward"):
        trial.tribunal.withdraw(case_id, sender=trial.hosts.steward.address)


def test_refuses_where_no_bench_sits(trial: Trial) -> None:
    case_id = trial.open()
    with refused("tribunal: nothing to conclude"):
        trial.tribunal.conclude(case_id)
    with refused("tribunal: no such case"):
        trial.tribunal.conclude(2)
