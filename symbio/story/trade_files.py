# SPDX-License-Identifier: Apache-2.0
"""The trade of an example folder: offers, orders, a barter ring, and a season's obligations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from symbio.domain.accord import AccordDocument, read_accord
from symbio.domain.categories import category_of
from symbio.domain.clauses import Key, Text
from symbio.domain.csv_rows import Row, rows
from symbio.domain.currencies import code_of
from symbio.domain.documents import BadDocument
from symbio.domain.errors import SymbioError
from symbio.domain.roll_csv import read_date
from symbio.domain.rules import WHOLE
from symbio.story.entries import Entry
from symbio.story.reading import read, read_entry

PARTICIPANTS = ("participant", "community", "person", "name")
OBLIGATIONS = ("date", "debtor", "creditor", "currency", "minor_units", "due", "reference")
MOST = 2**88 - 1

Positive = Annotated[int, Field(ge=1)]
BasisPoints = Annotated[int, Field(ge=0, le=WHOLE)]
Symbol = Annotated[str, Field(pattern=r"^[A-Z]{3,5}$")]


class OfferEntry(Entry):
    """What a person of a community offers; prices in smallest units for one unit of goods."""

    key: Key
    seller: Key
    person: Positive
    title: Annotated[str, Field(min_length=1, max_length=80)]
    description: Text
    category: str
    unit: Annotated[str, Field(min_length=1, max_length=16)]
    stock: Positive
    prices: Annotated[dict[Symbol, Positive], Field(min_length=1, max_length=3)]
    delivery_place: Annotated[str, Field(min_length=1, max_length=64)]
    delivery_days: tuple[Annotated[int, Field(ge=0)], Positive]
    stages: Annotated[tuple[Positive, ...], Field(min_length=1, max_length=8)]
    cooling_hours: Annotated[int, Field(ge=0)]
    inspection_days: Positive
    ruling_days: Positive
    unruled_to_seller: BasisPoints
    visible_to: tuple[Literal["everyone", "federation"]]


class OrderEntry(Entry):
    """What a person orders, what is then delivered, and how the order ends."""

    offer: Key
    buyer: Key
    person: Positive
    quantity: Positive
    currency: Symbol
    under_accord: bool
    deliveries: tuple[Positive, ...]
    note: Text
    ends: Literal["delivery", "partial delivery", "silence", "cancelled", "agreed", "expired"] = (
        "delivery"
    )
    share: BasisPoints = WHOLE


class SwapEntry(Entry):
    """One link of the barter ring."""

    giver: Key
    person: Positive
    title: Annotated[str, Field(min_length=1, max_length=80)]
    gives: Symbol
    amount: Positive
    wants: Symbol
    wants_amount: Positive


class AcceptanceEntry(Entry):
    """A participant's consent to be set off in another currency, `worse_by` basis points at most
    below the round's rate."""

    participant: str
    gives: str
    takes: str
    minor_units: Positive
    worse_by: BasisPoints


class CreditEntry(Entry):
    """A circle's credit in one currency, in minor units."""

    soft: Positive
    hard: Positive
    surplus: Positive
    community: Positive
    newcomer: Positive


class ClearingEntry(Entry):
    """`clearing.json`: values by whoever reports them, consents, and the circle's credit."""

    reports: Annotated[dict[Key, dict[str, Positive]], Field(min_length=1)]
    acceptances: tuple[AcceptanceEntry, ...]
    credit: dict[str, CreditEntry]


class _Offers(Entry):
    offers: Annotated[tuple[OfferEntry, ...], Field(min_length=1)]


class _Orders(Entry):
    orders: Annotated[tuple[OrderEntry, ...], Field(min_length=1)]


class _Ring(Entry):
    ring: Annotated[tuple[SwapEntry, ...], Field(min_length=2, max_length=8)]


@dataclass(frozen=True, slots=True)
class Participant:
    """A business of a community: the person on the roll who signs for it."""

    key: str
    community: str
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """One obligation of the season."""

    day: date
    debtor: str
    creditor: str
    currency: str
    minor_units: int
    due: date
    reference: str


@dataclass(frozen=True, slots=True)
class Trade:
    """All of an example's trade."""

    offers: tuple[OfferEntry, ...]
    orders: tuple[OrderEntry, ...]
    ring: tuple[SwapEntry, ...]
    participants: dict[str, Participant]
    obligations: tuple[Invoice, ...]
    clearing: ClearingEntry
    accord: AccordDocument

    def offer(self, key: str) -> OfferEntry:
        """Give an offer by its key."""
        return next(offer for offer in self.offers if offer.key == key)


