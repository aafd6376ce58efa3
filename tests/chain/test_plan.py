# SPDX-License-Identifier: Apache-2.0
"""A plan before it is sent: read, rehearsed, priced; and its receipt."""

from __future__ import annotations

import dataclasses

import pytest

from symbio import World
from symbio.domain import events
from symbio.domain.communities import Kind
from symbio.domain.errors import BadArgument, NoSuchRecord
from tests.chain.conftest import Town, terms_for


def test_explains_itself(world: World) -> None:
    plan = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", b"\x01" * 32)
    assert plan.explain().splitlines() == [
        "Register a local community in PT.",
        f"  Communities.register at {world.communities.address}",
        "  kind: 1",
        "  jurisdiction: PT",
        f"  profile: 0x{'01' * 32}",
    ]
    deposit = world.treasury.deposit(1, world.coin.token.amount("1.5"))
    assert deposit.explain().splitlines()[0] == "Pay 1.50 ETH into split 1."
    assert f"  value: {15 * 10**17}" in deposit.explain()


def test_is_frozen(world: World) -> None:
    plan = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.value = 1  # type: ignore[misc]


def test_rehearses_and_prices_without_changing_anything(world: World) -> None:
    plan = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
    steward, before = world.account("fishers"), world.communities.count()
    assert plan.simulate(steward.address) == before + 1
    price = plan.gas(steward.address)
    assert world.communities.count() == before
    receipt = plan.send(steward)
    assert receipt.value == before + 1
    assert receipt.gas_used <= price <= receipt.gas_used * 3 // 2
    assert receipt.block == world.client.height()
    assert len(receipt.hash) == 66


def test_gives_the_unsigned_transaction(world: World, town: Town) -> None:
    plan = world.communities.revise(town.community_id, "ES", bytes(32))
    unsigned = plan.transaction()
    assert unsigned["to"] == world.communities.address
    assert unsigned["chainId"] == world.client.chain_id
    assert bytes.fromhex(unsigned["data"][2:]) == plan.data == plan.as_call().data


def test_a_receipt_names_its_events(world: World, town: Town) -> None:
    receipt = world.communities.enrol(town.community_id, ["0x" + "11" * 20]).send(town.steward)
    assert receipt.one(events.PeopleEnrolled).count == 1
    assert receipt.all(events.PeopleEnrolled) == receipt.events
    with pytest.raises(NoSuchRecord):
        receipt.one(events.StanceDeclared)


def test_refuses_values_the_chain_has_no_room_for(world: World) -> None:
    with pytest.raises(BadArgument):
        world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(33)).gas()
    with pytest.raises(BadArgument):
        world.communities.community(-1)


def test_gives_the_typed_data_of_what_may_be_signed(world: World, town: Town) -> None:
    act = world.federations.acceptance(terms_for(world, (town,)), town.community_id)
    plan = world.federations.accept(act.terms, town.community_id, act)
    assert plan.typed_data()["primaryType"] == "FoundingAcceptance"
