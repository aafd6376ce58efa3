# SPDX-License-Identifier: Apache-2.0
"""OR-Tools, which finds flows: loaded when something is solved, and by nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from symbio.matching.errors import NoSolver


def require() -> None:
    """Load what solving needs, before anything is begun that ends in it; raises NoSolver."""
    try:
        import_module("numpy")
    except ImportError as error:
        raise NoSolver("Clearing needs numpy, which isn't installed.") from error
    min_cost_flow()


def min_cost_flow() -> Any:
    """Give OR-Tools' module of the cheapest flow; raises NoSolver."""
    return _ortools()[0]


def max_flow() -> Any:
    """Give OR-Tools' module of the largest flow; raises NoSolver."""
    return _ortools()[1]


def _ortools() -> tuple[Any, Any]:
    try:
        from ortools.graph.python import max_flow, min_cost_flow
    except ImportError as error:
        raise NoSolver("Clearing needs OR-Tools, which isn't installed.") from error
    return min_cost_flow, max_flow
