# SPDX-License-Identifier: Apache-2.0
"""What the Market logs: offers, orders from opening to end, refunds, swaps."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event
from symbio.domain.market import Ending, Offer


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
class StageDelivered(Event):
    """A seller delivered; the buyer confirms or disputes before `due`."""

    order_id: int
    seller: str
    stage: int
    quantity: int
    evidence: bytes
    due: int


@dataclass(frozen=True, slots=True)
class StageReleased(Event):
    """A stage was paid: to the seller's split, the accord's, and the rest back to the buyer."""

    order_id: int
    actor: str
    stage: int
    paid: int
    contributed: int
    refunded: int
    left: int


@dataclass(frozen=True, slots=True)
class OrderClosed(Event):
    """An order ended; `restored` units went back to the offer's stock and the season."""

    order_id: int
    actor: str
    ending: Ending
    share: int
    paid: int
    contributed: int
    refunded: int
    restored: int


@dataclass(frozen=True, slots=True)
class OrderDisputed(Event):
    """A buyer disputed a delivery; it lapses from `due` on."""

    order_id: int
    buyer: str
    claim: bytes
    due: int


@dataclass(frozen=True, slots=True)
class ArbiterSummoned(Event):
    """A dispute was brought before the arbiter."""

    order_id: int
    party: str
    arbiter: str
    dispute_id: int
    cost: int


@dataclass(frozen=True, slots=True)
class Ruling(Event):
    """An arbiter ruled (ERC-792, whose names these are): 1 to 101 are 0 to 100 percent."""

    arbitrator: str
    disputeID: int
    ruling: int


@dataclass(frozen=True, slots=True)
class EvidenceSubmitted(Event):
    """Buyer or seller gave the digest of a piece of evidence."""

    order_id: int
    party: str
    evidence: bytes


@dataclass(frozen=True, slots=True)
class ShareNamed(Event):
    """Buyer or seller named the share of the escrow that they agree to for the seller."""

    order_id: int
    party: str
    share: int


@dataclass(frozen=True, slots=True)
class RefundCredited(Event):
    """Money is owed to an account, to be withdrawn."""

    order_id: int
    account: str
    token: str
    amount: int


@dataclass(frozen=True, slots=True)
class RefundWithdrawn(Event):
    """An account took what it was owed; `paid` is less only while the token lost balance."""

    account: str
    token: str
    to: str
    owed: int
    paid: int


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
