# SPDX-License-Identifier: Apache-2.0
"""What a round does in sum, and the most that it could have done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symbio.matching.flow import Ints
from symbio.matching.tables import Settled, Tables

if TYPE_CHECKING:
    from symbio.matching.booking import Booked


@dataclass(frozen=True, slots=True)
class Total:
    """One currency, in minor units: owed, set off, and the most that set-off alone can do.

    `most` is the gross less the net internal debt (half of what all net positions sum to, without
    their signs): nobody's net debt can be set off, because what would stand against it is missing.
    """

    currency: str
    gross: int
    cleared: int
    most: int


def totals(read: Booked, settled: Settled) -> tuple[tuple[Total, ...], int, int, int]:
    """Give the totals by currency, and the value set off, owed, and most that could be."""
    tables = read.tables
    found = []
    for k, code in enumerate(read.currencies):
        where = tables.obligations.currency == k
        gross = int(tables.obligations.amount[where].sum())
        debt = net_internal_debt(tables, where)
        found.append(Total(code, gross, int(settled.flows[where].sum()), gross - debt))
    worth = [int(value) for value in tables.worth]
    value = sum(total.cleared * w for total, w in zip(found, worth, strict=True))
    gross = sum(total.gross * w for total, w in zip(found, worth, strict=True))
    most = sum(total.most * w for total, w in zip(found, worth, strict=True))
    if len(tables.acceptances.amount):
        most = gross - net_debt_across(tables)
    return tuple(found), value, gross, most


def net_internal_debt(tables: Tables, where: Ints | slice = slice(None)) -> int:
    """Sum what participants owe more than they are owed, in minor units of one currency."""
    owed = tables.obligations
    people = int(max(owed.debtor.max(initial=0), owed.creditor.max(initial=0))) + 1
    nets = np.zeros(people, np.int64)
    np.add.at(nets, owed.creditor[where], owed.amount[where])
    np.add.at(nets, owed.debtor[where], -owed.amount[where])
    return int(nets[nets > 0].sum())


def net_debt_across(tables: Tables) -> int:
    """Sum what participants owe more than they are owed over all currencies, in value."""
    owed = tables.obligations
    people = int(max(owed.debtor.max(initial=0), owed.creditor.max(initial=0))) + 1
    nets = np.zeros(people, object)
    for k, value in enumerate(tables.worth.tolist()):
        where = owed.currency == k
        of = np.zeros(people, np.int64)
        np.add.at(of, owed.creditor[where], owed.amount[where])
        np.add.at(of, owed.debtor[where], -owed.amount[where])
        nets += of.astype(object) * value
    return int(sum(net for net in nets if net > 0))
