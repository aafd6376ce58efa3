# SPDX-License-Identifier: Apache-2.0
"""The cheapest flow through a network, exactly, in integers: OR-Tools behind a presolve in numpy.

A circulation that can't leave its dead ends is smaller than the graph it came from: arcs into or
out of a dead end carry nothing, parallel arcs are one, and no arc carries more than reaches its
tail or leaves its head. What remains is one largest circulation where all arcs cost the same, as
obligations do without consents and credit; else it goes to OR-Tools' cost-scaling push-relabel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbio.matching.engine import min_cost_flow
from symbio.matching.errors import CantMatch, TooMuchToCount
from symbio.matching.numbering import numbered
from symbio.matching.ordering import along_chains
from symbio.matching.removal import largest

Ints = NDArray[np.int64]

MOST = 2**62
"""No sum of capacities, and no cost times nodes, may reach this."""
_CLIPS = 4


def cheapest(
    nodes: int,
    tails: Ints,
    heads: Ints,
    capacities: Ints,
    costs: Ints,
    supplies: Ints | None = None,
) -> Ints:
    """Give the flow of each arc that costs least in sum; costs below zero pull flow around.

    Nodes count from 0; `supplies` (none: a circulation) is what comes into a node from outside.
    Among parallel arcs of one cost the earlier is filled first. The answer depends on nothing but
    the arguments.

    Raises:
        TooMuchToCount: the capacities or the costs are beyond 64 bits.
        NoSolver: OR-Tools isn't installed.
    """
    flows = np.zeros(len(tails), np.int64)
    outside = np.zeros(nodes, np.int64) if supplies is None else supplies
    capacities = np.minimum(capacities, _most_pulled(capacities, costs, outside))
    alive = _peeled(tails, heads, capacities, outside)
    if not len(alive):
        return flows
    tails, heads, capacities, costs = (a[alive] for a in (tails, heads, capacities, costs))
    kept, places = numbered(np.concatenate([tails, heads]))
    tails, heads = places[: len(tails)], places[len(tails) :]
    supplied = outside[kept]
    capacities = _clipped(len(kept), tails, heads, capacities, supplied)
    _check_size(len(kept), capacities, costs)
    first, group = _merged(len(kept), tails, heads, costs)
    wide = np.zeros(len(first), np.int64)
    np.add.at(wide, group, capacities)
    whole = _ordered(tails[first], heads[first], wide, costs[first], supplied)
    flows[alive] = _spread(whole, group, capacities)
    return flows


def _most_pulled(capacities: Ints, costs: Ints, supplies: Ints) -> int:
    """Bound any arc's flow: each cycle worth making passes an arc that pulls."""
    pulling = capacities[costs < 0]
    if float(pulling.sum(dtype=np.float64)) + float(np.abs(supplies).sum(dtype=np.float64)) >= MOST:
        raise TooMuchToCount(f"What is owed sums to more than {MOST - 1:,} units.")
    return int(pulling.sum()) + int(np.maximum(supplies, 0).sum())


def _check_size(nodes: int, capacities: Ints, costs: Ints) -> None:
    if float(capacities.sum(dtype=np.float64)) >= MOST:
        raise TooMuchToCount(f"The amounts sum to more than {MOST - 1:,} units.")
    if int(np.abs(costs).max()) * (nodes + 1) >= MOST:
        raise TooMuchToCount("The network has too many participants for its range of costs.")


def _peeled(tails: Ints, heads: Ints, capacities: Ints, supplies: Ints) -> Ints:
    alive = np.flatnonzero(capacities > 0)
    while True:
        leaves, enters = supplies < 0, supplies > 0
        leaves[tails[alive]] = True
        enters[heads[alive]] = True
        through = leaves & enters
        keep = through[tails[alive]] & through[heads[alive]]
        if keep.all():
            return alive
        alive = alive[keep]


def _merged(nodes: int, tails: Ints, heads: Ints, costs: Ints) -> tuple[Ints, Ints]:
    """Tell the first arc of each bundle of parallel arcs of one cost, and each arc's bundle."""
    kinds, kind = np.unique(costs, return_inverse=True)
    if nodes * nodes * len(kinds) >= MOST:
        every = np.arange(len(tails))
        return every, every
    key = (tails.astype(np.int64) * nodes + heads) * len(kinds) + kind
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return first, group


def _clipped(nodes: int, tails: Ints, heads: Ints, capacities: Ints, supplies: Ints) -> Ints:
    for _ in range(_CLIPS):
        reaches = np.bincount(heads, capacities, nodes) + np.maximum(supplies, 0)
        leaves = np.bincount(tails, capacities, nodes) + np.maximum(-supplies, 0)
        # Rounded up: a float is near what reaches a node, and a bound must not be below it.
        through = np.minimum(reaches[tails], leaves[heads]) * (1 + 2.0**-40) + 1
        capacities = np.minimum(capacities, np.minimum(through, MOST).astype(np.int64))
    return capacities


def _ordered(tails: Ints, heads: Ints, capacities: Ints, costs: Ints, supplies: Ints) -> Ints:
    place = along_chains(len(supplies), tails, heads, capacities)
    tails, heads = place[tails], place[heads]
    moved = np.empty_like(supplies)
    moved[place] = supplies
    # Parallel arcs stay as they came: the cheaper first.
    order = np.argsort(tails * len(supplies) + heads, kind="stable")
    flows = np.empty(len(tails), np.int64)
    flows[order] = _solved(tails[order], heads[order], capacities[order], costs[order], moved)
    return flows


def _solved(tails: Ints, heads: Ints, capacities: Ints, costs: Ints, supplies: Ints) -> Ints:
    if costs[0] < 0 and (costs == costs[0]).all() and not supplies.any():
        flows = largest(len(supplies), tails, heads, capacities)
        if flows is not None:
            return flows
    return _scaled(tails, heads, capacities, costs, supplies)


def _scaled(tails: Ints, heads: Ints, capacities: Ints, costs: Ints, supplies: Ints) -> Ints:
    solver = min_cost_flow().SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    if supplies.any():
        solver.set_nodes_supplies(np.arange(len(supplies), dtype=np.int32), supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise CantMatch(f"OR-Tools found no cheapest flow: {status.name}.")
    found: Ints = solver.flows(arcs)
    return found


def _spread(whole: Ints, group: Ints, capacities: Ints) -> Ints:
    """Share the flow of each bundle among its arcs, the earlier first."""
    if len(whole) == len(group):
        return whole[group]
    order = np.argsort(group, kind="stable")
    filled = np.cumsum(capacities[order])
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    before = filled - capacities[order]
    before -= np.repeat(before[starts], np.diff(starts, append=len(order)))
    shares = np.empty(len(group), np.int64)
    shares[order] = np.clip(whole[group[order]] - before, 0, capacities[order])
    return shares
