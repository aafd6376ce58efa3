# SPDX-License-Identifier: Apache-2.0
"""A split through Ape: paid in once, pulled by each."""

from __future__ import annotations

from typing import Any

import ape
import pytest

from tests.ape.conftest import NATIVE


@pytest.fixture
def payees(people: Any) -> list[int]:
    return [int(person.address, 16) for person in people[:3]]


@pytest.fixture
def split(treasury: Any, stewards: Any, payees: list[int]) -> int:
    treasury.create(stewards[0], payees, [5_000, 3_000, 2_000], sender=stewards[0])
    return int(treasury.count())


def test_revenue_is_pulled_by_each(
    treasury: Any, split: int, payees: list[int], people: Any, deployer: Any
) -> None:
    treasury.deposit(split, NATIVE, 1_000, value=1_000, sender=deployer)
    assert [treasury.owed(split, NATIVE, payee) for payee in payees] == [500, 300, 200]
    before = people[1].balance

    receipt = treasury.claim(split, NATIVE, payees[1], sender=deployer)

    assert people[1].balance - before == 300
    (event,) = receipt.events.filter(treasury.RevenueClaimed)
    assert (event.payee, event.to, event.owed, event.paid) == (payees[1], people[1], 300, 300)
    assert treasury.held(NATIVE) == 700


def test_a_payment_to_the_split_s_address_is_brought_in(
    treasury: Any, split: int, deployer: Any
) -> None:
    deployer.transfer(treasury.receiving_address(split), 10_000)
    treasury.collect(split, NATIVE, sender=deployer)
    assert treasury.received(split, NATIVE) == 10_000


def test_nobody_but_the_controller_changes_shares(
    treasury: Any, split: int, payees: list[int], people: Any
) -> None:
    with ape.reverts("treasury: not the controller"):
        treasury.set_shares(split, payees[:2], [4_000, 4_000], sender=people[0])
