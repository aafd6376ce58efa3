# SPDX-License-Identifier: Apache-2.0
"""Invoices as accounting software keeps them: who owes whom how much, before anything is signed.

An invoice is what its debtor owes; a credit note is owed the other way round. Parties are the
identifiers that the books use (`0088:7300010000001`, a tax number); accounts come later, with the
signatures.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from symbio.domain.csv_rows import BadCsv, Row, rows
from symbio.domain.currencies import MOST_UNITS, code_of, exponent
from symbio.domain.errors import BadCurrency
from symbio.domain.roll_csv import read_date

COLUMNS = ("reference", "debtor", "creditor", "currency", "amount", "issued", "due")
LONGEST_REFERENCE = 64
"""Bytes of a reference that an obligation holds on chain."""

Found = TypeVar("Found")

_DECIMAL = re.compile(r"(-?)([0-9]{1,30})(?:\.([0-9]{1,30}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice or credit note: `amount` is what is still payable, in minor units."""

    reference: str
    debtor: str
    creditor: str
    currency: str
    amount: int
    issued: date
    due: date


def read_invoices(text: str | bytes, *, source: str = "invoices") -> tuple[Invoice, ...]:
    """Read invoices: columns reference, debtor, creditor, currency, amount, issued, due.

    Amounts are written as `1240.00`, with no more decimals than ISO 4217 gives the currency (a
    community's own has none); dates as YYYY-MM-DD. Raises `BadCsv` with row and column, for the
    first thing that is wrong; nothing is half read.
    """
    found: list[Invoice] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows(text, COLUMNS, source=source):
        invoice = _invoice(row)
        key = (invoice.creditor, invoice.reference)
        if key in seen:
            said = f"{invoice.reference!r} already stands in row {seen[key]}"
            raise row.refuse("reference", said)
        seen[key] = row.number
        found.append(invoice)
    if not found:
        raise BadCsv(source, 2, "", "there are no invoices in the file")
    return tuple(found)


def write_invoices(invoices: Iterable[Invoice]) -> str:
    """Write invoices as `read_invoices` reads them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in invoices:
        amount = decimal(each.amount, each.currency)
        days = (each.issued.isoformat(), each.due.isoformat())
        writer.writerow((each.reference, each.debtor, each.creditor, each.currency, amount, *days))
    return text.getvalue()


def minor_units(text: str, currency: str) -> int:
    """Read a plain decimal as minor units of a currency, exactly; zeros past its decimals are none.

    Raises `ValueError` in words: no number, a sign, nothing, too much, or a fraction of a unit.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is not a number such as 1240.00")
    if match[1]:
        raise ValueError(f"{text} is below zero; what is owed the other way is a credit note")
    places = exponent(currency)
    fraction = (match[3] or "").ljust(places, "0")
    if fraction[places:].strip("0"):
        raise ValueError(f"{text} has more than the {places} decimals of {currency}")
    found = int(match[2] + fraction[:places])
    if found == 0:
        raise ValueError("nothing is owed")
    if found > MOST_UNITS:
        raise ValueError(f"{text} is more than an obligation can hold")
    return found


def decimal(units: int, currency: str) -> str:
    """Write minor units as a plain decimal, as `minor_units` reads it."""
    places = exponent(currency)
    digits = str(units).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def check_party(text: str) -> str:
    """Give back a party's identifier; raises `ValueError` in words."""
    if not text or not text.isprintable() or len(text) > 200:
        raise ValueError("an identifier of 1 to 200 characters is needed")
    return text


def check_reference(text: str) -> str:
    """Give back an invoice's number; raises `ValueError` in words."""
    if not text or not text.isprintable() or len(text.encode()) > LONGEST_REFERENCE:
        raise ValueError(f"a number of 1 to {LONGEST_REFERENCE} bytes is needed")
    return text


def check_days(issued: date, due: date) -> None:
    """Refuse an invoice that is due before it was issued; raises `ValueError` in words."""
    if due < issued:
        raise ValueError(f"it is due on {due}, before it was issued on {issued}")


def with_accounts(invoices: Iterable[Invoice], accounts: Mapping[str, str]) -> tuple[Invoice, ...]:
    """Put accounts in the place of the books' identifiers; `parties` tells which are needed.

    Raises `KeyError` for the first that has none.
    """
    return tuple(
        Invoice(
            each.reference,
            accounts[each.debtor],
            accounts[each.creditor],
            each.currency,
            each.amount,
            each.issued,
            each.due,
        )
        for each in invoices
    )


def parties(invoices: Iterable[Invoice]) -> tuple[str, ...]:
    """Name all parties, each once, in their order."""
    return tuple(sorted({side for each in invoices for side in (each.debtor, each.creditor)}))


def _invoice(row: Row) -> Invoice:
    sides = []
    for column in ("debtor", "creditor"):
        sides.append(_read(row, column, check_party))
    if sides[0] == sides[1]:
        raise row.refuse("creditor", f"{sides[1]!r} is the debtor too")
    try:
        currency = code_of(row["currency"])
    except BadCurrency as error:
        raise row.refuse("currency", f"{row['currency']!r} is no currency's code") from error
    amount = _read(row, "amount", lambda text: minor_units(text, currency))
    issued, due = read_date(row, "issued"), read_date(row, "due")
    try:
        check_days(issued, due)
    except ValueError as error:
        raise row.refuse("due", str(error)) from error
    reference = _read(row, "reference", check_reference)
    return Invoice(reference, sides[0], sides[1], currency, amount, issued, due)


def _read(row: Row, column: str, read: Callable[[str], Found]) -> Found:
    try:
        return read(row[column])
    except ValueError as error:
        raise row.refuse(column, str(error)) from error
