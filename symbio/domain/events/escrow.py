# SPDX-License-Identifier: Apache-2.0
"""What the Escrow logs: deliveries, releases, disputes, the end of an order, refunds."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.escrow import Ending
from symbio.domain.events.base import Event


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
