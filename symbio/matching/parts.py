# SPDX-License-Identifier: Apache-2.0
"""A round cut into parts that have nothing to do with each other, so that each is solved alone.

A part is one or more connected components, in the order of their first obligation. The cut doesn't
depend on who solves the parts, so one machine and many give the same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from symbio.matching.flow import Ints
from symbio.matching.numbering import numbered
from symbio.matching.tables import Settled, Tables, chosen

MOST_IN_PART = 2**16
"""Small components share a part up to so many obligations; a larger component is a part."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Tables of their own, and which rows of the whole they are."""

    tables: Tables
    obligations: Ints
    acceptances: Ints
    lines: Ints


def parts(tables: Tables) -> list[Part]:
    """Cut tables into their parts; together they hold every row that can take part."""
    owed, kept, lines = tables.obligations, tables.acceptances, tables.lines
    if not len(owed.amount):
        return []
    currencies = len(tables.worth)
    tails = owed.debtor * currencies + owed.currency
    heads = owed.creditor * currencies + owed.currency
    gives = kept.holder * currencies + kept.gives
    takes = kept.holder * currencies + kept.takes
    # All who have credit in a currency meet in its circle.
    members = lines.participant * currencies + lines.currency
    circles = -1 - lines.currency
    places, index = numbered(np.concatenate([tails, heads, gives, takes, members, circles]))
    cuts = np.cumsum([len(tails)] * 2 + [len(gives)] * 2 + [len(members)])
    tails, heads, gives, takes, members, circles = np.split(index, cuts)
    labels = components(
        len(places),
        np.concatenate([tails, gives, members]),
        np.concatenate([heads, takes, circles]),
    )
    batch = _batches(labels, labels[tails])
    of_rows, of_kept, of_lines = batch[labels[tails]], batch[labels[gives]], batch[labels[members]]
    count = int(of_rows.max()) + 1
    groups = [_by_batch(of, count) for of in (of_rows, of_kept, of_lines)]
    return [_part(tables, *each) for each in zip(*groups, strict=True)]


def joined(tables: Tables, found: list[tuple[Part, Settled]]) -> Settled:
    """Put the results of parts together."""
    flows = np.zeros(len(tables.obligations.amount), np.int64)
    given = np.zeros(len(tables.acceptances.amount), np.int64)
    taken = np.zeros(len(tables.acceptances.amount), np.int64)
    deltas = np.zeros(len(tables.lines.down), np.int64)
    for part, settled in found:
        flows[part.obligations] = settled.flows
        given[part.acceptances] = settled.given
        taken[part.acceptances] = settled.taken
        deltas[part.lines] = settled.deltas
    return Settled(flows, given, taken, deltas)


def components(nodes: int, tails: Ints, heads: Ints) -> Ints:
    """Tell the smallest node of each node's connected component, whatever the arcs' direction."""
    labels = np.arange(nodes, dtype=np.int64)
    while True:
        low, high = labels[tails], labels[heads]
        apart = low != high
        if not apart.any():
            return labels
        tails, heads, low, high = tails[apart], heads[apart], low[apart], high[apart]
        np.minimum.at(labels, np.maximum(low, high), np.minimum(low, high))
        while True:
            further = labels[labels]
            if (further == labels).all():
                break
            labels = further


def _batches(labels: Ints, of_rows: Ints) -> Ints:
    """Number the batch of each component by its label; -1: it has no obligation."""
    sizes = np.bincount(of_rows, minlength=len(labels))
    first, order = np.unique(of_rows, return_index=True)
    first = first[np.argsort(order, kind="stable")]
    batch = np.full(len(labels), -1, np.int64)
    number, filled = 0, 0
    if len(first) == 1:
        batch[first] = 0
        return batch
    for label, size in zip(first.tolist(), sizes[first].tolist(), strict=True):
        if filled and filled + size > MOST_IN_PART:
            number, filled = number + 1, 0
        batch[label] = number
        filled += size
    return batch


def _by_batch(of: Ints, count: int) -> list[Ints]:
    order = np.argsort(of, kind="stable")
    edges = np.searchsorted(of[order], np.arange(count + 1))
    return [order[start:end] for start, end in pairwise(edges)]


def _part(tables: Tables, rows: Ints, kept: Ints, lines: Ints) -> Part:
    own = Tables(
        tables.worth,
        chosen(tables.obligations, rows),
        chosen(tables.acceptances, kept),
        chosen(tables.lines, lines),
        tables.bounds,
    )
    return Part(own, rows, kept, lines)
