# SPDX-License-Identifier: Apache-2.0
"""The best result of a clearing round, exactly: what is set off, converted and lent.

The objective is the value set off: the sum of every flow times its currency's value, as large as
the consents allow (trade commons, clearing: maximum circulation). Among results of that value the
one with the least credit and conversion is chosen; among obligations of one debtor to one creditor
the lower number comes first; what is then still equal is decided by the solver on rows in
canonical order, so that the order of the input never matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from symbio.domain.clearing import Book, Circulation, Conversion, Draw, Flow
from symbio.domain.statements import Statement, statement, statements
from symbio.matching.booking import Booked, booked
from symbio.matching.errors import BadBook, CantMatch
from symbio.matching.flow import Ints
from symbio.matching.parts import Part, joined, parts
from symbio.matching.solving import solve
from symbio.matching.tables import Settled, Tables
from symbio.matching.totals import Total, totals

Solver = Callable[[list[Part]], Iterable[Settled]]


@dataclass(frozen=True, slots=True)
class Clearing:
    """What a round can do for those in it. `circulation` is one whole; `chunks` cuts it.

    `totals` are by currency, in its minor units. `value`, `gross` and `most` are in the numéraire:
    set off, owed, and the most that set-off alone could do (gross less the net internal debt, net
    over all currencies where acceptances join them). Credit can lead past `most`.
    """

    book: Book = field(repr=False)
    now: int
    circulation: Circulation = field(repr=False)
    totals: tuple[Total, ...]
    value: int
    gross: int
    most: int

    @property
    def share(self) -> float:
        """The part of what is owed that is set off."""
        return self.value / self.gross if self.gross else 0.0

    @property
    def bound(self) -> float:
        """1 - NID/gross: the part that set-off without credit can't exceed."""
        return self.most / self.gross if self.gross else 0.0

    def statement(self, participant: str) -> Statement:
        """Say what the round does for one participant."""
        return statement(self.book, self.circulation, participant)

    def statements(self) -> tuple[Statement, ...]:
        """Say what the round does for each participant whom it touches, in their order."""
        return statements(self.book, self.circulation)


def clear(book: Book, *, now: int) -> Clearing:
    """Find the best circulation of a book at a time in seconds.

    Disputed and expired obligations, used up, revoked and expired acceptances take no part, nor do
    currencies without a value in the round. The result passes `circulation.verify`.

    Raises:
        NoSolver: OR-Tools isn't installed.
        TooMuchToCount: more is owed than 62 bits of minor units hold.
        BadBook: the same number, line or bound stands in the book twice, or an amount is negative.
    """
    return clear_with(book, now=now, solver=_one_by_one)


def clear_with(book: Book, *, now: int, solver: Solver) -> Clearing:
    """Do as `clear`, with parts solved elsewhere; see `symbio.matching.partitioned`."""
    read = booked(book, now)
    settled = _settle(read.tables, solver)
    by_currency, value, gross, most = totals(read, settled)
    return Clearing(book, now, _written(read, settled), by_currency, value, gross, most)


def clear_tables(tables: Tables) -> Settled:
    """Find the best result for arrays, whose rows are in the canonical order.

    Raises as `clear`.
    """
    return _settle(tables, _one_by_one)


def clear_arrays(debtors: ArrayLike, creditors: ArrayLike, amounts: ArrayLike) -> Ints:
    """Set off obligations of one currency, given as equally long arrays; give each one's flow.

    Participants are whole numbers from 0, amounts whole minor units. Raises as `clear`.
    """
    return clear_tables(Tables.plain(debtors, creditors, amounts)).flows


def _one_by_one(cut: list[Part]) -> Iterable[Settled]:
    return (solve(part.tables) for part in cut)


def _settle(tables: Tables, solver: Solver) -> Settled:
    _check(tables)
    cut = parts(tables)
    settled = joined(tables, list(zip(cut, solver(cut), strict=True)))
    _check_balance(tables, settled)
    return settled


def _check(tables: Tables) -> None:
    owed = tables.obligations
    sides = (owed.debtor, owed.creditor, owed.currency, owed.amount)
    if len({len(side) for side in sides}) > 1:
        raise BadBook("Debtors, creditors and amounts differ in number.")
    if any(len(side) and int(side.min()) < 0 for side in sides):
        raise BadBook("A participant, currency or amount is below zero.")
    if len(tables.worth) and int(tables.worth.min()) <= 0:
        raise BadBook("A value must be above zero.")


def _check_balance(tables: Tables, settled: Settled) -> None:
    """Hold the result to the rule by which it will be judged, whatever the solver did."""
    owed, kept, lines = tables.obligations, tables.acceptances, tables.lines
    count = len(tables.worth)
    where = [
        owed.creditor * count + owed.currency,
        owed.debtor * count + owed.currency,
        kept.holder * count + kept.gives,
        kept.holder * count + kept.takes,
        lines.participant * count + lines.currency,
    ]
    moves = (settled.flows, -settled.flows, -settled.given, settled.taken, -settled.deltas)
    places, amounts = np.concatenate(where), np.concatenate(moves)
    moved = np.flatnonzero(amounts)
    _, index = np.unique(places[moved], return_inverse=True)
    nets = np.zeros(len(moved), np.int64)
    np.add.at(nets, index, amounts[moved])
    if nets.any() or (settled.flows > owed.amount).any() or (settled.flows < 0).any():
        raise CantMatch("The solver's answer doesn't balance.")


def _written(read: Booked, settled: Settled) -> Circulation:
    flowing = np.flatnonzero(settled.flows)
    flows = zip(read.numbers[flowing].tolist(), settled.flows[flowing].tolist(), strict=True)
    return Circulation(
        tuple(Flow(number, amount) for number, amount in flows),
        tuple(
            Conversion(number, given, taken)
            for number, given, taken in zip(
                read.consents, settled.given.tolist(), settled.taken.tolist(), strict=True
            )
            if given
        ),
        tuple(
            Draw(participant, currency, delta)
            for (participant, currency), delta in zip(
                read.members, settled.deltas.tolist(), strict=True
            )
            if delta
        ),
    )
