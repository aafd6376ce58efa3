# SPDX-License-Identifier: Apache-2.0
"""A federation with an accord and offers, as events: what the indexer's tests read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symbio.domain import events
from symbio.domain.accords import Clause, Terms
from symbio.domain.addresses import NOBODY
from symbio.domain.escrow import Ending
from symbio.domain.market import Offer
from tests.domain.market_values import DAY, EURO, NOW, SARDINES, YEN
from tests.indexer.scripted_chain import PLACES, ScriptedChain, account

Logged = tuple[str, events.Event]

OCEAN, RIVER = account(0xFED1), account(0xFED2)
PENICHE, SHIMODA, KAIKOURA, FEDERATED = 1, 2, 3, 9
TOURS = replace(
    SARDINES,
    community=KAIKOURA,
    title="Passeio das baleias – クジラ観察",
    unit="seat",
    category=2 << 40 | 5 << 32 | 85550,
    stock=24,
    delivery_place="Kaikōura, South Bay",
    everyone=False,
    federation_1=OCEAN,
    deliver_from=NOW + 100 * DAY,
    deliver_until=NOW + 200 * DAY,
    currency_2=NOBODY,
    price_2=0,
    nonce=2,
)
CLAUSES = (
    Clause(PENICHE, 1 << 40 | 2 << 32 | 3, concession=500, contribution=200, split_id=4),
    Clause(
        KAIKOURA, 2 << 40 | 2 << 32 | 85, concession=1_000, contribution=0, split_id=0, quantity=10
    ),
)
TERMS = Terms(
    accord_id=0,
    version=1,
    name="Ocean accord",
    document=b"\x01" * 32,
    parties=(PENICHE, SHIMODA, KAIKOURA),
    currencies=(EURO.address, YEN.address),
    floors=(0, 0),
    drift=10_000,
    clauses=CLAUSES,
    starts_at=NOW - 10 * DAY,
    season=90 * DAY,
    review_at=NOW + 100 * DAY,
    ends_at=NOW + 365 * DAY,
    notice=30 * DAY,
    market=PLACES["Market"],
    until=NOW,
)


def digest_of(offer: Offer) -> bytes:
    """Give a digest that tells a test's offers apart; the chain's own is tested with the chain."""
    return bytes([offer.nonce % 256]) * 32


def founded(address: str = OCEAN, number: int = 1, name: str = "Global Ocean") -> list[Logged]:
    created = events.FederationCreated(number, address, bytes(32), name, 1, FEDERATED + number - 1)
    members = [
        (address, events.MemberAdmitted(each, NOBODY, seat))
        for seat, each in enumerate((PENICHE, SHIMODA, KAIKOURA))
    ]
    return [(PLACES["Federations"], created), *members]


def concluded(terms: Terms = TERMS, accord_id: int = 1) -> Logged:
    return PLACES["Accords"], events.AccordConcluded(accord_id, NOBODY, bytes(32), terms)


def listed(offer: Offer) -> Logged:
    return PLACES["Market"], events.OfferListed(digest_of(offer), offer.seller, offer.nonce, offer)


def withdrawn(offer: Offer) -> Logged:
    return PLACES["Market"], events.OfferWithdrawn(digest_of(offer), offer.seller)


def opened(offer: Offer, order_id: int, quantity: int, **more: Any) -> Logged:
    bound = {
        "accord_id": 0,
        "version": 0,
        "clause": 0,
        "season": 0,
        "seller_party": 0,
        "buyer_party": 0,
        "concession": 0,
        "contribution": 0,
        "contribution_split": 0,
        "nonce": order_id,
    }
    return PLACES["Market"], events.OrderOpened(
        order_id=order_id,
        buyer=account(0xB0),
        seller=offer.seller,
        digest=digest_of(offer),
        offer_id=offer.nonce,
        community=SHIMODA,
        quantity=quantity,
        currency=EURO.address,
        total=1,
        due=0,
        **{**bound, **more},
    )


def closed(order_id: int, restored: int) -> Logged:
    ending = Ending.CANCELLED
    return PLACES["Escrow"], events.OrderClosed(order_id, NOBODY, ending, 0, 0, 0, 1, restored)


def season() -> ScriptedChain:
    """Give a chain on which all of it has happened."""
    chain = ScriptedChain()
    chain.mine()
    chain.mine(*founded())
    chain.mine(concluded(), listed(SARDINES))
    chain.mine(listed(TOURS), opened(SARDINES, 1, 100))
    return chain
