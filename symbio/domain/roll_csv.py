# SPDX-License-Identifier: Apache-2.0
"""A community's roll as a table: who, at which address, since when, and whether they consented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from symbio.domain.addresses import NOBODY, checksummed
from symbio.domain.csv_rows import BadCsv, Row, rows

COLUMNS = ("person", "address", "joined", "consent")


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a roll; `consent`: they sign their own enrolment."""

    name: str
    address: str
    joined: date
    consent: bool


def read_roll(text: str | bytes, *, source: str = "roll") -> tuple[Person, ...]:
    """Read a roll: columns person, address, joined (YYYY-MM-DD), consent (yes or no).

    Raises `BadCsv` with row and column for an empty roll, an address that is malformed, zero,
    mistyped (checksum) or twice on the roll, a person without a name, a date that is none.
    """
    people: list[Person] = []
    seen: dict[str, int] = {}
    for row in rows(text, COLUMNS, source=source):
        person = _person(row)
        if person.address in seen:
            first = seen[person.address]
            raise row.refuse("address", f"{person.address} already stands in row {first}")
        seen[person.address] = row.number
        people.append(person)
    if not people:
        raise BadCsv(source, 2, "", "the roll has no people")
    return tuple(people)


def write_roll(people: tuple[Person, ...]) -> str:
    """Write a roll as `read_roll` reads it."""
    lines = [",".join(COLUMNS)]
    for person in people:
        consent = "yes" if person.consent else "no"
        name = person.name.replace('"', '""')
        name = f'"{name}"' if any(mark in name for mark in '",\r\n') else name
        lines.append(f"{name},{person.address},{person.joined.isoformat()},{consent}")
    return "\n".join(lines) + "\n"


def _person(row: Row) -> Person:
    if not row["person"] or not row["person"].isprintable():
        raise row.refuse("person", "a name or a pseudonym is needed, on one line")
    try:
        address = checksummed(row["address"])
    except ValueError as error:
        raise row.refuse("address", str(error)) from error
    if address == NOBODY:
        raise row.refuse("address", "the zero address is nobody's")
    if row["consent"] not in ("yes", "no"):
        raise row.refuse("consent", f"{row['consent']!r} is neither yes nor no")
    return Person(row["person"], address, read_date(row, "joined"), row["consent"] == "yes")


def read_date(row: Row, column: str) -> date:
    """Read a cell as YYYY-MM-DD; raises `BadCsv`."""
    try:
        found = date.fromisoformat(row[column])
    except ValueError as error:
        raise row.refuse(column, f"{row[column]!r} is no date (YYYY-MM-DD)") from error
    if found.isoformat() != row[column]:
        raise row.refuse(column, f"{row[column]!r} is not written as YYYY-MM-DD")
    return found
