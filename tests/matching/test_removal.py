# SPDX-License-Identifier: Apache-2.0
"""The largest circulation, by handing back what doesn't balance along the shortest ways."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from symbio.matching.flow import cheapest
from symbio.matching.removal import largest

NODES = 9
ARCS = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.integers(0, 50)).filter(
        lambda arc: arc[0] != arc[1]
    ),
    min_size=1,
    max_size=60,
)


def ring(nodes: int, *, narrow: int) -> tuple[NDArray[np.int64], ...]:
    """Let everyone owe the next 5, and the last owe the first less."""
    tails = np.arange(nodes)
    rooms = np.full(nodes, 5)
    rooms[-1] = narrow
    return tails, (tails + 1) % nodes, rooms


@settings(max_examples=150, deadline=None)
@given(ARCS)
def test_nothing_larger_circulates(arcs: list[tuple[int, int, int]]) -> None:
    tails, heads, rooms = (np.array(column, np.int64) for column in zip(*arcs, strict=True))
    flows = largest(NODES, tails, heads, rooms)
    assert flows is not None
    assert ((flows >= 0) & (flows <= rooms)).all()
    assert (np.bincount(tails, flows, NODES) == np.bincount(heads, flows, NODES)).all()
    matrix = np.zeros((NODES, len(arcs)))
    np.add.at(matrix, (tails, np.arange(len(arcs))), -1)
    np.add.at(matrix, (heads, np.arange(len(arcs))), 1)
    limits = [(0, int(room)) for room in rooms]
    best = linprog(
        -np.ones(len(arcs)), A_eq=matrix, b_eq=np.zeros(NODES), bounds=limits, method="highs"
    )
    assert int(flows.sum()) == round(-best.fun)


def test_it_gives_the_same_every_time_and_changes_none_of_its_arguments() -> None:
    r = np.random.default_rng(11)
    tails = r.integers(0, 200, 900)
    heads = (tails + r.integers(1, 200, 900)) % 200
    rooms = r.integers(0, 1000, 900)
    before = [each.copy() for each in (tails, heads, rooms)]
    found = [largest(200, tails, heads, rooms) for _ in range(3)]
    assert found[0] is not None
    assert all(np.array_equal(found[0], each) for each in found[1:])
    assert all(map(np.array_equal, before, (tails, heads, rooms)))


def test_nothing_is_handed_back_where_all_balances() -> None:
    tails, heads, rooms = ring(4, narrow=5)
    flows = largest(4, tails, heads, rooms)
    assert flows is not None and flows.tolist() == [5, 5, 5, 5]


def test_ways_that_are_too_long_are_left_to_the_cheapest_flow() -> None:
    assert largest(400, *ring(400, narrow=3)) is None
    # Two rings through one node: clipping can't make them even.
    tails, heads, rooms = ring(400, narrow=3)
    other = np.where(tails == 0, 0, tails + 400)
    onward = np.where(heads == 0, 0, heads + 400)
    both = np.concatenate([tails, other]), np.concatenate([heads, onward])
    whole = np.concatenate([rooms, rooms + 2])
    flows = cheapest(800, *both, whole, np.full(800, -1))
    assert flows.tolist() == [3] * 400 + [5] * 400
