# SPDX-License-Identifier: Apache-2.0
"""Communities through Ape: registering, enrolling, and being refused in words."""

from __future__ import annotations

from typing import Any

import ape

from tests.ape.conftest import LOCAL_COMMUNITY, digest


def test_a_steward_registers(communities: Any, stewards: Any) -> None:
    steward = stewards[0]
    receipt = communities.register(LOCAL_COMMUNITY, "PT", digest("Peniche"), sender=steward)

    (event,) = receipt.events.filter(communities.CommunityRegistered)
    assert (event.community_id, event.steward, event.jurisdiction) == (1, steward, "PT")
    assert communities.steward(1) == steward
    assert communities.community(1).profile == digest("Peniche")


def test_a_steward_enrols_a_page(
    communities: Any, registered: list[int], people: Any, chain: Any
) -> None:
    chain.mine()
    now = chain.blocks.head.timestamp
    at = [communities.member_at(registered[1], now, index) for index in range(2)]
    assert at == [people[2].address, people[3].address]


def test_nobody_else_enrols(communities: Any, registered: list[int], people: Any) -> None:
    with ape.reverts("communities: not the steward"):
        communities.enrol(registered[0], bytes.fromhex(people[0].address[2:]), sender=people[0])


def test_a_person_leaves_by_themselves(
    communities: Any, registered: list[int], people: Any, chain: Any
) -> None:
    receipt = communities.leave(registered[0], 1, sender=people[1])
    (event,) = receipt.events.filter(communities.PersonDeparted)
    assert (event.person, event.index) == (people[1], 1)
    chain.mine()
    zero = "0x" + 40 * "0"
    assert communities.member_at(registered[0], chain.blocks.head.timestamp, 1) == zero
