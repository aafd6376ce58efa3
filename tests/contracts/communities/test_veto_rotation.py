# SPDX-License-Identifier: Apache-2.0
"""Communities.veto_rotation: the present key or the steward ends a rotation before it is ready."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, pass_time, refused

Residents = tuple[LocalAccount, ...]
WEEK = 7 * 24 * 3600


@pytest.fixture
def rotating(communities: Any, roll: int, fishers: LocalAccount, hosts: LocalAccount) -> int:
    """A roll on which the key of place 1 is to go to the hosts."""
    communities.propose_rotation(roll, 1, hosts.address, sender=fishers.address)
    return roll


def test_the_present_key_vetoes(communities: Any, rotating: int, residents: Residents) -> None:
    communities.veto_rotation(rotating, 1, sender=residents[1].address)
    assert events(communities) == [
        {
            "event": "RotationVetoed",
            "community_id": rotating,
            "actor": residents[1].address,
            "index": 1,
        }
    ]
    assert communities.rotation(rotating, 1) == (NOBODY, 0)
    pass_time(WEEK)
    with refused("communities: no rotation is proposed"):
        communities.complete_rotation(rotating, 1)


def test_the_steward_vetoes(communities: Any, rotating: int, fishers: LocalAccount) -> None:
    communities.veto_rotation(rotating, 1, sender=fishers.address)
    assert events(communities)[0]["actor"] == fishers.address
    assert communities.rotation(rotating, 1) == (NOBODY, 0)


def test_a_veto_holds_until_the_second_before_it_is_ready(
    communities: Any, rotating: int, residents: Residents
) -> None:
    pass_time(WEEK - 1)
    communities.veto_rotation(rotating, 1, sender=residents[1].address)
    assert communities.rotation(rotating, 1) == (NOBODY, 0)


@pytest.mark.parametrize("late", [0, 1])
def test_refuses_a_late_veto(
    communities: Any, rotating: int, residents: Residents, fishers: LocalAccount, late: int
) -> None:
    pass_time(WEEK + late)
    for actor in (residents[1], fishers):
        with refused("communities: too late to veto"):
            communities.veto_rotation(rotating, 1, sender=actor.address)


def test_refuses_anybody_else(
    communities: Any, rotating: int, residents: Residents, hosts: LocalAccount
) -> None:
    for other in (hosts, residents[0]):
        with refused("communities: neither person nor steward"):
            communities.veto_rotation(rotating, 1, sender=other.address)


def test_refuses_where_none_is_proposed(
    communities: Any, rotating: int, residents: Residents
) -> None:
    with refused("communities: no rotation is proposed"):
        communities.veto_rotation(rotating, 0, sender=residents[0].address)


def test_refuses_who_departed(
    communities: Any, rotating: int, residents: Residents, fishers: LocalAccount
) -> None:
    communities.leave(rotating, 1, sender=residents[1].address)
    with refused("communities: departed already"):
        communities.veto_rotation(rotating, 1, sender=fishers.address)


def test_refuses_a_place_that_is_not(
    communities: Any, rotating: int, fishers: LocalAccount
) -> None:
    with refused("communities: no such place"):
        communities.veto_rotation(rotating, 5, sender=fishers.address)
    with refused("communities: no such community"):
        communities.veto_rotation(rotating + 1, 1, sender=fishers.address)
