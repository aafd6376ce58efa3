# SPDX-License-Identifier: Apache-2.0
"""Market.withdraw_offer: no further orders; those that stand, stand."""

from __future__ import annotations

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import refused
from tests.contracts.market.trading import OPEN, QUANTITY, Trade


def test_takes_no_further_orders(trade: Trade, seller: LocalAccount) -> None:
    offer = trade.offer()
    order_id = trade.open(offer)
    trade.market.withdraw_offer(offer.for_chain(), sender=seller.address)
    assert trade.said(trade.market) == [
        {
            "event": "OfferWithdrawn",
            "digest": trade.offer_digest(offer),
            "seller": seller.address,
        }
    ]
    assert trade.market.listing(trade.offer_digest(offer)) == (1, QUANTITY, True)
    with refused("market: offer withdrawn"):
        trade.open(offer, trade.purchase(nonce=1))
    with refused("market: offer withdrawn"):
        trade.list(offer)
    assert trade.state(order_id) == OPEN
    trade.deliver(order_id)


def test_withdraws_what_is_only_signed(trade: Trade, seller: LocalAccount) -> None:
    offer = trade.offer()
    trade.market.withdraw_offer(offer.for_chain(), sender=seller.address)
    with refused("market: offer withdrawn"):
        trade.open(offer)
    with refused("market: offer withdrawn"):
        trade.market.withdraw_offer(offer.for_chain(), sender=seller.address)


def test_refuses_another(trade: Trade, buyer: LocalAccount) -> None:
    with refused("market: not the seller"):
        trade.market.withdraw_offer(trade.offer().for_chain(), sender=buyer.address)
