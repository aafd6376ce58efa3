# SPDX-License-Identifier: Apache-2.0
"""A book as tables: who takes part, numbered in an order that the input's doesn't change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from symbio.domain.clearing import Book, CreditLine
from symbio.matching.errors import BadBook, TooMuchToCount
from symbio.matching.flow import MOST, Ints
from symbio.matching.tables import Acceptances, Bounds, Lines, Obligations, Tables

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, eq=False)
class Booked:
    """Tables, and what each row of them is called in the book."""

    tables: Tables
    currencies: tuple[str, ...]
    numbers: Ints
    consents: tuple[int, ...]
    members: tuple[tuple[str, str], ...]


def booked(book: Book, now: int) -> Booked:
    """Read a book at a time in seconds; raises BadBook, TooMuchToCount."""
    owed = _once(book.obligations, lambda each: each.number, "obligation")
    owed = [o for o in owed if o.counts(now) and book.value(o.currency) and o.debtor != o.creditor]
    currencies = sorted({each.currency for each in owed})
    money = {code: place for place, code in enumerate(currencies)}
    people = sorted({side for each in owed for side in (each.debtor, each.creditor)})
    person = {name: place for place, name in enumerate(people)}
    if sum(each.remaining for each in owed) >= MOST:
        raise TooMuchToCount(f"What is owed sums to more than {MOST - 1:,} minor units.")
    kept = _once(book.acceptances, lambda each: each.number, "acceptance")
    kept = [
        a
        for a in kept
        if a.counts(now) and a.holder in person and {a.gives, a.takes} <= money.keys()
    ]
    lines = _once(book.lines, lambda each: (each.participant, each.currency), "credit line")
    lines = [each for each in lines if each.participant in person and each.currency in money]
    tables = Tables(
        np.array([book.value(code) for code in currencies], np.int64),
        Obligations(
            _ints(person[each.debtor] for each in owed),
            _ints(person[each.creditor] for each in owed),
            _ints(money[each.currency] for each in owed),
            _ints(each.remaining for each in owed),
        ),
        Acceptances(
            _ints(person[each.holder] for each in kept),
            _ints(money[each.gives] for each in kept),
            _ints(money[each.takes] for each in kept),
            _ints(min(each.remaining, MOST - 1) for each in kept),
            np.array([each.minimum_rate for each in kept], object),
        ),
        *_credit(book, lines, person, money),
    )
    return Booked(
        tables,
        tuple(currencies),
        _ints(each.number for each in owed),
        tuple(each.number for each in kept),
        tuple((each.participant, each.currency) for each in lines),
    )


def _credit(
    book: Book, lines: list[CreditLine], person: dict[str, int], money: dict[str, int]
) -> tuple[Lines, Bounds]:
    communities = sorted({each.community for each in lines})
    place = {community: number for number, community in enumerate(communities)}
    bounds = _once(book.bounds, lambda each: (each.community, each.currency), "community's bound")
    bounds = [each for each in bounds if each.community in place and each.currency in money]
    return Lines(
        _ints(person[each.participant] for each in lines),
        _ints(money[each.currency] for each in lines),
        _ints(place[each.community] for each in lines),
        _ints(_room(each.hard + each.balance) for each in lines),
        _ints(_room(each.surplus - each.balance) for each in lines),
    ), Bounds(
        _ints(place[each.community] for each in bounds),
        _ints(money[each.currency] for each in bounds),
        _ints(_room(each.bound + each.balance) for each in bounds),
        _ints(_room(each.bound - each.balance) for each in bounds),
    )


def _room(space: int) -> int:
    # A balance that is out of bounds already, because they were narrowed, may only come back.
    return min(max(0, space), MOST - 1)


def _once(rows: Iterable[Row], key: Callable[[Row], Hashable], what: str) -> list[Row]:
    found = {key(row): row for row in rows}
    ordered = [found[each] for each in sorted(found)]  # type: ignore[type-var]
    if len(ordered) != len(list(rows)):
        raise BadBook(f"The same {what} stands in the book twice.")
    return ordered


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, np.int64)
