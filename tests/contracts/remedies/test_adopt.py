# SPDX-License-Identifier: Apache-2.0
"""Remedies.adopt: a plan in force is written down, once."""

from __future__ import annotations

from symbio.domain.plans import Kind
from tests.contracts.boa_chain import NOBODY, now, pass_time, refused
from tests.contracts.tribunal.trial import (
    DUE,
    FULFILLED,
    IN_FORCE,
    OWED,
    TERM,
    Trial,
)


def test_anybody_writes_down_a_plan_in_force(trial: Trial) -> None:
    owed = (trial.owes(), trial.owes(Kind.RESTITUTION))
    case_id, plan = trial.in_force(*owed)
    settled = now()
    pass_time(1_000)
    assert trial.remedies.obligations(case_id) == (0, 0, 0)
    trial.remedies.adopt(case_id, plan.for_chain(), sender=trial.stranger)
    (said,) = trial.said(trial.remedies)
    assert [tuple(each) for each in said.pop("obligations")] == [o.for_chain() for o in owed]
    assert said == {
        "event": "PlanAdopted",
        "case_id": case_id,
        "actor": trial.stranger,
        "first": 1,
        "since": settled,
    }
    assert trial.remedies.obligations(case_id) == (1, 2, 2)
    assert tuple(trial.remedies.duty(1)) == (
        case_id, 2, 1, Kind.REPAIR, DUE, settled + TERM, 0, False, NOBODY, 0, 0, 0,
    )  # fmt: skip
    assert tuple(trial.remedies.duty(2)) == (
        case_id, 2, 1, Kind.RESTITUTION, DUE, settled + TERM, 0, False,
        trial.coin.address, OWED, 0, 1,
    )  # fmt: skip
    assert trial.remedies.record(2) == (0, 2, 0)
    assert trial.remedies.count() == 2


def test_what_a_jury_chose_is_written_down(trial: Trial) -> None:
    case_id = trial.tried()
    trial.decide(case_id)
    trial.remedies.adopt(case_id, trial.plan().for_chain())
    assert trial.state(case_id) == IN_FORCE
    assert trial.remedies.duty(1).due == now() + TERM
    trial.remedies.confirm(1, sender=trial.fishers.steward.address)
    assert trial.state(case_id) == FULFILLED


def test_only_the_plan_in_force(trial: Trial) -> None:
    """Threat: obligations that nobody decided on."""
    case_id = trial.open()
    number, plan = trial.file(case_id), trial.plan()
    with refused("remedies: no plan is in force"):
        trial.remedies.adopt(case_id, plan.for_chain())
    trial.accept(case_id, number)
    for other in (trial.plan(title="Another"), trial.plan(trial.owes(term=TERM + 1))):
        with refused("remedies: not the plan in force"):
            trial.remedies.adopt(case_id, other.for_chain())
    trial.remedies.adopt(case_id, plan.for_chain())
    with refused("remedies: adopted already"):
        trial.remedies.adopt(case_id, plan.for_chain())
    with refused("tribunal: no such case"):
        trial.remedies.adopt(2, plan.for_chain())
    with refused("remedies: no such obligation"):
        trial.remedies.duty(2)
