# SPDX-License-Identifier: Apache-2.0
"""Communities.complete_rotation: after a week anybody carries out a rotation that stood."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, events, now, pass_time, refused

Residents = tuple[LocalAccount, ...]
WEEK = 7 * 24 * 3600


@pytest.fixture
def rotating(communities: Any, roll: int, fishers: LocalAccount, hosts: LocalAccount) -> int:
    """A roll on which the key of place 1 is to go to the hosts."""
    communities.propose_rotation(roll, 1, hosts.address, sender=fishers.address)
    return roll


def test_the_key_changes_hands_and_the_place_stays(
    communities: Any,
    rotating: int,
    residents: Residents,
    hosts: LocalAccount,
    stranger: LocalAccount,
) -> None:
    changed_at = pass_time(WEEK)
    communities.complete_rotation(rotating, 1, sender=stranger.address)
    assert events(communities) == [
        {
            "event": "PersonRotated",
            "community_id": rotating,
            "person": hosts.address,
            "index": 1,
            "former": residents[1].address,
        }
    ]
    pass_time(1)
    assert communities.member_at(rotating, changed_at - 1, 1) == residents[1].address
    assert communities.member_at(rotating, changed_at, 1) == hosts.address
    assert communities.member_at(rotating, changed_at + 1, 1) == hosts.address
    assert communities.roll_at(rotating, changed_at - 1) == (1, 5, False)
    assert communities.roll_at(rotating, changed_at) == (1, 5, True)
    assert communities.amended(rotating, 0) == [0b10, 0, 0, 0]
    assert communities.rotation(rotating, 1) == (NOBODY, 0)
    with refused("communities: not that person"):
        communities.leave(rotating, 1, sender=residents[1].address)
    communities.leave(rotating, 1, sender=hosts.address)
    assert communities.roll_at(rotating, now()) == (1, 4, True)


def test_a_rotation_to_nobody_strikes_the_person_off(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    communities.propose_rotation(roll, 4, NOBODY, sender=fishers.address)
    struck_at = pass_time(WEEK + 1)
    communities.complete_rotation(roll, 4)
    assert events(communities) == [
        {
            "event": "PersonDeparted",
            "community_id": roll,
            "person": residents[4].address,
            "index": 4,
        }
    ]
    assert communities.member_at(roll, struck_at - 1, 4) == residents[4].address
    assert communities.member_at(roll, struck_at, 4) == NOBODY
    assert communities.roll_at(roll, struck_at) == (1, 4, True)
    assert communities.rotation(roll, 4) == (NOBODY, 0)


def test_many_rotations_of_one_place_stay_readable(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    history = [(now(), residents[0].address)]
    for number in range(9):
        successor = account(f"successor {number}").address
        communities.propose_rotation(roll, 0, successor, sender=fishers.address)
        history.append((pass_time(WEEK), successor))
        communities.complete_rotation(roll, 0)
    former = NOBODY
    for since, key in history:
        assert communities.member_at(roll, since - 1, 0) == former
        assert communities.member_at(roll, since, 0) == key
        assert communities.member_on(roll, since + 1, 0, 0) == key
        former = key


@pytest.mark.parametrize("early", [1, WEEK])
def test_refuses_what_is_not_ready(communities: Any, rotating: int, early: int) -> None:
    pass_time(WEEK - early)
    with refused("communities: rotation isn't ready"):
        communities.complete_rotation(rotating, 1)


def test_refuses_a_second_time(communities: Any, rotating: int) -> None:
    pass_time(WEEK)
    communities.complete_rotation(rotating, 1)
    with refused("communities: no rotation is proposed"):
        communities.complete_rotation(rotating, 1)


def test_refuses_where_none_is_proposed(communities: Any, rotating: int) -> None:
    with refused("communities: no rotation is proposed"):
        communities.complete_rotation(rotating, 0)


def test_refuses_a_place_that_is_not(communities: Any, rotating: int) -> None:
    with refused("communities: no such place"):
        communities.complete_rotation(rotating, 5)
    with refused("communities: no such community"):
        communities.complete_rotation(rotating + 1, 1)


def test_refuses_who_departed(communities: Any, rotating: int, residents: Residents) -> None:
    communities.leave(rotating, 1, sender=residents[1].address)
    with refused("communities: departed already"):
        communities.complete_rotation(rotating, 1)
