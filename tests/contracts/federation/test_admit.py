# SPDX-License-Identifier: Apache-2.0
"""Federation.admit: only a carried proposal takes a community in."""

from __future__ import annotations

from tests.contracts.boa_chain import account, events, now, refused
from tests.contracts.federation.assembly import EXECUTABLE, Assembly, Town


def test_only_a_proposal_admits(sea: Assembly, reef: Town, port: Town) -> None:
    for sender in (reef.steward.address, port.steward.address, sea.factory.address):
        with refused("federation: not by proposal"):
            sea.contract.admit(reef.number, sender=sender)


def test_a_carried_proposal_admits(sea: Assembly, reef: Town, towns: list[Town]) -> None:
    sea.decide(towns, sea.call("admit", reef.number))
    logged = events(sea.contract)
    assert logged == [
        {
            "event": "MemberAdmitted",
            "community_id": reef.number,
            "speaker": reef.steward.address,
            "seat": 3,
        },
        {"event": "ProposalExecuted", "proposal_id": 1, "actor": account("anybody").address},
    ]
    assert sea.contract.is_member(reef.number)
    assert sea.contract.member(reef.number) == (reef.number, now(), 0)
    assert sea.contract.member_in(3) == (reef.number, now(), 0)
    assert sea.contract.seats() == 4
    assert not sea.contract.ratified(1, reef.number)
    assert sea.propose(reef).number == 2


def test_refuses_a_member(sea: Assembly, port: Town, towns: list[Town]) -> None:
    motion = sea.propose(port, sea.call("admit", port.number))
    sea.carry(motion, towns)
    with refused("members: already a member"):
        sea.execute(motion)
    assert sea.stage(motion) == EXECUTABLE
    assert sea.contract.seats() == 3


def test_refuses_a_member_who_is_leaving(sea: Assembly, port: Town, towns: list[Town]) -> None:
    motion = sea.propose(port, sea.call("admit", port.number))
    sea.carry(motion, towns)
    sea.contract.leave(port.number, sender=port.steward.address)
    with refused("members: already a member"):
        sea.execute(motion)


def test_refuses_what_isnt_there(sea: Assembly, port: Town, towns: list[Town]) -> None:
    for nowhere in (0, sea.book.count() + 1):
        motion = sea.propose(port, sea.call("admit", nowhere))
        sea.carry(motion, towns)
        with refused("federation: no such community"):
            sea.execute(motion)
