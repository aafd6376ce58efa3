# SPDX-License-Identifier: Apache-2.0
"""Who owes whom, told from the events alone: obligations, consents, rounds, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from symbio.domain import events
from symbio.domain.chunks import Chunk, from_chunk
from symbio.domain.circle_ledger import Seats
from symbio.domain.clearing import DAY, Acceptance, Book, Circulation, Obligation
from symbio.domain.events import Event


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation as it was registered, and as it stands.

    `creditor` is who is owed now; `disputed_by` is empty where nobody disputes it.
    """

    number: int
    debtor: str
    creditor: str
    currency: str
    amount: int
    remaining: int
    due: int
    expires: int
    reference: str
    arbiter: str
    nonce: int
    registered_to: str
    disputed_by: str = ""
    set_off: int = 0
    paid: int = 0

    @property
    def last_day(self) -> int:
        """The last day, from 1970-01-01, on which it takes part in a round."""
        return self.expires // DAY

    def stands(self) -> Obligation:
        """Give what a round reads of it."""
        return Obligation(
            self.number,
            self.debtor,
            self.creditor,
            self.currency,
            self.remaining,
            self.last_day,
            bool(self.disputed_by),
        )


@dataclass(frozen=True, slots=True)
class Held:
    """An acceptance, with the federation in whose rounds it counts."""

    federation: str
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class Began:
    """A round as it was opened: its federation, its pinned values, and the last number it knows."""

    number: int
    federation: str
    opened_at: int
    window: int
    obligations: int
    values: dict[int, int]


@dataclass(frozen=True, slots=True)
class SetOff:
    """What one chunk of a round did, with all that it touched as it stood before."""

    round_id: int
    book: Book
    circulation: Circulation


@dataclass
class Ledger:
    """All that Obligations, Clearing and Credit have logged; `read` takes in more, in order."""

    owed: dict[int, Owed] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    rounds: dict[int, Began] = field(default_factory=dict)
    settled: list[SetOff] = field(default_factory=list)
    currencies: dict[int, str] = field(default_factory=dict)
    seats: Seats = field(default_factory=Seats)

    def read(self, told: Iterable[Event]) -> Ledger:
        """Take in events, oldest first; other events leave it as it is."""
        for event in told:
            self._take(event)
        return self

    @property
    def currency_ids(self) -> dict[str, int]:
        """The number of each currency, by its code."""
        return {code: number for number, code in self.currencies.items()}

    def obligations(self) -> tuple[Obligation, ...]:
        """Give every obligation as a round reads it, by number."""
        return tuple(each.stands() for each in self.owed.values())

    def acceptances(self, federation: str) -> tuple[Acceptance, ...]:
        """Give every acceptance that counts in a federation's rounds."""
        return tuple(
            each.acceptance for each in self.held.values() if each.federation == federation
        )

    def _take(self, event: Event) -> None:
        match event:
            case events.CurrencyNumbered():
                self.currencies[event.currency_id] = event.currency
            case events.ObligationRegistered():
                self.owed[event.obligation_id] = _registered(event)
            case events.PaymentAcknowledged():
                now = self.owed[event.obligation_id]
                self._set(now, remaining=event.remaining, paid=now.paid + event.amount)
            case events.ObligationAssigned():
                self._set(self.owed[event.obligation_id], creditor=event.successor)
            case events.ObligationDisputed():
                self._set(self.owed[event.obligation_id], disputed_by=event.actor)
            case events.DisputeWithdrawn():
                self._set(self.owed[event.obligation_id], disputed_by="")
            case events.DisputeSettled() | events.DisputeRuled() if (
                event.obligation_id in self.owed
            ):
                now = self.owed[event.obligation_id]
                self._set(now, disputed_by="", remaining=event.remaining)
            case _:
                self._take_of_rounds(event)

    def _take_of_rounds(self, event: Event) -> None:
        match event:
            case events.AcceptanceRegistered():
                self.held[event.acceptance_id] = _held(event)
            case events.AcceptanceRevoked():
                self._consent(event.acceptance_id, revoked=True)
            case events.RoundOpened():
                self.rounds[event.round_id] = _began(event)
            case events.ChunkSettled():
                self._settle(event)
            case _:
                self.seats.take(event)

    def _settle(self, event: events.ChunkSettled) -> None:
        chunk = Chunk(event.flows, event.conversions, event.draws)
        done = from_chunk(chunk, self.currencies)
        federation = self.rounds[event.round_id].federation
        book = Book(
            obligations=tuple(self.owed[flow.number].stands() for flow in done.flows),
            acceptances=tuple(self.held[each.acceptance].acceptance for each in done.conversions),
            lines=tuple(
                self.seats.line(federation, each.account, each.currency_id, self.currencies)
                for each in event.draws
            ),
        )
        self.settled.append(SetOff(event.round_id, book, done))
        for flow in done.flows:
            now = self.owed[flow.number]
            left, off = now.remaining - flow.amount, now.set_off + flow.amount
            self._set(now, remaining=left, set_off=off)
        for each in done.conversions:
            left = self.held[each.acceptance].acceptance.remaining - each.gives_amount
            self._consent(each.acceptance, remaining=left)
        for draw in event.draws:
            self.seats.add(federation, draw)

    def _set(self, now: Owed, **change: object) -> None:
        self.owed[now.number] = replace(now, **change)  # type: ignore[arg-type]

    def _consent(self, number: int, **change: object) -> None:
        now = self.held[number]
        after = replace(now.acceptance, **change)  # type: ignore[arg-type]
        self.held[number] = replace(now, acceptance=after)


def _registered(event: events.ObligationRegistered) -> Owed:
    return Owed(
        number=event.obligation_id,
        debtor=event.debtor,
        creditor=event.creditor,
        currency=event.currency,
        amount=event.amount,
        remaining=event.amount,
        due=event.due,
        expires=event.expires,
        reference=event.reference,
        arbiter=event.arbiter,
        nonce=event.nonce,
        registered_to=event.creditor,
    )


def _held(event: events.AcceptanceRegistered) -> Held:
    acceptance = Acceptance(
        number=event.acceptance_id,
        holder=event.holder,
        gives=event.gives,
        takes=event.takes,
        remaining=event.amount,
        minimum_rate=event.minimum_rate,
        until=event.until,
    )
    return Held(event.federation, acceptance)


def _began(event: events.RoundOpened) -> Began:
    values = dict(zip(event.currency_ids, event.values, strict=True))
    return Began(
        number=event.round_id,
        federation=event.federation,
        opened_at=event.opened_at,
        window=event.window,
        obligations=event.obligations,
        values={number: value for number, value in values.items() if value},
    )
