# SPDX-License-Identifier: Apache-2.0
"""Treasury.release_hold: a silent arbiter keeps nobody from their money for ever."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.errors import Refused as Refusal
from symbio.domain.holds import Hold, hold_key
from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.treasury.holding import held, hold
from tests.contracts.treasury.paying import NATIVE, Payees, said


def test_threat_13_all_is_the_splits_when_nobody_ruled(
    treasury: Any,
    split: int,
    coin: Any,
    payees: Payees,
    juror: LocalAccount,
    hosts: LocalAccount,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    number = hold(treasury, split, coin, 10_001, stranger, mediator)
    everybody = [payees.fishers, payees.hosts]
    treasury.set_shares(split, everybody, [0, 6_667], sender=juror.address)
    pass_time(held(treasury, number).until - now() + 1)
    treasury.release_hold(number, sender=hosts.address)
    assert said(treasury) == [
        {
            "event": "HoldReleased",
            "hold_id": number,
            "split_id": split,
            "actor": hosts.address,
            "amount": 10_001,
        }
    ]
    after = held(treasury, number)
    assert (after.decided, after.refund) == (True, 0)
    found = [treasury.owed(split, hold_key(number), payee) for payee in payees]
    assert found == [5_000, 3_333, 1_667]
    with refused("treasury: nothing to refund"):
        treasury.withdraw_refund(number, stranger.address, sender=stranger.address)
    for again in (
        treasury.release_hold,
        lambda n: treasury.rule_hold(n, 0, sender=mediator.address),
    ):
        with refused("treasury: the hold is decided"):
            again(number)


def test_not_before_its_time(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    number = hold(treasury, split, NATIVE, 5, stranger, mediator)
    twin = Hold(number, *treasury.hold(number))
    for wait in (0, twin.until - now()):
        at = pass_time(wait) if wait else now()
        for sender in (stranger, mediator):
            with refused("treasury: the arbiter's time isn't over"):
                treasury.release_hold(number, sender=sender.address)
        with pytest.raises(Refusal, match="the arbiter's time isn't over"):
            twin.released(at)
    at = pass_time(1)
    treasury.release_hold(number)
    assert twin.released(at)[0] == Hold(number, *treasury.hold(number))


def test_refuses_a_hold_that_isnt_there(treasury: Any) -> None:
    for unknown in (0, 1, 2**64 + 1):
        with refused("treasury: no such hold"):
            treasury.release_hold(unknown)
