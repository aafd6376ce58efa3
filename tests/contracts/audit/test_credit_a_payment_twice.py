# SPDX-License-Identifier: Apache-2.0
"""Somebody tries to have one payment counted for two splits, from inside the token's own call."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import refused
from tests.contracts.treasury.paying import NATIVE, RICH, Payees, nested, pay, token, word


@pytest.fixture
def own(treasury: Any, stranger: LocalAccount) -> int:
    """The attacker's split."""
    boa.env.set_balance(stranger.address, RICH)
    return int(treasury.create(stranger.address, [word(stranger)], [10_000]))


def test_deposit_while_a_deposit_is_measured(
    treasury: Any, split: int, own: int, stranger: LocalAccount
) -> None:
    """The hook pays into the attacker's split: what arrives would be seen by both."""
    coin = token("Reentering", stranger, treasury)
    coin.mint(coin, RICH)
    inner = [treasury.deposit, treasury.collect]
    for call in (
        inner[0].prepare_calldata(own, coin.address, 500),
        inner[1].prepare_calldata(own, coin.address),
    ):
        coin.mint(treasury.receiving_address(own), 500)
        coin.arm(treasury, call)
        before = coin.balanceOf(treasury)
        assert pay(treasury, split, coin, 1_000, stranger) == 1_000
        assert not coin.went_through()
        assert treasury.received(own, coin) == 0
        assert coin.balanceOf(treasury) - before == 1_000
    assert treasury.held(coin) == coin.balanceOf(treasury) == 2_000


def test_collect_while_a_collect_is_measured(
    treasury: Any, split: int, own: int, stranger: LocalAccount
) -> None:
    coin = token("Reentering", stranger, treasury)
    for each in (split, own):
        coin.mint(treasury.receiving_address(each), 700)
    coin.arm(treasury, treasury.collect.prepare_calldata(own, coin.address))
    assert treasury.collect(split, coin) == 700
    assert not coin.went_through()
    coin.arm(treasury, treasury.set_shares.prepare_calldata(own, [word(stranger)], [10_000]))
    assert treasury.collect(own, coin) == 700
    assert treasury.held(coin) == coin.balanceOf(treasury) == 1_400
    with refused("treasury: nothing arrived"):
        treasury.collect(split, coin)


def test_a_circle_of_splits_makes_no_money(
    treasury: Any, split: int, own: int, payees: Payees, stranger: LocalAccount
) -> None:
    """Round and round it goes: what flows on is taken off first, and what is held stays."""
    other = treasury.create(stranger.address, [nested(own), payees.hosts], [9_000, 1_000])
    treasury.set_shares(own, [word(stranger), nested(other)], [1, 9_999], sender=stranger.address)
    pay(treasury, split, NATIVE, 10_000, stranger)
    pay(treasury, own, NATIVE, 10_000, stranger)
    for _ in range(12):
        treasury.claim(own, NATIVE, nested(other))
        treasury.claim(other, NATIVE, nested(own))
    owed = [
        treasury.owed(each, NATIVE, payee)
        for each, payee in (
            (own, word(stranger)),
            (own, nested(other)),
            (other, nested(own)),
            (other, payees.hosts),
            *((split, payee) for payee in payees),
        )
    ]
    assert treasury.held(NATIVE) == boa.env.get_balance(treasury.address) == 20_000
    assert 20_000 - len(owed) < sum(owed) <= 20_000
    assert sum(owed[-3:]) in (9_999, 10_000)


def test_another_splits_address_by_asking_before_it_is_made(treasury: Any, split: int) -> None:
    """Numbers follow one another, so the contract names no address before there is its split."""
    with refused("treasury: no such split"):
        treasury.receiving_address(split + 1)
    for token_ in (NATIVE, treasury.address):
        with refused("treasury: no such split"):
            treasury.collect(split + 1, token_)
