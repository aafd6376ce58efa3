# SPDX-License-Identifier: Apache-2.0
"""Escrow.confirm and Escrow.release: a stage's money goes where it belongs, to the unit."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import pass_time, refused
from tests.contracts.market.trading import (
    CLOSED,
    COMMONS,
    COMPLETED,
    DELIVERED,
    GOODS,
    INSPECTION,
    OPEN,
    TOTAL,
    Trade,
    token,
)
from tests.contracts.treasury.paying import NATIVE, native_balance

CLOSING = {"share": 0, "paid": 0, "contributed": 0, "refunded": 0, "restored": 0}


def test_confirming_releases_at_once(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.delivered()
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.said() == [
        {
            "event": "StageReleased",
            "order_id": order_id,
            "actor": buyer.address,
            "stage": 0,
            "paid": TOTAL,
            "contributed": 0,
            "refunded": 0,
            "left": 0,
        },
        {
            "event": "OrderClosed",
            "order_id": order_id,
            "actor": buyer.address,
            "ending": COMPLETED,
            **CLOSING,
        },
    ]
    assert trade.received(GOODS) == trade.coin.balanceOf(trade.treasury) == TOTAL
    order = trade.escrow.order(order_id)
    assert (order.state, order.left, order.due, order.total) == (CLOSED, 0, 0, TOTAL)
    assert trade.escrow.held(trade.coin) == trade.coin.balanceOf(trade.escrow) == 0


def test_anybody_releases_after_the_inspection(trade: Trade, stranger: LocalAccount) -> None:
    order_id = trade.delivered()
    pass_time(INSPECTION - 1)
    with refused("escrow: inspection isn't over"):
        trade.escrow.release(order_id, sender=stranger.address)
    pass_time(1)
    trade.escrow.release(order_id, sender=stranger.address)
    assert trade.said()[0]["actor"] == stranger.address
    assert trade.received(GOODS) == TOTAL


def test_refuses_who_and_when(trade: Trade, seller: LocalAccount) -> None:
    order_id = trade.open()
    with refused("escrow: no delivery to decide on"):
        trade.escrow.confirm(order_id, sender=trade.buyer.address)
    with refused("escrow: no delivery to decide on"):
        trade.escrow.release(order_id)
    trade.deliver(order_id)
    with refused("escrow: not the buyer"):
        trade.escrow.confirm(order_id, sender=seller.address)
    trade.escrow.confirm(order_id, sender=trade.buyer.address)
    with refused("escrow: no delivery to decide on"):
        trade.escrow.release(order_id)


def test_stage_by_stage_to_the_unit(trade: Trade, buyer: LocalAccount) -> None:
    """What doesn't divide stays with the buyer, stage by stage; the last has what is left."""
    offer = trade.offer(stages=333_334, price_1=101)
    order_id = trade.open(offer, trade.purchase(quantity=1, total=101))
    paid, left = [], []
    for stage in range(3):
        assert trade.escrow.order(order_id).stage == stage
        trade.deliver(order_id, 1)
        trade.escrow.confirm(order_id, sender=buyer.address)
        log = trade.said()[0]
        paid.append(log["paid"])
        left.append(log["left"])
        assert trade.state(order_id) == (OPEN if stage < 2 else CLOSED)
        assert trade.escrow.order(order_id).left == left[-1]
    assert (paid, left) == ([33, 33, 35], [68, 35, 0])
    assert trade.received(GOODS) == 101


