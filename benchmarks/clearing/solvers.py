# SPDX-License-Identifier: Apache-2.0
"""The solvers that are compared. Each gives the most that can be set off, in cents."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.clearing.networks import Net
from symbio.domain.clearing import Book, Obligation


def ours(net: Net) -> int:
    """Symbio, arrays in and out."""
    from symbio.matching.clearing import clear_arrays

    return int(clear_arrays(net.debtors, net.creditors, net.amounts).sum())


def ours_objects(net: Net) -> int:
    """Symbio, with an object for each obligation, totals, and the result as flows."""
    from symbio.matching.clearing import clear

    return clear(book_of(net), now=0).value


def book_of(net: Net) -> Book:
    """Write a network as objects."""
    rows = zip(net.debtors.tolist(), net.creditors.tolist(), net.amounts.tolist(), strict=True)
    return Book(
        tuple(
            Obligation(number, f"{debtor:07}", f"{creditor:07}", "EUR", amount, 20_000)
            for number, (debtor, creditor, amount) in enumerate(rows, 1)
        )
    )


def highs(net: Net) -> int:
    """SciPy's HiGHS: the same as a linear programme."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_matrix

    count = len(net.amounts)
    arcs = np.arange(count)
    ends = np.concatenate([net.debtors, net.creditors]), np.concatenate([arcs, arcs])
    signs = np.concatenate([-np.ones(count), np.ones(count)])
    matrix = coo_matrix((signs, ends), shape=(net.participants, count)).tocsr()
    limits = np.stack([np.zeros(count), net.amounts], axis=1)
    found = linprog(
        -np.ones(count), A_eq=matrix, b_eq=np.zeros(net.participants), bounds=limits, method="highs"
    )
    return round(-found.fun)


def networkx(net: Net) -> int:
    """networkx's network simplex, parallel obligations summed."""
    import networkx as nx

    graph = nx.DiGraph()
    rows = zip(net.debtors.tolist(), net.creditors.tolist(), net.amounts.tolist(), strict=True)
    for debtor, creditor, amount in rows:
        if graph.has_edge(debtor, creditor):
            graph[debtor][creditor]["capacity"] += amount
        else:
            graph.add_edge(debtor, creditor, capacity=amount, weight=-1)
    return -int(nx.network_simplex(graph)[0])


SOLVERS: dict[str, Callable[[Net], int]] = {
    "Symbio": ours,
    "Symbio, objects": ours_objects,
    "SciPy HiGHS": highs,
    "networkx": networkx,
}
