# SPDX-License-Identifier: Apache-2.0
"""Remedies.acknowledge, fulfil, confirm, confirm_by_silence: the usual life of an obligation."""

from __future__ import annotations

import pytest

from symbio.domain.plans import Kind
from symbio.domain.remedies import SILENCE
from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.tribunal.trial import (
    ACKNOWLEDGED,
    CONFIRMED,
    DONE,
    EVIDENCE,
    FULFILLED,
    NOTHING,
    SETTLED,
    TERM,
    Trial,
)


@pytest.fixture
def case_id(trial: Trial) -> int:
    """A settled case whose one obligation, number 1, the hosts owe the fishers."""
    number, plan = trial.in_force()
    trial.remedies.adopt(number, plan.for_chain())
    return number


def test_the_usual_life(trial: Trial, case_id: int) -> None:
    hosts, fishers = trial.hosts.steward.address, trial.fishers.steward.address
    trial.remedies.acknowledge(1, sender=hosts)
    assert trial.said(trial.remedies) == [
        {"event": "ObligationAcknowledged", "obligation_id": 1, "steward": hosts}
    ]
    assert trial.remedies.duty(1).progress == ACKNOWLEDGED
    trial.remedies.fulfil(1, EVIDENCE, sender=hosts)
    assert trial.said(trial.remedies) == [
        {
            "event": "ObligationFulfilled",
            "obligation_id": 1,
            "steward": hosts,
            "evidence": EVIDENCE,
            "until": now() + SILENCE,
        }
    ]
    assert trial.remedies.duty(1).progress == DONE
    assert trial.state(case_id) == SETTLED
    trial.remedies.confirm(1, sender=fishers)
    assert trial.said(trial.remedies) == [
        {"event": "ObligationConfirmed", "obligation_id": 1, "actor": fishers},
        {"event": "CaseFulfilled", "case_id": case_id, "actor": fishers},
    ]
    assert trial.remedies.duty(1).progress == CONFIRMED
    assert trial.remedies.record(2) == (1, 0, 0)
    assert trial.remedies.is_fulfilled(case_id) and trial.state(case_id) == FULFILLED


def test_a_silent_beneficiary_confirms_by_silence(trial: Trial, case_id: int) -> None:
    """Threat: a remedy that is never confirmed."""
    trial.remedies.fulfil(1, EVIDENCE, sender=trial.hosts.steward.address)
    pass_time(SILENCE - 1)
    with refused("remedies: time to contest isn't over"):
        trial.remedies.confirm_by_silence(1)
    pass_time(1)
    trial.remedies.confirm_by_silence(1, sender=trial.stranger)
    assert trial.said(trial.remedies)[0]["actor"] == trial.stranger
    assert trial.remedies.is_fulfilled(case_id)


def test_an_obligor_cannot_confirm_itself(trial: Trial, case_id: int) -> None:
    """Threat: an obligor that confirms, also where its steward speaks for the beneficiary."""
    hosts = trial.hosts.steward.address
    with refused("remedies: not the beneficiary's steward"):
        trial.remedies.confirm(1, sender=hosts)
    trial.book.offer_stewardship(1, hosts, sender=trial.fishers.steward.address)
    trial.book.accept_stewardship(1, sender=hosts)
    with refused("remedies: obligor confirms itself"):
        trial.remedies.confirm(1, sender=hosts)
    with refused("remedies: nobody says it is done"):
        trial.remedies.confirm_by_silence(1, sender=hosts)


def test_the_beneficiary_may_confirm_at_any_time(trial: Trial, case_id: int) -> None:
    trial.remedies.confirm(1, sender=trial.fishers.steward.address)
    assert trial.remedies.is_fulfilled(case_id)


def test_each_of_several_is_confirmed(trial: Trial) -> None:
    case_id, plan = trial.in_force(trial.owes(), trial.owes(Kind.APOLOGY), trial.owes(Kind.CHANGE))
    trial.remedies.adopt(case_id, plan.for_chain())
    for number in (1, 3, 2):
        assert not trial.remedies.is_fulfilled(case_id)
        trial.remedies.confirm(number, sender=trial.fishers.steward.address)
    assert trial.remedies.obligations(case_id) == (1, 3, 0)
    assert trial.state(case_id) == FULFILLED and trial.remedies.record(2) == (3, 0, 0)


