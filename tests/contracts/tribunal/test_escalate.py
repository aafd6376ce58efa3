# SPDX-License-Identifier: Apache-2.0
"""Tribunal.escalate and appeal: up the ladder by standing, never by a fee."""

from __future__ import annotations

import pytest

from symbio.domain.rules import DAY
from symbio.domain.tribunal import GRACE, USUAL, Bench, Rules
from tests.contracts.boa_chain import NOBODY, now, pass_time, refused
from tests.contracts.tribunal.trial import (
    APPEALABLE,
    ARBITRATION,
    CLAUSE,
    MEDIATION_ORDER,
    OF_STEWARDS,
    TRIBUNAL,
    WORLD,
    Trial,
)


def pool_of(trial: Trial, kind: int = OF_STEWARDS) -> int:
    return int(trial.federation.address, 16) | kind


def test_a_party_escalates_when_mediation_is_over(trial: Trial) -> None:
    case_id = trial.open(affected=(trial.divers.number,))
    pass_time(USUAL.mediation - 1)
    with refused("tribunal: mediation isn't over"):
        trial.escalate(case_id)
    pass_time(1)
    trial.escalate(case_id, trial.hosts)
    assert trial.said() == [
        {
            "event": "CaseAdvanced",
            "case_id": case_id,
            "actor": trial.hosts.steward.address,
            "state": ARBITRATION,
            "jury_id": 1,
            "plan": 0,
            "due": 0,
        }
    ]
    case = trial.tribunal.case(case_id)
    called = trial.juries.called(1)
    assert (called.court, called.pool) == (trial.tribunal.address, pool_of(trial))
    assert (called.season, called.size, called.options) == (case.season, 5, 16)
    assert (called.excluded, called.times) == ([1, 2, 3], USUAL.times)
    assert called.payer == trial.federation.address
    assert int.from_bytes(called.subject) == case_id
    assert (case.state, case.jury_id, case.draws) == (ARBITRATION, 1, 0)


def test_a_party_escalates_once_it_rejected_a_plan_of_anothers(trial: Trial) -> None:
    case_id = trial.open()
    number, own = trial.file(case_id), trial.file(case_id, trial.hosts)
    trial.reject(case_id, own)
    with refused("tribunal: mediation isn't over"):
        trial.escalate(case_id, trial.hosts)
    trial.reject(case_id, number)
    with refused("tribunal: mediation isn't over"):
        trial.escalate(case_id, trial.fishers)
    trial.escalate(case_id, trial.hosts)
    assert trial.state(case_id) == ARBITRATION


def test_taking_a_rejection_back_takes_the_standing_back(trial: Trial) -> None:
    case_id = trial.open()
    number = trial.file(case_id)
    trial.reject(case_id, number)
    trial.accept(case_id, number, trial.hosts)
    with refused("tribunal: mediation isn't over"):
        trial.escalate(case_id, trial.hosts)


def test_anybody_escalates_a_week_after_mediation(trial: Trial) -> None:
    case_id = trial.open()
    pass_time(USUAL.mediation + GRACE - 1)
    with refused("tribunal: mediation isn't long over"):
        trial.tribunal.escalate(case_id, 0, sender=trial.stranger)
    pass_time(1)
    trial.tribunal.escalate(case_id, 0, sender=trial.stranger)
    assert trial.state(case_id) == ARBITRATION


def test_a_small_federation_widens_to_the_world(trial: Trial) -> None:
    """Threat: too few eligible jurors; the case widens, and excludes the same."""
    trial.juries.shrink(pool_of(trial), True)
    trial.arbitrated(affected=(3,))
    called = trial.juries.called(1)
    assert called.pool == OF_STEWARDS and called.excluded == [1, 2, 3]


def test_without_a_panel_a_jury_sits_at_once(trial: Trial) -> None:
    for pool in (pool_of(trial), OF_STEWARDS):
        trial.juries.shrink(pool, True)
    case_id = trial.arbitrated()
    called = trial.juries.called(1)
    assert trial.state(case_id) == TRIBUNAL
    assert (called.pool, called.size, called.excluded) == (WORLD, 12, [1, 2])


def test_without_any_bench_there_is_a_mediation_order(trial: Trial) -> None:
    for pool in (pool_of(trial), OF_STEWARDS, WORLD):
        trial.juries.shrink(pool, True)
    case_id = trial.arbitrated()
    assert trial.state(case_id) == MEDIATION_ORDER
    assert not trial.tribunal.is_party_in(trial.federation.address, 1)
    with refused("tribunal: not in mediation"):
        trial.escalate(case_id)


