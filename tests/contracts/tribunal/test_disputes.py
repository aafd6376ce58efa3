# SPDX-License-Identifier: Apache-2.0
"""Tribunal.createDispute, currentRuling, execute_ruling: disputes of other contracts (ERC-792)."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from symbio.domain.tribunal import CALLBACK_GAS, USUAL, extra_data
from tests.contracts.boa_chain import NOBODY, deployer, now, refused
from tests.contracts.tribunal.trial import (
    DECIDED,
    EVIDENCE,
    FAILED,
    RULED,
    TRIBUNAL,
    UNDECIDED,
    WORLD,
    Trial,
)

WAITING, SOLVED = 0, 2
BEHAVES, REVERTS, BURNS, BABBLES, COMES_BACK, LOOKS = range(6)


@pytest.fixture
def arbitrable(trial: Trial) -> Any:
    return deployer("tests/mocks/Arbitrable.vy").deploy()


def bring(trial: Trial, arbitrable: Any, choices: int = 2, data: bytes = b"") -> int:
    return int(arbitrable.bring(trial.tribunal, choices, data))


def test_anybody_brings_a_dispute_for_nothing(trial: Trial, arbitrable: Any) -> None:
    assert trial.tribunal.arbitrationCost(b"") == 0
    case_id = bring(trial, arbitrable)
    case = trial.tribunal.case(case_id)
    assert (case.state, case.federation, case.is_dispute) == (TRIBUNAL, arbitrable.address, True)
    assert (case.choices, case.jury_id, case.draws, case.ruling) == (2, 1, 1, 0)
    called = trial.juries.called(1)
    assert (called.pool, called.size, called.options, called.excluded) == (WORLD, 12, 2, [])
    assert (called.times, called.payer, called.season) == (USUAL.times, NOBODY, case.season)
    assert trial.tribunal.disputeStatus(case_id) == WAITING


def test_a_dispute_is_logged(trial: Trial, arbitrable: Any) -> None:
    trial.tribunal.createDispute(3, extra_data(5, (2, 4)), sender=arbitrable.address)
    creation, opened, advanced = trial.said()
    assert creation == {
        "event": "DisputeCreation",
        "disputeID": 1,
        "arbitrable": arbitrable.address,
    }
    assert opened == {
        "event": "DisputeOpened",
        "case_id": 1,
        "arbitrable": arbitrable.address,
        "choices": 3,
        "excluded": [2, 4],
        "jury_id": 1,
    }
    assert (advanced["event"], advanced["state"], advanced["jury_id"]) == (
        "CaseAdvanced",
        TRIBUNAL,
        1,
    )


def test_who_knows_this_court_names_seats_and_who_may_not_judge(
    trial: Trial, arbitrable: Any
) -> None:
    case_id = bring(trial, arbitrable, 16, extra_data(60, range(1, 9)))
    called = trial.juries.called(1)
    assert (called.size, called.excluded) == (60, list(range(1, 9)))
    assert trial.tribunal.case(case_id).affected == list(range(1, 9))
    bring(trial, arbitrable, 101, extra_data(3))
    assert (trial.juries.called(2).size, trial.juries.called(2).options) == (3, 101)


@pytest.mark.parametrize("data", [b"\x07".rjust(32, b"\x00"), b"\x01" * 64, b"any", b"\x00" * 1024])
def test_other_extra_data_says_nothing_here(trial: Trial, arbitrable: Any, data: bytes) -> None:
    bring(trial, arbitrable, 2, data)
    assert (trial.juries.called(1).size, trial.juries.called(1).excluded) == (12, [])


@pytest.mark.parametrize(
    ("choices", "data", "reason"),
    [
        (0, b"", "tribunal: no such choices"),
        (2**32, b"", "tribunal: no such choices"),
        (2, extra_data(2), "tribunal: seats out of range"),
        (2, extra_data(61), "tribunal: seats out of range"),
        (2, extra_data(3) + b"\x00", "tribunal: extra data out of shape"),
        (2, extra_data(3, range(1, 10)), "tribunal: extra data out of shape"),
        (2, extra_data(3) + (0).to_bytes(32), "tribunal: communities aren't ascending"),
        (2, extra_data(3, (4,)) + (4).to_bytes(32), "tribunal: communities aren't ascending"),
        (2, extra_data(3, (2**32,)), "tribunal: no such community"),
    ],
)
def test_refuses(trial: Trial, choices: int, data: bytes, reason: str) -> None:
    with refused(reason):
        trial.tribunal.createDispute(choices, data)
    assert trial.tribunal.count() == 0


def test_refuses_value_and_what_it_cannot_judge(trial: Trial) -> None:
    boa.env.set_balance(trial.stranger, 10)
    with refused("tribunal: it costs nothing"):
        trial.tribunal.createDispute(2, b"", value=1, sender=trial.stranger)
    trial.juries.shrink(WORLD, True)
    with refused("tribunal: too few people for a jury"):
        trial.tribunal.createDispute(2, b"")
    assert trial.tribunal.count() == 0


def test_a_jurys_ruling_reaches_the_arbitrable(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable)
    trial.decide(case_id, 2)
    advanced, executed = trial.said()
    assert (advanced["state"], advanced["due"]) == (RULED, now())
    assert executed == {
        "event": "RulingExecuted",
        "case_id": case_id,
        "actor": trial.stranger,
        "ruling": 2,
        "accepted": True,
    }
    assert (arbitrable.ruling(), arbitrable.calls()) == (2, 1)
    assert trial.tribunal.currentRuling(case_id) == 2
    assert trial.tribunal.disputeStatus(case_id) == SOLVED
    assert trial.tribunal.case(case_id).is_executed


def test_a_ruling_is_executed_once(trial: Trial, arbitrable: Any) -> None:
    """Threat: a ruling executed twice."""
    case_id = bring(trial, arbitrable)
    with refused("tribunal: no ruling to execute"):
        trial.tribunal.execute_ruling(case_id)
    trial.decide(case_id, 1)
    with refused("tribunal: the ruling is executed"):
        trial.tribunal.execute_ruling(case_id)
    with refused("tribunal: nothing to conclude"):
        trial.tribunal.conclude(case_id)
    assert arbitrable.calls() == 1


@pytest.mark.parametrize("manner", [REVERTS, BURNS])
def test_an_arbitrable_that_refuses_blocks_nothing(
    trial: Trial, arbitrable: Any, manner: int
) -> None:
    """Threat: a callback that reverts or burns gas; the ruling is final all the same."""
    case_id = bring(trial, arbitrable)
    arbitrable.set(manner, NOBODY, b"")
    trial.decide(case_id, 1)
    assert not trial.said()[-1]["accepted"]
    assert trial.state(case_id) == RULED and trial.tribunal.currentRuling(case_id) == 1
    trial.tribunal.execute_ruling(case_id)
    assert not trial.tribunal.case(case_id).is_executed
    arbitrable.set(BEHAVES, NOBODY, b"")
    trial.tribunal.execute_ruling(case_id, sender=trial.stranger)
    assert trial.tribunal.case(case_id).is_executed and arbitrable.ruling() == 1


def test_a_callback_has_bounded_gas(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable)
    arbitrable.set(BABBLES, NOBODY, b"")
    trial.decide(case_id, 1)
    assert trial.said()[-1]["accepted"]
    assert arbitrable.gas_given() <= CALLBACK_GAS


def test_nobody_starves_a_callback(trial: Trial, arbitrable: Any) -> None:
    """Threat: a carrier that gives so little gas that only the arbitrable fails."""
    case_id = bring(trial, arbitrable)
    arbitrable.set(REVERTS, NOBODY, b"")
    trial.decide(case_id, 1)
    arbitrable.set(BEHAVES, NOBODY, b"")
    with refused("tribunal: too little gas for the ruling"):
        trial.tribunal.execute_ruling(case_id, gas=520_000)
    trial.tribunal.execute_ruling(case_id, gas=600_000)
    assert arbitrable.gas_given() > CALLBACK_GAS - 10_000
    assert trial.tribunal.case(case_id).is_executed


def test_an_arbitrable_cannot_come_back(trial: Trial, arbitrable: Any) -> None:
    """Threat: a callback that re-enters."""
    case_id = bring(trial, arbitrable)
    for function, args in (
        ("execute_ruling", (case_id,)),
        ("conclude", (case_id,)),
        ("createDispute", (2, b"")),
        ("submit_evidence", (case_id, 0, EVIDENCE)),
    ):
        data = getattr(trial.tribunal, function).prepare_calldata(*args)
        with boa.env.anchor():
            arbitrable.set(COMES_BACK, trial.tribunal.address, data)
            trial.decide(case_id, 1)
            assert not arbitrable.went_through()
            assert arbitrable.calls() == 1 and trial.tribunal.count() == 1


def test_an_arbitrable_may_look_while_it_is_told(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable)
    arbitrable.set(LOOKS, NOBODY, b"")
    trial.decide(case_id, 2)
    assert arbitrable.ruling() == 1_002


def test_an_account_without_code_brings_disputes_too(trial: Trial) -> None:
    case_id = trial.tribunal.createDispute(2, b"", sender=trial.stranger)
    trial.decide(case_id, 2)
    assert trial.tribunal.currentRuling(case_id) == 2


def test_no_decision_is_a_refusal_to_rule(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable)
    trial.decide(case_id, 0, UNDECIDED)
    assert trial.state(case_id) == TRIBUNAL and trial.juries.rounds(1) == 2
    trial.decide(case_id, 0, UNDECIDED)
    assert trial.state(case_id) == RULED
    assert (arbitrable.calls(), arbitrable.ruling()) == (1, 0)


def test_three_juries_may_fail_and_then_none_rules(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable, 101, extra_data(5, (2,)))
    for draw in (2, 3):
        trial.decide(case_id, 0, FAILED)
        called = trial.juries.called(draw)
        assert (called.size, called.options, called.excluded) == (5, 101, [2])
    trial.decide(case_id, 0, FAILED)
    assert trial.state(case_id) == RULED and trial.tribunal.currentRuling(case_id) == 0


def test_a_pool_that_shrank_ends_in_a_refusal(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable)
    trial.juries.shrink(WORLD, True)
    trial.decide(case_id, 0, FAILED)
    assert trial.state(case_id) == RULED


def test_a_dispute_is_no_case(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable)
    sender = trial.fishers.steward.address
    reason = "tribunal: a dispute, not a case"
    for function, args in (("escalate", (1,)), ("appeal", (1,)), ("withdraw", ())):
        with refused(reason):
            getattr(trial.tribunal, function)(case_id, *args, sender=sender)
    with refused("plans: a dispute, not a case"):
        trial.file(case_id)
    trial.tribunal.submit_evidence(case_id, 0, EVIDENCE, sender=trial.stranger)
    assert trial.said()[0]["event"] == "EvidenceGiven"


def test_no_bench_is_made_too_small_by_being_early(trial: Trial, arbitrable: Any) -> None:
    case_id = bring(trial, arbitrable)
    trial.juries.stand(1, FAILED, 0)
    trial.juries.thaw(WORLD, True)
    with refused("tribunal: the season isn't frozen"):
        trial.tribunal.conclude(case_id)
    trial.juries.thaw(WORLD, False)
    trial.decide(case_id, 1, DECIDED)
    assert trial.state(case_id) == RULED
