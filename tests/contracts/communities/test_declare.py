# SPDX-License-Identifier: Apache-2.0
"""Communities.declare: a public stance of one actor towards another, which nothing reads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import ROOT, events, now, pass_time, refused
from tests.contracts.communities.conftest import NATIONAL

STATEMENT = b"\x03" * 32
RECOGNISE, COOPERATE, DISPUTE, SUSPEND, WITHDRAW = 1, 2, 4, 8, 16


@pytest.fixture
def island(communities: Any, town: int, hosts: LocalAccount) -> int:
    """Another actor."""
    return communities.register(NATIONAL, "NZ", STATEMENT, sender=hosts.address)


@pytest.mark.parametrize("stance", [RECOGNISE, COOPERATE, DISPUTE, SUSPEND, WITHDRAW])
def test_the_steward_declares(
    communities: Any, town: int, island: int, fishers: LocalAccount, stance: int
) -> None:
    communities.declare(town, island, stance, STATEMENT, sender=fishers.address)
    assert events(communities) == [
        {
            "event": "StanceDeclared",
            "community_id": town,
            "steward": fishers.address,
            "about_id": island,
            "stance": stance,
            "statement": STATEMENT,
        }
    ]
    assert communities.stance(town, island) == (stance, STATEMENT, now())
    assert communities.stance(island, town) == (0, bytes(32), 0)


def test_a_stance_is_replaced_and_taken_back(
    communities: Any, town: int, island: int, fishers: LocalAccount
) -> None:
    communities.declare(town, island, DISPUTE, STATEMENT, sender=fishers.address)
    pass_time(60)
    communities.declare(town, island, SUSPEND, bytes(32), sender=fishers.address)
    assert communities.stance(town, island) == (SUSPEND, bytes(32), now())
    pass_time(60)
    communities.declare(town, island, 0, STATEMENT, sender=fishers.address)
    assert communities.stance(town, island) == (0, STATEMENT, now())


def test_refuses_two_stances_at_once(
    communities: Any, town: int, island: int, fishers: LocalAccount
) -> None:
    for stances in (RECOGNISE | COOPERATE, DISPUTE | WITHDRAW, 31):
        with refused("communities: more than one stance"):
            communities.declare(town, island, stances, STATEMENT, sender=fishers.address)


def test_refuses_a_stance_towards_itself(
    communities: Any, town: int, fishers: LocalAccount
) -> None:
    with refused("communities: a stance towards itself"):
        communities.declare(town, town, DISPUTE, STATEMENT, sender=fishers.address)


def test_refuses_anybody_else(
    communities: Any, town: int, island: int, hosts: LocalAccount
) -> None:
    with refused("communities: not the steward"):
        communities.declare(town, island, DISPUTE, STATEMENT, sender=hosts.address)


def test_refuses_unknown_actors(
    communities: Any, town: int, island: int, fishers: LocalAccount
) -> None:
    for actor, about in ((0, town), (town, 0), (town, island + 1), (island + 1, town)):
        with refused("communities: no such community"):
            communities.declare(actor, about, DISPUTE, STATEMENT, sender=fishers.address)


def test_no_other_contract_reads_stances_or_jurisdictions() -> None:
    own = {"Communities", "ICommunities", "stances", "jurisdictions"}
    others = [path for path in ROOT.glob("contracts/**/*.vy*") if path.stem not in own]
    assert {"roll_book", "consent_book", "Federation", "Treasury"} <= {path.stem for path in others}
    for path in others:
        found = re.search(r"stance|jurisdiction", path.read_text(), re.IGNORECASE)
        assert not found, f"{path.name} speaks of a {found.group().lower()}"
