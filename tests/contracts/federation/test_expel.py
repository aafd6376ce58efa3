# SPDX-License-Identifier: Apache-2.0
"""Federation.expel: by proposal, with notice, never while a party to an open case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.contracts.boa_chain import deployer, events, now, refused
from tests.contracts.federation.assembly import (
    CHARTER,
    EXECUTABLE,
    EXECUTED,
    NOTICE,
    RULES,
    Assembly,
    Town,
    until,
)


@pytest.fixture
def tribunal() -> Any:
    return deployer("tests/mocks/Tribunal.vy").deploy()


@pytest.fixture
def bench(sea: Assembly, towns: list[Town], tribunal: Any) -> Assembly:
    """A federation with a tribunal."""
    rules = replace(RULES, tribunal=str(tribunal.address))
    new = Assembly.found(sea.book, sea.factory, towns, rules)
    until(now() + 1)
    return new


def test_only_a_proposal_expels(sea: Assembly, port: Town, lab: Town) -> None:
    for sender in (lab.steward.address, port.steward.address, sea.factory.address):
        with refused("federation: not by proposal"):
            sea.contract.expel(port.number, sender=sender)


def test_a_carried_proposal_expels_with_notice(
    sea: Assembly, shore: Town, towns: list[Town]
) -> None:
    sea.decide(towns, sea.call("expel", shore.number))
    logged = events(sea.contract)
    ended_at = now() + NOTICE
    assert logged[0] == {
        "event": "MemberLeft",
        "community_id": shore.number,
        "actor": sea.address,
        "ended_at": ended_at,
    }
    joined_at = sea.contract.member(shore.number).joined_at
    assert sea.contract.member(shore.number) == (shore.number, joined_at, ended_at)
    assert sea.contract.member_in(2) == (shore.number, joined_at, ended_at)
    until(ended_at - 1)
    assert sea.contract.is_member(shore.number)
    until(ended_at)
    assert not sea.contract.is_member(shore.number)
    assert sea.contract.seats() == 3


def test_a_party_to_an_open_case_isnt_expelled(
    bench: Assembly, tribunal: Any, shore: Town, lab: Town, towns: list[Town]
) -> None:
    """Threat: expulsion used to silence a party mid-case."""
    motion = bench.propose(towns[0], bench.call("expel", shore.number))
    bench.carry(motion, towns)
    tribunal.set_party(shore.number, True)
    with refused("federation: party to an open case"):
        bench.execute(motion)
    assert bench.stage(motion) == EXECUTABLE
    assert bench.contract.member(shore.number).ended_at == 0
    tribunal.set_party(shore.number, False)
    tribunal.set_party(lab.number, True)
    bench.execute(motion)
    assert bench.stage(motion) == EXECUTED
    assert bench.contract.member(shore.number).ended_at == now() + NOTICE


def test_a_party_may_still_leave(
    bench: Assembly, tribunal: Any, shore: Town, towns: list[Town]
) -> None:
    tribunal.set_party(shore.number, True)
    bench.contract.leave(shore.number, sender=shore.steward.address)
    assert bench.contract.member(shore.number).ended_at == now() + NOTICE


def test_the_tribunal_in_force_is_asked(
    bench: Assembly, tribunal: Any, shore: Town, towns: list[Town]
) -> None:
    """Threat: a charter amended by a party; the new tribunal isn't asked before it is in force."""
    later = deployer("tests/mocks/Tribunal.vy").deploy()
    rules = replace(RULES, tribunal=str(later.address)).for_chain()
    tribunal.set_party(shore.number, True)
    bench.decide(towns, bench.call("amend", CHARTER, rules))
    effective_at = bench.contract.charter(2).effective_at
    motion = bench.propose(towns[0], bench.call("expel", shore.number))
    bench.carry(motion, towns)
    assert now() < effective_at
    with refused("federation: party to an open case"):
        bench.execute(motion)
    until(effective_at)
    bench.execute(motion)
    assert bench.contract.member(shore.number).ended_at == now() + NOTICE


@pytest.mark.parametrize("is_later", [True, False])
def test_an_end_that_is_set_isnt_put_off(
    sea: Assembly, shore: Town, towns: list[Town], is_later: bool
) -> None:
    motion = sea.propose(towns[0], sea.call("expel", shore.number))
    sea.carry(motion, towns)
    sea.contract.leave(shore.number, sender=shore.steward.address)
    ended_at = now() + NOTICE
    until(now() + is_later)
    sea.execute(motion)
    assert [each["event"] for each in events(sea.contract)] == ["ProposalExecuted"]
    assert sea.contract.member(shore.number).ended_at == ended_at


def test_refuses_who_isnt_a_member(sea: Assembly, reef: Town, towns: list[Town]) -> None:
    motion = sea.propose(towns[0], sea.call("expel", reef.number))
    sea.carry(motion, towns)
    with refused("members: not a member"):
        sea.execute(motion)
