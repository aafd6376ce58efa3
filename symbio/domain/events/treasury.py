# SPDX-License-Identifier: Apache-2.0
"""What the Treasury logs: splits, their shares, revenue in and out."""

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
    """A payee was paid; `paid` is less than `owed` only while the token itself lost balance."""

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
