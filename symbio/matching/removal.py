# SPDX-License-Identifier: Apache-2.0
"""The largest circulation, where every unit on every arc is worth the same.

It is all that the arcs can carry less the least that has to be taken off so that every node passes
on what it gets. Who gets too much hands it back along its arcs, to who gets too little: by the
shortest ways first, all ways of one length in one maximum flow (Ford and Fulkerson's primal-dual
method, by costs of one). Trade leads from anyone to anyone in few steps, so the lengths are few:
fewer than 30 among a million obligations, as a power law or as a small world.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbio.matching.engine import max_flow
from symbio.matching.errors import CantMatch

Ints = NDArray[np.int64]

_LENGTHS = 256
"""After so many, a network is one of long ways, and better left to costs in scales."""


def largest(nodes: int, tails: Ints, heads: Ints, capacities: Ints) -> Ints | None:
    """Give the flow of each arc in a largest circulation; none: the ways in it are too long.

    Raises:
        NoSolver: OR-Tools isn't installed.
    """
    flows = capacities.copy()
    surplus = np.zeros(nodes, np.int64)
    np.add.at(surplus, heads, capacities)
    np.subtract.at(surplus, tails, capacities)
    # What it costs to take a unit off an arc, after each node's price: above zero, nothing is
    # taken yet; below, all is.
    costs = np.ones(len(tails), np.int64)
    for _ in range(_LENGTHS):
        reached = _hand_back(tails, heads, capacities, costs, flows, surplus)
        if not surplus.any():
            return flows
        leaving = reached[heads] - reached[tails]
        ahead = leaving * costs
        costs -= leaving * ahead[ahead > 0].min()
    return None


def _hand_back(
    tails: Ints, heads: Ints, capacities: Ints, costs: Ints, flows: Ints, surplus: Ints
) -> Ints:
    """Take off the most along arcs that cost nothing; tell (1 or 0) where surplus can still go."""
    nodes = len(surplus)
    free = np.flatnonzero(costs == 0)
    off = free[flows[free] > 0]
    on = free[flows[free] < capacities[free]]
    over, under = np.flatnonzero(surplus > 0), np.flatnonzero(surplus < 0)
    source, sink = np.full(len(over), nodes), np.full(len(under), nodes + 1)
    solver = max_flow().SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(
        np.concatenate([heads[off], tails[on], source, under]).astype(np.int32),
        np.concatenate([tails[off], heads[on], over, sink]).astype(np.int32),
        np.concatenate([flows[off], capacities[on] - flows[on], surplus[over], -surplus[under]]),
    )
    status = solver.solve(nodes, nodes + 1)
    if status != solver.OPTIMAL:
        raise CantMatch(f"OR-Tools found no largest flow: {status.name}.")
    cuts = np.cumsum([len(off), len(on), len(over)])
    taken, given, left, found = np.split(solver.flows(arcs), cuts)
    flows[off] -= taken
    flows[on] += given
    surplus[over] -= left
    surplus[under] += found
    reached = np.zeros(nodes + 2, np.int64)
    reached[solver.get_source_side_min_cut()] = 1
    return reached[:nodes]
