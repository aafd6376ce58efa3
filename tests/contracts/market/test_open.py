# SPDX-License-Identifier: Apache-2.0
"""Market.open: an order is bound by its offer and its purchase."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, now, pass_time, refused
from tests.contracts.federation.assembly import until
from tests.contracts.market.trading import (
    COMMONS,
    COOLING,
    GOODS,
    INSPECTION,
    NATIVE_PRICE,
    OPEN,
    QUANTITY,
    RULING,
    STEWARD,
    STOCK,
    TOTAL,
    UNRULED,
    Trade,
)
from tests.contracts.treasury.paying import NATIVE, native_balance


def test_opens_an_order(trade: Trade, seller: LocalAccount, buyer: LocalAccount) -> None:
    offer, before = trade.offer(stages=304_030), trade.coin.balanceOf(buyer.address)
    assert trade.open(offer) == 1
    logs = trade.said(trade.market)
    assert [log["event"] for log in logs] == ["OfferListed", "OrderOpened"]
    assert logs[1] == {
        "event": "OrderOpened",
        "order_id": 1,
        "buyer": buyer.address,
        "seller": seller.address,
        "digest": trade.offer_digest(offer),
        "offer_id": 1,
        "community": trade.towns[1].number,
        "quantity": QUANTITY,
        "currency": trade.coin.address,
        "total": TOTAL,
        "due": now() + COOLING,
        **dict.fromkeys(("accord_id", "version", "clause", "season"), 0),
        **dict.fromkeys(("seller_party", "buyer_party", "concession"), 0),
        **dict.fromkeys(("contribution", "contribution_split", "nonce"), 0),
    }
    assert trade.escrow.order(1)._asdict() == {
        "buyer": buyer.address,
        "seller": seller.address,
        "offer_id": 1,
        "currency": trade.coin.address,
        "quantity": QUANTITY,
        "total": TOTAL,
        "left": TOTAL,
        "split_id": GOODS,
        "stages": 304_030,
        "stage": 0,
        "delivered": 0,
        "state": OPEN,
        "due": now() + COOLING,
        "deliver_from": offer.deliver_from,
        "deliver_until": offer.deliver_until,
        "inspection": INSPECTION,
        "arbiter": trade.court.address,
        "ruling_time": RULING,
        "unruled": UNRULED,
        "is_summoned": False,
        **dict.fromkeys(("accord_id", "clause", "season", "seller_party", "buyer_party"), 0),
        **dict.fromkeys(("contribution", "contribution_split"), 0),
    }
    assert trade.escrow.held(trade.coin) == trade.coin.balanceOf(trade.escrow) == TOTAL
    assert trade.coin.balanceOf(buyer.address) == before - TOTAL
    assert trade.market.listing(trade.offer_digest(offer)) == (1, QUANTITY, False)
    assert trade.escrow.count() == 1


def test_opens_for_the_native_coin(trade: Trade, buyer: LocalAccount) -> None:
    total = NATIVE_PRICE * QUANTITY
    trade.open(purchase=trade.purchase(currency=NATIVE, total=total))
    assert trade.escrow.held(NATIVE) == native_balance(trade.escrow) == total
    assert native_balance(trade.market) == 0


def test_a_listed_offer_needs_no_signature(trade: Trade) -> None:
    offer = trade.offer()
    trade.list(offer)
    trade.open(offer, signature=b"")
    trade.open(offer, trade.purchase(nonce=1), signature=b"")
    assert trade.escrow.count() == 2


def test_a_steward_buys_for_a_federation_only(trade: Trade) -> None:
    """Somebody of a member community may buy; its steward shows it without a place on the roll."""
    federation = {"everyone": False, "federation_1": trade.federation.address}
    steward = trade.towns[1].steward
    trade.coin.mint(steward.address, TOTAL)
    trade.coin.approve(trade.escrow, TOTAL, sender=steward.address)
    bought = trade.purchase(buyer=steward.address, place=STEWARD)
    trade.open(trade.offer(**federation), bought)
    outsider = trade.towns[2]
    bought = trade.purchase(buyer=outsider.steward.address, place=STEWARD)
    with refused("market: not open to this community"):
        trade.open(trade.offer(**federation), replace(bought, community=outsider.number))
    nowhere = trade.purchase(community=0, place=0, nonce=1)
    with refused("market: not open to this community"):
        trade.open(trade.offer(**federation), nowhere)


def test_refuses_a_buyer_who_is_not_of_the_community(trade: Trade) -> None:
    for place in (0, 2, 3, 1 << 10, STEWARD):
        with refused("market: buyer isn't of the community"):
            trade.open(purchase=trade.purchase(place=place))
    with refused("market: buyer isn't of the community"):
        trade.open(purchase=trade.purchase(community=99))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"total": TOTAL - 1}, "market: total isn't the price"),
        ({"total": TOTAL + 1}, "market: total isn't the price"),
        ({"quantity": 0, "total": 0}, "market: no quantity"),
        ({"quantity": STOCK + 1}, "market: not enough left"),
        ({"currency": "0x" + 20 * "77"}, "market: no price in this currency"),
        ({"currency": NOBODY}, "market: no price in this currency"),
        ({"clause": 1}, "market: a party without an accord"),
        ({"seller_party": 1}, "market: a party without an accord"),
        ({"buyer_party": 1}, "market: a party without an accord"),
    ],
)
def test_refuses_what_is_not_offered(trade: Trade, said: dict[str, Any], reason: str) -> None:
    with refused(reason):
        trade.open(purchase=trade.purchase(**said))


def test_refuses_another_sender(trade: Trade, seller: LocalAccount) -> None:
    with refused("market: not the buyer"):
        trade.open(sender=account("stranger").address)
    with refused("market: seller buys from itself"):
        trade.open(purchase=trade.purchase(buyer=seller.address, community=0))


def test_refuses_a_seller_who_did_not_sign(trade: Trade, buyer: LocalAccount) -> None:
    with refused("market: not signed by the seller"):
        trade.open(signature=trade.sign_offer(trade.offer(), by=buyer))
    with refused("market: not the seller"):
        trade.open(signature=b"")


def test_threat_28_a_changed_offer_is_another_offer(trade: Trade) -> None:
    """The seller signed each figure: with any other one the signature isn't the seller's."""
    signature = trade.sign_offer(trade.offer())
    for change in ({"price_1": 1}, {"split_id": COMMONS}, {"unruled": 0}, {"title": "Cod"}):
        offer = trade.offer(**change)
        with refused("market: not signed by the seller"):
            trade.open(offer, signature=signature)


def test_refuses_after_its_time(trade: Trade) -> None:
    offer = trade.offer()
    trade.list(offer)
    until(offer.until)
    trade.open(offer, trade.purchase(until=now()), signature=b"")
    with refused("market: purchase ended"):
        trade.open(offer, trade.purchase(until=now() - 1, nonce=1), signature=b"")
    pass_time(1)
    with refused("market: offer ended"):
        trade.open(offer, trade.purchase(nonce=1), signature=b"")


def test_the_stock_runs_out(trade: Trade) -> None:
    offer = trade.offer(stock=QUANTITY + 1)
    trade.open(offer)
    with refused("market: not enough left"):
        trade.open(offer, trade.purchase(quantity=2, total=2_000, nonce=1))
    trade.open(offer, trade.purchase(quantity=1, total=1_000, nonce=1))


def test_uses_a_nonce_once(trade: Trade, buyer: LocalAccount) -> None:
    trade.open()
    assert trade.market.nonce_used(buyer.address, 0)
    assert not trade.market.nonce_used(buyer.address, 256)
    with refused("market: nonce used"):
        trade.open()
