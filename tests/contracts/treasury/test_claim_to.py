# SPDX-License-Identifier: Apache-2.0
"""Treasury.claim_to: the payee, and nobody else, sends its money elsewhere."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, refused
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    community,
    mock,
    native_balance,
    nested,
    pay,
    said,
    token,
    word,
)

ELSEWHERE = account("elsewhere").address


def test_the_account_sends_it_elsewhere(
    treasury: Any,
    split: int,
    coin: Any,
    payees: Payees,
    fishers: LocalAccount,
    stranger: LocalAccount,
) -> None:
    pay(treasury, split, coin, 10_001, stranger)
    claimed = treasury.claim_to(split, coin, payees.fishers, ELSEWHERE, sender=fishers.address)
    assert said(treasury) == [
        {
            "event": "RevenueClaimed",
            "split_id": split,
            "payee": payees.fishers,
            "token": coin.address,
            "to": ELSEWHERE,
            "owed": 5_000,
            "paid": 5_000,
        }
    ]
    assert claimed == coin.balanceOf(ELSEWHERE) == 5_000
    assert coin.balanceOf(fishers.address) == 0
    assert treasury.held(coin) == 5_001


def test_the_steward_sends_it_elsewhere(
    treasury: Any, communities: Any, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    town = communities.register(1, "PT", bytes(32), sender=fishers.address)
    made = treasury.create(NOBODY, [community(town)], [10_000])
    pay(treasury, made, NATIVE, 9, stranger)
    with refused("treasury: not the payee"):
        treasury.claim_to(made, NATIVE, community(town), ELSEWHERE, sender=stranger.address)
    treasury.claim_to(made, NATIVE, community(town), ELSEWHERE, sender=fishers.address)
    assert native_balance(ELSEWHERE) == 9


def test_frees_a_payee_that_its_token_blocks(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    blocking = token("Blocking", stranger, treasury)
    pay(treasury, split, blocking, 10_000, stranger)
    blocking.set_blocked(fishers.address, True)
    with refused("ledger: blocked"):
        treasury.claim(split, blocking, payees.fishers)
    treasury.claim_to(split, blocking, payees.fishers, ELSEWHERE, sender=fishers.address)
    assert blocking.balanceOf(ELSEWHERE) == 5_000


def test_frees_a_payee_that_takes_no_native_coin(treasury: Any, stranger: LocalAccount) -> None:
    receiver = mock("RejectingReceiver")
    made = treasury.create(NOBODY, [word(receiver)], [10_000])
    pay(treasury, made, NATIVE, 9, stranger)
    with refused("treasury: payee refuses the payment"):
        treasury.claim(made, NATIVE, word(receiver))
    treasury.claim_to(made, NATIVE, word(receiver), ELSEWHERE, sender=receiver.address)
    assert native_balance(ELSEWHERE) == 9


def test_refuses_anybody_else(
    treasury: Any,
    split: int,
    payees: Payees,
    juror: LocalAccount,
    hosts: LocalAccount,
    stranger: LocalAccount,
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    for other in (juror, hosts, stranger):
        with refused("treasury: not the payee"):
            treasury.claim_to(split, NATIVE, payees.fishers, ELSEWHERE, sender=other.address)
    assert treasury.owed(split, NATIVE, payees.fishers) == 5_000


def test_refuses_splits_and_what_is_no_payee(
    treasury: Any, split: int, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    above = treasury.create(NOBODY, [nested(split)], [10_000])
    pay(treasury, above, NATIVE, 9, stranger)
    own = word(fishers)
    for payee in (nested(split), community(1), 1 << 160 | own, 3 << 248 | own, 2 << 248 | own):
        with refused("treasury: not the payee"):
            treasury.claim_to(above, NATIVE, payee, ELSEWHERE, sender=fishers.address)


def test_refuses_nowhere_and_the_treasury_itself(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    for nowhere in (NOBODY, treasury.address):
        with refused("treasury: no address to pay"):
            treasury.claim_to(split, NATIVE, payees.fishers, nowhere, sender=fishers.address)


def test_refuses_when_nothing_is_owed(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount
) -> None:
    with refused("treasury: nothing to claim"):
        treasury.claim_to(split, NATIVE, payees.fishers, ELSEWHERE, sender=fishers.address)
