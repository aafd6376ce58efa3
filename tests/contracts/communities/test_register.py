# SPDX-License-Identifier: Apache-2.0
"""Communities.register: anybody registers a community and becomes its steward."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, refused
from tests.contracts.communities.conftest import GLOBAL, LOCAL, NATIONAL, PROFILE, REGIONAL


def test_the_sender_becomes_steward(communities: Any, fishers: LocalAccount) -> None:
    community_id = communities.register(LOCAL, "PT", PROFILE, sender=fishers.address)
    assert events(communities) == [
        {
            "event": "CommunityRegistered",
            "community_id": 1,
            "steward": fishers.address,
            "kind": LOCAL,
            "jurisdiction": "PT",
            "profile": PROFILE,
        }
    ]
    assert community_id == communities.count() == 1
    assert communities.steward(1) == fishers.address
    assert communities.community(1) == (LOCAL, fishers.address, NOBODY, "PT", PROFILE, 0, 0)
    assert communities.roll_at(1, 2**64) == (0, 0, False)


def test_numbers_count_up_from_one(
    communities: Any, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    numbers = [
        communities.register(NATIONAL, "NZ", PROFILE, sender=hosts.address),
        communities.register(GLOBAL, "", PROFILE, sender=fishers.address),
    ]
    assert numbers == [1, 2]
    assert communities.count() == 2
    assert communities.community(2).jurisdiction == ""
    assert communities.community(1)[:4] == (NATIONAL, hosts.address, NOBODY, "NZ")


@pytest.mark.parametrize("kind", [LOCAL, REGIONAL, NATIONAL, GLOBAL])
@pytest.mark.parametrize("jurisdiction", ["AA", "AZ", "ZA", "ZZ"])
def test_any_two_capital_letters_are_kept(communities: Any, kind: int, jurisdiction: str) -> None:
    community_id = communities.register(kind, jurisdiction, PROFILE)
    assert communities.community(community_id)[0] == kind
    assert communities.community(community_id).jurisdiction == jurisdiction


def test_what_is_not_registered_reads_as_nothing(communities: Any, town: int) -> None:
    for unknown in (0, town + 1, 2**256 - 1):
        assert communities.community(unknown) == (0, NOBODY, NOBODY, "", bytes(32), 0, 0)
        assert communities.steward(unknown) == NOBODY
        assert communities.roll_at(unknown, boa.env.timestamp) == (0, 0, False)
        assert communities.member_at(unknown, boa.env.timestamp, 0) == NOBODY
        assert communities.stance(unknown, town) == (0, bytes(32), 0)


@pytest.mark.parametrize("kind", [0, LOCAL | REGIONAL, NATIONAL | GLOBAL, 15])
def test_refuses_no_kind_and_two_kinds(communities: Any, kind: int) -> None:
    with refused("communities: not one kind"):
        communities.register(kind, "PT", PROFILE)
    assert communities.count() == 0


@pytest.mark.parametrize("kind", [LOCAL, NATIONAL])
def test_refuses_a_place_without_jurisdiction(communities: Any, kind: int) -> None:
    with refused("communities: unknown jurisdiction"):
        communities.register(kind, "", PROFILE)


@pytest.mark.parametrize(
    "jurisdiction", ["P", "pt", "Pt", "pT", "P1", "@T", "T@", "[A", "A[", "\0A"]
)
@pytest.mark.parametrize("kind", [LOCAL, GLOBAL])
def test_refuses_what_is_not_two_capitals(communities: Any, kind: int, jurisdiction: str) -> None:
    with refused("communities: unknown jurisdiction"):
        communities.register(kind, jurisdiction, PROFILE)
