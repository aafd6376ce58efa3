# SPDX-License-Identifier: Apache-2.0
"""Joint payments, held payments and signed payouts through the Treasury's handle."""

from __future__ import annotations

import pytest

from symbio import Payee, World
from symbio.chain.signing import sign
from symbio.chain.token import Coin
from symbio.domain import events
from symbio.domain.addresses import NOBODY
from symbio.domain.errors import BadArgument, MixedTokens
from symbio.domain.holds import hold_key
from symbio.domain.refusals import treasury as refusals
from tests.chain.conftest import Town

MONTH = 30 * 86_400


@pytest.fixture
def artist(world: World) -> Payee:
    return Payee.account(world.account("artist").address)


@pytest.fixture
def split_id(world: World, town: Town, artist: Payee) -> int:
    shares = {Payee.community(town.community_id): 3_333, artist: 6_667}
    return world.treasury.create(town.steward.address, shares).send(town.steward).value


@pytest.fixture
def allowed(world: World, usdc: Coin) -> Coin:
    usdc.approve(world.treasury.address, usdc.token.amount("1,000")).send()
    return usdc


def test_one_transfer_pays_several_splits(
    world: World, split_id: int, allowed: Coin, artist: Payee
) -> None:
    fund = world.treasury.create(NOBODY, {artist: 10_000}).send().value
    token = allowed.token
    plan = world.treasury.deposit_many({split_id: token.amount("9"), fund: token.amount("1.5")})
    assert plan.words == f"Pay 9.00 USDC into split {split_id}, 1.50 USDC into split {fund}."
    receipt = plan.send()
    assert str(receipt.value) == "10.50 USDC"
    assert len(receipt.all(events.RevenueReceived)) == 2
    assert str(world.treasury.received(fund, token)) == "1.50 USDC"
    coin = world.coin.token
    both = world.treasury.deposit_many({split_id: coin.amount("1"), fund: coin.amount("2")})
    assert str(both.send().value) == "3.00 ETH"
    with pytest.raises(MixedTokens):
        world.treasury.deposit_many({split_id: coin.amount("1"), fund: token.amount("2")})
    with pytest.raises(BadArgument):
        world.treasury.deposit_many({})


def test_a_held_payment_is_ruled_claimed_and_refunded(
    world: World, split_id: int, allowed: Coin, artist: Payee
) -> None:
    treasury, token = world.treasury, allowed.token
    judge, payer = world.account("mediator"), world.account("faucet")
    until = world.now + MONTH
    receipt = treasury.deposit_held(split_id, token.amount("100"), judge.address, until).send()
    number = receipt.value
    assert treasury.holds() == number == 1
    held = treasury.hold(number)
    assert (held.hold_id, held.key, held.amount) == (number, hold_key(number), 100_000_000)
    assert (held.payer, held.arbiter, held.until) == (payer.address, judge.address, until)
    with pytest.raises(refusals.NotTheArbiterOfTheHold):
        treasury.rule_hold(number, token.amount("60")).send()
    treasury.rule_hold(number, token.amount("60")).send(judge)
    assert str(treasury.owed(split_id, token, artist, number)) == "40.002 USDC"
    assert str(treasury.received(split_id, token, number)) == "60.00 USDC"
    claimed = treasury.claim(split_id, token, artist, number).send(world.account("stranger"))
    assert str(claimed.value) == "40.002 USDC"
    back = treasury.withdraw_refund(number, token, world.account("elsewhere").address).send()
    assert str(back.value) == "40.00 USDC"
    assert str(treasury.held(token)) == "19.998 USDC"
    assert treasury.told(back) == (
        f"{payer.address} took 40.00 USDC back of hold 1, to {world.account('elsewhere').address}.",
    )
    says = [entry.what for _, entry in treasury.statement(split_id)]
    assert says == ["held", "ruled", "paid", "refunded"]
    (said,) = treasury.told(claimed)
    assert said == f"Split {split_id} paid {artist} 40.002 USDC of hold 1."


def test_a_hold_is_released_when_nobody_ruled(world: World, split_id: int, artist: Payee) -> None:
    treasury, coin = world.treasury, world.coin.token
    until = world.now + MONTH
    plan = treasury.deposit_held(split_id, coin.amount("1"), world.account("m").address, until)
    number = plan.send().value
    with pytest.raises(refusals.ArbitersTimeIsNotOver):
        treasury.release_hold(number).send()
    world.travel(MONTH + 1)
    treasury.release_hold(number).send()
    to = world.account("elsewhere").address
    sent = treasury.claim_to(split_id, coin, artist, to, number).send(world.account("artist"))
    assert str(sent.value) == "0.6667 ETH"


def test_a_signed_payout_is_carried_by_anybody_once(
    world: World, split_id: int, town: Town, allowed: Coin
) -> None:
    treasury, token = world.treasury, allowed.token
    treasury.deposit(split_id, token.amount("100")).send()
    where, payee = world.account("elsewhere").address, Payee.community(town.community_id)
    act = treasury.payout(split_id, token, payee, where, world.now + MONTH, 7)
    signed = sign(act, town.steward)
    assert f"split {split_id} owes {payee}" in signed.sentence()
    plan = treasury.claim_by_signature(act, token, signed.raw_signature())
    assert plan.typed_data()["primaryType"] == "Payout"
    receipt = plan.send(world.account("stranger"))
    assert str(receipt.value) == str(allowed.balance(where)) == "33.33 USDC"
    assert treasury.payout_spent(town.steward.address, 7)
    with pytest.raises(refusals.PayoutIsSpent):
        plan.send(world.account("stranger"))
    assert treasury.told(receipt) == (
        f"Split {split_id} paid {payee} 33.33 USDC, to {where}, as {town.steward.address} "
        "had signed.",
    )


def test_a_signed_payout_is_revoked(
    world: World, split_id: int, allowed: Coin, artist: Payee
) -> None:
    treasury, token = world.treasury, allowed.token
    treasury.deposit(split_id, token.amount("100")).send()
    to = world.account("elsewhere").address
    act = treasury.payout(split_id, token, artist, to, world.now + MONTH, 0)
    signed = sign(act, world.account("artist"))
    treasury.revoke_payout(0).send(world.account("artist"))
    with pytest.raises(refusals.PayoutIsSpent):
        treasury.claim_by_signature(act, token, signed.raw_signature()).send()
    forged = treasury.payout(split_id, token, artist, to, world.now + MONTH, 1)
    with pytest.raises(refusals.NotSignedByThePayee):
        treasury.claim_by_signature(forged, token, signed.raw_signature()).send()


def test_the_domain_is_the_contracts(world: World) -> None:
    assert world.treasury.eip712Domain() == world.treasury.domain
