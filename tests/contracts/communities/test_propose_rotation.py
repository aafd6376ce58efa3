# SPDX-License-Identifier: Apache-2.0
"""Communities.propose_rotation: the steward proposes another key for a person; it waits a week."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, now, packed, pass_time, refused

Residents = tuple[LocalAccount, ...]
WEEK = 7 * 24 * 3600


def test_the_steward_proposes(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.propose_rotation(roll, 1, hosts.address, sender=fishers.address)
    assert events(communities) == [
        {
            "event": "RotationProposed",
            "community_id": roll,
            "person": residents[1].address,
            "index": 1,
            "successor": hosts.address,
            "ready_at": now() + WEEK,
        }
    ]
    assert communities.rotation(roll, 1) == (hosts.address, now() + WEEK)
    assert communities.rotation(roll, 0) == (NOBODY, 0)
    assert communities.member_at(roll, now(), 1) == residents[1].address
    assert communities.amended(roll, 0) == [0, 0, 0, 0]


def test_proposing_again_waits_anew(
    communities: Any, roll: int, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.propose_rotation(roll, 1, hosts.address, sender=fishers.address)
    first_ready = now() + WEEK
    pass_time(WEEK - 1)
    communities.propose_rotation(roll, 1, NOBODY, sender=fishers.address)
    assert communities.rotation(roll, 1) == (NOBODY, now() + WEEK)
    assert pass_time(1) == first_ready
    with refused("communities: rotation isn't ready"):
        communities.complete_rotation(roll, 1)


def test_a_page_let_in_with_an_empty_address_can_be_put_right(
    communities: Any, town: int, fishers: LocalAccount
) -> None:
    communities.enrol(town, packed([NOBODY, fishers.address]), sender=fishers.address)
    with refused("communities: rotation to the same key"):
        communities.propose_rotation(town, 0, NOBODY, sender=fishers.address)
    communities.propose_rotation(town, 0, fishers.address, sender=fishers.address)
    pass_time(WEEK)
    communities.complete_rotation(town, 0)
    communities.strike_duplicate(town, 0, 1)
    assert communities.roll_at(town, now()) == (1, 1, True)


def test_refuses_the_present_key(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    with refused("communities: rotation to the same key"):
        communities.propose_rotation(roll, 1, residents[1].address, sender=fishers.address)


def test_refuses_anybody_else(
    communities: Any, roll: int, residents: Residents, stranger: LocalAccount
) -> None:
    for other in (stranger, residents[1]):
        with refused("communities: not the steward"):
            communities.propose_rotation(roll, 1, stranger.address, sender=other.address)


def test_refuses_who_departed(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    communities.leave(roll, 1, sender=residents[1].address)
    for successor in (fishers.address, NOBODY):
        with refused("communities: departed already"):
            communities.propose_rotation(roll, 1, successor, sender=fishers.address)


def test_refuses_a_place_that_is_not(communities: Any, roll: int, fishers: LocalAccount) -> None:
    with refused("communities: no such place"):
        communities.propose_rotation(roll, 5, NOBODY, sender=fishers.address)
    with refused("communities: no such community"):
        communities.propose_rotation(roll + 1, 0, NOBODY, sender=fishers.address)
