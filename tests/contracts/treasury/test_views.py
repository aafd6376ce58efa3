# SPDX-License-Identifier: Apache-2.0
"""What the Treasury tells; about what doesn't exist it says nothing that could be paid."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, refused
from tests.contracts.treasury.paying import NATIVE, Payees, pay


def test_tells_of_an_unknown_split_that_it_is_none(treasury: Any, split: int) -> None:
    for unknown in (0, split + 1):
        with refused("treasury: no such split"):
            treasury.split(unknown)
        with refused("treasury: no such split"):
            treasury.receiving_address(unknown)


def test_nothing_is_owed_where_nothing_is(
    treasury: Any, split: int, coin: Any, payees: Payees
) -> None:
    assert treasury.count() == 1
    for number in (0, split, split + 1):
        assert treasury.received(number, coin) == 0
        assert treasury.owed(number, coin, payees.hosts) == 0
    assert treasury.share(split + 1, payees.hosts) == treasury.share(split, 0) == 0
    assert treasury.held(coin) == treasury.held(NOBODY) == 0


def test_owed_is_by_split_token_and_payee(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount
) -> None:
    other = treasury.create(NOBODY, [payees.hosts], [10_000])
    pay(treasury, split, coin, 10_000, stranger)
    pay(treasury, other, NATIVE, 30, stranger)
    assert treasury.owed(split, coin, payees.hosts) == 1_667
    assert treasury.owed(other, coin, payees.hosts) == 0
    assert treasury.owed(split, NATIVE, payees.hosts) == 0
    assert treasury.owed(other, NATIVE, payees.hosts) == 30
