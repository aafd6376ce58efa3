# SPDX-License-Identifier: Apache-2.0
"""Market.open: an order is bound by its offer, its purchase and its accord, and paid in full."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.rules import DAY
from tests.contracts.boa_chain import NOBODY, account, deployer, now, pass_time, refused
from tests.contracts.federation.assembly import until
from tests.contracts.market.trading import (
    COMMONS,
    CONCESSION,
    CONTRIBUTION,
    COOLING,
    GOODS,
    INSPECTION,
    NATIVE_PRICE,
    OPEN,
    QUANTITY,
    RULING,
    SEASON_QUANTITY,
    STEWARD,
    STOCK,
    TOTAL,
    UNRULED,
    Trade,
    token,
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


def test_opens_under_an_accord(trade: Trade, accord: int) -> None:
    purchase = trade.under(accord)
    assert purchase.total == 9_500
    order = trade.escrow.order(trade.open(purchase=purchase))
    (opened,) = [log for log in trade.said(trade.market) if log["event"] == "OrderOpened"]
    season = trade.accords.accord(accord).starts_at
    expected = {
        "accord_id": accord,
        "clause": 0,
        "season": season,
        "seller_party": trade.towns[0].number,
        "buyer_party": trade.towns[1].number,
        "contribution": CONTRIBUTION,
        "contribution_split": COMMONS,
    }
    assert {name: opened[name] for name in expected} == expected
    assert {name: getattr(order, name) for name in expected} == expected
    assert (opened["version"], opened["concession"]) == (1, CONCESSION)
    assert trade.market.season_taken(accord, 0, season) == QUANTITY


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


def test_refuses_more_than_a_season_has(trade: Trade, accord: int) -> None:
    most = trade.under(accord, quantity=SEASON_QUANTITY, total=38_000)
    trade.open(purchase=most)
    one = trade.under(accord, quantity=1, total=950, nonce=1)
    with refused("market: the season's quantity is taken"):
        trade.open(purchase=one)
    pass_time(90 * DAY)
    trade.open(purchase=replace(one, until=now()), deliver_until=now() + DAY, until=now())


def test_refuses_who_is_not_of_the_party(trade: Trade, accord: int) -> None:
    outsiders = trade.towns[2]
    bought = trade.under(accord, buyer_party=outsiders.number)
    with refused("market: buyer isn't of its party"):
        trade.open(purchase=bought)
    with refused("market: buyer isn't of its party"):
        trade.open(purchase=trade.under(accord, community=0, place=0))
    with refused("market: seller isn't of its party"):
        trade.open(purchase=trade.under(accord, seller_party=outsiders.number))
    with refused("market: seller isn't of its party"):
        trade.open(purchase=trade.under(accord), community=0)
    town = trade.towns[1]
    trade.accords.leave(accord, town.number, sender=town.steward.address)
    pass_time(30 * DAY)
    with refused("accords: the party has left"):
        trade.open(purchase=trade.under(accord))


def test_a_seller_who_left_its_community_sells_under_no_accord(trade: Trade, accord: int) -> None:
    offer = trade.offer()
    trade.list(offer)
    trade.book.leave(trade.towns[0].number, 0, sender=offer.seller)
    with refused("market: seller isn't of the community"):
        trade.open(offer, trade.under(accord), signature=b"")
    trade.open(offer, signature=b"")


def test_refuses_an_accord_of_another_market(trade: Trade) -> None:
    accord = trade.conclude(market=str(trade.court.address))
    with refused("market: the accord is another market's"):
        trade.open(purchase=trade.under(accord))


def test_refuses_a_contribution_to_a_split_that_is_not_there(trade: Trade) -> None:
    """It would stop every release, so it is looked at before money comes in."""
    accord = trade.conclude(split_id=99)
    with refused("market: no such split"):
        trade.open(purchase=trade.under(accord))


def test_refuses_value_that_is_not_the_total(trade: Trade, buyer: LocalAccount) -> None:
    offer, bought = trade.offer(), trade.purchase()
    paper = (offer.for_chain(), trade.sign_offer(offer))
    with refused("escrow: value isn't the total"):
        trade.market.open(*paper, bought.for_chain(), value=1, sender=buyer.address)
    native = replace(bought, currency=NATIVE, total=70)
    for value in (69, 71, 0):
        with refused("escrow: value isn't the total"):
            trade.market.open(*paper, native.for_chain(), value=value, sender=buyer.address)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("FeeTaking", "escrow: less arrived than agreed"),
        ("Grabbing", "escrow: less arrived than agreed"),
        ("Refusing", "escrow: token refused the transfer"),
    ],
)
def test_threat_1_refuses_a_token_that_brings_less(trade: Trade, name: str, reason: str) -> None:
    bad = token(trade, name)
    if name == "Refusing":
        bad.refuse(True)
    with refused(reason):
        trade.open(purchase=trade.purchase(currency=bad.address), currency_1=bad.address)


def test_refuses_a_token_that_lost_balance(trade: Trade) -> None:
    """A newcomer would bear a share of the loss of those who came before."""
    shrinking = token(trade, "Rebasing")
    bought = trade.purchase(currency=shrinking.address)
    trade.open(purchase=bought, currency_1=shrinking.address)
    shrinking.rebase(trade.escrow, TOTAL - 1)
    with refused("escrow: the token lost balance"):
        trade.open(purchase=replace(bought, nonce=1), currency_1=shrinking.address)
    shrinking.rebase(trade.escrow, TOTAL)
    trade.open(purchase=replace(bought, nonce=1), currency_1=shrinking.address)


def test_refuses_a_token_without_code(trade: Trade) -> None:
    nothing = account("nothing").address
    with refused("escrow: token has no code"):
        trade.open(purchase=trade.purchase(currency=nothing), currency_1=nothing)


def test_refuses_what_it_can_not_count(trade: Trade) -> None:
    price = 2**110 - 1
    with refused("escrow: more than it can count"):
        trade.open(purchase=trade.purchase(total=price * QUANTITY), price_1=price)


def test_only_the_market_opens_in_the_escrow(trade: Trade, buyer: LocalAccount) -> None:
    trade.open()
    order = trade.escrow.order(1)
    with refused("escrow: not the market"):
        trade.escrow.open(order, sender=buyer.address)


def test_uses_a_nonce_once(trade: Trade, buyer: LocalAccount) -> None:
    trade.open()
    assert trade.market.nonce_used(buyer.address, 0)
    assert not trade.market.nonce_used(buyer.address, 256)
    with refused("market: nonce used"):
        trade.open()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"total": 2**110}, "escrow: more than it can count"),
        ({"season": 2**34}, "escrow: more than it can count"),
        ({"accord_id": 2**28}, "escrow: more than it can count"),
        ({"seller_party": 2**28}, "escrow: more than it can count"),
        ({"buyer_party": 2**28}, "escrow: more than it can count"),
        ({"clause": 32}, "escrow: more than it can count"),
        ({"contribution": 10_000}, "escrow: contribution takes everything"),
    ],
)
def test_the_escrow_refuses_what_it_can_not_keep(
    trade: Trade, said: dict[str, Any], reason: str, stranger: LocalAccount
) -> None:
    """Whatever the market that created it may say."""
    trade.open()
    order = trade.escrow.order(1)._asdict()
    escrow = deployer("Escrow").deploy(trade.treasury, sender=stranger.address)
    with refused(reason):
        escrow.open(tuple((order | said).values()), sender=stranger.address)


def test_the_escrow_keeps_the_most_it_can(
    trade: Trade, buyer: LocalAccount, stranger: LocalAccount
) -> None:
    trade.open()
    escrow = deployer("Escrow").deploy(trade.treasury, sender=stranger.address)
    trade.coin.mint(buyer.address, 2**111)
    trade.coin.approve(escrow, 2**111, sender=buyer.address)
    most = {"total": 2**110 - 1, "left": 2**110 - 1, "quantity": 2**32 - 1, "clause": 31}
    numbers = dict.fromkeys(("offer_id", "split_id", "contribution_split"), 2**32 - 1)
    parties = dict.fromkeys(("accord_id", "seller_party", "buyer_party"), 2**28 - 1)
    times = dict.fromkeys(("due", "deliver_from", "deliver_until", "season"), 2**34 - 1)
    rest = {
        "contribution": 9_999,
        "stages": 10**15 * 9 + 10**14 * 3 + 10101010101,
        "unruled": 10_000,
    }
    order = trade.escrow.order(1)._asdict() | most | numbers | parties | times | rest
    escrow.open(tuple(order.values()), sender=stranger.address)
    assert escrow.order(1)._asdict() == order
