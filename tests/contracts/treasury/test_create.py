# SPDX-License-Identifier: Apache-2.0
"""Treasury.create: a split and its first shares, which sum to the whole."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_abi import encode
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from tests.contracts.boa_chain import NOBODY, account, deployer, events, refused
from tests.contracts.treasury.paying import Payees, community, nested, word

CREATE = keccak(text="create(address,uint256[],uint256[])")[:4]


def test_creates_a_split(treasury: Any, payees: Payees, hosts: LocalAccount) -> None:
    assert treasury.count() == 0
    created = treasury.create(hosts.address, payees, [1, 9_998, 1])
    assert events(treasury) == [
        {
            "event": "SplitCreated",
            "split_id": 1,
            "controller": hosts.address,
            "payees": list(payees),
            "shares": [1, 9_998, 1],
        }
    ]
    assert created == treasury.count() == 1
    assert tuple(treasury.split(1)) == (hosts.address, NOBODY, 1, 3)
    assert [treasury.share(1, payee) for payee in payees] == [1, 9_998, 1]


def test_splits_are_counted(treasury: Any, payees: Payees) -> None:
    for number in (1, 2, 3):
        assert treasury.create(NOBODY, payees[:1], [10_000]) == number == treasury.count()


def test_pays_sixty_four(treasury: Any) -> None:
    people = [word(account(f"payee {n}")) for n in range(64)]
    treasury.create(NOBODY, people, [157] * 63 + [109])
    assert treasury.split(1).payees == 64
    assert treasury.share(1, people[63]) == 109


def test_pays_communities_and_earlier_splits(
    treasury: Any, communities: Any, split: int, fishers: LocalAccount
) -> None:
    town = communities.register(1, "PT", bytes(32), sender=fishers.address)
    made = treasury.create(NOBODY, [community(town), nested(split)], [4_000, 6_000])
    assert treasury.share(made, community(town)) == 4_000
    assert treasury.share(made, nested(split)) == 6_000


def test_refuses_more_than_sixty_four(treasury: Any) -> None:
    people = [word(account(f"payee {n}")) for n in range(65)]
    words = ["address", "uint256[]", "uint256[]"]
    data = encode(words, [NOBODY, people, [154] * 64 + [144]])
    sent = boa.env.execute_code(to_address=treasury.address, data=CREATE + data, sender=boa.env.eoa)
    assert sent.is_error
    assert treasury.count() == 0


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        ([5_000, 4_999], "treasury: shares fall short of the whole"),
        ([5_000, 5_001], "treasury: shares exceed the whole"),
        ([10_001, 0], "treasury: shares exceed the whole"),
        ([2**256 - 1, 10_001], "treasury: shares exceed the whole"),
        ([10_000, 0], "treasury: payee has no share"),
        ([10_000], "treasury: not one share for each payee"),
        ([5_000, 2_500, 2_500], "treasury: not one share for each payee"),
    ],
)
def test_refuses_shares_that_do_not_add_up(
    treasury: Any, payees: Payees, shares: list[int], reason: str
) -> None:
    with refused(reason):
        treasury.create(NOBODY, payees[:2], shares)
    assert treasury.count() == 0


def test_refuses_nobody(treasury: Any) -> None:
    with refused("treasury: shares fall short of the whole"):
        treasury.create(NOBODY, [], [])


def test_refuses_a_payee_named_twice(treasury: Any, payees: Payees) -> None:
    with refused("treasury: payee named twice"):
        treasury.create(NOBODY, [payees.hosts, payees.hosts], [5_000, 5_000])


@pytest.mark.parametrize(
    ("payee", "reason"),
    [
        (0, "treasury: payee is no account"),
        (2**160, "treasury: payee is no account"),
        (2**248 - 1, "treasury: payee is no account"),
        (1 << 248, "treasury: no such community"),
        (community(1), "treasury: no such community"),
        (community(2**248 - 1), "treasury: no such community"),
        (2 << 248, "treasury: no such split"),
        (nested(1), "treasury: a split can't pay itself"),
        (nested(2), "treasury: no such split"),
        (nested(2**248 - 1), "treasury: no such split"),
        (3 << 248 | 1, "treasury: no such kind of payee"),
        (2**256 - 1, "treasury: no such kind of payee"),
    ],
)
def test_refuses_what_is_no_payee(treasury: Any, payee: int, reason: str) -> None:
    with refused(reason):
        treasury.create(NOBODY, [payee], [10_000])


def test_the_highest_account_is_one(treasury: Any) -> None:
    assert treasury.create(NOBODY, [2**160 - 1], [10_000]) == 1


def test_refuses_the_treasury_itself(treasury: Any) -> None:
    with refused("treasury: payee is no account"):
        treasury.create(NOBODY, [word(treasury)], [10_000])


def test_is_made_with_code_at_communities_and_of_the_purse(communities: Any) -> None:
    purse = deployer("Purse").deploy_as_blueprint()
    with refused("treasury: no code at communities"):
        deployer("Treasury").deploy(purse, NOBODY)
    with refused(None):
        deployer("Treasury").deploy(NOBODY, communities)
