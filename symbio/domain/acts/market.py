# SPDX-License-Identifier: Apache-2.0
"""What is signed for the Market: offers, purchases, and the swaps of a barter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from symbio.domain import market
from symbio.domain.acts.base import Act, Domain, Field

MARKET_DOMAIN = "Symbio Market"

_OFFER: dict[str, str] = {
    "seller": "address",
    "title": "string",
    "description": "bytes32",
    "unit": "string",
    "currency_1": "address",
    "currency_2": "address",
    "currency_3": "address",
    "everyone": "bool",
    "federation_1": "address",
    "federation_2": "address",
    "federation_3": "address",
    "delivery_place": "string",
    "arbiter": "address",
}


@dataclass(frozen=True, slots=True)
class Offer(Act):
    """A seller's offer; who holds it can list it, or order under it."""

    TYPE: ClassVar[tuple[Field, ...]] = tuple(
        (name, _OFFER.get(name, "uint256")) for name in market.OFFER_FIELDS
    )

    offer: market.Offer

    def values(self) -> dict[str, Any]:
        return dict(zip(market.OFFER_FIELDS, self.offer.for_chain(), strict=True))

    @classmethod
    def made_of(cls, domain: Domain, values: Mapping[str, Any]) -> Self:
        return cls(domain, market.Offer(**values))

    def said(self) -> str:
        offer = self.offer
        prices = " or ".join(f"{price} units of {money}" for money, price in offer.prices.items())
        return (
            f"I offer up to {offer.stock} {offer.unit} of “{offer.title}” at {prices} each, "
            f"paid to split {offer.split_id}, delivered at “{offer.delivery_place}”."
        )


@dataclass(frozen=True, slots=True)
class Purchase(Act):
    """A buyer's order under an offer, which any relayer may carry."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("buyer", "address"),
        ("title", "string"),
        ("quantity", "uint256"),
        ("unit", "string"),
        ("currency", "address"),
        ("total", "uint256"),
        ("offer", "bytes32"),
        ("community", "uint256"),
        ("place", "uint256"),
        ("accord", "uint256"),
        ("clause", "uint256"),
        ("seller_party", "uint256"),
        ("buyer_party", "uint256"),
        ("until", "uint256"),
        ("nonce", "uint256"),
    )

    buyer: str
    title: str
    quantity: int
    unit: str
    currency: str
    total: int
    offer: bytes
    community: int
    place: int
    accord: int
    clause: int
    seller_party: int
    buyer_party: int
    until: int
    nonce: int

    @classmethod
    def of(cls, domain: Domain, offer: market.Offer, digest: bytes, want: market.Purchase) -> Self:
        """Give what a buyer signs for a purchase under the offer of that digest."""
        return cls(
            domain,
            buyer=want.buyer,
            title=offer.title,
            quantity=want.quantity,
            unit=offer.unit,
            currency=want.currency,
            total=want.total,
            offer=digest,
            community=want.community,
            place=want.place,
            accord=want.accord_id,
            clause=want.clause,
            seller_party=want.seller_party,
            buyer_party=want.buyer_party,
            until=want.until,
            nonce=want.nonce,
        )

    def purchase(self) -> market.Purchase:
        """Give the contract's struct."""
        return market.Purchase(
            buyer=self.buyer,
            community=self.community,
            place=self.place,
            quantity=self.quantity,
            currency=self.currency,
            total=self.total,
            accord_id=self.accord,
            clause=self.clause,
            seller_party=self.seller_party,
            buyer_party=self.buyer_party,
            until=self.until,
            nonce=self.nonce,
        )

    def said(self) -> str:
        under = f" under accord {self.accord}" if self.accord else ""
        return (
            f"I order {self.quantity} {self.unit} of “{self.title}”{under} and put "
            f"{self.total} units of {self.currency} into escrow for it."
        )


@dataclass(frozen=True, slots=True)
class Swap(Act):
    """One link of a barter: it happens only if the whole ring does."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("giver", "address"),
        ("title", "string"),
        ("gives", "address"),
        ("gives_amount", "uint256"),
        ("wants", "address"),
        ("wants_amount", "uint256"),
        ("until", "uint256"),
        ("nonce", "uint256"),
    )

    swap: market.Swap

    def values(self) -> dict[str, Any]:
        return {name: getattr(self.swap, name) for name, _ in self.TYPE}

    @classmethod
    def made_of(cls, domain: Domain, values: Mapping[str, Any]) -> Self:
        return cls(domain, market.Swap(**values))

    def said(self) -> str:
        swap = self.swap
        return (
            f"in a barter, for “{swap.title}”, I give {swap.gives_amount} units of {swap.gives} "
            f"if I get at least {swap.wants_amount} units of {swap.wants}."
        )
