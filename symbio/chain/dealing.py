# SPDX-License-Identifier: Apache-2.0
"""Put a purchase together: the buyer's place on a roll, the accord's clause, the exact total."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from symbio.chain.rolls import Rolls
from symbio.chain.suite import Suite
from symbio.domain.accords import Quote
from symbio.domain.addresses import checksummed
from symbio.domain.amount import Token
from symbio.domain.categories import covers
from symbio.domain.errors import NoSuchRecord, Refused
from symbio.domain.landed import LandedCost, landed
from symbio.domain.market import STEWARD, Offer, Purchase


@dataclass(frozen=True, slots=True)
class Under:
    """The clause of an accord that an order falls under, and the parties on both sides."""

    accord_id: int
    clause: int
    seller_party: int
    buyer_party: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Deal:
    """A purchase as it would be sent or signed, and what it costs."""

    purchase: Purchase
    cost: LandedCost
    under: Under | None


def new_nonce() -> int:
    """Draw a nonce that nobody has used, and that stays a number in every wallet's JSON."""
    return secrets.randbits(52)


def place_of(suite: Suite, community_id: int, account: str) -> int:
    """Give an account's place on a community's roll, STEWARD for its steward; 0 for community 0.

    Raises NotOnRoll.
    """
    if community_id == 0:
        return 0
    if suite.communities.community(community_id).steward == checksummed(account):
        return STEWARD
    return Rolls(suite.communities).find(community_id, account).place


def deal(
    suite: Suite,
    offer: Offer,
    buyer: str,
    quantity: int,
    token: Token,
    *,
    until: int,
    community_id: int = 0,
    accord_id: int = 0,
    nonce: int | None = None,
) -> Deal:
    """Put a purchase together for a buyer of a community; under an accord by its best clause.

    Raises MixedTokens where the offer has no price in the currency, NotOnRoll for a buyer who isn't
    of the community, NoSuchRecord where the accord has no clause for this.
    """
    price = offer.price(token)
    under = best_clause(suite, offer, community_id, accord_id, token) if accord_id else None
    quote = under.quote if under else None
    cost = landed(
        price,
        quantity,
        concession=quote.concession if quote else 0,
        contribution=quote.contribution if quote else 0,
    )
    purchase = Purchase(
        buyer=buyer,
        community=community_id,
        place=place_of(suite, community_id, buyer),
        quantity=quantity,
        currency=token.address,
        total=cost.total.units,
        accord_id=accord_id,
        clause=under.clause if under else 0,
        seller_party=under.seller_party if under else 0,
        buyer_party=under.buyer_party if under else 0,
        until=until,
        nonce=new_nonce() if nonce is None else nonce,
    )
    return Deal(purchase, cost, under)


def best_clause(
    suite: Suite, offer: Offer, community_id: int, accord_id: int, token: Token
) -> Under:
    """Find the clause that concedes most to a buyer of a community; raises NoSuchRecord.

    Among equals the one that contributes less, then the first.
    """
    accords = suite.accords
    version = accords.accord(accord_id).version
    parties = accords.parties(accord_id, version) if version else ()
    found: list[Under] = []
    for number, clause in enumerate(accords.clauses(accord_id, version) if version else ()):
        seller = clause.seller_id
        if not covers(clause.category, offer.category):
            continue
        if not accords.belongs(offer.community, seller):
            continue
        for party in parties:
            if party == seller or not accords.belongs(community_id, party):
                continue
            try:
                quote = accords.quote(
                    accord_id, number, seller, party, offer.category, token.address
                )
            except Refused:
                # A party that has left, a currency that isn't accepted: no way to buy.
                continue
            found.append(Under(accord_id, number, seller, party, quote))
    if not found:
        raise NoSuchRecord(
            f"Accord {accord_id} has no clause under which community {community_id} buys "
            f"“{offer.title}” in {token.symbol} now."
        )
    return min(found, key=lambda each: (-each.quote.concession, each.quote.contribution))
