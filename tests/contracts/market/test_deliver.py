# SPDX-License-Identifier: Apache-2.0
"""Escrow.deliver: the seller, in time, and the buyer's inspection begins."""

from __future__ import annotations

from eth_account.signers.local import LocalAccount

from symbio.domain.rules import DAY
from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.federation.assembly import until
from tests.contracts.market.trading import DELIVERED, EVIDENCE, INSPECTION, QUANTITY, Trade


def test_delivers(trade: Trade, seller: LocalAccount) -> None:
    order_id = trade.open()
    pass_time(DAY)
    trade.deliver(order_id)
    due = now() + INSPECTION
    assert trade.said() == [
        {
            "event": "StageDelivered",
            "order_id": order_id,
            "seller": seller.address,
            "stage": 0,
            "quantity": QUANTITY,
            "evidence": EVIDENCE,
            "due": due,
        }
    ]
    order = trade.escrow.order(order_id)
    assert (order.state, order.delivered, order.due) == (DELIVERED, QUANTITY, due)


def test_delivers_a_part(trade: Trade) -> None:
    order_id = trade.delivered(1)
    assert trade.escrow.order(order_id).delivered == 1
    staged = trade.open(trade.offer(stages=5050), trade.purchase(nonce=1))
    trade.deliver(staged, QUANTITY - 1)
    assert trade.escrow.order(staged).delivered == QUANTITY - 1
    trade.escrow.confirm(staged, sender=trade.buyer.address)
    trade.deliver(staged)
    assert trade.escrow.order(staged).delivered == QUANTITY


def test_refuses_more_nothing_and_twice(trade: Trade) -> None:
    order_id = trade.open()
    with refused("escrow: no quantity"):
        trade.deliver(order_id, 0)
    with refused("escrow: more than was ordered"):
        trade.deliver(order_id, QUANTITY + 1)
    trade.deliver(order_id)
    with refused("escrow: not open"):
        trade.deliver(order_id)
    with refused("escrow: no such order"):
        trade.deliver(order_id + 1)


def test_refuses_another(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.open()
    with refused("escrow: not the seller"):
        trade.escrow.deliver(order_id, QUANTITY, EVIDENCE, sender=buyer.address)


def test_delivers_from_the_first_to_the_last_second(trade: Trade) -> None:
    begins, ends = now() + DAY, now() + 2 * DAY
    offer = trade.offer(deliver_from=begins, deliver_until=ends, until=now())
    early, late = trade.open(offer), trade.open(offer, trade.purchase(nonce=1))
    until(begins - 1)
    with refused("escrow: too early to deliver"):
        trade.deliver(early)
    until(begins)
    trade.deliver(early)
    until(ends)
    with refused("escrow: time for delivery isn't over"):
        trade.escrow.expire(late)
    pass_time(1)
    with refused("escrow: too late to deliver"):
        trade.deliver(late)
    trade.escrow.expire(late)
