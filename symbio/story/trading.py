# SPDX-License-Identifier: Apache-2.0
"""The chapters of the market: offers, and orders in escrow from their opening to their end."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.chain import dealing
from symbio.chain.signing import sign
from symbio.domain import documents
from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Amount
from symbio.domain.categories import category_of
from symbio.domain.market import Offer
from symbio.domain.payee import Payee
from symbio.domain.rules import DAY, HOUR, WHOLE
from symbio.domain.stages import plan_of
from symbio.story.agreeing import Agreed
from symbio.story.chapter import Chapter, Value
from symbio.story.sharing import Ledger
from symbio.story.stage import Citizen, Stage, refusal
from symbio.story.trade_files import OfferEntry, OrderEntry, Trade

ROW = dict[str, Value]


@dataclass
class Stand:
    """An offer on the market: who sells, and the split where the seller is paid."""

    entry: OfferEntry
    offer: Offer
    seller: Citizen


@dataclass
class Deal:
    """An order under way, with what every side should have in the end, counted here on its own."""

    order_id: int
    entry: OrderEntry
    stand: Stand
    buyer: Citizen
    total: Amount
    concession: int
    contribution: int
    expected: int = 0
    """What the seller's side gets, the contribution included."""


def offer_all(stage: Stage, trade: Trade) -> dict[str, Stand]:
    """Everyone who sells signs an offer; somebody else carries it to the chain."""
    words = (
        "Sellers sign their offers; listing one costs them nothing, since anybody may carry it. "
        "Each names its price in up to three currencies, and to whom it is open."
    )
    stands: dict[str, Stand] = {}
    with stage.chapter("offers", "Ten offers stand on the market", words) as chapter:
        market, rows = stage.world.suite.market, []
        for n, entry in enumerate(trade.offers, 1):
            seller = stage.citizens(entry.seller)[entry.person - 1]
            account = seller.signer.address
            shares = {Payee.account(account): WHOLE}
            split = chapter.send(stage.world.treasury.create(NOBODY, shares), stage.relayer).value
            offer = _offer(stage, entry, seller, split, n)
            signed = sign(market.offering(offer), seller.signer).raw_signature()
            receipt = chapter.send(market.list_offer(offer, signed), stage.relayer)
            known = market.listing(market.digest(offer))
            chapter.check(
                f"“{entry.title}” is listed, signed by its seller.",
                known.offer_id == receipt.value and not known.is_withdrawn,
            )
            stands[entry.key] = Stand(entry, offer, seller)
            rows.append(
                {
                    "offer": entry.title,
                    "seller": stage.name(entry.seller),
                    "category": category_of(entry.category).words,
                    "price": " · ".join(
                        str(stage.amount(symbol, units)) for symbol, units in entry.prices.items()
                    ),
                    "stock": f"{entry.stock:,} {entry.unit}",
                    "open to": " and ".join(entry.visible_to),
                }
            )
        chapter.table("offers", "Offers", rows)
        stranger = stage.account("stranger")
        forged = _offer(stage, trade.offers[0], stands[trade.offers[0].key].seller, 1, 999)
        plan = market.list_offer(forged, sign(market.offering(forged), stranger).raw_signature())
        chapter.check(
            "Nobody lists an offer in another's name.", bool(refusal(plan, stranger.address))
        )
    return stands


def _offer(stage: Stage, entry: OfferEntry, seller: Citizen, split: int, nonce: int) -> Offer:
    now, (first, last) = stage.world.now, entry.delivery_days
    prices = [
        (stage.coins[symbol].token.address, units) for symbol, units in entry.prices.items()
    ] + [(NOBODY, 0)] * (3 - len(entry.prices))
    to_all = entry.visible_to == ("everyone",)
    (one, one_price), (two, two_price), (three, three_price) = prices
    return Offer(
        seller=seller.signer.address,
        community=stage.ids[entry.seller],
        place=dealing.place_of(stage.world.suite, stage.ids[entry.seller], seller.signer.address),
        title=entry.title,
        description=documents.text_digest(entry.description),
        category=category_of(entry.category).word,
        unit=entry.unit,
        stock=entry.stock,
        currency_1=one,
        price_1=one_price,
        currency_2=two,
        price_2=two_price,
        currency_3=three,
        price_3=three_price,
        split_id=split,
        everyone=to_all,
        federation_1=NOBODY if to_all else stage.federation_address,
        federation_2=NOBODY,
        federation_3=NOBODY,
        deliver_from=now + first * DAY,
        deliver_until=now + last * DAY,
        delivery_place=entry.delivery_place,
        stages=plan_of(entry.stages),
        cooling=entry.cooling_hours * HOUR,
        inspection=entry.inspection_days * DAY,
        arbiter=NOBODY,
        ruling_time=entry.ruling_days * DAY,
        unruled=entry.unruled_to_seller,
        until=now + last * DAY,
        nonce=nonce,
    )


