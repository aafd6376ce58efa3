# SPDX-License-Identifier: Apache-2.0
"""Escrow.cancel and Escrow.expire: what is left goes back, and so does what was taken."""

from __future__ import annotations

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.federation.assembly import until
from tests.contracts.market.trading import (
    CANCELLED,
    CLOSED,
    COOLING,
    EXPIRED,
    QUANTITY,
    SEASON_QUANTITY,
    TOTAL,
    Trade,
)


def test_the_buyer_cancels_while_cooling(trade: Trade, buyer: LocalAccount) -> None:
    offer = trade.offer()
    order_id = trade.open(offer)
    pass_time(COOLING - 1)
    trade.escrow.cancel(order_id, sender=buyer.address)
    assert trade.said() == [
        {
            "event": "RefundCredited",
            "order_id": order_id,
            "account": buyer.address,
            "token": trade.coin.address,
            "amount": TOTAL,
        },
        {
            "event": "OrderClosed",
            "order_id": order_id,
            "actor": buyer.address,
            "ending": CANCELLED,
            "share": 0,
            "paid": 0,
            "contributed": 0,
            "refunded": TOTAL,
            "restored": QUANTITY,
        },
    ]
    assert trade.owed() == trade.escrow.held(trade.coin) == TOTAL
    assert trade.state(order_id) == CLOSED
    assert trade.market.listing(trade.offer_digest(offer)).taken == 0


def test_the_buyer_is_too_late_from_then_on(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.open()
    pass_time(COOLING)
    with refused("escrow: too late to cancel"):
        trade.escrow.cancel(order_id, sender=buyer.address)


def test_after_a_stage_only_the_seller_cancels(
    trade: Trade, buyer: LocalAccount, seller: LocalAccount
) -> None:
    offer = trade.offer(stages=5050)
    order_id = trade.open(offer)
    trade.deliver(order_id)
    for party in (buyer, seller):
        with refused("escrow: not open"):
            trade.escrow.cancel(order_id, sender=party.address)
    trade.escrow.confirm(order_id, sender=buyer.address)
    with refused("escrow: too late to cancel"):
        trade.escrow.cancel(order_id, sender=buyer.address)
    trade.escrow.cancel(order_id, sender=seller.address)
    assert trade.said()[-1]["restored"] == 0
    assert trade.owed() == TOTAL // 2
    assert trade.market.listing(trade.offer_digest(offer)).taken == QUANTITY


def test_the_seller_cancels_at_any_time_before_delivery(
    trade: Trade, accord: int, seller: LocalAccount
) -> None:
    offer = trade.offer()
    order_id = trade.open(offer, trade.under(accord))
    season = trade.escrow.order(order_id).season
    until(offer.deliver_until + 1)
    trade.escrow.cancel(order_id, sender=seller.address)
    assert trade.market.season_taken(accord, 0, season) == 0
    assert trade.market.listing(trade.offer_digest(offer)).taken == 0
    assert trade.owed() == 9_500


def test_refuses_others(trade: Trade, stranger: LocalAccount, seller: LocalAccount) -> None:
    order_id = trade.disputed()
    with refused("escrow: not open"):
        trade.escrow.cancel(order_id, sender=seller.address)
    other = trade.open(purchase=trade.purchase(nonce=1))
    with refused("escrow: not a party"):
        trade.escrow.cancel(other, sender=stranger.address)


def test_nobody_blocks_a_season_by_ordering_and_cancelling(trade: Trade, accord: int) -> None:
    most = {"quantity": SEASON_QUANTITY, "total": 38_000}
    for nonce in range(3):
        order_id = trade.open(purchase=trade.under(accord, nonce=nonce, **most))
        trade.escrow.cancel(order_id, sender=trade.buyer.address)


def test_only_the_escrow_gives_back(trade: Trade, seller: LocalAccount) -> None:
    trade.open()
    with refused("market: not the escrow"):
        trade.market.restore(1, QUANTITY, 0, 0, 0, sender=seller.address)


def test_anybody_lets_an_order_expire(trade: Trade, stranger: LocalAccount) -> None:
    offer = trade.offer(deliver_until=now() + 9, until=now())
    order_id = trade.open(offer)
    pass_time(9)
    with refused("escrow: time for delivery isn't over"):
        trade.escrow.expire(order_id, sender=stranger.address)
    pass_time(1)
    trade.escrow.expire(order_id, sender=stranger.address)
    closed = trade.said()[-1]
    assert (closed["actor"], closed["ending"]) == (stranger.address, EXPIRED)
    assert (closed["refunded"], closed["restored"]) == (TOTAL, QUANTITY)
    assert trade.owed() == TOTAL
    with refused("escrow: not open"):
        trade.escrow.expire(order_id)


def test_what_is_delivered_does_not_expire(trade: Trade) -> None:
    offer = trade.offer(deliver_until=now() + 9, until=now())
    order_id = trade.open(offer)
    trade.deliver(order_id)
    pass_time(10)
    with refused("escrow: not open"):
        trade.escrow.expire(order_id)
