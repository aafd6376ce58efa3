# SPDX-License-Identifier: Apache-2.0
"""The engine beneath: exact, whatever the presolve did, and loaded only when it is needed."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from symbio.matching.clearing import clear_arrays, clear_tables
from symbio.matching.errors import BadBook, NoSolver, TooMuchToCount
from symbio.matching.flow import cheapest
from symbio.matching.ordering import along_chains
from symbio.matching.parts import components
from symbio.matching.tables import Tables


def array(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, np.int64)


ARCS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 50), st.integers(-9, 9)).filter(
        lambda arc: arc[0] != arc[1]
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=80, deadline=None)
@given(ARCS)
def test_the_cheapest_circulation_is_that_of_the_lp(arcs: list[tuple[int, int, int, int]]) -> None:
    tails, heads, rooms, costs = (array(*column) for column in zip(*arcs, strict=True))
    flows = cheapest(8, tails, heads, rooms, costs)
    assert ((flows >= 0) & (flows <= rooms)).all()
    assert (np.bincount(tails, flows, 8) == np.bincount(heads, flows, 8)).all()
    matrix = np.zeros((8, len(arcs)))
    np.add.at(matrix, (tails, np.arange(len(arcs))), -1)
    np.add.at(matrix, (heads, np.arange(len(arcs))), 1)
    limits = [(0, int(room)) for room in rooms]
    best = linprog(costs, A_eq=matrix, b_eq=np.zeros(8), bounds=limits, method="highs")
    assert int(flows @ costs) == round(best.fun)


def test_what_comes_from_outside_is_carried_through() -> None:
    # Two units come into 0 and leave at 2; the dear way takes what the cheap one can't.
    tails, heads = array(0, 0, 1), array(1, 2, 2)
    flows = cheapest(3, tails, heads, array(1, 9, 9), array(1, 5, 1), array(2, 0, -2))
    assert flows.tolist() == [1, 1, 1]


def test_parallel_arcs_are_filled_in_order() -> None:
    tails, heads = array(0, 0, 0, 1), array(1, 1, 1, 0)
    flows = cheapest(2, tails, heads, array(3, 4, 5, 9), array(-1, -1, -1, -1))
    assert flows.tolist() == [3, 4, 2, 9]


def test_components_are_found_whatever_the_direction() -> None:
    labels = components(7, array(5, 4, 1, 6), array(4, 2, 0, 6))
    assert labels.tolist() == [0, 0, 2, 3, 2, 2, 6]


def test_too_much_is_refused_in_words() -> None:
    with pytest.raises(TooMuchToCount, match="larger minor unit"):
        cheapest(2, array(0, 1), array(1, 0), array(2**61, 2**62), array(-1, -1))
    with pytest.raises(TooMuchToCount, match="range of costs"):
        cheapest(2, array(0, 1), array(1, 0), array(5, 5), array(-(2**61), -1))


def test_arrays_are_checked() -> None:
    with pytest.raises(BadBook, match="differ in number"):
        clear_tables(Tables.plain([0, 1], [1], [5, 5]))
    with pytest.raises(BadBook, match="below zero"):
        clear_arrays([0, 1], [1, 0], [5, -5])
    with pytest.raises(BadBook, match="Whole numbers"):
        clear_arrays([0, 1], [1, 0], [5.0, 5.0])
    assert clear_arrays([], [], []).tolist() == []
    far = 10**12  # participants needn't be numbered without gaps
    assert clear_arrays([far, 3], [3, far], [5, 7]).tolist() == [5, 5]


def test_the_solver_is_loaded_only_when_something_is_solved() -> None:
    probe = (
        "import sys, symbio, symbio.matching, symbio.matching.clearing, symbio.matching.chunks, "
        "symbio.matching.partitioned\n"
        "heavy = {'ortools', 'dask', 'distributed', 'pandas', 'scipy', 'networkx'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_or_tools_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ortools.graph.python", None)
    with pytest.raises(NoSolver, match=r"pip install 'symbio\[matching\]'"):
        clear_arrays([0, 1], [1, 0], [5, 5])


def test_nodes_stand_along_the_widest_chains() -> None:
    # 3 → 1 → 4 is wide, 0 → 1 is narrow, and 2 ↔ 5 closes: it is opened at 2.
    tails, heads = array(3, 1, 0, 2, 5, 4), array(1, 4, 1, 5, 2, 0)
    place = along_chains(6, tails, heads, array(9, 8, 3, 5, 5, 1))
    order = np.argsort(place).tolist()
    assert sorted(order) == list(range(6))
    assert order == [2, 5, 3, 1, 4, 0]
