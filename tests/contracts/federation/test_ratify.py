# SPDX-License-Identifier: Apache-2.0
"""Federation.ratify: a member's steward agrees to a version of the charter."""

from __future__ import annotations

import pytest

from tests.contracts.boa_chain import account, events, now, refused
from tests.contracts.federation.assembly import CHARTER, NOTICE, RULES, Assembly, Town, until


@pytest.fixture
def amended(sea: Assembly, towns: list[Town]) -> int:
    sea.decide(towns, sea.call("amend", CHARTER, RULES.for_chain()))
    return now() + NOTICE


@pytest.mark.parametrize("is_early", [True, False])
def test_a_member_ratifies(sea: Assembly, port: Town, amended: int, is_early: bool) -> None:
    until(now() if is_early else amended + 1)
    sea.contract.ratify(port.number, 2, sender=port.steward.address)
    logged = events(sea.contract)
    assert logged == [
        {
            "event": "CharterRatified",
            "version": 2,
            "community_id": port.number,
            "steward": port.steward.address,
        }
    ]
    assert sea.contract.ratified(2, port.number)
    assert not sea.contract.ratified(2, 2)
    with refused("charter: already ratified"):
        sea.contract.ratify(port.number, 2, sender=port.steward.address)


def test_refuses_versions_that_arent_there(sea: Assembly, port: Town, amended: int) -> None:
    for version in (0, 3, 2**16 + 1, 2**256 - 1):
        with refused("charter: no such version"):
            sea.contract.ratify(port.number, version, sender=port.steward.address)


def test_a_founder_has_ratified_the_first(sea: Assembly, port: Town) -> None:
    with refused("charter: already ratified"):
        sea.contract.ratify(port.number, 1, sender=port.steward.address)
    with refused("charter: no such version"):
        sea.contract.ratify(port.number, 2, sender=port.steward.address)


def test_a_new_member_ratifies_what_it_found(sea: Assembly, reef: Town, towns: list[Town]) -> None:
    sea.decide(towns, sea.call("admit", reef.number))
    assert not sea.contract.ratified(1, reef.number)
    sea.contract.ratify(reef.number, 1, sender=reef.steward.address)
    assert sea.contract.ratified(1, reef.number)


def test_refuses_anybody_else(sea: Assembly, port: Town, lab: Town, amended: int) -> None:
    for sender in (lab.steward, account("stranger")):
        with refused("federation: not the steward"):
            sea.contract.ratify(port.number, 2, sender=sender.address)


def test_refuses_who_isnt_a_member(sea: Assembly, reef: Town, port: Town, amended: int) -> None:
    with refused("federation: not a member"):
        sea.contract.ratify(reef.number, 2, sender=reef.steward.address)
    sea.contract.leave(port.number, sender=port.steward.address)
    until(amended)
    with refused("federation: not a member"):
        sea.contract.ratify(port.number, 2, sender=port.steward.address)
