# SPDX-License-Identifier: Apache-2.0
"""What consents and credit add: the same network, with more and more of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.clearing.networks import Net, power_law
from benchmarks.clearing.solvers import book_of
from symbio.domain.clearing import RATE_ONE
from symbio.matching.chunks import chunks
from symbio.matching.clearing import clear, clear_tables
from symbio.matching.tables import Acceptances, Bounds, Lines, Obligations, Tables

CURRENCIES = (1, 2, 4, 8)
ACCEPTING = (0.0, 0.1, 0.3, 1.0)
CREDIT = (0.0, 0.01, 0.05, 0.1, 0.25, 0.5)
# Numéraire units for a minor unit; ten digits, as a round has them.
_WORTH = (1083412345, 638123457, 1000000000, 1271938271, 59871234, 1120984571, 652314987, 140218733)
_PLENTY = 2**40


@dataclass(frozen=True, slots=True)
class Effect:
    """Part of the value owed that is set off: by currencies and accepting, or by credit."""

    series: str
    x: float
    share: float


def effects(obligations: int) -> list[Effect]:
    """Measure both on one power-law network."""
    net = power_law(obligations)
    found = []
    for count in CURRENCIES:
        split = _in_currencies(net, count)
        for part in ACCEPTING if count > 1 else ACCEPTING[:1]:
            found.append(Effect(_named(count), part, _share(_accepting(split, net, part))))
    plain = Tables.plain(net.debtors, net.creditors, net.amounts)
    found += [Effect("credit", part, _share(_lent(plain, net, part))) for part in CREDIT]
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """A result cut for an entry: into how many chunks, and the part of its value that they keep."""

    obligations: int
    chunks: int
    kept: float


def cut(obligations: int) -> Cut:
    """Cut the result of a power-law network, all amounts of one currency."""
    book = book_of(power_law(obligations))
    found = clear(book, now=0)
    pieces = chunks(found)
    value = sum(flow.amount for piece in pieces for flow in piece.flows)
    return Cut(obligations, len(pieces), value / found.value)


def _named(count: int) -> str:
    return "1 currency" if count == 1 else f"{count} currencies"


def _in_currencies(net: Net, count: int) -> Tables:
    """Deal the obligations out to currencies, each worth what it was worth before."""
    r = np.random.default_rng(2)
    worth = np.array(_WORTH[:count], np.int64)
    currency = r.integers(0, count, len(net.amounts))
    amounts = np.maximum(1, net.amounts * worth[0] // worth[currency])
    return Tables(worth, Obligations(net.debtors, net.creditors, currency, amounts))


def _accepting(tables: Tables, net: Net, part: float) -> Tables:
    """Let a part of the participants accept every currency for every other, at 99 % of value."""
    r, count = np.random.default_rng(3), len(tables.worth)
    who = np.flatnonzero(r.random(net.participants) < part)
    pairs = [(gives, takes) for gives in range(count) for takes in range(count) if gives != takes]
    holder = np.repeat(who, len(pairs))
    gives = np.tile(np.array([pair[0] for pair in pairs], np.int64), len(who))
    takes = np.tile(np.array([pair[1] for pair in pairs], np.int64), len(who))
    worth = tables.worth.astype(object)
    rate = worth[gives] * RATE_ONE * 99 // (worth[takes] * 100)
    room = np.full(len(holder), _PLENTY)
    return replace(tables, acceptances=Acceptances(holder, gives, takes, room, rate))


def _lent(tables: Tables, net: Net, part: float) -> Tables:
    """Give everyone a line of a part of what it owes, and as much room for surplus."""
    owed = np.bincount(net.debtors, net.amounts, net.participants)
    room = (owed * part).astype(np.int64)
    who = np.arange(net.participants)
    nothing = np.zeros(net.participants, np.int64)
    one = np.zeros(1, np.int64)
    lines = Lines(who, nothing, nothing, room, room)
    return replace(tables, lines=lines, bounds=Bounds(one, one, one, one))


def _share(tables: Tables) -> float:
    flows, owed = clear_tables(tables).flows, tables.obligations
    worth = tables.worth.astype(np.float64)[owed.currency]
    return float((flows * worth).sum() / (owed.amount * worth).sum())
