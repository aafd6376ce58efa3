# SPDX-License-Identifier: Apache-2.0
"""The Treasury through its handle, in an ERC-20 and in the chain's own coin."""

from __future__ import annotations

import pytest

from symbio import Payee, World
from symbio.chain.token import Coin
from symbio.domain import events
from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Amount
from symbio.domain.errors import MixedTokens, NotSignable
from symbio.domain.refusals import coin as coin_refusals
from symbio.domain.refusals import treasury as refusals
from tests.chain.conftest import Town


@pytest.fixture
def split_id(world: World, town: Town) -> int:
    shares = {Payee.community(town.community_id): 3_333, Payee.account(_artist(world)): 6_667}
    return world.treasury.create(town.steward.address, shares).send(town.steward).value


def _artist(world: World) -> str:
    return world.account("artist").address


def _pay(world: World, split_id: int, amount: Amount) -> Amount:
    if not amount.token.is_native:
        Coin(world.client, amount.token).approve(world.treasury.address, amount).send()
    return world.treasury.deposit(split_id, amount).send().value


def test_creates_a_split(world: World, town: Town, split_id: int) -> None:
    split = world.treasury.split(split_id)
    assert (split.split_id, split.controller, split.version, split.payees) == (
        split_id,
        town.steward.address,
        1,
        2,
    )
    assert world.treasury.count() == split_id
    assert world.treasury.share(split_id, Payee.community(town.community_id)) == 3_333


def test_shares_revenue_exactly(world: World, town: Town, split_id: int, usdc: Coin) -> None:
    assert str(_pay(world, split_id, usdc.token.amount("100.01"))) == "100.01 USDC"
    community = Payee.community(town.community_id)
    assert str(world.treasury.owed(split_id, usdc.token, community)) == "33.333333 USDC"
    receipt = world.treasury.claim(split_id, usdc.token, community).send(world.account("stranger"))
    assert receipt.one(events.RevenueClaimed).payee == community
    assert receipt.value == usdc.balance(town.steward.address)
    held = world.treasury.held(usdc.token)
    assert held == usdc.token.amount("100.01") - receipt.value
    assert held == usdc.balance(world.treasury.address)


def test_takes_the_chains_own_coin(world: World, town: Town, split_id: int) -> None:
    assert str(_pay(world, split_id, world.coin.token.amount("2"))) == "2.00 ETH"
    before = world.coin.balance(_artist(world))
    payee = Payee.account(_artist(world))
    taken = world.treasury.claim(split_id, world.coin.token, payee).send(town.steward).value
    assert world.coin.balance(_artist(world)) - before == taken
    assert world.treasury.received(split_id, world.coin.token).units == 2 * 10**18


def test_collects_from_the_plain_address(world: World, split_id: int, usdc: Coin) -> None:
    where = world.treasury.receiving_address(split_id)
    usdc.transfer(where, usdc.token.amount("7")).send()
    assert str(world.treasury.collect(split_id, usdc.token).send().value) == "7.00 USDC"
    world.coin.transfer(where, world.coin.token.amount("1")).send()
    assert str(world.treasury.collect(split_id, world.coin.token).send().value) == "1.00 ETH"


def test_flows_on_into_a_nested_split(world: World, town: Town, split_id: int, usdc: Coin) -> None:
    outer = world.treasury.create(NOBODY, {Payee.split(split_id): 10_000}).send().value
    _pay(world, outer, usdc.token.amount("10"))
    receipt = world.treasury.claim(outer, usdc.token, Payee.split(split_id)).send()
    assert receipt.one(events.RevenueFlowed).into_id == split_id
    assert str(receipt.value) == "10.00 USDC"
    artist = Payee.account(_artist(world))
    assert str(world.treasury.owed(split_id, usdc.token, artist)) == "6.667 USDC"
    plan = world.treasury.claim_to(split_id, usdc.token, artist, town.steward.address)
    assert str(plan.send(world.account("artist")).value) == "6.667 USDC"


def test_changes_shares_and_control_for_the_future(world: World, town: Town, split_id: int) -> None:
    shares = {
        Payee.community(town.community_id): 5_000,
        Payee.account(_artist(world)): 5_000,
    }
    with pytest.raises(refusals.NotTheController):
        world.treasury.set_shares(split_id, shares).send(world.account("stranger"))
    assert world.treasury.set_shares(split_id, shares).send(town.steward).value == 2
    heir = world.account("heir")
    world.treasury.offer_control(split_id, heir.address).send(town.steward)
    world.treasury.accept_control(split_id).send(heir)
    world.treasury.renounce_control(split_id).send(heir)
    assert world.treasury.split(split_id).controller == NOBODY


def test_a_coin_says_what_it_is(world: World, usdc: Coin) -> None:
    seen = Coin.at(world.client, usdc.address)
    assert seen.token == usdc.token
    assert (seen.name(), seen.totalSupply()) == ("Demo USDC", usdc.token.units(10**21))
    assert Coin.at(world.client, world.coin.address).token.is_native
    assert (world.coin.name(), world.coin.symbol(), world.coin.decimals()) == ("ETH", "ETH", 18)


def test_a_coin_refuses_in_its_own_words(world: World, usdc: Coin) -> None:
    poor = world.account("poor")
    one = usdc.token.amount("1")
    with pytest.raises(coin_refusals.MoreThanHeld):
        usdc.transfer(world.treasury.address, one).send(poor)
    with pytest.raises(coin_refusals.MoreThanAllowed):
        usdc.transferFrom(world.account("faucet").address, poor.address, one).send(poor)
    usdc.approve(poor.address, one).send()
    assert usdc.allowance(world.account("faucet").address, poor.address) == one
    usdc.transferFrom(world.account("faucet").address, poor.address, one).send(poor)
    assert usdc.balanceOf(poor.address) == one
    with pytest.raises(MixedTokens):
        usdc.transfer(poor.address, world.coin.token.amount("1"))
    with pytest.raises(NotSignable):
        world.coin.approve(poor.address, world.coin.token.amount("1"))
