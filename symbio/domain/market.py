# SPDX-License-Identifier: Apache-2.0
"""What the Market takes and says: offers, purchases, swaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Amount, Token
from symbio.domain.errors import BadOffer, MixedTokens

MAX_TITLE = 80
"""Bytes of a title in UTF-8."""
MAX_UNIT = 16
MAX_PLACE = 64
MAX_PRICES = 3
MAX_AUDIENCE = 3
MAX_RING = 8
"""Swaps that a barter joins at most."""

STEWARD = 2**256 - 1
"""The place of a community's steward, who stands on no page of the roll."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a seller offers, in the order of the contract's struct and of what is signed.

    `community` 0: the seller stands for none. `place` is the seller's on its roll, or STEWARD.
    Prices are smallest units of the currency for one unit of goods; empty pairs stand last.
    Seconds are absolute in `deliver_from`, `deliver_until` and `until`, else they are spans.
    """

    seller: str
    community: int
    place: int
    title: str
    description: bytes
    category: int
    unit: str
    stock: int
    currency_1: str
    price_1: int
    currency_2: str
    price_2: int
    currency_3: str
    price_3: int
    split_id: int
    everyone: bool
    federation_1: str
    federation_2: str
    federation_3: str
    deliver_from: int
    deliver_until: int
    delivery_place: str
    stages: int
    cooling: int
    inspection: int
    arbiter: str
    ruling_time: int
    unruled: int
    until: int
    nonce: int

    @property
    def prices(self) -> dict[str, int]:
        """The price of a unit by currency, in the offer's order."""
        pairs = (
            (self.currency_1, self.price_1),
            (self.currency_2, self.price_2),
            (self.currency_3, self.price_3),
        )
        return {currency: price for currency, price in pairs if currency != NOBODY}

    @property
    def federations(self) -> tuple[str, ...]:
        """Whose members' people may buy, where not everyone may."""
        named = (self.federation_1, self.federation_2, self.federation_3)
        return tuple(each for each in named if each != NOBODY)

    def price(self, token: Token) -> Amount:
        """Give the price of a unit in a currency; raises MixedTokens where it has none."""
        for currency, units in self.prices.items():
            if int(currency, 16) == int(token.address, 16):
                return token.units(units)
        raise MixedTokens(f"“{self.title}” has no price in {token.symbol}.")

    def priced(self, prices: Sequence[Amount]) -> Offer:
        """Give the same offer at other prices; raises BadOffer."""
        return replace(self, **price_fields(prices))

    def for_chain(self) -> tuple[Any, ...]:
        """Give the values in the order of the contract's struct."""
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a buyer orders under an offer; `total` is what is paid, with the accord's concession.

    `accord_id` 0: under none; then clause and parties are 0 too.
    """

    buyer: str
    community: int
    place: int
    quantity: int
    currency: str
    total: int
    accord_id: int
    clause: int
    seller_party: int
    buyer_party: int
    until: int
    nonce: int

    def for_chain(self) -> tuple[Any, ...]:
        """Give the values in the order of the contract's struct."""
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Swap:
    """One link of a ring: `gives` goes to the next giver, `wants` comes from the one before."""

    giver: str
    title: str
    gives: str
    gives_amount: int
    wants: str
    wants_amount: int
    until: int
    nonce: int

    def for_chain(self) -> tuple[Any, ...]:
        """Give the values in the order of the contract's struct."""
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Permit:
    """An ERC-2612 permit that travels with a signed purchase; deadline 0: none does."""

    deadline: int = 0
    v: int = 0
    r: bytes = bytes(32)
    s: bytes = bytes(32)

    def for_chain(self) -> tuple[Any, ...]:
        """Give the values in the order of the contract's struct."""
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the Market knows of an offer; number 0: never listed, nor ordered under.

    `taken` counts the units under orders that weren't ended before any delivery.
    """

    offer_id: int
    taken: int
    is_withdrawn: bool


OFFER_FIELDS = tuple(each.name for each in fields(Offer))


def price_fields(prices: Sequence[Amount]) -> dict[str, Any]:
    """Spread prices over an offer's fields; raises BadOffer for none, too many or one twice."""
    if not 0 < len(prices) <= MAX_PRICES:
        raise BadOffer(f"An offer has one to {MAX_PRICES} prices, not {len(prices)}.")
    if any(not price > price.token.units(0) for price in prices):
        raise BadOffer("A price is nothing.")
    _once("currency", [price.token.address for price in prices])
    found: dict[str, Any] = {}
    for n in range(MAX_PRICES):
        given = prices[n] if n < len(prices) else None
        found[f"currency_{n + 1}"] = given.token.address if given else NOBODY
        found[f"price_{n + 1}"] = given.units if given else 0
    return found


def audience_fields(federations: Sequence[str]) -> dict[str, Any]:
    """Spread an audience over an offer's fields; none: everyone. Raises BadOffer."""
    if len(federations) > MAX_AUDIENCE:
        raise BadOffer(f"An offer names at most {MAX_AUDIENCE} federations.")
    _once("federation", federations)
    named = [*federations, *[NOBODY] * (MAX_AUDIENCE - len(federations))]
    slots = {f"federation_{n}": address for n, address in enumerate(named, 1)}
    return {"everyone": not federations, **slots}


def ring_problem(swaps: Sequence[Swap]) -> str:
    """Say why swaps don't close a ring, each giving to the next; nothing where they do."""
    if not 1 < len(swaps) <= MAX_RING:
        return f"a ring has two to {MAX_RING} swaps, not {len(swaps)}"
    for swap, after in zip(swaps, [*swaps[1:], swaps[0]], strict=True):
        if int(swap.gives, 16) != int(after.wants, 16):
            return f"“{after.title}” wants another currency than “{swap.title}” gives"
        if swap.gives_amount < after.wants_amount:
            return f"“{after.title}” wants more than “{swap.title}” gives"
    return ""


def _once(what: str, addresses: Iterable[str]) -> None:
    seen: set[int] = set()
    for each in addresses:
        if int(each, 16) in seen:
            raise BadOffer(f"The {what} {each} stands twice.")
        seen.add(int(each, 16))
