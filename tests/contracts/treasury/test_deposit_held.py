# SPDX-License-Identifier: Apache-2.0
"""Treasury.deposit_held: a payment waits, and nothing else of the split waits with it."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.errors import Refused as Refusal
from symbio.domain.holds import MAX_TIME, check_terms, hold_key
from tests.contracts.boa_chain import NOBODY, now, refused
from tests.contracts.treasury.holding import MONTH, Held, held, hold
from tests.contracts.treasury.paying import (
    MOST,
    NATIVE,
    Payees,
    native_balance,
    pay,
    said,
    token,
)


@pytest.mark.parametrize("asset", [NATIVE, "coin"])
def test_keeps_a_payment_apart(
    treasury: Any,
    split: int,
    coin: Any,
    payees: Payees,
    juror: LocalAccount,
    mediator: LocalAccount,
    stranger: LocalAccount,
    asset: str,
) -> None:
    money = coin if asset == "coin" else asset
    address = getattr(money, "address", money)
    both = [payees.fishers, payees.hosts]
    treasury.set_shares(split, both, [4_000, 2_667], sender=juror.address)
    until = now() + MONTH
    number = hold(treasury, split, money, 10_001, stranger, mediator, until)
    expected = {
        "hold_id": number,
        "split_id": split,
        "payer": stranger.address,
        "token": address,
        "amount": 10_001,
        "version": 2,
        "arbiter": mediator.address,
        "until": until,
    }
    assert said(treasury) == [{"event": "PaymentHeld", **expected}]
    assert number == treasury.holds() == 1
    assert held(treasury, number) == Held(
        split_id=split,
        key=hold_key(number),
        token=address,
        amount=10_001,
        version=2,
        payer=stranger.address,
        arbiter=mediator.address,
        until=until,
        decided=False,
        refund=0,
    )
    assert treasury.held(money) == 10_001
    assert treasury.received(split, money) == treasury.received(split, hold_key(number)) == 0
    balance = native_balance(treasury) if money == NATIVE else coin.balanceOf(treasury)
    assert balance == 10_001


def test_threat_24_the_splits_other_money_goes_on(
    treasury: Any,
    split: int,
    coin: Any,
    payees: Payees,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    """A case freezes its own payment alone: not the split, not the token, nobody's other money."""
    pay(treasury, split, coin, 10_000, stranger)
    hold(treasury, split, coin, 777, stranger, mediator)
    pay(treasury, split, coin, 10_000, stranger)
    for payee in payees:
        treasury.claim(split, coin, payee, sender=stranger.address)
    assert treasury.held(coin) == coin.balanceOf(treasury) == 777


def test_counts_what_arrives(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    fee_taking = token("FeeTaking", stranger, treasury)
    number = hold(treasury, split, fee_taking, 10_000, stranger, mediator)
    assert held(treasury, number).amount == treasury.held(fee_taking) == 9_900


def test_an_impaired_token_is_credited_at_what_it_is_worth(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    rebasing = token("Rebasing", stranger, treasury)
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 5_000)
    number = hold(treasury, split, rebasing, 100, stranger, mediator)
    assert held(treasury, number).amount == 200
    assert treasury.held(rebasing) == 10_200


def test_numbers_holds_from_1(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    for number in (1, 2, 3):
        assert hold(treasury, split, NATIVE, number, stranger, mediator) == number
        assert held(treasury, number).amount == number
    for unknown in (0, 4, 2**64, 2**256 - 1):
        with refused("treasury: no such hold"):
            treasury.hold(unknown)


@pytest.mark.parametrize(
    ("ahead", "reason"),
    [
        (-1, "treasury: a hold ends in the future"),
        (0, "treasury: a hold ends in the future"),
        (1, None),
        (MAX_TIME, None),
        (MAX_TIME + 1, "treasury: a hold ends within three years"),
        (2**255, "treasury: a hold ends within three years"),
    ],
)
def test_lasts_three_years_at_most(
    treasury: Any,
    split: int,
    mediator: LocalAccount,
    stranger: LocalAccount,
    ahead: int,
    reason: str | None,
) -> None:
    until = now() + ahead
    if reason is None:
        check_terms(5, mediator.address, until, now())
        number = hold(treasury, split, NATIVE, 5, stranger, mediator, until)
        assert held(treasury, number).until == until
        return
    with refused(reason):
        hold(treasury, split, NATIVE, 5, stranger, mediator, until)
    with pytest.raises(Refusal) as twin:
        check_terms(5, mediator.address, until, now())
    assert twin.value.reason == reason


def test_counts_up_to_its_limit(
    treasury: Any, split: int, coin: Any, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    coin.mint(stranger.address, 2**129)
    number = hold(treasury, split, coin, MOST, stranger, mediator)
    assert held(treasury, number).amount == MOST
    assert held(treasury, number).refund == 0
    with refused("treasury: more than it can count"):
        hold(treasury, split, coin, MOST + 1, stranger, mediator)
    with pytest.raises(Refusal, match="more than it can count"):
        check_terms(MOST + 1, mediator.address, now() + 1, now())


def test_refuses_a_hold_that_nobody_rules(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    with refused("treasury: a hold needs an arbiter"):
        treasury.deposit_held(split, NATIVE, 5, NOBODY, now() + 1, value=5, sender=stranger.address)
    with pytest.raises(Refusal, match="needs an arbiter"):
        check_terms(5, NOBODY, now() + 1, now())


def test_refuses_what_deposit_refuses(
    treasury: Any, split: int, coin: Any, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    sender, end = stranger.address, now() + 1
    for unknown in (0, split + 1):
        with refused("treasury: no such split"):
            hold(treasury, unknown, coin, 5, stranger, mediator)
    for asset, value in [(NATIVE, 4), (NATIVE, 6), (coin, 5)]:
        with refused("treasury: value isn't the amount"):
            treasury.deposit_held(
                split, asset, 5, mediator.address, end, value=value, sender=sender
            )
    for asset in (NATIVE, coin):
        with refused("treasury: nothing arrived"):
            hold(treasury, split, asset, 0, stranger, mediator)
    for key in (stranger.address, hold_key(1)):
        with refused("treasury: token has no code"):
            hold(treasury, split, key, 5, stranger, mediator)
    refusing = token("Refusing", stranger, treasury)
    refusing.refuse(True)
    with refused("treasury: token refused the transfer"):
        hold(treasury, split, refusing, 5, stranger, mediator)


def test_a_key_is_no_token(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    """Nothing but a ruling writes under a key."""
    number = hold(treasury, split, NATIVE, 5, stranger, mediator)
    key, sender = hold_key(number), stranger.address
    for words, function, args in [
        ("token has no code", treasury.deposit, (split, key, 5)),
        ("token has no code", treasury.deposit_many, (key, [split], [5])),
        ("token has no code", treasury.collect, (split, key)),
    ]:
        with refused(f"treasury: {words}"):
            function(*args, sender=sender)
