# SPDX-License-Identifier: Apache-2.0
"""A round solved on many machines: its parts are handed to Dask, and the result is the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symbio.domain.clearing import Book
from symbio.matching.clearing import Clearing, clear_with
from symbio.matching.errors import NoSolver
from symbio.matching.parts import Part
from symbio.matching.solving import solve
from symbio.matching.tables import Settled, Tables


class NoDask(NoSolver):
    """Dask isn't installed."""

    remedy = "Install it with: pip install 'symbio[matching,partitioned]'."


def clear_partitioned(book: Book, *, now: int, client: Any = None) -> Clearing:
    """Do as `clear`, each part of the round wherever Dask puts it.

    `client` is a `distributed.Client`; without one, Dask's scheduler in this process is used, in
    one thread. The parts are connected components (small ones together), cut as `clear` cuts them,
    so that the result is the same to the last unit. A round that is all one component gains
    nothing.

    Raises:
        NoDask: Dask isn't installed. Else as `clear`.
    """

    def solver(cut: list[Part]) -> Iterable[Settled]:
        return _handed_out([part.tables for part in cut], client)

    return clear_with(book, now=now, solver=solver)


def _handed_out(tables: list[Tables], client: Any) -> list[Settled]:
    if client is not None:
        # Not pure: arrays needn't be hashed, each is solved once.
        found: list[Settled] = client.gather(client.map(solve, tables, pure=False))
        return found
    try:
        import dask
    except ImportError as error:
        raise NoDask("Handing out a round needs Dask, which isn't installed.") from error
    tasks = [dask.delayed(solve, pure=False)(each) for each in tables]
    return list(dask.compute(*tasks, scheduler="synchronous"))
