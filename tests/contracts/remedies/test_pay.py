# SPDX-License-Identifier: Apache-2.0
"""Remedies.pay: restitution goes through the contract into the beneficiary's split."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from symbio.domain.plans import Kind
from tests.contracts.boa_chain import pass_time, refused
from tests.contracts.treasury.paying import mock
from tests.contracts.tribunal.trial import CONFIRMED, DUE, NATIVE, OWED, TERM, Trial

RICH = 10**12


def owed_in(trial: Trial, token: Any, amount: int = OWED) -> None:
    """Put a plan in force by which the hosts owe the fishers restitution, number 1."""
    address = token if isinstance(token, str) else str(token.address)
    owed = trial.owes(Kind.RESTITUTION, token=address, amount=amount)
    case_id, plan = trial.in_force(owed)
    trial.remedies.adopt(case_id, plan.for_chain())
    if address != NATIVE and not isinstance(token, str):
        token.mint(payer(trial), RICH)
        token.approve(trial.remedies, 2**256 - 1, sender=payer(trial))
    boa.env.set_balance(payer(trial), RICH)


def payer(trial: Trial) -> str:
    return trial.hosts.steward.address


def pay(trial: Trial, amount: int, value: int = 0, sender: str = "") -> int:
    return int(trial.remedies.pay(1, amount, value=value, sender=sender or payer(trial)))


def test_restitution_is_paid_into_the_split(trial: Trial) -> None:
    owed_in(trial, trial.coin)
    assert pay(trial, 2_000) == 2_000
    logs = [log for log in trial.said(trial.remedies) if log["event"].startswith("Rest")]
    assert logs == [
        {
            "event": "RestitutionPaid",
            "obligation_id": 1,
            "payer": payer(trial),
            "credited": 2_000,
            "paid": 2_000,
        }
    ]
    assert trial.treasury.received(1, trial.coin) == 2_000
    assert trial.remedies.duty(1).progress == DUE and trial.remedies.duty(1).paid == 2_000
    pay(trial, 3_000)
    confirmed = [log for log in trial.said(trial.remedies) if log["event"].startswith("Oblig")]
    assert confirmed == [
        {"event": "ObligationConfirmed", "obligation_id": 1, "actor": payer(trial)}
    ]
    duty = trial.remedies.duty(1)
    assert (duty.progress, duty.paid) == (CONFIRMED, OWED)
    assert trial.coin.balanceOf(trial.remedies) == 0
    assert trial.remedies.record(2) == (1, 0, 0)


def test_the_beneficiary_claims_it(trial: Trial) -> None:
    owed_in(trial, trial.coin)
    pay(trial, OWED)
    payee = int(trial.fishers.steward.address, 16)
    trial.treasury.claim(1, trial.coin, payee)
    assert trial.coin.balanceOf(trial.fishers.steward.address) == OWED


def test_anybody_pays_for_another_in_the_native_coin(trial: Trial) -> None:
    owed_in(trial, NATIVE)
    boa.env.set_balance(trial.stranger, OWED)
    assert pay(trial, OWED, value=OWED, sender=trial.stranger) == OWED
    assert trial.treasury.received(1, NATIVE) == OWED
    assert trial.remedies.duty(1).progress == CONFIRMED
    assert boa.env.get_balance(str(trial.remedies.address)) == 0


def test_what_arrives_counts(trial: Trial) -> None:
    """Threat: fee-on-transfer tokens; what reaches the split counts, and the rest is still owed."""
    token = mock("FeeTaking")
    owed_in(trial, token)
    credited = pay(trial, OWED)
    assert 0 < credited < OWED
    assert trial.treasury.received(1, token) == credited == trial.remedies.duty(1).paid
    assert trial.remedies.duty(1).progress == DUE
    while trial.remedies.duty(1).paid < OWED - 10:
        pay(trial, OWED - trial.remedies.duty(1).paid)
    assert token.balanceOf(trial.remedies) == 0


def test_an_impaired_token_pays_no_more_than_what_moved(trial: Trial) -> None:
    """Threat: a hundredth is paid, credited at a hundred times that, and the rest is forgotten."""
    token, giver = mock("Rebasing"), trial.stranger
    owed_in(trial, token)
    token.mint(giver, 10_000)
    token.approve(trial.treasury, 10_000, sender=giver)
    trial.treasury.deposit(1, token, 10_000, sender=giver)
    token.rebase(trial.treasury, 100)
    assert pay(trial, 50) == trial.remedies.duty(1).paid == 50
    assert trial.remedies.duty(1).progress == DUE
    pay(trial, OWED - 50)
    assert trial.remedies.duty(1).progress == CONFIRMED


@pytest.mark.parametrize("name", ["Silent"])
def test_tokens_that_say_nothing_are_paid(trial: Trial, name: str) -> None:
    owed_in(trial, mock(name))
    assert pay(trial, OWED) == OWED


def test_a_late_payment_stands_on_the_record(trial: Trial) -> None:
    owed_in(trial, trial.coin)
    pass_time(TERM + 1)
    pay(trial, OWED)
    assert trial.remedies.record(2) == (1, 0, 1)


def test_refuses(trial: Trial) -> None:
    owed_in(trial, trial.coin)
    with refused("remedies: more than is left"):
        pay(trial, OWED + 1)
    with refused("remedies: nothing is paid"):
        pay(trial, 0)
    with refused("remedies: value isn't the amount"):
        pay(trial, 100, value=1)
    pay(trial, 1)
    with refused("remedies: more than is left"):
        pay(trial, OWED)
    with refused("remedies: restitution is paid"):
        trial.remedies.fulfil(1, b"\x01" * 32, sender=payer(trial))


def test_refuses_native_coin_that_is_not_the_amount(trial: Trial) -> None:
    owed_in(trial, NATIVE)
    for value in (0, OWED - 1, OWED + 1):
        with refused("remedies: value isn't the amount"):
            pay(trial, OWED, value=value)


def test_only_restitution_is_paid(trial: Trial) -> None:
    case_id, plan = trial.in_force()
    trial.remedies.adopt(case_id, plan.for_chain())
    with refused("remedies: not restitution"):
        pay(trial, 1)


def test_a_token_that_refuses_changes_nothing(trial: Trial) -> None:
    """Threat: tokens that refuse or blacklist; a circle mends what can't be paid."""
    owed_in(trial, trial.coin)
    trial.coin.approve(trial.remedies, 0, sender=payer(trial))
    with pytest.raises(boa.BoaError):
        pay(trial, OWED)
    assert trial.remedies.duty(1).paid == 0


def test_refuses_a_token_without_code(trial: Trial) -> None:
    owed_in(trial, "0x" + "77" * 20)
    with refused("remedies: token has no code"):
        pay(trial, OWED)
    trial.remedies.confirm(1, sender=trial.fishers.steward.address)


def test_holds_nothing(trial: Trial) -> None:
    """Nothing beyond what is paid is ever taken; a stray token moves no figure."""
    owed_in(trial, trial.coin)
    trial.coin.mint(trial.remedies, 777)
    pay(trial, 100)
    assert trial.coin.balanceOf(trial.remedies) == 777
    assert trial.treasury.received(1, trial.coin) == 100
