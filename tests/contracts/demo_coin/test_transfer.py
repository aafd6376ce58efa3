# SPDX-License-Identifier: Apache-2.0
"""Coins move as their holders say, and the supply never changes."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.boa_chain import NOBODY, deployer, events, refused
from tests.contracts.demo_coin.conftest import SUPPLY


def test_is_born_with_its_whole_supply(coin: Any, fishers: LocalAccount) -> None:
    assert (coin.name(), coin.symbol(), coin.decimals()) == ("Demo Yen", "DYEN", 0)
    assert coin.totalSupply() == coin.balanceOf(fishers.address) == SUPPLY
    with refused("coin: no holder"):
        deployer("DemoCoin").deploy("Demo Yen", "DYEN", 0, NOBODY, SUPPLY)


def test_moves_and_says_so(coin: Any, fishers: LocalAccount, hosts: LocalAccount) -> None:
    assert coin.transfer(hosts.address, 40, sender=fishers.address)
    assert events(coin) == [
        {"event": "Transfer", "sender": fishers.address, "receiver": hosts.address, "value": 40}
    ]
    assert (coin.balanceOf(fishers.address), coin.balanceOf(hosts.address)) == (SUPPLY - 40, 40)


@given(amount=st.integers(0, 2 * SUPPLY))
def test_nobody_spends_more_than_they_hold(amount: int) -> None:
    holder, other = "0x" + "01" * 20, "0x" + "02" * 20
    coin = deployer("DemoCoin").deploy("Demo", "DEMO", 18, holder, SUPPLY)
    if amount > SUPPLY:
        with refused("coin: more than held"):
            coin.transfer(other, amount, sender=holder)
        amount = 0
    else:
        coin.transfer(other, amount, sender=holder)
    assert (coin.balanceOf(holder), coin.balanceOf(other)) == (SUPPLY - amount, amount)


def test_refuses_to_burn_by_mistake(coin: Any, fishers: LocalAccount) -> None:
    with refused("coin: no receiver"):
        coin.transfer(NOBODY, 1, sender=fishers.address)


def test_a_spender_takes_what_was_allowed(
    coin: Any, fishers: LocalAccount, hosts: LocalAccount, stranger: LocalAccount
) -> None:
    assert coin.approve(stranger.address, 100, sender=fishers.address)
    assert events(coin) == [
        {"event": "Approval", "owner": fishers.address, "spender": stranger.address, "value": 100}
    ]
    assert coin.transferFrom(fishers.address, hosts.address, 60, sender=stranger.address)
    assert coin.allowance(fishers.address, stranger.address) == 40
    with refused("coin: more than allowed"):
        coin.transferFrom(fishers.address, hosts.address, 41, sender=stranger.address)
    coin.transferFrom(fishers.address, hosts.address, 40, sender=stranger.address)
    assert coin.allowance(fishers.address, stranger.address) == 0
    assert coin.balanceOf(hosts.address) == 100


def test_a_boundless_allowance_is_not_counted_down(
    coin: Any, fishers: LocalAccount, hosts: LocalAccount, stranger: LocalAccount
) -> None:
    coin.approve(stranger.address, 2**256 - 1, sender=fishers.address)
    coin.transferFrom(fishers.address, hosts.address, SUPPLY, sender=stranger.address)
    assert coin.allowance(fishers.address, stranger.address) == 2**256 - 1
    with refused("coin: more than held"):
        coin.transferFrom(fishers.address, hosts.address, 1, sender=stranger.address)


@pytest.mark.parametrize("name", ["mint", "burn", "pause", "owner"])
def test_nobody_has_powers_over_it(coin: Any, name: str) -> None:
    assert not hasattr(coin, name)