def trade_all(
    stage: Stage, ledger: Ledger, trade: Trade, stands: dict[str, Stand], agreed: Agreed
) -> None:
    """Orders are opened, delivered and paid; some end otherwise, each as its rule says."""
    words = (
        "What a buyer pays lies in escrow until the goods are there. Who buys under the accord "
        "pays less, and a part of the price goes to the shared ocean fund in place of a tariff. "
        "Every state an order can be in ends by itself after a time, so nothing is ever stuck."
    )
    with stage.chapter("orders", "Trade under the accord, in escrow", words) as chapter:
        deals = [
            _open(stage, chapter, entry, stands[entry.offer], agreed, n)
            for n, entry in enumerate(trade.orders, 1)
        ]
        _in_escrow(stage, chapter)
        for deal in deals:
            _deliver(stage, chapter, deal)
        _wait_and_release(stage, chapter, deals)
        _wait_and_expire(stage, chapter, deals)
        rows = [_settled(stage, chapter, deal) for deal in deals]
        chapter.table("orders", "How each order went", rows)
        _take_refunds(stage, chapter, deals)
        _in_escrow(stage, chapter)
        _fund(stage, chapter, deals, agreed)
        for deal in deals:
            ledger.receive_elsewhere(deal.entry.currency, deal.expected)


def _open(
    stage: Stage, chapter: Chapter, entry: OrderEntry, stand: Stand, agreed: Agreed, nonce: int
) -> Deal:
    market, coin = stage.world.suite.market, stage.coins[entry.currency]
    buyer = stage.citizens(entry.buyer)[entry.person - 1]
    account = buyer.signer.address
    clause = agreed.clause(stand.entry) if entry.under_accord else None
    gross = stand.entry.prices[entry.currency] * entry.quantity
    concession = gross * clause.concession // WHOLE if clause else 0
    total = coin.token.units(gross - concession)
    purchase = dealing.deal(
        stage.world.suite,
        stand.offer,
        account,
        entry.quantity,
        coin.token,
        until=stage.world.now + DAY,
        community_id=stage.ids[entry.buyer],
        accord_id=agreed.accord_id if clause else 0,
        nonce=nonce,
    ).purchase
    coin.transfer(account, total).send()
    chapter.send(coin.approve(market.escrow(), total), stage.fund(buyer))
    if nonce % 2:
        receipt = chapter.send(market.open(stand.offer, purchase), buyer.signer)
    else:
        act = market.purchasing(stand.offer, purchase)
        signature = sign(act, buyer.signer).raw_signature()
        plan = market.open_by_signature(stand.offer, purchase, signature)
        receipt = chapter.send(plan, stage.relayer)
    share = clause.contribution if clause else 0
    return Deal(receipt.value, entry, stand, buyer, total, concession, share)


def _deliver(stage: Stage, chapter: Chapter, deal: Deal) -> None:
    """Deliver what the example says is delivered, and confirm, agree, cancel or wait."""
    escrow, buyer = stage.world.suite.escrow, deal.buyer.signer
    seller = stage.fund(deal.stand.seller)
    percents = deal.stand.entry.stages
    done = 0
    for n, quantity in enumerate(deal.entry.deliveries):
        evidence = documents.text_digest(f"Delivery {n + 1} of order {deal.order_id}")
        chapter.send(escrow.deliver(deal.order_id, quantity, evidence), seller)
        done += percents[n]
        part = deal.total.units * done // 100 - deal.total.units * (done - percents[n]) // 100
        deal.expected += part * quantity // deal.entry.quantity
        if deal.entry.ends in ("delivery", "partial delivery"):
            chapter.send(escrow.confirm(deal.order_id), stage.fund(deal.buyer))
    if deal.entry.ends == "cancelled":
        chapter.send(escrow.cancel(deal.order_id), stage.fund(deal.buyer))
    if deal.entry.ends == "agreed":
        claim = documents.text_digest(deal.entry.note)
        chapter.send(escrow.dispute(deal.order_id, claim), stage.fund(deal.buyer))
        chapter.send(escrow.agree(deal.order_id, deal.entry.share), buyer)
        chapter.send(escrow.agree(deal.order_id, deal.entry.share), seller)
        deal.expected = deal.total.units * deal.entry.share // WHOLE


