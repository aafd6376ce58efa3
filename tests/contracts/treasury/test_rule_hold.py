# SPDX-License-Identifier: Apache-2.0
"""Treasury.rule_hold: once, in time, by the arbiter; owed by the shares of the payment's moment."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.errors import Refused as Refusal
from symbio.domain.holds import Hold, hold_key
from tests.contracts.boa_chain import account, now, pass_time, refused
from tests.contracts.treasury.holding import MONTH, held, hold
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    at,
    pay,
    said,
    word,
)


@pytest.fixture
def number(
    treasury: Any, split: int, coin: Any, mediator: LocalAccount, stranger: LocalAccount
) -> int:
    """A hold of 10,001 units of the coin."""
    return hold(treasury, split, coin, 10_001, stranger, mediator)


@pytest.mark.parametrize("to_split", [0, 1, 6_000, 10_001])
def test_divides_between_split_and_payer(
    treasury: Any,
    split: int,
    coin: Any,
    number: int,
    payees: Payees,
    mediator: LocalAccount,
    stranger: LocalAccount,
    to_split: int,
) -> None:
    treasury.rule_hold(number, to_split, sender=mediator.address)
    assert said(treasury) == [
        {
            "event": "HoldRuled",
            "hold_id": number,
            "split_id": split,
            "arbiter": mediator.address,
            "to_split": to_split,
            "to_payer": 10_001 - to_split,
        }
    ]
    after = held(treasury, number)
    assert (after.decided, after.refund, after.amount) == (True, 10_001 - to_split, 10_001)
    key = hold_key(number)
    assert treasury.received(split, key) == to_split
    assert treasury.received(split, coin) == 0
    assert treasury.held(coin) == 10_001
    for payee in payees:
        due = to_split * treasury.share(split, payee) // 10_000
        assert treasury.owed(split, key, payee) == due
        if due:
            assert treasury.claim(split, key, payee, sender=stranger.address) == due
            assert coin.balanceOf(at(payee)) == due
        with refused("treasury: nothing to claim"):
            treasury.claim(split, key, payee)
    if to_split < 10_001:
        treasury.withdraw_refund(number, stranger.address, sender=stranger.address)
    assert treasury.held(coin) == coin.balanceOf(treasury) <= 2


def test_the_shares_of_the_payments_moment_count(
    treasury: Any,
    split: int,
    payees: Payees,
    juror: LocalAccount,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    """Shares change before, between and after; one payee leaves, another joins, one comes back."""
    newcomer = word(account("newcomer"))
    pay(treasury, split, NATIVE, 10_000, stranger)
    holds = []
    for payees_, shares in [
        ([payees.fishers, newcomer], [0, 5_000]),
        ([payees.fishers, newcomer], [1_000, 4_000]),
        ([payees.hosts, newcomer], [5_667, 0]),
    ]:
        treasury.set_shares(split, payees_, shares, sender=juror.address)
        now_ = {p: treasury.share(split, p) for p in (*payees, newcomer)}
        holds.append((hold(treasury, split, NATIVE, 10_000, stranger, mediator), now_))
        pay(treasury, split, NATIVE, 10_000, stranger)
    treasury.set_shares(split, payees, [10_000, 0, 0], sender=juror.address)
    for number, shares in reversed(holds):
        treasury.rule_hold(number, 10_000, sender=mediator.address)
        found = {p: treasury.owed(split, hold_key(number), p) for p in shares}
        assert found == shares
        for payee, due in shares.items():
            if due:
                assert treasury.claim(split, hold_key(number), payee) == due
            with refused("treasury: nothing to claim"):
                treasury.claim(split, hold_key(number), payee)


def test_only_by_the_arbiter(
    treasury: Any, number: int, juror: LocalAccount, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    for other in (juror, fishers, stranger):
        with refused("treasury: not the arbiter"):
            treasury.rule_hold(number, 0, sender=other.address)
    assert not held(treasury, number).decided


def test_once(treasury: Any, number: int, mediator: LocalAccount) -> None:
    before = Hold(number, *treasury.hold(number))
    treasury.rule_hold(number, 0, sender=mediator.address)
    for again in (0, 10_001):
        with refused("treasury: the hold is decided"):
            treasury.rule_hold(number, again, sender=mediator.address)
    pass_time(MONTH + 1)
    with refused("treasury: the hold is decided"):
        treasury.release_hold(number)
    after, _ = before.ruled(0, before.until)
    for again in (0, 10_001):
        with pytest.raises(Refusal, match="the hold is decided"):
            after.ruled(again, before.until)
    with pytest.raises(Refusal, match="the hold is decided"):
        after.released(before.until + 1)


def test_until_the_last_second(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    first, second = (hold(treasury, split, NATIVE, 5, stranger, mediator) for _ in range(2))
    pass_time(held(treasury, first).until - now())
    treasury.rule_hold(first, 2, sender=mediator.address)
    late = pass_time(1)
    with refused("treasury: the arbiter's time is over"):
        treasury.rule_hold(second, 2, sender=mediator.address)
    twin = Hold(second, *treasury.hold(second))
    assert twin.ruled(2, late - 1)[0].refund == 3
    with pytest.raises(Refusal, match="the arbiter's time is over"):
        twin.ruled(2, late)


def test_no_more_than_is_held(treasury: Any, number: int, mediator: LocalAccount) -> None:
    for too_much in (10_002, 2**256 - 1):
        with refused("treasury: more than is held"):
            treasury.rule_hold(number, too_much, sender=mediator.address)
        with pytest.raises(Refusal, match="more than is held"):
            Hold(number, *treasury.hold(number)).ruled(too_much, now())


def test_refuses_a_hold_that_isnt_there(treasury: Any, mediator: LocalAccount) -> None:
    for unknown in (0, 1, 2**64 + 1):
        with refused("treasury: no such hold"):
            treasury.rule_hold(unknown, 0, sender=mediator.address)
