# SPDX-License-Identifier: Apache-2.0
"""Remedies.contest, call_circle, agree: the two look for what mends it."""

from __future__ import annotations

import pytest

from symbio.domain.plans import LONGEST, Kind
from symbio.domain.remedies import CIRCLE, SILENCE
from symbio.domain.rules import DAY
from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.tribunal.trial import (
    ACKNOWLEDGED,
    CONFIRMED,
    CONTESTED,
    DONE,
    EVIDENCE,
    NOTHING,
    OWED,
    TERM,
    Trial,
)

EXTEND, REPLACE, CONFIRM = 1, 2, 4
WORDS = b"\x33" * 32


@pytest.fixture
def case_id(trial: Trial) -> int:
    """A settled case: the hosts owe the fishers 1, a repair, and 2, restitution."""
    number, plan = trial.in_force(trial.owes(), trial.owes(Kind.RESTITUTION))
    trial.remedies.adopt(number, plan.for_chain())
    return number


def fulfil(trial: Trial) -> None:
    trial.remedies.fulfil(1, EVIDENCE, sender=trial.hosts.steward.address)


def contest(trial: Trial) -> None:
    trial.remedies.contest(1, WORDS, sender=trial.fishers.steward.address)


def agree(trial: Trial, number: int, outcome: int, due: int = 0, words: bytes = NOTHING) -> None:
    """Both name the same, the obligor first."""
    for by_obligor, town in ((True, trial.hosts), (False, trial.fishers)):
        trial.remedies.agree(number, by_obligor, outcome, due, words, sender=town.steward.address)


def test_a_beneficiary_contests(trial: Trial, case_id: int) -> None:
    fulfil(trial)
    contest(trial)
    assert trial.said(trial.remedies) == [
        {
            "event": "ObligationContested",
            "obligation_id": 1,
            "steward": trial.fishers.steward.address,
            "reason": WORDS,
            "until": now() + CIRCLE,
        }
    ]
    assert trial.remedies.duty(1).progress == CONTESTED
    with refused("remedies: nobody says it is done"):
        trial.remedies.confirm_by_silence(1)
    fulfil(trial)
    assert trial.remedies.duty(1).progress == DONE


def test_contesting_refuses(trial: Trial, case_id: int) -> None:
    with refused("remedies: nobody says it is done"):
        contest(trial)
    fulfil(trial)
    with refused("remedies: not the beneficiary's steward"):
        trial.remedies.contest(1, WORDS, sender=trial.hosts.steward.address)
    pass_time(SILENCE)
    with refused("remedies: time to contest is over"):
        contest(trial)


@pytest.mark.parametrize("who", ["hosts", "fishers"])
def test_either_calls_a_circle_about_what_is_overdue(trial: Trial, case_id: int, who: str) -> None:
    steward = getattr(trial, who).steward.address
    pass_time(TERM)
    with refused("remedies: not overdue"):
        trial.remedies.call_circle(1, sender=steward)
    pass_time(1)
    trial.remedies.call_circle(1, sender=steward)
    noted, called = trial.said(trial.remedies)
    assert (noted["event"], noted["obligor"]) == ("LatenessNoted", 2)
    assert called == {
        "event": "CircleCalled",
        "obligation_id": 1,
        "steward": steward,
        "until": now() + CIRCLE,
    }
    assert trial.remedies.duty(1).progress == CONTESTED
    assert trial.remedies.record(2) == (0, 2, 1)


def test_a_circle_without_agreement_can_be_called_again(trial: Trial, case_id: int) -> None:
    """No penalty: it stays on the record, and open."""
    fishers = trial.fishers.steward.address
    pass_time(TERM + 1)
    trial.remedies.call_circle(1, sender=fishers)
    pass_time(CIRCLE - 1)
    with refused("remedies: a circle is sitting"):
        trial.remedies.call_circle(1, sender=fishers)
    pass_time(1)
    trial.remedies.call_circle(1, sender=fishers)
    assert trial.remedies.record(2) == (0, 2, 1)
    assert trial.remedies.duty(1).until == now() + CIRCLE


def test_calling_refuses(trial: Trial, case_id: int) -> None:
    fulfil(trial)
    with refused("remedies: confirm or contest it"):
        trial.remedies.call_circle(1, sender=trial.fishers.steward.address)
    with refused("remedies: not the beneficiary's steward"):
        trial.remedies.call_circle(2, sender=trial.stranger)


