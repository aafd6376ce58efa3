# SPDX-License-Identifier: Apache-2.0
"""Communities.strike_duplicate: anybody strikes the later of two places that one key holds."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, now, packed, pass_time, refused

Residents = tuple[LocalAccount, ...]
WEEK = 7 * 24 * 3600


@pytest.fixture
def doubled(communities: Any, roll: int, residents: Residents, fishers: LocalAccount) -> int:
    """A roll whose page 1 holds residents 1 and 0 again, as indexes 5 and 6."""
    communities.enrol(roll, packed([residents[1], residents[0]]), sender=fishers.address)
    return roll


def test_the_later_place_is_struck(
    communities: Any, doubled: int, residents: Residents, stranger: LocalAccount
) -> None:
    struck_at = pass_time(60)
    communities.strike_duplicate(doubled, 1, 5, sender=stranger.address)
    assert events(communities) == [
        {
            "event": "PersonDeparted",
            "community_id": doubled,
            "person": residents[1].address,
            "index": 5,
        }
    ]
    assert communities.member_at(doubled, struck_at - 1, 5) == residents[1].address
    assert communities.member_at(doubled, struck_at, 5) == NOBODY
    assert communities.member_at(doubled, struck_at, 1) == residents[1].address
    assert communities.roll_at(doubled, struck_at) == (2, 6, True)
    assert communities.amended(doubled, 1) == [1, 0, 0, 0]
    assert communities.amended(doubled, 0) == [0, 0, 0, 0]


def test_a_duplicate_by_rotation_is_struck_with_what_was_pending(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    communities.propose_rotation(roll, 4, residents[0].address, sender=fishers.address)
    pass_time(WEEK)
    communities.complete_rotation(roll, 4)
    communities.propose_rotation(roll, 4, residents[4].address, sender=fishers.address)
    communities.strike_duplicate(roll, 0, 4)
    assert communities.rotation(roll, 4) == (NOBODY, 0)
    assert communities.roll_at(roll, now()) == (1, 4, True)


def test_refuses_the_earlier_place_and_the_same(communities: Any, doubled: int) -> None:
    for kept, index in ((5, 1), (1, 1)):
        with refused("communities: the earlier place is kept"):
            communities.strike_duplicate(doubled, kept, index)


def test_refuses_two_persons(communities: Any, doubled: int) -> None:
    for kept, index in ((0, 1), (0, 5), (2, 6)):
        with refused("communities: not a duplicate"):
            communities.strike_duplicate(doubled, kept, index)


def test_refuses_keys_that_were_the_same_once(
    communities: Any, doubled: int, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.propose_rotation(doubled, 5, hosts.address, sender=fishers.address)
    pass_time(WEEK)
    communities.complete_rotation(doubled, 5)
    with refused("communities: not a duplicate"):
        communities.strike_duplicate(doubled, 1, 5)


def test_refuses_who_departed(communities: Any, doubled: int, residents: Residents) -> None:
    communities.leave(doubled, 1, sender=residents[1].address)
    with refused("communities: departed already"):
        communities.strike_duplicate(doubled, 1, 5)
    communities.leave(doubled, 6, sender=residents[0].address)
    with refused("communities: departed already"):
        communities.strike_duplicate(doubled, 0, 6)
    # Two places without a person aren't the same person's.
    with refused("communities: departed already"):
        communities.strike_duplicate(doubled, 1, 6)


def test_refuses_a_place_that_is_not(communities: Any, doubled: int) -> None:
    with refused("communities: no such place"):
        communities.strike_duplicate(doubled, 1, 7)
    with refused("communities: no such community"):
        communities.strike_duplicate(doubled + 1, 1, 5)
