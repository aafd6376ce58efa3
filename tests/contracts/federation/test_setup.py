# SPDX-License-Identifier: Apache-2.0
"""Federation.setup: once, by the factory, in the act that makes the proxy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
import pytest

from symbio.domain.federation import Stage
from tests.contracts.boa_chain import NOBODY, account, deployer, events, now, refused
from tests.contracts.federation.assembly import (
    CHARTER,
    NAME,
    PROFILE,
    RULES,
    Assembly,
    Town,
)


def arguments(sea: Assembly, town: Town) -> tuple[Any, ...]:
    packed = sea.factory.pack_rules(RULES.for_chain())
    return "Mine", 1, 8, PROFILE, CHARTER, packed, NOBODY, [town.number]


def test_a_federation_begins_as_its_terms_say(sea: Assembly, towns: list[Town]) -> None:
    tribunal = account("tribunal").address
    rules = (*RULES.for_chain()[:-1], tribunal)
    new = Assembly.found(
        sea.book, sea.factory, towns, replace(RULES, tribunal=tribunal), level=3, name="Ring"
    )
    logged = events(sea.factory)
    number = new.contract.community_id()
    adopted = {
        "event": "CharterAdopted",
        "version": 1,
        "digest": CHARTER,
        "rules": rules,
        "effective_at": now(),
    }
    founded = []
    for seat, town in enumerate(towns):
        steward, community = town.steward.address, town.number
        founded += [
            {
                "event": "MemberAdmitted",
                "community_id": community,
                "speaker": steward,
                "seat": seat,
            },
            {"event": "CharterRatified", "version": 1, "community_id": community}
            | {"steward": steward},
        ]
    registered = {
        "event": "CommunityRegistered",
        "community_id": number,
        "steward": new.address,
        "kind": 8,
        "jurisdiction": "",
        "profile": PROFILE,
    }
    assert logged[:-1] == [adopted, *founded, registered]
    assert (new.contract.name(), new.contract.level()) == ("Ring", 3)
    assert new.contract.charter_version() == 1
    assert new.contract.charter(1) == (CHARTER, now(), rules)
    assert new.contract.charter(2)[:2] == (bytes(32), 0)
    assert new.contract.seats() == 3
    assert [new.contract.member_in(seat) for seat in range(4)] == [
        *((town.number, now(), 0) for town in towns),
        (0, 0, 0),
    ]
    for town in towns:
        assert new.contract.is_member(town.number)
        assert new.contract.member(town.number) == (town.number, now(), 0)
        assert new.contract.ratified(1, town.number)
    assert sea.book.steward(number) == new.address
    assert new.contract.proposal_count() == 0


def test_one_who_is_no_member_has_no_membership(sea: Assembly, reef: Town) -> None:
    assert not sea.contract.is_member(reef.number)
    assert sea.contract.member(reef.number) == (reef.number, 0, 0)
    assert not sea.contract.ratified(1, reef.number)


def test_a_federation_cant_be_set_up_again(sea: Assembly, port: Town) -> None:
    for sender in (port.steward.address, account("stranger").address, sea.address):
        with refused("federation: not by the factory"):
            sea.contract.setup(*arguments(sea, port), sender=sender)
    assert sea.contract.name() == NAME


def test_the_template_cant_be_set_up(sea: Assembly, port: Town) -> None:
    template = deployer("Federation").at(sea.factory.template())
    with refused("federation: not by the factory"):
        template.setup(*arguments(sea, port), sender=port.steward.address)
    assert (template.name(), template.level(), template.community_id()) == ("", 0, 0)
    assert template.seats() == 0


def test_a_bare_clone_of_the_template_cant_be_set_up(sea: Assembly, port: Town) -> None:
    head, tail = "602d3d8160093d39f3363d3d373d3d3d363d73", "5af43d82803e903d91602b57fd5bf3"
    code = bytes.fromhex(head + sea.factory.template()[2:] + tail)
    address, _ = boa.env.deploy_code(bytecode=code)
    clone = deployer("Federation").at(address)
    with refused("federation: not by the factory"):
        clone.setup(*arguments(sea, port), sender=port.steward.address)


def test_takes_native_coin(sea: Assembly) -> None:
    payer = account("payer").address
    boa.env.set_balance(payer, 10)
    paid = boa.env.execute_code(sea.address, sender=payer, value=7, data=b"")
    assert not paid.is_error
    assert boa.env.get_balance(sea.address) == 7


@pytest.mark.parametrize("data", [b"\x01", b"\xde\xad\xbe\xef", bytes(36)])
def test_refuses_what_it_doesnt_know(sea: Assembly, data: bytes) -> None:
    called = boa.env.execute_code(sea.address, sender=account("payer").address, data=data)
    assert called.is_error
    assert b"federation: no such function" in called.output


def test_stages_have_the_sdks_values() -> None:
    assert [int(stage) for stage in Stage] == [1, 2, 4, 8, 16, 32, 64, 128]
