# SPDX-License-Identifier: Apache-2.0
"""Who sits in which circle and with what balance, told from the events alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from symbio.domain import events
from symbio.domain.chunks import NumberedDraw
from symbio.domain.clearing import CreditLine
from symbio.domain.credit import Limits
from symbio.domain.events import Event

_NONE = Limits(0, 0, 0, 0, 0)


@dataclass
class Seats:
    """The seats of all circles: who holds each, its community, its balances and own lines."""

    held: dict[tuple[str, str], int] = field(default_factory=dict)
    communities: dict[int, int] = field(default_factory=dict)
    balances: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    limits: dict[tuple[str, int], Limits] = field(default_factory=dict)
    own: dict[tuple[int, int], events.LineSet] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Take in an event of Credit; others leave all as it is."""
        match event:
            case events.CircleJoined():
                self.held.pop((event.federation, event.former), None)
                self.held[event.federation, event.account] = event.seat_id
                self.communities[event.seat_id] = event.community_id
            case events.LimitsSet():
                self.limits[event.federation, event.currency_id] = event.limits
            case events.LineSet():
                self.own[event.seat_id, event.currency_id] = event

    def add(self, federation: str, draw: NumberedDraw) -> None:
        """Move a balance, which stays with the seat when the key changes."""
        self.balances[self.held[federation, draw.account], draw.currency_id] += draw.delta

    def accounts(self, federation: str) -> tuple[str, ...]:
        """List who sits in a circle now, also who has left it and may still come back to zero."""
        return tuple(account for circle, account in self.held if circle == federation)

    def balance(self, federation: str, account: str, currency_id: int) -> int:
        """Give what the circle owes an account; below zero: what the account owes the circle."""
        return self.balances.get((self.held.get((federation, account), 0), currency_id), 0)

    def line(
        self, federation: str, account: str, currency_id: int, currencies: Mapping[int, str]
    ) -> CreditLine:
        """Give an account's line as the events tell it; whether it may still draw, they don't."""
        seat = self.held[federation, account]
        circle = self.limits.get((federation, currency_id), _NONE)
        own = self.own.get((seat, currency_id))
        return CreditLine(
            participant=account,
            community=self.communities[seat],
            currency=currencies[currency_id],
            balance=self.balances.get((seat, currency_id), 0),
            soft=own.soft if own else circle.soft,
            hard=min(own.hard, circle.hard) if own else circle.newcomer,
            surplus=own.surplus if own else circle.surplus,
        )