def load_trade(folder: Path, *, communities: dict[str, int], currencies: list[str]) -> Trade | None:
    """Read a folder's `trade/`; None where it has none. `communities`: people on each roll.

    Raises `BadDocument`, which names file and field, and `BadCsv` with file, row and column.
    """
    if not (folder / "trade").is_dir():
        return None
    participants = _participants(folder, communities)
    trade = Trade(
        offers=read_entry(folder, "trade/offers.json", _Offers).offers,
        orders=read_entry(folder, "trade/orders.json", _Orders).orders,
        ring=read_entry(folder, "trade/barter.json", _Ring).ring,
        participants=participants,
        obligations=tuple(
            _invoice(row, participants)
            for row in _rows(folder, "trade/obligations.csv", OBLIGATIONS)
        ),
        clearing=read_entry(folder, "trade/clearing.json", ClearingEntry),
        accord=read(folder, "accord.json", read_accord),
    )
    _check(trade, communities, currencies)
    return trade


def _rows(folder: Path, name: str, columns: Sequence[str]) -> Iterable[Row]:
    return read(folder, name, lambda text: rows(text, columns, source=name))


def _participants(folder: Path, communities: dict[str, int]) -> dict[str, Participant]:
    found: dict[str, Participant] = {}
    for row in _rows(folder, "trade/participants.csv", PARTICIPANTS):
        key, community = row["participant"], row["community"]
        if not key or key in found:
            raise row.refuse("participant", f"{key!r} is empty or stands twice")
        if community not in communities:
            raise row.refuse("community", f"no community has the key {community!r}")
        person = _number(row, "person", communities[community])
        found[key] = Participant(key, community, person, row["name"])
    return found


def _number(row: Row, column: str, most: int) -> int:
    written = row[column]
    if not (written.isascii() and written.isdigit() and len(written) <= 30):
        raise row.refuse(column, f"{written!r} is not a whole number")
    if not 0 < int(written) <= most:
        raise row.refuse(column, f"{written} is not within 1 and {most}")
    return int(written)


def _invoice(row: Row, participants: dict[str, Participant]) -> Invoice:
    for column in ("debtor", "creditor"):
        if row[column] not in participants:
            raise row.refuse(column, f"{row[column]!r} stands not in participants.csv")
    if row["debtor"] == row["creditor"]:
        raise row.refuse("creditor", "nobody owes themselves")
    try:
        currency = code_of(row["currency"])
    except SymbioError as error:
        raise row.refuse("currency", str(error)) from error
    return Invoice(
        day=read_date(row, "date"),
        debtor=row["debtor"],
        creditor=row["creditor"],
        currency=currency,
        minor_units=_number(row, "minor_units", MOST),
        due=read_date(row, "due"),
        reference=row["reference"],
    )


def seconds(day: date) -> int:
    """Give the last second of a day, in UTC."""
    return int(datetime.combine(day, time(23, 59, 59), UTC).timestamp())


def _check(trade: Trade, communities: dict[str, int], currencies: list[str]) -> None:
    keys = [offer.key for offer in trade.offers]
    for n, offer in enumerate(trade.offers):
        where = f"trade/offers.json: offers[{n}]"
        _check_person(where, offer.seller, offer.person, communities)
        if keys.count(offer.key) > 1:
            raise BadDocument(f"{where}.key", f"{offer.key!r} stands twice")
        if sum(offer.stages) != 100:
            raise BadDocument(f"{where}.stages", "they are percents and sum to 100")
        if not set(offer.prices) <= set(currencies):
            raise BadDocument(f"{where}.prices", "a currency that currencies.json doesn't have")
        try:
            category_of(offer.category)
        except SymbioError as error:
            raise BadDocument(f"{where}.category", str(error)) from error
    for n, order in enumerate(trade.orders):
        where = f"trade/orders.json: orders[{n}]"
        _check_person(where, order.buyer, order.person, communities)
        if order.offer not in keys:
            raise BadDocument(f"{where}.offer", f"no offer has the key {order.offer!r}")
        if order.currency not in trade.offer(order.offer).prices:
            raise BadDocument(f"{where}.currency", "the offer has no price in it")
    for n, swap in enumerate(trade.ring):
        where, nearby = f"trade/barter.json: ring[{n}]", trade.ring[n - 1]
        _check_person(where, swap.giver, swap.person, communities)
        if swap.wants != nearby.gives or swap.wants_amount > nearby.amount:
            raise BadDocument(f"{where}.wants", "the one before doesn't give it")
        if swap.gives not in currencies:
            raise BadDocument(f"{where}.gives", "a currency that currencies.json doesn't have")
    for n, party in enumerate(trade.accord.parties):
        if party.key not in communities:
            raise BadDocument(f"accord.json: parties[{n}].key", f"no community is {party.key!r}")
    for n, consent in enumerate(trade.clearing.acceptances):
        if consent.participant not in trade.participants:
            where = f"trade/clearing.json: acceptances[{n}].participant"
            raise BadDocument(where, f"{consent.participant!r} stands not in participants.csv")


def _check_person(where: str, key: str, person: int, communities: dict[str, int]) -> None:
    if key not in communities:
        raise BadDocument(where, f"no community has the key {key!r}")
    if person > communities[key]:
        raise BadDocument(f"{where}.person", f"the roll of {key} has {communities[key]} people")
