# SPDX-License-Identifier: Apache-2.0
"""Communities.offer_stewardship: the first of two steps; nothing changes hands by it."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, refused


def test_the_steward_offers(
    communities: Any, town: int, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.offer_stewardship(town, hosts.address, sender=fishers.address)
    assert events(communities) == [
        {
            "event": "StewardshipOffered",
            "community_id": town,
            "steward": fishers.address,
            "heir": hosts.address,
        }
    ]
    assert communities.community(town).heir == hosts.address
    assert communities.steward(town) == fishers.address


def test_an_offer_to_nobody_withdraws_it(
    communities: Any, town: int, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.offer_stewardship(town, hosts.address, sender=fishers.address)
    communities.offer_stewardship(town, NOBODY, sender=fishers.address)
    assert events(communities)[0]["heir"] == NOBODY
    with refused("communities: not the heir"):
        communities.accept_stewardship(town, sender=hosts.address)
    assert communities.steward(town) == fishers.address


def test_refuses_anybody_else(
    communities: Any, town: int, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.offer_stewardship(town, hosts.address, sender=fishers.address)
    with refused("communities: not the steward"):
        communities.offer_stewardship(town, hosts.address, sender=hosts.address)


def test_refuses_an_unknown_community(communities: Any, fishers: LocalAccount) -> None:
    with refused("communities: no such community"):
        communities.offer_stewardship(0, fishers.address, sender=fishers.address)
