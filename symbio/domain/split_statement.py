# SPDX-License-Identifier: Apache-2.0
"""A split's statement in words: one sentence for each time money moved, from events alone.

Feed every event of the Treasury in order; `tell` gives what there is to say of it. What a payment
means for each payee follows from the shares that earlier events set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from symbio.domain.amount import Amount, Token
from symbio.domain.events import (
    Event,
    HoldRefunded,
    HoldReleased,
    HoldRuled,
    PaymentHeld,
    PayoutCarried,
    RevenueClaimed,
    RevenueFlowed,
    RevenueReceived,
    SharesSet,
    SplitCreated,
)
from symbio.domain.holds import hold_of
from symbio.domain.payee import Payee, PayeeKind
from symbio.domain.treasury import WHOLE

#: Above it a payer is an account; up to it, the split from which the money flowed.
_MOST_SPLITS = 2**64
_LAST_SECOND = 253_402_300_799

Shares = Mapping[Payee, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement: what happened, to whom or by whom, how much, and in a sentence."""

    split_id: int
    what: str
    who: str
    amount: Amount
    says: str


@dataclass
class Teller:
    """Reads the Treasury's events and tells each movement of money.

    `token` knows a token by its address; `named` may give an address a better name.
    """

    token: Callable[[str], Token]
    named: Callable[[str], str] = str
    shares: dict[int, dict[Payee, int]] = field(default_factory=dict)
    held: dict[int, tuple[PaymentHeld, Shares]] = field(default_factory=dict)
    carried: PayoutCarried | None = None

    def tell(self, event: Event) -> Entry | None:
        """Tell one event; None where no money moved."""
        match event:
            case SplitCreated() | SharesSet():
                shares = self.shares.setdefault(event.split_id, {})
                shares.update(zip(event.payees, event.shares, strict=True))
            case PayoutCarried():
                self.carried = event
            case RevenueReceived():
                return self._received(event)
            case RevenueFlowed():
                return self._flowed(event)
            case RevenueClaimed():
                return self._claimed(event)
            case PaymentHeld():
                return self._held(event)
            case HoldRuled():
                return self._ruled(event)
            case HoldReleased():
                return self._released(event)
            case HoldRefunded():
                return self._refunded(event)
        return None

    # --- in

    def _received(self, event: RevenueReceived) -> Entry:
        amount = self._amount(event.token, event.amount)
        parts = self._parts(amount, self.shares[event.split_id])
        above = int(event.payer, 16)
        if above < _MOST_SPLITS:
            says = f"{amount} flowed from split {above} into split {event.split_id}: {parts}."
            return Entry(event.split_id, "flowed in", f"split:{above}", amount, says)
        who = self.named(event.payer)
        says = f"{who} paid {amount} into split {event.split_id}: {parts}."
        return Entry(event.split_id, "received", event.payer, amount, says)

    def _held(self, event: PaymentHeld) -> Entry:
        shares = dict(self.shares[event.split_id])
        self.held[event.hold_id] = event, shares
        amount = self._amount(event.token, event.amount)
        until = datetime.fromtimestamp(min(event.until, _LAST_SECOND), UTC)
        says = (
            f"{self.named(event.payer)} paid {amount} for split {event.split_id} into hold "
            f"{event.hold_id}, on which {self.named(event.arbiter)} rules until "
            f"{until:%Y-%m-%d %H:%M} UTC; if all of it is the split's, "
            f"{self._parts(amount, shares)}."
        )
        return Entry(event.split_id, "held", event.payer, amount, says)

    def _ruled(self, event: HoldRuled) -> Entry:
        held, shares = self.held[event.hold_id]
        amount, back = (self._amount(held.token, part) for part in (event.to_split, event.to_payer))
        gets = f"{amount} is split {event.split_id}'s: {self._parts(amount, shares)}"
        pays = f"{back} goes back to {self.named(held.payer)}"
        parts = [text for text, part in ((gets, amount), (pays, back)) if part]
        says = f"{self.named(event.arbiter)} ruled on hold {event.hold_id}: {'; '.join(parts)}."
        return Entry(event.split_id, "ruled", event.arbiter, amount, says)

    def _released(self, event: HoldReleased) -> Entry:
        held, shares = self.held[event.hold_id]
        amount = self._amount(held.token, event.amount)
        says = (
            f"Nobody ruled on hold {event.hold_id} in time: {amount} is split "
            f"{event.split_id}'s: {self._parts(amount, shares)}."
        )
        return Entry(event.split_id, "released", event.actor, amount, says)

    # --- out

    def _flowed(self, event: RevenueFlowed) -> Entry:
        amount = self._amount(event.token, event.amount)
        says = (
            f"{amount}{_of_hold(event.token)} flowed from split {event.split_id} on into split "
            f"{event.into_id}, which is one of its payees."
        )
        return Entry(event.split_id, "flowed on", f"split:{event.into_id}", amount, says)

    def _claimed(self, event: RevenueClaimed) -> Entry:
        paid, owed = (self._amount(event.token, units) for units in (event.paid, event.owed))
        carried, self.carried = self.carried, None
        who = str(event.payee)
        if not owed:
            says = (
                f"A claim of {who} at split {event.split_id} came to earlier shares: nothing yet."
            )
            return Entry(event.split_id, "walked", who, paid, says)
        says = f"Split {event.split_id} paid {who} {paid}{_of_hold(event.token)}"
        account = event.payee.kind is PayeeKind.ACCOUNT
        if not account or int(event.to, 16) != event.payee.number:
            says += f", to {self.named(event.to)}"
        if paid != owed:
            says += f", for {owed} that it was owed, since the token has lost balance"
        if carried is not None:
            says += f", as {self.named(carried.account)} had signed"
        return Entry(event.split_id, "paid", who, paid, f"{says}.")

    def _refunded(self, event: HoldRefunded) -> Entry:
        held, _ = self.held[event.hold_id]
        paid, owed = (self._amount(event.token, units) for units in (event.paid, event.owed))
        says = f"{self.named(event.payer)} took {paid} back of hold {event.hold_id}"
        if event.to != event.payer:
            says += f", to {self.named(event.to)}"
        if paid != owed:
            says += f", for {owed} that it was owed, since the token has lost balance"
        return Entry(held.split_id, "refunded", event.payer, paid, f"{says}.")

    # --- words

    def _amount(self, token: str, units: int) -> Amount:
        hold_id = hold_of(token)
        return self.token(token if hold_id is None else self.held[hold_id][0].token).units(units)

    def _parts(self, amount: Amount, shares: Shares) -> str:
        """Say what each payee gets of an amount; fractions of a unit stay with their payees."""
        each = [f"{payee} gets {_exact(amount, share)}" for payee, share in shares.items() if share]
        return ", ".join(each)


def _exact(amount: Amount, share: int) -> str:
    more = " and a fraction" if amount.units * share % WHOLE else ""
    return f"{amount.part(share, WHOLE)}{more}"


def _of_hold(token: str) -> str:
    hold_id = hold_of(token)
    return "" if hold_id is None else f" of hold {hold_id}"
