# SPDX-License-Identifier: Apache-2.0
"""Communities.leave: a person leaves at once, for later versions only."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, now, packed, pass_time, refused

Residents = tuple[LocalAccount, ...]


def test_a_person_leaves(communities: Any, roll: int, residents: Residents) -> None:
    left_at = pass_time(60)
    communities.leave(roll, 2, sender=residents[2].address)
    assert events(communities) == [
        {
            "event": "PersonDeparted",
            "community_id": roll,
            "person": residents[2].address,
            "index": 2,
        }
    ]
    pass_time(60)
    expected = ((left_at - 1, residents[2].address), (left_at, NOBODY), (left_at + 1, NOBODY))
    for version, key in expected:
        gone = key == NOBODY
        assert communities.member_at(roll, version, 2) == key
        assert communities.member_on(roll, version, 0, 2) == key
        assert communities.roll_at(roll, version) == (1, 4 if gone else 5, gone)
        assert communities.member_at(roll, version, 1) == residents[1].address
    assert communities.amended(roll, 0) == [0b100, 0, 0, 0]
    assert communities.community(roll).people == 5


def test_departures_of_one_second_and_of_several(
    communities: Any, roll: int, residents: Residents
) -> None:
    seconds = []
    for index in range(4):
        seconds.append(now() if index == 1 else pass_time(10))
        communities.leave(roll, index, sender=residents[index].address)
    left = [communities.roll_at(roll, second)[1] for second in seconds]
    assert left == [3, 3, 2, 1]
    assert [communities.roll_at(roll, second - 1)[1] for second in seconds] == [5, 5, 3, 2]
    pass_time(10)
    communities.leave(roll, 4, sender=residents[4].address)
    assert communities.roll_at(roll, now()) == (1, 0, True)
    assert [communities.roll_at(roll, second)[1] for second in seconds] == left


def test_who_left_may_be_enrolled_again_in_a_new_place(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    communities.leave(roll, 2, sender=residents[2].address)
    communities.enrol(roll, packed([residents[2]]), sender=fishers.address)
    assert communities.member_at(roll, now(), 2) == NOBODY
    assert communities.member_at(roll, now(), 5) == residents[2].address
    communities.leave(roll, 5, sender=residents[2].address)
    assert communities.roll_at(roll, now()) == (2, 4, True)


def test_a_pending_rotation_dies_with_the_departure(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.propose_rotation(roll, 2, hosts.address, sender=fishers.address)
    communities.leave(roll, 2, sender=residents[2].address)
    assert communities.rotation(roll, 2) == (NOBODY, 0)
    pass_time(8 * 24 * 3600)
    with refused("communities: departed already"):
        communities.complete_rotation(roll, 2)


def test_refuses_anybody_else(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    for other in (fishers, residents[3]):
        with refused("communities: not that person"):
            communities.leave(roll, 2, sender=other.address)


def test_refuses_who_departed_already(communities: Any, roll: int, residents: Residents) -> None:
    communities.leave(roll, 2, sender=residents[2].address)
    with refused("communities: departed already"):
        communities.leave(roll, 2, sender=residents[2].address)


def test_refuses_a_place_that_is_not(communities: Any, roll: int, residents: Residents) -> None:
    with refused("communities: no such place"):
        communities.leave(roll, 5, sender=residents[4].address)
    with refused("communities: no such community"):
        communities.leave(roll + 1, 0, sender=residents[0].address)
