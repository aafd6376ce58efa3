# SPDX-License-Identifier: Apache-2.0
"""Communities.accept_stewardship: the second step; the heir takes over, with the roll as it is."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, refused


def test_the_heir_becomes_steward(
    communities: Any, roll: int, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    before = communities.community(roll)
    communities.offer_stewardship(roll, hosts.address, sender=fishers.address)
    communities.accept_stewardship(roll, sender=hosts.address)
    assert events(communities) == [
        {
            "event": "StewardshipAccepted",
            "community_id": roll,
            "steward": hosts.address,
            "former": fishers.address,
        }
    ]
    expected = before._replace(steward=hosts.address, heir=NOBODY)
    assert communities.community(roll) == expected
    with refused("communities: not the steward"):
        communities.offer_stewardship(roll, fishers.address, sender=fishers.address)


def test_an_offer_is_accepted_once(
    communities: Any, town: int, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.offer_stewardship(town, hosts.address, sender=fishers.address)
    communities.accept_stewardship(town, sender=hosts.address)
    with refused("communities: not the heir"):
        communities.accept_stewardship(town, sender=hosts.address)


def test_refuses_anybody_else(
    communities: Any, town: int, fishers: LocalAccount, hosts: LocalAccount, stranger: LocalAccount
) -> None:
    communities.offer_stewardship(town, hosts.address, sender=fishers.address)
    for other in (stranger, fishers):
        with refused("communities: not the heir"):
            communities.accept_stewardship(town, sender=other.address)


def test_refuses_an_unknown_community(communities: Any, town: int, hosts: LocalAccount) -> None:
    with refused("communities: no such community"):
        communities.accept_stewardship(town + 1, sender=hosts.address)
