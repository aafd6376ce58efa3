# SPDX-License-Identifier: Apache-2.0
"""The best result of one part of a round.

Where no acceptance joins currencies of different value, everything is whole minor units, and one
cheapest flow is the exact optimum. Otherwise the network is solved in value first, where one flow
passes through all currencies. What that converts is no whole number of minor units on either side,
so both sides of every conversion are rounded, each by less than one unit: in each currency the
rounded sums can always be made equal, because a circulation between whole bounds that exists in
fractions exists in whole numbers. Then every currency is solved exactly once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from symbio.domain.clearing import RATE_ONE
from symbio.matching.flow import MOST, Ints
from symbio.matching.network import Ends, Network, Room, Ways, carry
from symbio.matching.tables import Settled, Tables

_GRAIN_FROM = MOST // 4
_AT_RISK = 64
"""How many units set off it is worth to keep one conversion above its holder's minimum rate."""


def solve(tables: Tables) -> Settled:
    """Give the best result for tables; see `symbio.matching.clearing.clear_tables`."""
    network = Network.of(tables)
    allowed = _allowed(tables)
    between = _crosses(tables)
    while True:
        crossing = np.flatnonzero(allowed & between)
        if not len(crossing):
            return _alike(tables, network, allowed)
        settled = _unlike(tables, network, allowed, crossing)
        broken = _broken(tables, settled)
        if not broken.any():
            return settled
        # Its holder's own minimum leaves no room for whole units here; it can't be served.
        allowed &= ~broken


def _allowed(tables: Tables) -> NDArray[np.bool_]:
    """Tell which acceptances the round's values satisfy: taken per given at least their rate."""
    kept = tables.acceptances
    worth = tables.worth.astype(object)
    fair = worth[kept.gives] * RATE_ONE >= kept.rate * worth[kept.takes]
    return np.asarray(fair, bool) & (kept.amount > 0)


def _crosses(tables: Tables) -> NDArray[np.bool_]:
    kept = tables.acceptances
    crosses: NDArray[np.bool_] = np.not_equal(tables.worth[kept.gives], tables.worth[kept.takes])
    return crosses


def _alike(tables: Tables, network: Network, allowed: NDArray[np.bool_]) -> Settled:
    room = _in_units(tables, np.where(allowed, tables.acceptances.amount, 0))
    found = carry(network, room)
    return Settled(found.obligations, found.acceptances, found.acceptances, found.deltas)


def _unlike(
    tables: Tables, network: Network, allowed: NDArray[np.bool_], crossing: Ints
) -> Settled:
    scale = _Scale.of(tables)
    converted = carry(network, scale.room(tables, allowed)).acceptances[crossing]
    kept = tables.acceptances
    gives, takes = kept.gives[crossing], kept.takes[crossing]
    given, taken = scale.between(converted, gives), scale.between(converted, takes)
    ways = _rounding(tables, network, crossing, given, taken)
    alike = np.where(allowed, kept.amount, 0)
    alike[crossing] = 0
    found = carry(network, _in_units(tables, alike), ways)
    more_given, more_taken = np.split(found.ways, 2)
    all_given, all_taken = found.acceptances.copy(), found.acceptances.copy()
    all_given[crossing] = given.least + more_given
    all_taken[crossing] = taken.least + more_taken
    return Settled(found.obligations, all_given, all_taken, found.deltas)


def _broken(tables: Tables, settled: Settled) -> NDArray[np.bool_]:
    """Tell which conversions went below their minimum rate, or have one side only."""
    given, taken = settled.given.astype(object), settled.taken.astype(object)
    below = taken * RATE_ONE < given * tables.acceptances.rate
    broken: NDArray[np.bool_] = (settled.given == 0) != (settled.taken == 0)
    return np.logical_or(broken, np.asarray(below, bool))


def _in_units(tables: Tables, accepted: Ints) -> Room:
    lines, bounds = tables.lines, tables.bounds
    return Room(tables.obligations.amount, accepted, lines.down, lines.up, bounds.down, bounds.up)


