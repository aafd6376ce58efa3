# SPDX-License-Identifier: Apache-2.0
"""Pools, seasons and the juries drawn from them as plain Python, for the machine of cases.

Who stands on a line is worked out by the twin of the draw, which has tests of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symbio.domain.draw import Enlisted, Line, Table
from symbio.domain.tribunal import Rules
from tests.stateful.jury_model import JuryModel, need

STEWARDS = 1 << 160
OPTIONS = 16


@dataclass
class Called:
    """What a jury was called with."""

    pool: int
    season: int
    line: Line
    out: tuple[int, ...]
    target: int

    @property
    def of_stewards(self) -> bool:
        return self.pool >= STEWARDS


@dataclass
class Benches:
    """All pools' seasons, all juries, and the fund that pays them."""

    court: str
    rate: int
    rows: dict[tuple[int, int], list[Enlisted]] = field(default_factory=dict)
    frozen: dict[tuple[int, int], Table] = field(default_factory=dict)
    juries: dict[int, JuryModel] = field(default_factory=dict)
    called: dict[int, Called] = field(default_factory=dict)
    fund: int = 0

    def freeze(self, pool: int, season: int) -> Table:
        rows = self.rows[pool, season]
        return Table.freeze(rows, season, of_stewards=pool >= STEWARDS)

    def call(
        self, pool: int, season: int, size: int, out: Sequence[int], rules: Rules, *, target: int
    ) -> int:
        """Call a jury; 0 where too few can be drawn. Of a federation's own case it is paid."""
        if not self.rows.get((pool, season)):
            return 0
        table = self.frozen.get((pool, season))
        need(table is not None, "tribunal: the season isn't frozen")
        assert table is not None
        line = table.without(out)
        if not line.suffices(size):
            return 0
        number = len(self.juries) + 1
        windows = (rules.wave, rules.deliberation, rules.commit, rules.reveal)
        self.juries[number] = JuryModel(size, OPTIONS, self.court, 0, windows=windows)
        self.called[number] = Called(pool, season, line, tuple(out), target)
        return number

    def pay(self, number: int) -> None:
        """Set aside what a jury gets, if the fund has as much."""
        jury = self.juries[number]
        if self.fund >= self.rate * jury.size:
            jury.rate = self.rate
            self.fund -= self.rate * jury.size
