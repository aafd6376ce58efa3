# SPDX-License-Identifier: Apache-2.0
"""What the Market logs: offers, orders opened, swaps."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event
from symbio.domain.market import Offer


@dataclass(frozen=True, slots=True)
class OfferListed(Event):
    """An offer was listed, on its own or by the first order under it."""

    digest: bytes
    seller: str
    offer_id: int
    offer: Offer


@dataclass(frozen=True, slots=True)
class OfferWithdrawn(Event):
    """A seller takes no further orders under an offer."""

    digest: bytes
    seller: str


@dataclass(frozen=True, slots=True)
class OrderOpened(Event):
    """An order was opened, with all that it is bound to from here on."""

    order_id: int
    buyer: str
    seller: str
    digest: bytes
    offer_id: int
    community: int
    quantity: int
    currency: str
    total: int
    due: int
    accord_id: int
    version: int
    clause: int
    season: int
    seller_party: int
    buyer_party: int
    concession: int
    contribution: int
    contribution_split: int
    nonce: int


@dataclass(frozen=True, slots=True)
class SwapSettled(Event):
    """One link of a barter was carried out, with all the others."""

    digest: bytes
    giver: str
    receiver: str
    title: str
    token: str
    amount: int
    nonce: int


@dataclass(frozen=True, slots=True)
class NonceCancelled(Event):
    """An account revoked a purchase or swap that nobody had carried yet."""

    account: str
    nonce: int
