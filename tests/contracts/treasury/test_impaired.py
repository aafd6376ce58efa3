# SPDX-License-Identifier: Apache-2.0
"""A token that takes balance away from the Treasury: the loss is shared, and nobody runs for it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import refused
from tests.contracts.treasury.paying import Payees, at, community, nested, pay, said, token


@pytest.fixture
def rebasing(treasury: Any, stranger: LocalAccount) -> Any:
    return token("Rebasing", stranger, treasury)


def test_threat_27_pays_in_proportion(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 6_000)
    assert treasury.claim(split, rebasing, payees.fishers, sender=at(payees.fishers)) == 5_000
    (claimed,) = said(treasury)
    assert (claimed["owed"], claimed["paid"]) == (5_000, 3_000)
    assert rebasing.balanceOf(at(payees.fishers)) == 3_000
    assert (treasury.held(rebasing), rebasing.balanceOf(treasury)) == (5_000, 3_000)


def test_nobody_else_makes_a_payees_loss_final(
    treasury: Any,
    communities: Any,
    split: int,
    payees: Payees,
    rebasing: Any,
    fishers: LocalAccount,
    stranger: LocalAccount,
) -> None:
    """What is lost for a while may come back; only who is owed it decides not to wait for that."""
    town = communities.register(1, "PT", bytes(32), sender=fishers.address)
    made = treasury.create(stranger.address, [community(town), payees.hosts], [5_000, 5_000])
    pay(treasury, split, rebasing, 10_000, stranger)
    pay(treasury, made, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 19_999)
    for other in (stranger.address, at(payees.hosts)):
        with refused("treasury: impaired, so only the payee claims"):
            treasury.claim(split, rebasing, payees.fishers, sender=other)
        with refused("treasury: impaired, so only the payee claims"):
            treasury.claim(made, rebasing, community(town), sender=other)
    assert treasury.owed(split, rebasing, payees.fishers) == 5_000
    rebasing.rebase(treasury, 10_000)
    treasury.claim(made, rebasing, community(town), sender=fishers.address)
    assert rebasing.balanceOf(fishers.address) == 2_500
    rebasing.rebase(treasury, 15_000)
    treasury.claim(split, rebasing, payees.fishers, sender=stranger.address)
    assert rebasing.balanceOf(fishers.address) == 7_500


def test_a_flow_into_a_nested_split_loses_nothing_and_stays_open(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    above = treasury.create(stranger.address, [nested(split)], [10_000])
    pay(treasury, above, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 5_000)
    assert treasury.claim(above, rebasing, nested(split), sender=stranger.address) == 10_000
    assert treasury.received(split, rebasing) == treasury.held(rebasing) == 10_000
    rebasing.rebase(treasury, 10_000)
    treasury.claim(split, rebasing, payees.fishers, sender=stranger.address)
    assert rebasing.balanceOf(at(payees.fishers)) == 5_000


def test_the_order_of_claims_does_not_matter(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 1_000)
    for order in permutations(payees):
        with boa.env.anchor():
            for payee in order:
                treasury.claim(split, rebasing, payee, sender=at(payee))
            paid = [rebasing.balanceOf(at(payee)) for payee in payees]
            assert all(abs(p - s) <= 1 for p, s in zip(paid, (500, 333, 167), strict=True))
            assert (sum(paid), treasury.held(rebasing)) == (1_000, 0)


def test_what_comes_later_does_not_make_up_for_it(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    """Without this, the next depositor's payees would pay for the loss of those before."""
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 5_000)
    later = treasury.create(stranger.address, [payees.hosts], [10_000])
    assert pay(treasury, later, rebasing, 1_000, stranger) == 2_000
    assert (treasury.held(rebasing), rebasing.balanceOf(treasury)) == (12_000, 6_000)
    treasury.claim(later, rebasing, payees.hosts, sender=at(payees.hosts))
    assert rebasing.balanceOf(at(payees.hosts)) == 1_000
    for payee in payees:
        treasury.claim(split, rebasing, payee, sender=at(payee))
    assert rebasing.balanceOf(at(payees.fishers)) == 2_500


def test_a_loss_that_comes_back_is_nobodys_loss(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 1)
    rebasing.rebase(treasury, 10_000)
    treasury.claim(split, rebasing, payees.fishers, sender=at(payees.fishers))
    assert rebasing.balanceOf(at(payees.fishers)) == 5_000


def test_what_is_too_much_is_nobodys(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 15_000)
    assert pay(treasury, split, rebasing, 10_000, stranger) == 10_000
    assert treasury.held(rebasing) == 20_000
    treasury.claim(split, rebasing, payees.fishers, sender=at(payees.fishers))
    assert rebasing.balanceOf(at(payees.fishers)) == 10_000


def test_refuses_when_all_is_lost_and_keeps_the_claim(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    pay(treasury, split, rebasing, 10_000, stranger)
    for left in (0, 1):
        rebasing.rebase(treasury, left)
        with refused("treasury: the token lost everything"):
            treasury.claim(split, rebasing, payees.fishers, sender=at(payees.fishers))
    rebasing.rebase(treasury, 0)
    with refused("treasury: the token lost everything"):
        pay(treasury, split, rebasing, 5, stranger)
    assert treasury.owed(split, rebasing, payees.fishers) == 5_000
    rebasing.rebase(treasury, 2)
    assert treasury.claim(split, rebasing, payees.fishers, sender=at(payees.fishers)) == 5_000
    assert rebasing.balanceOf(at(payees.fishers)) == 1


def test_huge_amounts_are_shared_exactly(
    treasury: Any, split: int, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    """Several splits together may hold more than one can count; a product of two is no matter."""
    rebasing.mint(stranger.address, 2**131)
    splits = [treasury.create(stranger.address, payees[:1], [10_000]) for _ in range(3)]
    for each in splits:
        pay(treasury, each, rebasing, 2**128 - 1, stranger)
    rebasing.rebase(treasury, 2**129)
    treasury.claim(splits[0], rebasing, payees.fishers, sender=at(payees.fishers))
    most = 2**128 - 1
    assert rebasing.balanceOf(at(payees.fishers)) == most * 2**129 // (3 * most)


def test_another_token_is_not_touched(
    treasury: Any, split: int, coin: Any, payees: Payees, rebasing: Any, stranger: LocalAccount
) -> None:
    pay(treasury, split, rebasing, 10_000, stranger)
    pay(treasury, split, coin, 10_000, stranger)
    rebasing.rebase(treasury, 1)
    for payee in payees:
        treasury.claim(split, coin, payee)
    assert treasury.held(coin) == coin.balanceOf(treasury) == 0
