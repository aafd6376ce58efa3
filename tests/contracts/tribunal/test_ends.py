# SPDX-License-Identifier: Apache-2.0
"""Every state reaches an end within bounded time when everyone but one party is silent."""

from __future__ import annotations

import pytest

from symbio.domain.rules import DAY
from symbio.domain.tribunal import GRACE, USUAL
from tests.contracts.boa_chain import now, pass_time
from tests.contracts.federation.assembly import Town
from tests.contracts.tribunal.trial import (
    APPEALABLE,
    ARBITRATION,
    DECIDED,
    FAILED,
    IN_FORCE,
    MEDIATION,
    MEDIATION_ORDER,
    TRIBUNAL,
    UNDECIDED,
    WORLD,
    Trial,
)

#: The longest that a jury can take from its call to its end: the beacon's last retarget, eight
#: waves, and its windows, by the longest rules there can be.
LONGEST_JURY = (30 + 8 * 7 + 60 + 14 + 14) * DAY


def walk(trial: Trial, case_id: int, who: Town, ends: list[tuple[int, int]]) -> int:
    """Take every step that one party can take alone, and give the time it took."""
    began, told = now(), iter(ends)
    for _ in range(12):
        state = trial.state(case_id)
        if state == MEDIATION:
            pass_time(trial.tribunal.case(case_id).due - now())
            trial.escalate(case_id, who)
        elif state == APPEALABLE:
            pass_time(trial.tribunal.case(case_id).due - now())
            trial.tribunal.conclude(case_id, sender=who.steward.address)
        elif state in (ARBITRATION, TRIBUNAL):
            stage, option = next(told)
            pass_time(LONGEST_JURY)
            trial.juries.stand(trial.tribunal.case(case_id).jury_id, stage, option)
            trial.tribunal.conclude(case_id, sender=who.steward.address)
        else:
            return now() - began
    raise AssertionError("no end in twelve steps")


@pytest.mark.parametrize("who", ["fishers", "hosts"])
@pytest.mark.parametrize(
    ("ends", "end"),
    [
        ([(DECIDED, 1)], IN_FORCE),
        ([(UNDECIDED, 0), (DECIDED, 1)], IN_FORCE),
        ([(FAILED, 0), (UNDECIDED, 0), (DECIDED, 1)], IN_FORCE),
        ([(FAILED, 0), (UNDECIDED, 0), (UNDECIDED, 0)], MEDIATION_ORDER),
        ([(FAILED, 0)] * 4, MEDIATION_ORDER),
        ([(FAILED, 0)] * 3 + [(UNDECIDED, 0)] * 2, MEDIATION_ORDER),
        ([(DECIDED, 9), (DECIDED, 9)], MEDIATION_ORDER),
    ],
)
def test_one_party_alone_reaches_an_end(
    trial: Trial, who: str, ends: list[tuple[int, int]], end: int
) -> None:
    case_id = trial.open()
    trial.file(case_id)
    took = walk(trial, case_id, getattr(trial, who), ends)
    assert trial.state(case_id) == end
    assert took <= USUAL.mediation + USUAL.appeal + 5 * LONGEST_JURY


def test_strangers_alone_reach_an_end(trial: Trial) -> None:
    case_id = trial.open()
    trial.file(case_id)
    pass_time(USUAL.mediation + GRACE)
    trial.tribunal.escalate(case_id, 0, sender=trial.stranger)
    trial.decide(case_id)
    pass_time(USUAL.appeal)
    trial.tribunal.conclude(case_id, sender=trial.stranger)
    assert trial.state(case_id) == IN_FORCE


def test_a_case_without_any_plan_ends_too(trial: Trial) -> None:
    """Nobody filed: whatever a bench approves isn't there."""
    case_id = trial.open()
    walk(trial, case_id, trial.fishers, [(DECIDED, 1), (DECIDED, 1)])
    assert trial.state(case_id) == MEDIATION_ORDER


def test_a_world_without_people_ends_too(trial: Trial) -> None:
    for pool in (WORLD, 1 << 160, int(trial.federation.address, 16) | 1 << 160):
        trial.juries.shrink(pool, True)
    case_id = trial.open()
    took = walk(trial, case_id, trial.hosts, [])
    assert trial.state(case_id) == MEDIATION_ORDER and took == USUAL.mediation


def test_a_mediation_order_is_no_trap(trial: Trial) -> None:
    """It is over for those who don't agree, and open for those who do."""
    case_id = trial.tried()
    trial.decide(case_id, 9)
    assert trial.state(case_id) == MEDIATION_ORDER
    assert not trial.tribunal.is_party_in(trial.federation.address, 1)
    trial.accept(case_id, 1)
    assert trial.tribunal.plan_in_force(case_id) == (1, now())
    assert not trial.tribunal.is_party_in(trial.federation.address, 1)