def _wait_and_release(stage: Stage, chapter: Chapter, deals: list[Deal]) -> None:
    escrow = stage.world.suite.escrow
    for deal in deals:
        if deal.entry.ends == "silence":
            early = refusal(escrow.release(deal.order_id), stage.relayer.address)
            chapter.check("Nobody is paid before the inspection is over.", bool(early))
            stage.world.travel(deal.stand.offer.inspection + 1)
            chapter.send(escrow.release(deal.order_id), stage.relayer)


def _wait_and_expire(stage: Stage, chapter: Chapter, deals: list[Deal]) -> None:
    escrow = stage.world.suite.escrow
    for deal in deals:
        if deal.entry.ends == "expired":
            early = refusal(escrow.expire(deal.order_id), stage.relayer.address)
            chapter.check("An order isn't ended while it may still be delivered.", bool(early))
            stage.world.travel_to(max(stage.world.now, deal.stand.offer.deliver_until) + 1)
            chapter.send(escrow.expire(deal.order_id), stage.relayer)


def _settled(stage: Stage, chapter: Chapter, deal: Deal) -> ROW:
    """Compare what the chain says of an order with what was counted here."""
    escrow, treasury = stage.world.suite.escrow, stage.world.treasury
    coin, entry = stage.coins[deal.entry.currency], deal.stand.entry
    order = escrow.order(deal.order_id)
    to_fund = deal.expected * deal.contribution // WHOLE
    to_seller = deal.expected - to_fund
    split = treasury.received(deal.stand.offer.split_id, coin.token)
    chapter.check(
        f"Order {deal.order_id}, {entry.title}: {deal.entry.ends}, and nothing is left in escrow.",
        order.left == 0 and order.state.name == "CLOSED",
    )
    chapter.check(
        f"{stage.name(entry.seller)} was credited {coin.token.units(to_seller)} for it.",
        split.units == to_seller,
    )
    return {
        "order": f"{deal.entry.quantity:,} {entry.unit}, {entry.title}",
        "buyer": stage.name(deal.entry.buyer),
        "paid into escrow": str(deal.total),
        "less, by the accord": str(coin.token.units(deal.concession)),
        "to the seller": str(coin.token.units(to_seller)),
        "to the shared fund": str(coin.token.units(to_fund)),
        "back to the buyer": str(coin.token.units(deal.total.units - deal.expected)),
        "ended by": deal.entry.ends,
    }


def _take_refunds(stage: Stage, chapter: Chapter, deals: list[Deal]) -> None:
    """Every buyer who is owed something back takes it."""
    escrow = stage.world.suite.escrow
    for deal in deals:
        coin, due = stage.coins[deal.entry.currency], deal.total.units - deal.expected
        if due == 0:
            continue
        buyer = stage.fund(deal.buyer)
        before = coin.balance(buyer.address)
        chapter.send(escrow.withdraw(coin.token), buyer)
        back = coin.balance(buyer.address) - before
        chapter.check(f"The buyer of order {deal.order_id} has {back} back.", back.units == due)


def _in_escrow(stage: Stage, chapter: Chapter) -> None:
    """Hold the Market's books and its balances together."""
    escrow = stage.world.suite.escrow
    for symbol, coin in stage.coins.items():
        held = escrow.held(coin.token)
        chapter.check(
            f"The Escrow holds exactly what is in escrow or owed back in {symbol}: {held}.",
            held == coin.balance(escrow.address),
        )


def _fund(stage: Stage, chapter: Chapter, deals: list[Deal], agreed: Agreed) -> None:
    """Say what the accord brought to the shared fund, and what each party gave and got."""
    rows: list[ROW] = []
    for symbol, coin in stage.coins.items():
        due = sum(
            deal.expected * deal.contribution // WHOLE
            for deal in deals
            if deal.entry.currency == symbol
        )
        came = stage.world.treasury.received(agreed.fund, coin.token)
        chapter.check(f"The shared ocean fund received {came}.", came.units == due)
        for key in stage.members:
            gave, got = stage.world.suite.market.balances(
                agreed.accord_id, stage.ids[key], coin.token
            )
            if gave.units or got.units:
                rows.append({"party": stage.name(key), "gave": str(gave), "got": str(got)})
    chapter.table("balance", "What each party gave and got under the accord", rows)
