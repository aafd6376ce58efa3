# SPDX-License-Identifier: Apache-2.0
"""Communities.revise: the steward changes jurisdiction and profile, and nothing else."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import events, refused
from tests.contracts.communities.conftest import GLOBAL

REVISED = b"\x02" * 32


def test_the_steward_revises(communities: Any, roll: int, fishers: LocalAccount) -> None:
    before = communities.community(roll)
    communities.revise(roll, "ES", REVISED, sender=fishers.address)
    assert events(communities) == [
        {
            "event": "CommunityRevised",
            "community_id": roll,
            "steward": fishers.address,
            "jurisdiction": "ES",
            "profile": REVISED,
        }
    ]
    expected = before._replace(jurisdiction="ES", profile=REVISED)
    assert communities.community(roll) == expected


def test_a_federation_may_name_no_jurisdiction(communities: Any, fishers: LocalAccount) -> None:
    federation = communities.register(GLOBAL, "PT", REVISED, sender=fishers.address)
    communities.revise(federation, "", REVISED, sender=fishers.address)
    assert communities.community(federation).jurisdiction == ""


def test_refuses_anybody_else(communities: Any, town: int, stranger: LocalAccount) -> None:
    with refused("communities: not the steward"):
        communities.revise(town, "ES", REVISED, sender=stranger.address)


def test_refuses_an_unknown_community(communities: Any, town: int, fishers: LocalAccount) -> None:
    with refused("communities: no such community"):
        communities.revise(town + 1, "ES", REVISED, sender=fishers.address)


def test_refuses_an_unknown_jurisdiction(
    communities: Any, town: int, fishers: LocalAccount
) -> None:
    for jurisdiction in ("", "E", "es"):
        with refused("communities: unknown jurisdiction"):
            communities.revise(town, jurisdiction, REVISED, sender=fishers.address)
