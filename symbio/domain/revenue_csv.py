# SPDX-License-Identifier: Apache-2.0
"""A season's revenue as a table: what was earned, who pays it in, in which currency, how much."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from symbio.domain.csv_rows import BadCsv, Row, rows
from symbio.domain.roll_csv import read_date

COLUMNS = ("date", "source", "payer", "currency", "minor_units", "way")
WAYS: tuple[Literal["deposit"], Literal["address"]] = ("deposit", "address")
LARGEST = 2**128 - 1

_WHOLE_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One payment. `minor_units`: cents, or whole yen. `way`: by deposit into the split, or paid to
    the split's plain address, as an exchange or a payroll would."""

    date: date
    source: str
    payer: str
    currency: str
    minor_units: int
    way: Literal["deposit", "address"]


def read_revenue(
    text: str | bytes,
    *,
    currencies: Collection[str],
    payers: Collection[str],
    source: str = "revenue",
) -> tuple[Record, ...]:
    """Read revenue: columns date, source, payer, currency, minor_units, way (deposit or address).

    Raises `BadCsv` with row and column for a currency or payer that isn't among those given, and
    for an amount that is negative, fractional, zero or absent, or written with any sign or comma.
    """
    records = tuple(_record(row, currencies, payers) for row in rows(text, COLUMNS, source=source))
    if not records:
        raise BadCsv(source, 2, "", "there is no revenue in the file")
    return records


def totals(records: Sequence[Record]) -> dict[str, int]:
    """Sum the minor units of each currency, in order of first appearance."""
    found: dict[str, int] = {}
    for record in records:
        found[record.currency] = found.get(record.currency, 0) + record.minor_units
    return found


def _record(row: Row, currencies: Collection[str], payers: Collection[str]) -> Record:
    if not row["source"] or not row["source"].isprintable():
        raise row.refuse("source", "say in a few words what was earned")
    if row["payer"] not in payers:
        raise row.refuse("payer", f"{row['payer']!r} is none of {', '.join(sorted(payers))}")
    if row["currency"] not in currencies:
        known = ", ".join(sorted(currencies))
        raise row.refuse("currency", f"{row['currency']!r} is none of {known}")
    if row["way"] not in WAYS:
        raise row.refuse("way", f"{row['way']!r} is neither deposit nor address")
    way: Literal["deposit", "address"] = "deposit" if row["way"] == "deposit" else "address"
    day = read_date(row, "date")
    return Record(day, row["source"], row["payer"], row["currency"], _minor_units(row), way)


def _minor_units(row: Row) -> int:
    written = row["minor_units"]
    if written.startswith("-"):
        raise row.refuse("minor_units", f"{written} is negative")
    if not _WHOLE_NUMBER.fullmatch(written):
        raise row.refuse("minor_units", f"{written!r} is not a whole number of minor units")
    found = int(written) if len(written) <= 40 else LARGEST + 1
    if not 0 < found <= LARGEST:
        raise row.refuse("minor_units", f"{written[:40]} is zero or beyond any currency")
    return found