@dataclass(frozen=True, slots=True, eq=False)
class _Between:
    """The whole minor units on both sides of a value."""

    least: Ints
    most: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Scale:
    """Values as the solver counts them: `worth` divided by what all have in common.

    `grain` is 1 where the value of everything fits in 62 bits; else values are counted in grains,
    and up to a grain for each obligation isn't seen in this step.
    """

    worth: tuple[int, ...]
    grain: int

    @classmethod
    def of(cls, tables: Tables) -> _Scale:
        used = np.unique(
            np.concatenate(
                [tables.obligations.currency, tables.acceptances.gives, tables.acceptances.takes]
            )
        )
        common = gcd(*(int(tables.worth[k]) for k in used))
        worth = tuple(int(value) // common for value in tables.worth)
        gross = sum(worth[k] * _gross(tables, int(k)) for k in used)
        lines, bounds = tables.lines, tables.bounds
        arcs = [(tables.acceptances.amount, tables.acceptances.gives)]
        arcs += [(room, lines.currency) for room in (lines.down, lines.up)]
        arcs += [(room, bounds.currency) for room in (bounds.down, bounds.up)]
        # No arc ever carries more than all that is owed.
        total = gross + sum(
            min(gross, amount * worth[k])
            for amounts, currencies in arcs
            for amount, k in zip(amounts.tolist(), currencies.tolist(), strict=True)
        )
        return cls(worth, -(-total // _GRAIN_FROM))

    def room(self, tables: Tables, allowed: NDArray[np.bool_]) -> Room:
        owed, kept, lines, bounds = (
            tables.obligations,
            tables.acceptances,
            tables.lines,
            tables.bounds,
        )
        accepted = np.where(allowed, kept.amount, 0)
        return Room(
            self.values(owed.amount, owed.currency),
            self.values(accepted, kept.gives),
            self.values(lines.down, lines.currency),
            self.values(lines.up, lines.currency),
            self.values(bounds.down, bounds.currency),
            self.values(bounds.up, bounds.currency),
        )

    def values(self, amounts: Ints, currencies: Ints) -> Ints:
        found = np.empty(len(amounts), np.int64)
        for k in np.unique(currencies).tolist():
            where = currencies == k
            of = amounts[where]
            if int(of.max()) * self.worth[k] < MOST:
                found[where] = of * self.worth[k] // self.grain
            else:
                exact = of.astype(object) * self.worth[k] // self.grain
                found[where] = np.minimum(exact, MOST - 1).astype(np.int64)
        return found

    def between(self, values: Ints, currencies: Ints) -> _Between:
        worth = np.array(self.worth, object)[currencies]
        exact = values.astype(object) * self.grain
        return _Between((exact // worth).astype(np.int64), (-(-exact // worth)).astype(np.int64))


def _gross(tables: Tables, currency: int) -> int:
    amounts = tables.obligations.amount[tables.obligations.currency == currency]
    return int(amounts.sum())


def _rounding(
    tables: Tables, network: Network, crossing: Ints, given: _Between, taken: _Between
) -> Ways:
    """Let each side of a conversion be rounded either way, through the currency's pool.

    What is certain is supplied; only the last unit is free. It costs where it could push the rate
    below the holder's minimum.
    """
    kept = tables.acceptances
    rate = kept.rate[crossing]
    risky = taken.least.astype(object) * RATE_ONE < given.most.astype(object) * rate
    risk = np.where(np.asarray(risky, bool), _AT_RISK, 0)
    from_nodes, to_nodes = network.acceptances.tails[crossing], network.acceptances.heads[crossing]
    give_pool = network.pool[kept.gives[crossing]]
    take_pool = network.pool[kept.takes[crossing]]
    supplies = np.zeros(network.nodes, np.int64)
    np.add.at(supplies, from_nodes, -given.least)
    np.add.at(supplies, give_pool, given.least)
    np.add.at(supplies, take_pool, -taken.least)
    np.add.at(supplies, to_nodes, taken.least)
    return Ways(
        Ends(np.concatenate([from_nodes, take_pool]), np.concatenate([give_pool, to_nodes])),
        np.concatenate([given.most - given.least, taken.most - taken.least]),
        np.concatenate([risk, -risk]),
        supplies,
    )
