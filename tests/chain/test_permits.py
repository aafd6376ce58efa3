# SPDX-License-Identifier: Apache-2.0
"""A buyer who signs a purchase and a permit needs no coins and sends nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio import KeySigner, World
from symbio.chain.permits import sign_permit
from symbio.chain.signing import sign
from symbio.chain.token import Coin
from symbio.domain.errors import NotSignable, Refused
from symbio.domain.escrow import State
from tests import vouchers
from tests.chain.trading import Day, market_day


@pytest.fixture
def day(world: World) -> Day:
    return market_day(world)


@pytest.fixture
def voucher(world: World) -> Coin:
    return vouchers.deploy(world)


def test_an_order_needs_no_transaction_of_its_buyer(day: Day, voucher: Coin) -> None:
    world, market = day.world, day.world.market
    buyer = KeySigner.new()
    voucher.transfer(buyer.address, voucher.token.amount("50")).send()
    offer = day.offer(voucher.token.amount("4.20"), nonce=61)
    made = day.deal(offer, 10, token=voucher)
    purchase = replace(made.purchase, buyer=buyer.address, community=0, place=0)
    permit = sign_permit(
        world.client, buyer, world.escrow.address, made.cost.total, world.now + 3_600
    )
    plan = market.open_by_signature(
        offer,
        purchase,
        sign(market.purchasing(offer, purchase), buyer).raw_signature(),
        offer_signature=sign(market.offering(offer), day.fisher).raw_signature(),
        permit=permit,
    )
    number = plan.send(world.account("relayer")).value
    order = world.escrow.order(number)
    assert (order.buyer, order.state) == (buyer.address, State.OPEN)
    assert str(voucher.balance(buyer.address)) == "8.00 VCH"
    with pytest.raises(Refused):
        plan.send(world.account("relayer"))


def test_a_token_without_permits_says_so(day: Day) -> None:
    with pytest.raises(NotSignable, match="takes no permits"):
        sign_permit(
            day.world.client, day.host, day.world.escrow.address, day.euro.token.units(1), 2**33
        )