def test_what_is_done_late_stands_on_the_record(trial: Trial, case_id: int) -> None:
    hosts = trial.hosts.steward.address
    pass_time(TERM)
    with refused("remedies: not newly late"):
        trial.remedies.note_late(1)
    pass_time(1)
    trial.remedies.note_late(1, sender=trial.stranger)
    assert trial.said(trial.remedies) == [
        {"event": "LatenessNoted", "obligation_id": 1, "actor": trial.stranger, "obligor": 2}
    ]
    with refused("remedies: not newly late"):
        trial.remedies.note_late(1)
    assert trial.remedies.record(2) == (0, 1, 1) and trial.remedies.duty(1).is_late
    trial.remedies.fulfil(1, EVIDENCE, sender=hosts)
    trial.remedies.confirm(1, sender=trial.fishers.steward.address)
    assert trial.remedies.record(2) == (1, 0, 1)


def test_fulfilling_late_is_noted_by_itself(trial: Trial, case_id: int) -> None:
    pass_time(TERM + 1)
    trial.remedies.fulfil(1, EVIDENCE, sender=trial.hosts.steward.address)
    assert trial.remedies.record(2) == (0, 1, 1)


def test_what_was_done_in_time_is_never_late(trial: Trial, case_id: int) -> None:
    trial.remedies.fulfil(1, EVIDENCE, sender=trial.hosts.steward.address)
    pass_time(TERM + SILENCE)
    with refused("remedies: not newly late"):
        trial.remedies.note_late(1)
    trial.remedies.confirm_by_silence(1)
    assert trial.remedies.record(2) == (1, 0, 0)


def test_leaving_a_federation_ends_no_obligation(trial: Trial, case_id: int) -> None:
    """Threat: exit used to dodge an obligation; it stays, and exit isn't blocked."""
    trial.federation.contract.leave(2, sender=trial.hosts.steward.address)
    pass_time(TERM + 1)
    assert not trial.federation.contract.is_member(2)
    trial.remedies.note_late(1)
    trial.remedies.fulfil(1, EVIDENCE, sender=trial.hosts.steward.address)
    assert trial.remedies.record(2) == (0, 1, 1)


def test_refuses_steps_out_of_turn(trial: Trial, case_id: int) -> None:
    hosts, fishers = trial.hosts.steward.address, trial.fishers.steward.address
    for function, args in (("acknowledge", ()), ("fulfil", (EVIDENCE,))):
        with refused("remedies: not the obligor's steward"):
            getattr(trial.remedies, function)(1, *args, sender=fishers)
    with refused("remedies: no evidence"):
        trial.remedies.fulfil(1, NOTHING, sender=hosts)
    trial.remedies.acknowledge(1, sender=hosts)
    with refused("remedies: acknowledged already"):
        trial.remedies.acknowledge(1, sender=hosts)
    trial.remedies.fulfil(1, EVIDENCE, sender=hosts)
    with refused("remedies: said already"):
        trial.remedies.fulfil(1, EVIDENCE, sender=hosts)
    with refused("remedies: acknowledged already"):
        trial.remedies.acknowledge(1, sender=hosts)
    trial.remedies.confirm(1, sender=fishers)
    for function, args, who in (
        ("acknowledge", (), hosts),
        ("fulfil", (EVIDENCE,), hosts),
        ("confirm", (), fishers),
        ("confirm_by_silence", (), fishers),
        ("contest", (EVIDENCE,), fishers),
        ("call_circle", (), fishers),
        ("pay", (1,), hosts),
        ("note_late", (), hosts),
        ("agree", (True, 4, 0, NOTHING), hosts),
    ):
        with refused("remedies: confirmed already"):
            getattr(trial.remedies, function)(1, *args, sender=who)