def test_a_part_delivered_is_a_part_paid(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.delivered(3, stages=4060)
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.said()[0] == {
        "event": "RefundCredited",
        "order_id": order_id,
        "account": buyer.address,
        "token": trade.coin.address,
        "amount": 2_800,
    }
    released = trade.said()[1]
    assert (released["paid"], released["refunded"], released["left"]) == (1_200, 2_800, 6_000)
    assert trade.owed() == 2_800 and trade.received(GOODS) == 1_200
    assert trade.escrow.held(trade.coin) == trade.coin.balanceOf(trade.escrow) == 8_800


def test_the_accord_has_its_contribution(trade: Trade, accord: int, buyer: LocalAccount) -> None:
    order_id = trade.open(purchase=trade.under(accord))
    trade.deliver(order_id, 5)
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.received(GOODS) == 4_655 and trade.received(COMMONS) == 95
    assert trade.owed() == 4_750
    sold, bought = (town.number for town in trade.towns[:2])
    for book in (trade.market, trade.escrow):
        assert book.balances(accord, sold, trade.coin) == (4_750, 0)
        assert book.balances(accord, bought, trade.coin) == (0, 4_750)
        assert book.balances(accord, bought, NATIVE) == (0, 0)
    again = trade.open(purchase=trade.under(accord, nonce=1))
    trade.deliver(again)
    trade.escrow.confirm(again, sender=buyer.address)
    assert trade.market.balances(accord, sold, trade.coin) == (14_250, 0)


def test_a_change_of_the_accord_reaches_no_open_order(trade: Trade, accord: int) -> None:
    order_id = trade.open(purchase=trade.under(accord))
    town = trade.towns[0]
    trade.accords.leave(accord, town.number, sender=town.steward.address)
    pass_time(30 * 86_400)
    trade.deliver(order_id)
    trade.escrow.confirm(order_id, sender=trade.buyer.address)
    assert trade.received(COMMONS) == 190


def test_pays_the_native_coin(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.open(purchase=trade.purchase(currency=NATIVE, total=70))
    trade.deliver(order_id, 9)
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.received(GOODS, NATIVE) == native_balance(trade.treasury) == 63
    assert trade.owed(token=NATIVE) == trade.escrow.held(NATIVE) == 7


@pytest.mark.parametrize("name", ["Silent", "Plain"])
def test_pays_tokens_of_both_manners(trade: Trade, name: str, buyer: LocalAccount) -> None:
    coin = token(trade, name, *((2,) if name == "Plain" else ()))
    offer = trade.offer(currency_1=coin.address)
    for nonce in (0, 1):
        order_id = trade.open(offer, trade.purchase(currency=coin.address, nonce=nonce))
        trade.deliver(order_id)
        trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.received(GOODS, coin) == 2 * TOTAL


def test_an_allowance_that_was_used_up_is_given_anew(trade: Trade, buyer: LocalAccount) -> None:
    """A token may lower even a standing allowance; some change one only from or to nothing."""
    coin = token(trade, "Plain", 2)
    offer = trade.offer(currency_1=coin.address)
    coin.approve(trade.treasury, 1, sender=trade.escrow.address)
    order_id = trade.open(offer, trade.purchase(currency=coin.address))
    trade.deliver(order_id)
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.received(GOODS, coin) == TOTAL


def test_an_impaired_token_is_paid_in_proportion(trade: Trade, buyer: LocalAccount) -> None:
    coin = token(trade, "Rebasing")
    offer = trade.offer(currency_1=coin.address)
    for nonce in (0, 1):
        trade.deliver(trade.open(offer, trade.purchase(currency=coin.address, nonce=nonce)), 5)
    coin.rebase(trade.escrow, TOTAL)
    trade.escrow.confirm(1, sender=buyer.address)
    assert trade.received(GOODS, coin) == 2_500
    assert trade.owed(token=coin) == 5_000
    trade.escrow.withdraw(coin, sender=buyer.address)
    trade.escrow.confirm(2, sender=buyer.address)
    assert trade.received(GOODS, coin) == 5_000
    trade.escrow.withdraw(coin, sender=buyer.address)
    assert trade.escrow.held(coin) == coin.balanceOf(trade.escrow) == 0


def test_a_token_that_lost_everything_waits(trade: Trade, buyer: LocalAccount) -> None:
    coin = token(trade, "Rebasing")
    offer = trade.offer(currency_1=coin.address)
    order_id = trade.open(offer, trade.purchase(currency=coin.address))
    trade.deliver(order_id)
    coin.rebase(trade.escrow, 0)
    with refused("escrow: the token lost everything"):
        trade.escrow.confirm(order_id, sender=buyer.address)
    coin.rebase(trade.escrow, TOTAL * 2)
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.received(GOODS, coin) == TOTAL


def test_what_is_too_little_to_divide_is_the_buyers(trade: Trade, buyer: LocalAccount) -> None:
    offer = trade.offer(stages=199, price_1=1)
    order_id = trade.open(offer, trade.purchase(quantity=10, total=10))
    trade.deliver(order_id)
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.said()[0]["paid"] == 0 and trade.state(order_id) == OPEN
    trade.deliver(order_id)
    assert trade.state(order_id) == DELIVERED
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.received(GOODS) == 10
