# SPDX-License-Identifier: Apache-2.0
"""The connection: what it refuses, how it names what goes wrong, what it decodes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from symbio import Client, KeySigner, World
from symbio.chain import embedded as local
from symbio.chain.client import address_of
from symbio.chain.communities import Communities
from symbio.domain.communities import Kind
from symbio.domain.errors import (
    BadAddress,
    NoSigner,
    NotDeployed,
    NotEnoughFunds,
    NotLive,
    NotLocal,
    TimedOut,
    Unlisted,
    Unreachable,
)
from symbio.domain.events import CommunityRegistered
from symbio.domain.refusals import communities as refusals
from tests.chain.conftest import Town


def test_importing_symbio_imports_no_web3() -> None:
    code = "import symbio, sys; sys.exit('web3' in sys.modules or 'eth_account' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_an_unreachable_node() -> None:
    with pytest.raises(Unreachable, match="does not answer"):
        Client("http://127.0.0.1:9").height()


def test_rehearses_unless_it_is_live(
    embedded_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = embedded_world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
    monkeypatch.setattr(embedded_world.client, "_chain_id", 1)
    before = embedded_world.communities.count()
    with pytest.raises(NotLive, match="Chain 1"):
        plan.send()
    with pytest.raises(NotLocal):
        embedded_world.travel(1)
    assert embedded_world.communities.count() == before


def test_asks_for_a_signer(anvil_url: str) -> None:
    with pytest.raises(NoSigner):
        Client(anvil_url).send("0x" + "11" * 20, b"")


def test_names_a_lack_of_funds(world: World) -> None:
    plan = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
    with pytest.raises(NotEnoughFunds):
        plan.send(KeySigner.new())


def test_in_this_process_an_account_without_coins_is_told_so(embedded_world: World) -> None:
    """A node asks nothing for a call; here even that must be payable, and never fails bare."""
    plan = embedded_world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
    poor = KeySigner.new()
    for act in (
        lambda: plan.simulate(poor.address),
        lambda: plan.gas(poor.address),
        lambda: plan.send(poor),
    ):
        with pytest.raises(NotEnoughFunds, match="can't pay for the gas"):
            act()


def test_names_a_place_without_a_contract(world: World) -> None:
    with pytest.raises(NotDeployed):
        Communities(world.client, world.account("stranger").address).count()


def test_says_foreign_refusals_in_the_contracts_words(world: World) -> None:
    with pytest.raises(Unlisted, match="without a word"):
        world.client.send(world.communities.address, b"\xde\xad\xbe\xef")


def test_a_refusal_is_typed_in_a_call_an_estimate_and_a_sending(world: World, town: Town) -> None:
    plan = world.communities.revise(town.community_id, "PT", bytes(32))
    stranger = world.account("stranger")
    for act in (
        lambda: plan.simulate(stranger.address),
        lambda: plan.gas(stranger.address),
        lambda: plan.send(stranger),
    ):
        with pytest.raises(refusals.NotTheSteward) as caught:
            act()
        assert caught.value.reason == "communities: not the steward"


def test_a_failure_on_chain_is_explained(world: World, town: Town) -> None:
    data = world.communities.revise(town.community_id, "PT", bytes(32)).data
    with pytest.raises(refusals.NotTheSteward):
        world.client.send(
            world.communities.address, data, gas=200_000, signer=world.account("stranger")
        )


def test_says_what_was_not_mined_in_time(anvil_world: World) -> None:
    client = anvil_world.client.using(anvil_world.account("fishers"))
    client.timeout = 0.2
    local._rpc(client, "evm_setAutomine", False)
    try:
        with pytest.raises(TimedOut, match=r"0x[0-9a-f]{64}"):
            Communities(client, anvil_world.communities.address).register(
                Kind.LOCAL_COMMUNITY, "PT", bytes(32)
            ).send()
    finally:
        local._rpc(client, "evm_setAutomine", True)
        local._rpc(client, "evm_mine")


def test_reads_events_as_values(world: World, town: Town) -> None:
    found = [
        logged
        for logged in world.communities.events()
        if isinstance(logged.event, CommunityRegistered)
        and logged.event.community_id == town.community_id
    ]
    assert [(each.event.steward, each.address) for each in found] == [
        (town.steward.address, world.communities.address)
    ]
    second = int(world.client.block(found[0].block)["timestamp"])
    earliest = world.client.block_at(second)
    assert earliest <= found[0].block
    assert int(world.client.block(earliest)["timestamp"]) == second
    assert int(world.client.block(earliest - 1)["timestamp"]) < second


def test_checks_addresses() -> None:
    good = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    assert address_of(good.lower()) == good
    for bad in ("0x12", good.replace("aA", "AA"), "peniche.eth"):
        with pytest.raises(BadAddress):
            address_of(bad)


def test_lets_time_pass(world: World) -> None:
    before = world.now
    assert world.travel(1_000) == before + 1_000
    assert world.travel_to(before + 2_000) == before + 2_000
    with pytest.raises(Exception, match=r"(?i)time"):
        world.travel_to(before)
