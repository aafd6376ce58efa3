# SPDX-License-Identifier: Apache-2.0
"""What the Treasury logs: splits, their shares, revenue in and out, payments held."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event
from symbio.domain.payee import Payee


@dataclass(frozen=True, slots=True)
class SplitCreated(Event):
    """A split came to be."""

    split_id: int
    controller: str
    payees: tuple[Payee, ...]
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SharesSet(Event):
    """Shares changed, for the future only."""

    split_id: int
    controller: str
    version: int
    payees: tuple[Payee, ...]
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ControlOffered(Event):
    """A controller offered the control to an heir."""

    split_id: int
    controller: str
    heir: str


@dataclass(frozen=True, slots=True)
class ControlAccepted(Event):
    """An heir took the control."""

    split_id: int
    controller: str
    former: str


@dataclass(frozen=True, slots=True)
class ControlRenounced(Event):
    """Nobody can change these shares any more."""

    split_id: int
    former: str


@dataclass(frozen=True, slots=True)
class RevenueReceived(Event):
    """Revenue came into a split."""

    split_id: int
    payer: str
    token: str
    amount: int


@dataclass(frozen=True, slots=True)
class RevenueClaimed(Event):
    """A payee was paid; `paid` is less than `owed` only while the token itself lost balance.

    Here and in RevenueFlowed `token` is a hold's key where the money is what a split got of it.
    """

    split_id: int
    payee: Payee
    token: str
    to: str
    owed: int
    paid: int


@dataclass(frozen=True, slots=True)
class RevenueFlowed(Event):
    """Revenue flowed from a split into a nested one."""

    split_id: int
    into_id: int
    token: str
    amount: int


@dataclass(frozen=True, slots=True)
class PaymentHeld(Event):
    """A payment waits for its arbiter's ruling; owed by the shares of `version`."""

    hold_id: int
    split_id: int
    payer: str
    token: str
    amount: int
    version: int
    arbiter: str
    until: int


@dataclass(frozen=True, slots=True)
class HoldRuled(Event):
    """An arbiter divided a hold between its split and its payer."""

    hold_id: int
    split_id: int
    arbiter: str
    to_split: int
    to_payer: int


@dataclass(frozen=True, slots=True)
class HoldReleased(Event):
    """Nobody ruled in time: the hold is the split's."""

    hold_id: int
    split_id: int
    actor: str
    amount: int


@dataclass(frozen=True, slots=True)
class HoldRefunded(Event):
    """A payer took back what a ruling gave it; `paid` as in RevenueClaimed."""

    hold_id: int
    payer: str
    token: str
    to: str
    owed: int
    paid: int


@dataclass(frozen=True, slots=True)
class PayoutCarried(Event):
    """A payee's signature was used; the claim that it made comes next."""

    account: str
    carrier: str
    nonce: int


@dataclass(frozen=True, slots=True)
class PayoutRevoked(Event):
    """An account made its own signatures with this number worthless."""

    account: str
    nonce: int