def test_two_who_agree_extend(trial: Trial, case_id: int) -> None:
    pass_time(TERM + 1)
    trial.remedies.call_circle(1, sender=trial.fishers.steward.address)
    due = now() + 30 * DAY
    agree(trial, 1, EXTEND, due)
    named, changed = trial.said(trial.remedies)
    fishers = trial.fishers.steward.address
    assert named == {
        "event": "OutcomeNamed",
        "obligation_id": 1,
        "steward": fishers,
        "is_obligor": False,
        "outcome": EXTEND,
        "due": due,
        "description": NOTHING,
    }
    assert changed == {
        "event": "ObligationChanged",
        "obligation_id": 1,
        "steward": fishers,
        "outcome": EXTEND,
        "due": due,
        "description": NOTHING,
    }
    duty = trial.remedies.duty(1)
    assert (duty.progress, duty.due, duty.until) == (ACKNOWLEDGED, due, 0)
    fulfil(trial)
    trial.remedies.confirm(1, sender=fishers)
    assert trial.remedies.record(2) == (1, 1, 1)


def test_two_who_agree_replace(trial: Trial, case_id: int) -> None:
    due = now() + 300 * DAY
    for number in (1, 2):
        agree(trial, number, REPLACE, due, WORDS)
        duty = trial.remedies.duty(number)
        assert (duty.kind, duty.progress, duty.due) == (Kind.REPAIR, ACKNOWLEDGED, due)
    with refused("remedies: not restitution"):
        trial.remedies.pay(2, 1, sender=trial.hosts.steward.address)
    trial.remedies.fulfil(2, EVIDENCE, sender=trial.hosts.steward.address)


def test_two_who_agree_confirm(trial: Trial, case_id: int) -> None:
    """Threat: a remedy beyond a party's means; the two may always let it be."""
    agree(trial, 2, CONFIRM)
    assert trial.remedies.duty(2).progress == CONFIRMED
    assert trial.remedies.duty(2).amount == OWED and trial.remedies.duty(2).paid == 0
    assert trial.remedies.obligations(case_id) == (1, 2, 1)


def test_one_alone_changes_nothing(trial: Trial, case_id: int) -> None:
    hosts, due = trial.hosts.steward.address, now() + DAY
    trial.remedies.agree(1, True, EXTEND, due, NOTHING, sender=hosts)
    trial.remedies.agree(1, True, EXTEND, due, NOTHING, sender=hosts)
    assert trial.remedies.named(1, True) != NOTHING == trial.remedies.named(1, False)
    trial.remedies.agree(1, False, EXTEND, due + 1, NOTHING, sender=trial.fishers.steward.address)
    assert trial.remedies.duty(1).due == now() + TERM


def test_a_step_forgets_what_was_named(trial: Trial, case_id: int) -> None:
    """What the obligor named before it said more can't be taken up afterwards."""
    hosts, fishers, due = (
        trial.hosts.steward.address,
        trial.fishers.steward.address,
        now() + DAY,
    )
    trial.remedies.agree(1, True, EXTEND, due, NOTHING, sender=hosts)
    trial.remedies.acknowledge(1, sender=hosts)
    assert trial.remedies.named(1, True) == NOTHING
    trial.remedies.agree(1, False, EXTEND, due, NOTHING, sender=fishers)
    assert trial.remedies.duty(1).due == now() + TERM


@pytest.mark.parametrize(
    ("outcome", "ahead", "words", "reason"),
    [
        (0, DAY, NOTHING, "remedies: not one outcome"),
        (3, DAY, WORDS, "remedies: not one outcome"),
        (CONFIRM, DAY, NOTHING, "remedies: no day for what is done"),
        (EXTEND, 0, NOTHING, "remedies: day out of range"),
        (EXTEND, LONGEST + 1, NOTHING, "remedies: day out of range"),
        (EXTEND, DAY, WORDS, "remedies: words where none belong"),
        (REPLACE, DAY, NOTHING, "remedies: words where none belong"),
    ],
)
def test_agreeing_refuses(
    trial: Trial, case_id: int, outcome: int, ahead: int, words: bytes, reason: str
) -> None:
    with refused(reason):
        trial.remedies.agree(
            1, True, outcome, now() + ahead, words, sender=trial.hosts.steward.address
        )


def test_each_side_speaks_for_itself(trial: Trial, case_id: int) -> None:
    """Threat: one side names for both."""
    args = (EXTEND, now() + DAY, NOTHING)
    with refused("remedies: not the obligor's steward"):
        trial.remedies.agree(1, True, *args, sender=trial.fishers.steward.address)
    with refused("remedies: not the beneficiary's steward"):
        trial.remedies.agree(1, False, *args, sender=trial.hosts.steward.address)
    hosts = trial.hosts.steward.address
    trial.book.offer_stewardship(1, hosts, sender=trial.fishers.steward.address)
    trial.book.accept_stewardship(1, sender=hosts)
    with refused("remedies: obligor confirms itself"):
        trial.remedies.agree(1, False, *args, sender=hosts)
