# SPDX-License-Identifier: Apache-2.0
"""Treasury.claim: anybody triggers it, and the money goes to the payee alone."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount
from eth_utils import to_checksum_address

from tests.contracts.boa_chain import NOBODY, refused
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    at,
    community,
    native_balance,
    nested,
    pay,
    said,
    word,
)


def test_pays_an_account_by_anybodys_call(
    treasury: Any,
    split: int,
    coin: Any,
    payees: Payees,
    fishers: LocalAccount,
    stranger: LocalAccount,
) -> None:
    pay(treasury, split, coin, 10_001, stranger)
    assert treasury.claim(split, coin, payees.fishers, sender=stranger.address) == 5_000
    assert said(treasury) == [
        {
            "event": "RevenueClaimed",
            "split_id": split,
            "payee": payees.fishers,
            "token": coin.address,
            "to": fishers.address,
            "owed": 5_000,
            "paid": 5_000,
        }
    ]
    assert coin.balanceOf(fishers.address) == 5_000
    assert treasury.held(coin) == coin.balanceOf(treasury) == 5_001
    assert treasury.received(split, coin) == 10_001
    assert treasury.owed(split, coin, payees.fishers) == 0


def test_pays_native_coin(
    treasury: Any, split: int, payees: Payees, hosts: LocalAccount, stranger: LocalAccount
) -> None:
    before = native_balance(hosts)
    pay(treasury, split, NATIVE, 10_000, stranger)
    treasury.claim(split, NATIVE, payees.hosts)
    assert said(treasury)[0]["to"] == hosts.address
    assert native_balance(hosts) == before + 1_667
    assert treasury.held(NATIVE) == native_balance(treasury) == 8_333


def test_pays_whoever_is_the_communitys_steward_then(
    treasury: Any,
    communities: Any,
    coin: Any,
    fishers: LocalAccount,
    researchers: LocalAccount,
    stranger: LocalAccount,
) -> None:
    town = communities.register(1, "PT", bytes(32), sender=fishers.address)
    made = treasury.create(NOBODY, [community(town)], [10_000])
    for steward in (fishers, researchers):
        pay(treasury, made, coin, 5, stranger)
        treasury.claim(made, coin, community(town))
        assert coin.balanceOf(steward.address) == 5
        assert said(treasury)[0]["payee"] == community(town)
        assert said(treasury)[0]["to"] == steward.address
        communities.offer_stewardship(town, researchers.address, sender=steward.address)
        communities.accept_stewardship(town, sender=researchers.address)


def test_flows_on_into_a_nested_split(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount
) -> None:
    above = treasury.create(NOBODY, [nested(split), payees.hosts], [4_000, 6_000])
    pay(treasury, above, coin, 10_000, stranger)
    assert treasury.claim(above, coin, nested(split)) == 4_000
    assert said(treasury) == [
        {
            "event": "RevenueFlowed",
            "split_id": above,
            "into_id": split,
            "token": coin.address,
            "amount": 4_000,
        },
        {
            "event": "RevenueReceived",
            "split_id": split,
            "payer": to_checksum_address(f"{above:#042x}"),
            "token": coin.address,
            "amount": 4_000,
        },
    ]
    assert treasury.held(coin) == coin.balanceOf(treasury) == 10_000
    assert treasury.received(split, coin) == 4_000
    assert treasury.owed(above, coin, nested(split)) == 0
    assert [treasury.owed(split, coin, payee) for payee in payees] == [2_000, 1_333, 666]


def test_what_flows_is_shared_by_the_shares_of_that_moment(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    above = treasury.create(NOBODY, [nested(split)], [10_000])
    pay(treasury, split, NATIVE, 10_000, stranger)
    pay(treasury, above, NATIVE, 10_000, stranger)
    both = [payees.fishers, payees.hosts]
    treasury.set_shares(split, both, [0, 6_667], sender=juror.address)
    treasury.claim(above, NATIVE, nested(split))
    assert treasury.owed(split, NATIVE, payees.fishers) == 5_000
    assert treasury.owed(split, NATIVE, payees.hosts) == 1_667 + 6_667


def test_splits_that_pay_each_other_keep_what_they_owe(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    other = treasury.create(NOBODY, [nested(split)], [10_000])
    changed = [payees.fishers, nested(other)]
    treasury.set_shares(split, changed, [0, 5_000], sender=juror.address)
    pay(treasury, split, NATIVE, 10_000, stranger)
    for _ in range(6):
        treasury.claim(split, NATIVE, nested(other))
        treasury.claim(other, NATIVE, nested(split))
    assert treasury.held(NATIVE) == native_balance(treasury) == 10_000
    owed = [treasury.owed(split, NATIVE, p) for p in (payees.researchers, payees.hosts)]
    assert treasury.owed(split, NATIVE, nested(other)) == 78
    # Three payees hold a fraction each; together two units.
    assert sum(owed) == 10_000 - 78 - 2


def test_a_fraction_stays_with_its_payee(
    treasury: Any, split: int, payees: Payees, stranger: LocalAccount
) -> None:
    taken = 0
    for _ in range(6):
        pay(treasury, split, NATIVE, 1, stranger)
        if treasury.owed(split, NATIVE, payees.hosts):
            taken += treasury.claim(split, NATIVE, payees.hosts)
    assert taken == 6 * 1_667 // 10_000 == 1
    pay(treasury, split, NATIVE, 9_994, stranger)
    assert treasury.claim(split, NATIVE, payees.hosts) + taken == 1_667


def test_walks_many_share_changes_in_several_calls(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    both, expected = [payees.fishers, payees.hosts], 0
    for step in range(70):
        pay(treasury, split, NATIVE, 100, stranger)
        expected += 100 * treasury.share(split, payees.fishers)
        moved = [5_000 - step - 1, 1_667 + step + 1]
        treasury.set_shares(split, both, moved, sender=juror.address)
    assert treasury.owed(split, NATIVE, payees.fishers) == expected // 10_000
    before = native_balance(at(payees.fishers))
    paid = [treasury.claim(split, NATIVE, payees.fishers) for _ in range(3)]
    assert all(paid)
    assert sum(paid) == expected // 10_000 == native_balance(at(payees.fishers)) - before
    with refused("treasury: nothing to claim"):
        treasury.claim(split, NATIVE, payees.fishers)


def test_walks_on_past_changes_that_earned_nothing(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    both = [payees.fishers, payees.hosts]
    for step in range(40):
        moved = [5_000 - step - 1, 1_667 + step + 1]
        treasury.set_shares(split, both, moved, sender=juror.address)
    above = treasury.create(NOBODY, [nested(split)], [10_000])
    pay(treasury, above, NATIVE, 10_000, stranger)
    treasury.claim(above, NATIVE, nested(split))
    assert treasury.owed(split, NATIVE, payees.fishers) == 4_960
    assert treasury.claim(split, NATIVE, payees.fishers) == 0
    (event,) = said(treasury)
    assert event == {
        "event": "RevenueClaimed",
        "split_id": split,
        "payee": payees.fishers,
        "token": NATIVE,
        "to": at(payees.fishers),
        "owed": 0,
        "paid": 0,
    }
    assert treasury.claim(split, NATIVE, payees.fishers) == 4_960


@pytest.mark.parametrize("asset", [NATIVE, "coin"])
def test_refuses_when_nothing_is_owed(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount, asset: str
) -> None:
    money = coin if asset == "coin" else asset
    unknown = [payees.hosts, word(stranger), 0, 2**256 - 1, community(1), nested(split)]
    pay(treasury, split, money, 1, stranger)
    for payee in unknown:
        with refused("treasury: nothing to claim"):
            treasury.claim(split, money, payee)
    with refused("treasury: nothing to claim"):
        treasury.claim(split + 1, money, payees.hosts)
    pay(treasury, split, money, 10_000, stranger)
    treasury.claim(split, money, payees.hosts)
    with refused("treasury: nothing to claim"):
        treasury.claim(split, money, payees.hosts)
