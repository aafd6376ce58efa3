# SPDX-License-Identifier: Apache-2.0
"""Treasury.set_shares: for the future only; what was received stays as it was shared."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, events, refused
from tests.contracts.treasury.paying import NATIVE, Payees, nested, pay, word


def test_changes_the_shares_of_those_named(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount
) -> None:
    moved = [payees.hosts, payees.fishers]
    treasury.set_shares(split, moved, [1_767, 4_900], sender=juror.address)
    assert events(treasury) == [
        {
            "event": "SharesSet",
            "split_id": split,
            "controller": juror.address,
            "version": 2,
            "payees": moved,
            "shares": [1_767, 4_900],
        }
    ]
    assert [treasury.share(split, payee) for payee in payees] == [4_900, 3_333, 1_767]
    assert tuple(treasury.split(split)) == (juror.address, NOBODY, 2, 3)


def test_what_was_received_stays_as_it_was_shared(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    newcomer = word(account("newcomer"))
    changed = [payees.fishers, newcomer]
    treasury.set_shares(split, changed, [0, 5_000], sender=juror.address)
    assert treasury.split(split).payees == 3
    pay(treasury, split, NATIVE, 1_000, stranger)
    owed = [treasury.owed(split, NATIVE, payee) for payee in (*payees, newcomer)]
    assert owed == [5_000, 3_666, 1_833, 500]


def test_one_removed_comes_back(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    both = [payees.fishers, payees.hosts]
    for share in (0, 2_000):
        pay(treasury, split, NATIVE, 10_000, stranger)
        treasury.set_shares(split, both, [share, 6_667 - share], sender=juror.address)
    pay(treasury, split, NATIVE, 10_000, stranger)
    assert treasury.owed(split, NATIVE, payees.fishers) == 5_000 + 0 + 2_000
    assert treasury.owed(split, NATIVE, payees.hosts) == 1_667 + 6_667 + 4_667
    assert treasury.split(split).payees == 3


def test_the_same_shares_again_change_nothing_but_the_version(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    treasury.set_shares(split, payees, [5_000, 3_333, 1_667], sender=juror.address)
    pay(treasury, split, NATIVE, 10_000, stranger)
    assert [treasury.owed(split, NATIVE, payee) for payee in payees] == [5_000, 3_333, 1_667]
    assert treasury.split(split).version == 2


def test_pays_at_most_sixty_four(treasury: Any, juror: LocalAccount) -> None:
    people = [word(account(f"payee {n}")) for n in range(66)]
    made = treasury.create(juror.address, people[:64], [156] * 63 + [172])
    with refused("treasury: too many payees"):
        treasury.set_shares(made, [people[0], people[64]], [100, 56], sender=juror.address)
    treasury.set_shares(made, [people[0], people[64]], [0, 156], sender=juror.address)
    assert treasury.split(made).payees == 64
    swap = people[1:3] + people[64:66]
    treasury.set_shares(made, swap, [0, 0, 400, 68], sender=juror.address)
    assert treasury.split(made).payees == 63


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        ([5_001, 1_667], "treasury: shares exceed the whole"),
        ([5_000, 1_666], "treasury: shares fall short of the whole"),
        ([10_001, 0], "treasury: shares exceed the whole"),
        ([5_000], "treasury: not one share for each payee"),
    ],
)
def test_refuses_shares_that_do_not_add_up(
    treasury: Any,
    split: int,
    payees: Payees,
    juror: LocalAccount,
    shares: list[int],
    reason: str,
) -> None:
    with refused(reason):
        both = [payees.fishers, payees.hosts]
        treasury.set_shares(split, both, shares, sender=juror.address)
    assert treasury.split(split).version == 1


def test_refuses_to_remove_who_has_no_share(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount
) -> None:
    stranger_to_it = word(account("newcomer"))
    with refused("treasury: payee has no share"):
        treasury.set_shares(split, [stranger_to_it], [0], sender=juror.address)
    both = [payees.fishers, payees.hosts]
    treasury.set_shares(split, both, [0, 6_667], sender=juror.address)
    with refused("treasury: payee has no share"):
        treasury.set_shares(split, [payees.fishers], [0], sender=juror.address)


def test_refuses_nobody_named(treasury: Any, split: int, juror: LocalAccount) -> None:
    with refused("treasury: no payee named"):
        treasury.set_shares(split, [], [], sender=juror.address)


def test_refuses_a_payee_named_twice(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount
) -> None:
    twice = [payees.fishers, payees.fishers]
    with refused("treasury: payee named twice"):
        treasury.set_shares(split, twice, [5_000, 5_000], sender=juror.address)


def test_the_newest_split_may_be_a_payee(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount
) -> None:
    newest = treasury.create(juror.address, [payees.hosts], [10_000])
    both = [payees.fishers, nested(newest)]
    treasury.set_shares(split, both, [4_000, 1_000], sender=juror.address)
    assert treasury.share(split, nested(newest)) == 1_000


def test_refuses_what_is_no_payee(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount
) -> None:
    for payee, reason in [
        (nested(split), "treasury: a split can't pay itself"),
        (nested(split + 1), "treasury: no such split"),
        (0, "treasury: payee is no account"),
    ]:
        with refused(reason):
            both = [payees.fishers, payee]
            treasury.set_shares(split, both, [4_000, 1_000], sender=juror.address)


def test_refuses_anybody_but_the_controller(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount
) -> None:
    both = [payees.fishers, payees.hosts]
    with refused("treasury: not the controller"):
        treasury.set_shares(split, both, [5_100, 1_567], sender=fishers.address)


def test_a_split_without_controller_never_changes(
    treasury: Any, payees: Payees, juror: LocalAccount
) -> None:
    made = treasury.create(NOBODY, payees[:2], [5_000, 5_000])
    with refused("treasury: not the controller"):
        treasury.set_shares(made, payees[:2], [4_000, 6_000], sender=juror.address)


def test_refuses_an_unknown_split(treasury: Any, split: int, juror: LocalAccount) -> None:
    for unknown in (0, split + 1):
        with refused("treasury: no such split"):
            treasury.set_shares(unknown, [], [], sender=juror.address)
