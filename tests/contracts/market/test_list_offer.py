# SPDX-License-Identifier: Apache-2.0
"""Market.list_offer: an offer stands with the seller's word, once, if it can be carried out."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.market import OFFER_FIELDS
from symbio.domain.rules import DAY, HOUR
from tests.contracts.boa_chain import NOBODY, account, now, pass_time, refused
from tests.contracts.market.trading import STEWARD, Trade, token
from tests.contracts.treasury.paying import NATIVE

SOMETHING = "0x" + 20 * "11"


def test_lists_by_the_seller(trade: Trade, seller: LocalAccount) -> None:
    offer = trade.offer()
    assert trade.list(offer) == 1
    (logged,) = trade.said(trade.market)
    fields = dict(zip(OFFER_FIELDS, logged.pop("offer"), strict=True))
    assert logged == {
        "event": "OfferListed",
        "digest": trade.offer_digest(offer),
        "seller": seller.address,
        "offer_id": 1,
    }
    assert tuple(fields.values()) == offer.for_chain()
    assert trade.market.listing(trade.offer_digest(offer)) == (1, 0, False)
    assert trade.market.offer_digest(offer.for_chain()) == trade.offer_digest(offer)
    assert trade.list(trade.offer(nonce=2)) == trade.market.offers_listed() == 2


def test_lists_by_anybody_with_the_signature(trade: Trade) -> None:
    offer, relayer = trade.offer(), account("relayer").address
    trade.market.list_offer(offer.for_chain(), trade.sign_offer(offer), sender=relayer)
    assert trade.market.listing(trade.offer_digest(offer)).offer_id == 1


def test_lists_for_a_wallet_and_a_steward_and_somebody_of_none(trade: Trade) -> None:
    from tests.contracts.boa_chain import deployer

    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    offer = trade.offer(seller=str(wallet.address), community=0, nonce=7)
    wallet.approve(trade.offer_digest(offer), b"yes")
    trade.market.list_offer(offer.for_chain(), b"yes")
    steward = trade.towns[0].steward.address
    trade.list(trade.offer(seller=steward, place=STEWARD))
    with refused("market: seller isn't of the community"):
        trade.list(trade.offer(seller=steward))


def test_refuses_another(trade: Trade, buyer: LocalAccount) -> None:
    offer = trade.offer()
    with refused("market: not the seller"):
        trade.market.list_offer(offer.for_chain(), b"", sender=buyer.address)
    signed = trade.sign_offer(offer, by=buyer)
    with refused("market: not signed by the seller"):
        trade.market.list_offer(offer.for_chain(), signed, sender=buyer.address)


def test_lists_once(trade: Trade) -> None:
    offer = trade.offer()
    trade.open(offer)
    with refused("market: already listed"):
        trade.list(offer)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"title": ""}, "market: no title"),
        ({"unit": ""}, "market: no unit"),
        ({"stock": 0}, "market: stock out of range"),
        ({"stock": 2**32}, "market: stock out of range"),
        ({"currency_1": NOBODY, "price_1": 0}, "market: no price"),
        ({"price_1": 0}, "market: price out of range"),
        ({"price_1": 2**110}, "market: price out of range"),
        ({"price_2": 2**110}, "market: price out of range"),
        ({"currency_3": SOMETHING, "price_3": 2**110}, "market: price out of range"),
        ({"price_2": 0}, "market: price out of range"),
        ({"price_3": 1}, "market: price out of range"),
        ({"currency_3": SOMETHING}, "market: price out of range"),
        (
            {"currency_2": NOBODY, "price_2": 0, "currency_3": SOMETHING, "price_3": 1},
            "market: empty prices come last",
        ),
        ({"currency_1": NATIVE}, "market: currency named twice"),
        ({"currency_3": NATIVE, "price_3": 1}, "market: currency named twice"),
        ({"stages": 0}, "market: stages don't make the whole"),
        ({"stages": 304_031}, "market: stages don't make the whole"),
        ({"stages": 10_000}, "market: stages don't make the whole"),
        ({"stages": 10**17}, "market: stages don't make the whole"),
        ({"deliver_until": 1, "until": 1}, "market: delivery ends before it begins"),
        ({"deliver_from": 2**34, "deliver_until": 2**34}, "market: a time out of range"),
        ({"cooling": 90 * DAY + 1}, "market: a time out of range"),
        ({"inspection": HOUR - 1}, "market: a time out of range"),
        ({"inspection": 90 * DAY + 1}, "market: a time out of range"),
        ({"ruling_time": DAY - 1}, "market: a time out of range"),
        ({"ruling_time": 400 * DAY + 1}, "market: a time out of range"),
        ({"unruled": 10_001}, "market: unruled exceeds the whole"),
        ({"arbiter": SOMETHING}, "market: arbiter has no code"),
        ({"split_id": 0}, "market: no such split"),
        ({"split_id": 3}, "market: no such split"),
        ({"community": 99}, "market: seller isn't of the community"),
        ({"place": 1}, "market: seller isn't of the community"),
        ({"federation_1": SOMETHING}, "market: audience contradicts itself"),
        ({"federation_3": SOMETHING}, "market: audience contradicts itself"),
        ({"everyone": False}, "market: no audience"),
        ({"everyone": False, "federation_1": SOMETHING}, "market: not a federation"),
        ({"everyone": False, "community": 0}, "market: seller of none sells to everyone"),
        ({"everyone": False, "federation_2": SOMETHING}, "market: empty federations come last"),
    ],
)
def test_refuses_what_could_not_be_carried_out(
    trade: Trade, said: dict[str, Any], reason: str
) -> None:
    with refused(reason):
        trade.list(trade.offer(**said))


def test_accepts_the_bounds(trade: Trade) -> None:
    most = {"inspection": 90 * DAY, "ruling_time": 400 * DAY, "cooling": 90 * DAY}
    least = {"inspection": HOUR, "ruling_time": DAY, "cooling": 0, "arbiter": NOBODY, "unruled": 0}
    other = token(trade, "Plain", 2)
    three = {"currency_3": str(other.address), "price_3": 2**110 - 1, "price_1": 2**110 - 1}
    trade.list(trade.offer(stock=2**32 - 1, unruled=10_000, **most, **three))
    trade.list(trade.offer(until=now(), deliver_until=now(), **least))
    trade.list(trade.offer(deliver_until=2**34 - 1, stages=1212121212121216))


def test_refuses_what_has_ended(trade: Trade) -> None:
    offer = trade.offer(until=now())
    pass_time(1)
    with refused("market: offer ended"):
        trade.list(offer)
    with refused("market: orders after the delivery"):
        trade.list(trade.offer(deliver_until=now(), until=now() + 1))


def test_three_federations_may_buy(trade: Trade) -> None:
    same = str(trade.federation.address)
    audience = {f"federation_{n}": same for n in (1, 2, 3)}
    trade.open(trade.offer(everyone=False, **audience))