def test_nobody_makes_a_bench_too_small_by_being_early(trial: Trial) -> None:
    """Threat: escalating before a table is frozen, so that no bench is found."""
    case_id = trial.open()
    pass_time(USUAL.mediation)
    trial.juries.thaw(pool_of(trial), True)
    trial.juries.shrink(pool_of(trial), True)
    with refused("tribunal: the season isn't frozen"):
        trial.escalate(case_id)
    trial.juries.thaw(pool_of(trial), False)
    trial.escalate(case_id)
    assert trial.state(case_id) == ARBITRATION


def test_a_case_without_a_federation_has_the_worlds_panel(trial: Trial) -> None:
    trial.arbitrated(federation=NOBODY)
    assert trial.juries.called(1).pool == OF_STEWARDS
    assert trial.juries.called(1).payer == NOBODY


def test_the_federations_rules_choose_the_bench(trial: Trial) -> None:
    rules = Rules(panel=7, panel_of=Bench.PEOPLE, wave=3_600, commit=7_200, jury=9, grave_jury=15)
    us = trial.federation.address
    trial.tribunal.set_rules(rules.for_chain(), sender=us)
    trial.tribunal.set_grave(CLAUSE, True, sender=us)
    case_id = trial.arbitrated(clause=CLAUSE)
    called = trial.juries.called(1)
    assert (called.pool, called.size, called.times) == (pool_of(trial, 0), 7, rules.times)
    trial.decide(case_id)
    trial.tribunal.appeal(case_id, 1, sender=trial.fishers.steward.address)
    assert trial.juries.called(2).size == 15


def test_the_season_is_the_openings(trial: Trial) -> None:
    """Threat: enrolment for a known dispute; only tables of before the case are drawn from."""
    case_id = trial.open()
    season = trial.tribunal.case(case_id).season
    pass_time(120 * DAY)
    trial.escalate(case_id)
    assert trial.juries.called(1).season == season == (now() - 120 * DAY) // (90 * DAY)


def test_a_party_appeals_in_time(trial: Trial) -> None:
    case_id = trial.arbitrated()
    trial.decide(case_id)
    assert trial.state(case_id) == APPEALABLE
    assert trial.tribunal.case(case_id).due == now() + USUAL.appeal
    pass_time(USUAL.appeal - 1)
    trial.tribunal.appeal(case_id, 2, sender=trial.hosts.steward.address)
    assert trial.said() == [
        {
            "event": "CaseAdvanced",
            "case_id": case_id,
            "actor": trial.hosts.steward.address,
            "state": TRIBUNAL,
            "jury_id": 2,
            "plan": 0,
            "due": 0,
        }
    ]
    assert trial.tribunal.case(case_id).plan == 0
    called = trial.juries.called(2)
    assert (called.pool, called.size, called.excluded) == (WORLD, 12, [1, 2])


def test_one_appeal_and_no_more(trial: Trial) -> None:
    """Threat: endless appeals."""
    case_id = trial.tried()
    with refused("tribunal: nothing to appeal"):
        trial.tribunal.appeal(case_id, 1, sender=trial.fishers.steward.address)
    trial.decide(case_id)
    with refused("tribunal: nothing to appeal"):
        trial.tribunal.appeal(case_id, 1, sender=trial.fishers.steward.address)


def test_appeal_refuses(trial: Trial) -> None:
    case_id = trial.arbitrated()
    with refused("tribunal: nothing to appeal"):
        trial.tribunal.appeal(case_id, 1, sender=trial.fishers.steward.address)
    trial.decide(case_id)
    with refused("tribunal: not a party"):
        trial.tribunal.appeal(case_id, 3, sender=trial.divers.steward.address)
    with refused("tribunal: not the steward"):
        trial.tribunal.appeal(case_id, 1, sender=trial.hosts.steward.address)
    pass_time(USUAL.appeal)
    with refused("tribunal: time for an appeal is over"):
        trial.tribunal.appeal(case_id, 1, sender=trial.fishers.steward.address)


@pytest.mark.parametrize("who", ["divers", "hosts"])
def test_escalate_refuses_others(trial: Trial, who: str) -> None:
    case_id = trial.open()
    pass_time(USUAL.mediation)
    reason = "tribunal: not a party" if who == "divers" else "tribunal: not the steward"
    number = 3 if who == "divers" else 1
    with refused(reason):
        trial.tribunal.escalate(case_id, number, sender=getattr(trial, who).steward.address)
