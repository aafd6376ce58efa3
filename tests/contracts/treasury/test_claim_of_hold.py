# SPDX-License-Identifier: Apache-2.0
"""What a split got of a hold, claimed under the hold's key and paid in its token."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.holds import hold_key
from tests.contracts.boa_chain import account, refused
from tests.contracts.treasury.holding import hold
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    at,
    native_balance,
    nested,
    pay,
    said,
    token,
)


@pytest.fixture
def number(
    treasury: Any, split: int, coin: Any, mediator: LocalAccount, stranger: LocalAccount
) -> int:
    """A hold of 10,001 units of the coin."""
    return hold(treasury, split, coin, 10_001, stranger, mediator)


def test_a_claim_says_of_which_hold(
    treasury: Any,
    split: int,
    coin: Any,
    number: int,
    payees: Payees,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    treasury.rule_hold(number, 10_001, sender=mediator.address)
    treasury.claim(split, hold_key(number), payees.fishers, sender=stranger.address)
    assert said(treasury) == [
        {
            "event": "RevenueClaimed",
            "split_id": split,
            "payee": payees.fishers,
            "token": hold_key(number),
            "to": at(payees.fishers),
            "owed": 5_000,
            "paid": 5_000,
        }
    ]


def test_no_claim_passes_by_what_a_ruling_will_give(
    treasury: Any,
    split: int,
    payees: Payees,
    juror: LocalAccount,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    """A long walk through terms that earned nothing writes how far it came: not before a ruling."""
    number = hold(treasury, split, NATIVE, 10_000, stranger, mediator)
    both = [payees.fishers, payees.hosts]
    for step in range(70):
        moved = [5_000 - step - 1, 1_667 + step + 1]
        treasury.set_shares(split, both, moved, sender=juror.address)
    for _ in range(2):
        with refused("treasury: the hold isn't decided"):
            treasury.claim(split, hold_key(number), payees.fishers, sender=stranger.address)
    treasury.rule_hold(number, 10_000, sender=mediator.address)
    assert treasury.owed(split, hold_key(number), payees.fishers) == 5_000
    paid = [treasury.claim(split, hold_key(number), payees.fishers)]
    assert paid == [5_000]
    # What is left to walk through gives nothing, and ends.
    assert [treasury.claim(split, hold_key(number), payees.fishers) for _ in range(1)] == [0]
    with refused("treasury: nothing to claim"):
        treasury.claim(split, hold_key(number), payees.fishers)


def test_flows_into_a_nested_split_as_money(
    treasury: Any, split: int, coin: Any, payees: Payees, mediator: Any, stranger: Any
) -> None:
    above = treasury.create(stranger.address, [nested(split)], [10_000])
    number = hold(treasury, above, coin, 10_000, stranger, mediator)
    treasury.rule_hold(number, 9_000, sender=mediator.address)
    assert treasury.claim(above, hold_key(number), nested(split)) == 9_000
    flowed, received = said(treasury)
    assert (flowed["event"], flowed["token"]) == ("RevenueFlowed", hold_key(number))
    assert (received["event"], received["token"]) == ("RevenueReceived", coin.address)
    assert treasury.received(split, coin) == 9_000
    treasury.claim(split, coin, payees.fishers)
    assert coin.balanceOf(at(payees.fishers)) == 4_500
    assert treasury.held(coin) == coin.balanceOf(treasury) == 5_500


def test_a_key_is_the_hold_of_its_own_split_alone(
    treasury: Any,
    split: int,
    number: int,
    payees: Payees,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    other = treasury.create(stranger.address, list(payees), [5_000, 3_333, 1_667])
    treasury.rule_hold(number, 10_001, sender=mediator.address)
    for wrong, key in [(other, hold_key(number)), (split, hold_key(number + 1))]:
        with refused("treasury: no such hold"):
            treasury.claim(wrong, key, payees.fishers)
        with refused("treasury: no such hold"):
            sender = at(payees.fishers)
            treasury.claim_to(wrong, key, payees.fishers, stranger.address, sender=sender)


def test_the_payee_sends_its_part_elsewhere(
    treasury: Any, split: int, coin: Any, number: int, payees: Payees, mediator: Any
) -> None:
    elsewhere = account("elsewhere").address
    key = hold_key(number)
    with refused("treasury: the hold isn't decided"):
        treasury.claim_to(split, key, payees.hosts, elsewhere, sender=at(payees.hosts))
    treasury.rule_hold(number, 10_001, sender=mediator.address)
    treasury.claim_to(split, key, payees.hosts, elsewhere, sender=at(payees.hosts))
    assert coin.balanceOf(elsewhere) == 1_667


def test_an_impaired_token_pays_holds_in_proportion(
    treasury: Any, split: int, payees: Payees, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    rebasing = token("Rebasing", stranger, treasury)
    pay(treasury, split, rebasing, 10_000, stranger)
    number = hold(treasury, split, rebasing, 10_000, stranger, mediator)
    treasury.rule_hold(number, 6_000, sender=mediator.address)
    rebasing.rebase(treasury, 10_000)
    key = hold_key(number)
    with refused("treasury: impaired, so only the payee claims"):
        treasury.claim(split, key, payees.fishers, sender=stranger.address)
    treasury.claim(split, key, payees.fishers, sender=at(payees.fishers))
    assert rebasing.balanceOf(at(payees.fishers)) == 1_500
    before = rebasing.balanceOf(stranger.address)
    treasury.withdraw_refund(number, stranger.address, sender=stranger.address)
    assert rebasing.balanceOf(stranger.address) - before == 2_000
    assert (treasury.held(rebasing), rebasing.balanceOf(treasury)) == (13_000, 6_500)


def test_native_coin_of_a_hold_is_paid(
    treasury: Any, split: int, payees: Payees, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    number = hold(treasury, split, NATIVE, 10_000, stranger, mediator)
    treasury.rule_hold(number, 10_000, sender=mediator.address)
    before = native_balance(at(payees.hosts))
    treasury.claim(split, hold_key(number), payees.hosts)
    assert native_balance(at(payees.hosts)) - before == 1_667
