# SPDX-License-Identifier: Apache-2.0
"""What the Escrow says: orders, where they stand, and how they ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag


class State(IntFlag):
    """Where an order stands; 0 means: no such order."""

    OPEN = 1
    DELIVERED = 2
    DISPUTED = 4
    CLOSED = 8


class Ending(IntFlag):
    """How an order ended."""

    COMPLETED = 1
    CANCELLED = 2
    EXPIRED = 4
    RULED = 8
    AGREED = 16
    LAPSED = 32


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands now, with all that it is bound to.

    `left` is still in escrow. `stage` counts from 0. `due`: while OPEN the buyer may cancel before
    it, DELIVERED is released and DISPUTED lapses from it on. `season` is the second at which the
    accord's season began; without an accord it and all around it is 0.
    """

    order_id: int
    buyer: str
    seller: str
    offer_id: int
    currency: str
    quantity: int
    total: int
    left: int
    split_id: int
    stages: int
    stage: int
    delivered: int
    state: State
    due: int
    deliver_from: int
    deliver_until: int
    inspection: int
    arbiter: str
    ruling_time: int
    unruled: int
    is_summoned: bool
    accord_id: int
    clause: int
    season: int
    seller_party: int
    buyer_party: int
    contribution: int
    contribution_split: int
