# SPDX-License-Identifier: Apache-2.0
"""Federation.amend: a new version of the charter, by proposal, after the notice of the old one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.rules import DAY, HOUR, Electorate, Rules
from tests.contracts.boa_chain import NOBODY, account, events, now, refused
from tests.contracts.federation.assembly import (
    CHARTER,
    DEFEATED,
    EXECUTABLE,
    NOTICE,
    RULES,
    WAITING,
    Assembly,
    Town,
    until,
)

NEW = b"\x44" * 32
TRIBUNAL = account("tribunal").address
OTHER = Rules(
    Electorate.CITIZENS, 9_000, 7_000, 7_500, HOUR, DAY, 0, 3 * HOUR, 9 * DAY, 2 * DAY, TRIBUNAL
)


def amended(sea: Assembly, towns: list[Town], rules: Rules = OTHER) -> int:
    """Amend the charter; tells when that takes effect."""
    sea.decide(towns, sea.call("amend", NEW, rules.for_chain()))
    return now() + NOTICE


def test_only_a_proposal_amends(sea: Assembly, port: Town) -> None:
    for sender in (port.steward.address, sea.factory.address, account("stranger").address):
        with refused("federation: not by proposal"):
            sea.contract.amend(NEW, OTHER.for_chain(), sender=sender)


def test_an_amendment_takes_effect_after_the_notice(sea: Assembly, towns: list[Town]) -> None:
    effective_at = amended(sea, towns)
    logged = events(sea.contract)
    assert logged[0] == {
        "event": "CharterAdopted",
        "version": 2,
        "digest": NEW,
        "rules": OTHER.for_chain(),
        "effective_at": effective_at,
    }
    assert sea.contract.charter(2) == (NEW, effective_at, OTHER.for_chain())
    assert sea.contract.charter(1)[0] == CHARTER
    assert sea.contract.charter(1)[2] == RULES.for_chain()
    assert not sea.contract.ratified(2, towns[0].number)
    assert sea.contract.proposal_count() == 1
    for second, version in ((effective_at - 1, 1), (effective_at, 2), (effective_at + 1, 2)):
        until(second)
        assert sea.contract.charter_version() == version
        motion = sea.propose(towns[0])
        assert sea.contract.proposal(motion.number).charter_version == version
    opened = effective_at
    assert sea.contract.proposal(3)[:6] == (
        opened,
        opened + HOUR,
        opened + HOUR + DAY,
        opened + HOUR + DAY + 3 * HOUR,
        opened + HOUR + DAY + 3 * HOUR + 9 * DAY,
        2,
    )


def test_a_proposal_keeps_the_rules_it_was_opened_under(sea: Assembly, towns: list[Town]) -> None:
    """Threat: a retroactive quorum revives dead proposals."""
    lenient = replace(RULES, quorum_people=1, quorum_communities=1, approval=5_001)
    motion = sea.propose(towns[0], sea.call("amend", NEW, lenient.for_chain()))
    dead = sea.propose(towns[0])
    sea.carry(motion, towns)
    sea.execute(motion)
    until(now() + NOTICE)
    line = sea.contract.proposal(dead.number)
    assert (line.stage, line.charter_version) == (DEFEATED, 1)


def test_the_next_amendment_waits_for_the_notice_of_the_version_in_force(
    sea: Assembly, towns: list[Town]
) -> None:
    rules = replace(RULES, notice=2 * DAY)
    until(amended(sea, towns, rules))
    sea.decide(towns, sea.call("amend", CHARTER, RULES.for_chain()))
    assert sea.contract.charter(3).effective_at == now() + 2 * DAY
    assert sea.contract.charter_version() == 2


def test_one_amendment_at_most_is_pending(sea: Assembly, towns: list[Town]) -> None:
    motion = sea.propose(towns[0], sea.call("amend", CHARTER, RULES.for_chain()))
    first = sea.propose(towns[0], sea.call("amend", NEW, OTHER.for_chain()))
    sea.opens(motion)
    for town in towns:
        for each in (motion, first):
            for offset in range(len(town.people)):
                sea.vote(each, town, offset)
            sea.steward_votes(each, town)
    until(sea.closes_at(motion))
    assert sea.stage(motion) == WAITING
    until(sea.contract.proposal(motion.number).executable_at)
    sea.execute(first)
    with refused("charter: an amendment is pending"):
        sea.execute(motion)
    assert sea.stage(motion) == EXECUTABLE


@pytest.mark.parametrize("after", [0, 1])
def test_the_next_may_be_adopted_when_the_last_is_in_force(
    sea: Assembly, towns: list[Town], after: int
) -> None:
    effective_at = amended(sea, towns, replace(RULES, notice=5 * DAY))
    motion = sea.propose(towns[0], sea.call("amend", CHARTER, RULES.for_chain()))
    sea.carry(motion, towns)
    until(effective_at - 1)
    with refused("charter: an amendment is pending"):
        sea.execute(motion)
    until(effective_at + after)
    sea.execute(motion)
    assert sea.contract.charter(3).effective_at == now() + 5 * DAY
    assert sea.contract.charter(3).rules.tribunal == NOBODY


def test_refuses_no_document(sea: Assembly, towns: list[Town]) -> None:
    motion = sea.propose(towns[0], sea.call("amend", bytes(32), RULES.for_chain()))
    sea.carry(motion, towns)
    with refused("charter: no document"):
        sea.execute(motion)


def test_refuses_rules_out_of_bounds(sea: Assembly, towns: list[Town]) -> None:
    values = list(RULES.for_chain())
    values[3] = 5_000
    motion = sea.propose(towns[0], sea.call("amend", NEW, tuple(values)))
    sea.carry(motion, towns)
    with refused("rules: approval out of range"):
        sea.execute(motion)
    assert sea.contract.charter(2)[:2] == (bytes(32), 0)
