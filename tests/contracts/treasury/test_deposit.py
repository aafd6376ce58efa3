# SPDX-License-Identifier: Apache-2.0
"""Treasury.deposit: what counts is what arrives."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import refused
from tests.contracts.treasury.paying import (
    MOST,
    NATIVE,
    RICH,
    Payees,
    mock,
    native_balance,
    pay,
    said,
    token,
)


def test_pays_in_an_erc20(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount
) -> None:
    credited = pay(treasury, split, coin, 10_001, stranger)
    assert said(treasury) == [
        {
            "event": "RevenueReceived",
            "split_id": split,
            "payer": stranger.address,
            "token": coin.address,
            "amount": 10_001,
        }
    ]
    assert credited == treasury.received(split, coin) == treasury.held(coin) == 10_001
    assert coin.balanceOf(treasury) == 10_001
    assert [treasury.owed(split, coin, payee) for payee in payees] == [5_000, 3_333, 1_667]


def test_pays_in_native_coin(treasury: Any, split: int, stranger: LocalAccount) -> None:
    assert pay(treasury, split, NATIVE, 7, stranger) == 7
    assert said(treasury)[0]["token"] == NATIVE
    assert treasury.received(split, NATIVE) == treasury.held(NATIVE) == 7
    assert native_balance(treasury) == 7


def test_sums_up(treasury: Any, split: int, coin: Any, stranger: LocalAccount) -> None:
    for amount in (1, 2, 4):
        pay(treasury, split, coin, amount, stranger)
    assert treasury.received(split, coin) == treasury.held(coin) == 7
    assert treasury.received(split, NATIVE) == treasury.held(NATIVE) == 0


def test_threat_1_credits_what_arrives_of_a_token_that_takes_a_fee(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    fee_taking = token("FeeTaking", stranger, treasury)
    assert pay(treasury, split, fee_taking, 10_050, stranger) == 9_949
    assert said(treasury)[0]["amount"] == 9_949
    assert treasury.held(fee_taking) == fee_taking.balanceOf(treasury) == 9_949


def test_takes_a_token_that_answers_nothing(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    silent = token("Silent", stranger, treasury)
    assert pay(treasury, split, silent, 10_000, stranger) == 10_000


@pytest.mark.parametrize("decimals", [2, 30])
def test_takes_few_and_many_decimals(
    treasury: Any, split: int, payees: Payees, stranger: LocalAccount, decimals: int
) -> None:
    exact = token("Plain", stranger, treasury, decimals)
    pay(treasury, split, exact, 10**decimals, stranger)
    assert treasury.owed(split, exact, payees.fishers) == 10**decimals // 2


def test_counts_up_to_its_limit(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount
) -> None:
    coin.mint(stranger.address, 2**129)
    pay(treasury, split, coin, MOST - 1, stranger)
    pay(treasury, split, coin, 1, stranger)
    assert treasury.received(split, coin) == MOST
    assert treasury.owed(split, coin, payees.fishers) == MOST * 5_000 // 10_000
    with refused("treasury: more than it can count"):
        pay(treasury, split, coin, 1, stranger)
    another = treasury.create(stranger.address, [payees.fishers], [10_000])
    with refused("treasury: more than it can count"):
        pay(treasury, another, coin, MOST + 1, stranger)
    pay(treasury, another, coin, MOST, stranger)
    assert treasury.held(coin) == 2 * MOST


def test_refuses_a_value_that_is_not_the_amount(
    treasury: Any, split: int, coin: Any, stranger: LocalAccount
) -> None:
    for asset, amount, value in [(NATIVE, 5, 4), (NATIVE, 5, 6), (NATIVE, 5, 0), (coin, 5, 5)]:
        with refused("treasury: value isn't the amount"):
            treasury.deposit(split, asset, amount, value=value, sender=stranger.address)
    assert native_balance(stranger) == RICH


def test_refuses_nothing(treasury: Any, split: int, coin: Any, stranger: LocalAccount) -> None:
    for asset in (NATIVE, coin):
        with refused("treasury: nothing arrived"):
            pay(treasury, split, asset, 0, stranger)


def test_refuses_a_token_that_takes_instead_of_giving(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    grabbing = mock("Grabbing")
    grabbing.mint(treasury, 10)
    for amount in (5, 20):
        with refused("treasury: nothing arrived"):
            pay(treasury, split, grabbing, amount, stranger)


def test_refuses_an_address_without_code(treasury: Any, split: int, stranger: LocalAccount) -> None:
    with refused("treasury: token has no code"):
        pay(treasury, split, boa.env.generate_address(), 1, stranger)


def test_refuses_a_token_that_answers_false(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    refusing = token("Refusing", stranger, treasury)
    refusing.refuse(True)
    with refused("treasury: token refused the transfer"):
        pay(treasury, split, refusing, 1, stranger)


def test_hands_on_the_words_of_a_token_that_reverts(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    blocking = token("Blocking", stranger, treasury)
    blocking.set_blocked(stranger.address, True)
    with refused("ledger: blocked"):
        pay(treasury, split, blocking, 1, stranger)


def test_refuses_an_unknown_split(
    treasury: Any, split: int, coin: Any, stranger: LocalAccount
) -> None:
    for unknown in (0, split + 1):
        for asset in (NATIVE, coin):
            with refused("treasury: no such split"):
                pay(treasury, unknown, asset, 1, stranger)


def test_refuses_coin_that_names_no_split(treasury: Any, stranger: LocalAccount) -> None:
    for data in (b"", b"\x01\x02\x03\x04"):
        sent = boa.env.execute_code(
            to_address=treasury.address, value=5, data=data, sender=stranger.address
        )
        assert sent.is_error
        assert b"treasury: pay the split's address" in sent.output
    assert native_balance(treasury) == 0
