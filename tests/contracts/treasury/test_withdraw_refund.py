# SPDX-License-Identifier: Apache-2.0
"""Treasury.withdraw_refund: pulled by the payer alone, to an address of its choice."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, pass_time, refused
from tests.contracts.treasury.holding import MONTH, held, hold
from tests.contracts.treasury.paying import NATIVE, mock, native_balance, said, token

ELSEWHERE = account("elsewhere").address


@pytest.mark.parametrize("asset", [NATIVE, "coin"])
def test_pays_the_payer_where_it_says(
    treasury: Any,
    split: int,
    coin: Any,
    mediator: LocalAccount,
    stranger: LocalAccount,
    asset: str,
) -> None:
    money = coin if asset == "coin" else asset
    number = hold(treasury, split, money, 10_001, stranger, mediator)
    treasury.rule_hold(number, 4_000, sender=mediator.address)
    assert treasury.withdraw_refund(number, ELSEWHERE, sender=stranger.address) == 6_001
    assert said(treasury) == [
        {
            "event": "HoldRefunded",
            "hold_id": number,
            "payer": stranger.address,
            "token": getattr(money, "address", money),
            "to": ELSEWHERE,
            "owed": 6_001,
            "paid": 6_001,
        }
    ]
    got = native_balance(ELSEWHERE) if money == NATIVE else coin.balanceOf(ELSEWHERE)
    assert got == 6_001
    assert treasury.held(money) == 4_000
    after = held(treasury, number)
    assert (after.refund, after.amount, after.decided) == (0, 10_001, True)
    with refused("treasury: nothing to refund"):
        treasury.withdraw_refund(number, ELSEWHERE, sender=stranger.address)


def test_only_by_the_payer(
    treasury: Any,
    split: int,
    juror: LocalAccount,
    fishers: LocalAccount,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    number = hold(treasury, split, NATIVE, 5, stranger, mediator)
    treasury.rule_hold(number, 0, sender=mediator.address)
    for other in (juror, fishers, mediator):
        with refused("treasury: not the payer"):
            treasury.withdraw_refund(number, stranger.address, sender=other.address)


def test_waits_for_the_ruling(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    number = hold(treasury, split, NATIVE, 5, stranger, mediator)
    with refused("treasury: nothing to refund"):
        treasury.withdraw_refund(number, stranger.address, sender=stranger.address)
    pass_time(MONTH + 1)
    with refused("treasury: nothing to refund"):
        treasury.withdraw_refund(number, stranger.address, sender=stranger.address)


def test_refuses_nowhere_and_the_treasury_itself(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    number = hold(treasury, split, NATIVE, 5, stranger, mediator)
    treasury.rule_hold(number, 0, sender=mediator.address)
    for nowhere in (NOBODY, treasury.address):
        with refused("treasury: no address to pay"):
            treasury.withdraw_refund(number, nowhere, sender=stranger.address)


def test_a_payer_that_its_token_blocks_is_paid_elsewhere(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    blocking = token("Blocking", stranger, treasury)
    number = hold(treasury, split, blocking, 10_000, stranger, mediator)
    treasury.rule_hold(number, 0, sender=mediator.address)
    blocking.set_blocked(stranger.address, True)
    with refused("ledger: blocked"):
        treasury.withdraw_refund(number, stranger.address, sender=stranger.address)
    treasury.withdraw_refund(number, ELSEWHERE, sender=stranger.address)
    assert blocking.balanceOf(ELSEWHERE) == 10_000


def test_threat_2_one_who_refuses_its_refund_blocks_nobody(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    number = hold(treasury, split, NATIVE, 10_000, stranger, mediator)
    treasury.rule_hold(number, 5_000, sender=mediator.address)
    with refused("treasury: payee refuses the payment"):
        receiver = mock("RejectingReceiver").address
        treasury.withdraw_refund(number, receiver, sender=stranger.address)
    assert held(treasury, number).refund == 5_000
    assert treasury.held(NATIVE) == 10_000


def test_an_impaired_token_pays_refunds_in_proportion(
    treasury: Any, split: int, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    rebasing = token("Rebasing", stranger, treasury)
    number = hold(treasury, split, rebasing, 10_000, stranger, mediator)
    treasury.rule_hold(number, 0, sender=mediator.address)
    rebasing.rebase(treasury, 0)
    with refused("treasury: the token lost everything"):
        treasury.withdraw_refund(number, ELSEWHERE, sender=stranger.address)
    rebasing.rebase(treasury, 2_500)
    assert treasury.withdraw_refund(number, ELSEWHERE, sender=stranger.address) == 10_000
    (told,) = said(treasury)
    assert (told["owed"], told["paid"]) == (10_000, 2_500)
    assert (rebasing.balanceOf(ELSEWHERE), treasury.held(rebasing)) == (2_500, 0)


def test_refuses_a_hold_that_isnt_there(treasury: Any, stranger: LocalAccount) -> None:
    for unknown in (0, 1, 2**64 + 1):
        with refused("treasury: no such hold"):
            treasury.withdraw_refund(unknown, ELSEWHERE, sender=stranger.address)
