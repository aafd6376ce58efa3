# SPDX-License-Identifier: Apache-2.0
"""Treasury.deposit_many: one transfer pays several splits, and what arrives is divided."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount
from hypothesis import given, settings
from hypothesis import strategies as st

from symbio.domain.treasury import divided
from tests.contracts.boa_chain import NOBODY, refused
from tests.contracts.treasury.paying import (
    MOST,
    NATIVE,
    Payees,
    native_balance,
    pay,
    said,
    token,
)


@pytest.fixture
def fund(treasury: Any, payees: Payees) -> int:
    """Another split, of one payee."""
    return int(treasury.create(NOBODY, [payees.hosts], [10_000]))


def pay_many(
    treasury: Any, coin: Any, splits: list[int], amounts: list[int], payer: LocalAccount
) -> int:
    value = sum(amounts) if coin == NATIVE else 0
    sender = payer.address
    return int(treasury.deposit_many(coin, splits, amounts, value=value, sender=sender))


@pytest.mark.parametrize("asset", [NATIVE, "coin"])
def test_pays_several_splits_at_once(
    treasury: Any, split: int, fund: int, coin: Any, stranger: LocalAccount, asset: str
) -> None:
    money = coin if asset == "coin" else asset
    for _ in range(2):
        assert pay_many(treasury, money, [split, fund], [9_000, 1_001], stranger) == 10_001
    received = {each["split_id"]: each for each in said(treasury)}
    assert len(received) == 2
    for each, amount in [(split, 9_000), (fund, 1_001)]:
        assert treasury.received(each, money) == 2 * amount
        assert received[each] == {
            "event": "RevenueReceived",
            "split_id": each,
            "payer": stranger.address,
            "token": getattr(money, "address", money),
            "amount": amount,
        }
    assert treasury.held(money) == 20_002
    balance = native_balance(treasury) if money == NATIVE else coin.balanceOf(treasury)
    assert balance == 20_002


def test_pays_each_by_the_shares_of_this_moment(
    treasury: Any, split: int, fund: int, payees: Payees, juror: LocalAccount, stranger: Any
) -> None:
    treasury.set_shares(split, [payees.fishers, payees.hosts], [0, 6_667], sender=juror.address)
    pay_many(treasury, NATIVE, [split, fund], [10_000, 50], stranger)
    assert treasury.owed(split, NATIVE, payees.hosts) == 6_667
    assert treasury.owed(split, NATIVE, payees.fishers) == 0
    assert treasury.owed(fund, NATIVE, payees.hosts) == 50


def test_threat_1_what_a_fee_leaves_is_divided_alike(
    treasury: Any, split: int, fund: int, stranger: LocalAccount
) -> None:
    fee_taking = token("FeeTaking", stranger, treasury)
    third = treasury.create(NOBODY, [5], [10_000])
    splits, amounts = [split, fund, third], [1_000, 333, 1]
    # A fee of 14 leaves 1,320 of 1,334.
    assert pay_many(treasury, fee_taking, splits, amounts, stranger) == 1_320
    assert [(each["split_id"], each["amount"]) for each in said(treasury)] == [
        (fund, 329),
        (split, 991),
    ]
    assert [treasury.received(each, fee_taking) for each in splits] == [991, 329, 0]
    assert treasury.held(fee_taking) == fee_taking.balanceOf(treasury) == 1_320


def test_an_impaired_token_is_credited_at_what_it_is_worth(
    treasury: Any, split: int, fund: int, payees: Payees, stranger: LocalAccount
) -> None:
    rebasing = token("Rebasing", stranger, treasury)
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 5_000)
    assert pay_many(treasury, rebasing, [split, fund], [70, 31], stranger) == 202
    assert treasury.received(split, rebasing) == 10_000 + 140
    assert treasury.received(fund, rebasing) == 62
    assert treasury.held(rebasing) == 10_202


def test_a_split_that_stands_twice_is_paid_twice(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    """Two reasons to pay may end at one split; that is no reason to refuse the payment."""
    assert pay_many(treasury, NATIVE, [split, split], [7, 5], stranger) == 12
    assert [each["amount"] for each in said(treasury)] == [5, 7]
    assert treasury.received(split, NATIVE) == 12


def test_one_and_eight(treasury: Any, split: int, payees: Payees, stranger: LocalAccount) -> None:
    assert pay_many(treasury, NATIVE, [split], [5], stranger) == 5
    eight = [treasury.create(NOBODY, [payees.hosts], [10_000]) for _ in range(8)]
    pay_many(treasury, NATIVE, eight, [*range(1, 9)], stranger)
    assert [treasury.received(each, NATIVE) for each in eight] == [*range(1, 9)]
    with refused(None):
        pay_many(treasury, NATIVE, [*eight, split], [1] * 9, stranger)


def test_refuses_a_list_that_is_wrong(
    treasury: Any, split: int, fund: int, coin: Any, stranger: LocalAccount
) -> None:
    for splits, amounts, reason in [
        ([split, fund], [1], "treasury: not one amount for each split"),
        ([split], [1, 2], "treasury: not one amount for each split"),
        ([], [], "treasury: no split named"),
        ([split, fund], [1, 0], "treasury: an amount is nothing"),
        ([split, fund], [0, 1], "treasury: an amount is nothing"),
        ([split, fund + 1], [1, 1], "treasury: no such split"),
        ([0, split], [1, 1], "treasury: no such split"),
    ]:
        for asset in (NATIVE, coin):
            with refused(reason):
                pay_many(treasury, asset, splits, amounts, stranger)
    assert treasury.held(NATIVE) == treasury.held(coin) == 0


def test_an_unknown_split_is_refused_also_when_its_part_is_nothing(
    treasury: Any, split: int, fund: int, stranger: LocalAccount
) -> None:
    fee_taking = token("FeeTaking", stranger, treasury)
    with refused("treasury: no such split"):
        pay_many(treasury, fee_taking, [split, fund + 1], [1_000, 1], stranger)


def test_refuses_what_deposit_refuses(
    treasury: Any, split: int, fund: int, coin: Any, stranger: LocalAccount
) -> None:
    both, sender = [split, fund], stranger.address
    for asset, value in [(NATIVE, 9), (NATIVE, 11), (coin, 10)]:
        with refused("treasury: value isn't the amount"):
            treasury.deposit_many(asset, both, [5, 5], value=value, sender=sender)
    with refused("treasury: token has no code"):
        pay_many(treasury, stranger.address, both, [5, 5], stranger)
    refusing = token("Refusing", stranger, treasury)
    refusing.refuse(True)
    with refused("treasury: token refused the transfer"):
        pay_many(treasury, refusing, both, [5, 5], stranger)
    with refused("treasury: nothing arrived"):
        fee_taking = token("FeeTaking", stranger, treasury)
        pay_many(treasury, fee_taking, [split], [1], stranger)
    coin.mint(stranger.address, 2**129)
    with refused("treasury: more than it can count"):
        pay_many(treasury, coin, both, [1, MOST + 1], stranger)


@settings(max_examples=200)
@given(st.lists(st.integers(1, MOST), min_size=1, max_size=8), st.integers(0, 2 * MOST))
def test_the_division_loses_nothing(amounts: list[int], arrived: int) -> None:
    """On the twin, which the machine of tests/stateful holds equal to the contract."""
    parts = divided(arrived, amounts)
    assert sum(parts) == arrived
    for part, amount in zip(parts[1:], amounts[1:], strict=True):
        assert part == arrived * amount // sum(amounts)
    assert 0 <= parts[0] - arrived * amounts[0] // sum(amounts) < len(amounts)
