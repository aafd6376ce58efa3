# SPDX-License-Identifier: Apache-2.0
"""A round's tables as a network: a node for each participant and currency.

Flow goes from debtor to creditor. An acceptance is an arc from its holder's node in the currency
given to the one in the currency taken; a credit line joins its participant to the community, and
the community's bound joins it to the circle. What circulates changes nobody's net position, but
for what is converted or lent with consent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbio.matching.flow import Ints, cheapest
from symbio.matching.numbering import numbered
from symbio.matching.tables import Tables


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """From where to where the arcs of one kind go; nodes count from 0."""

    tails: Ints
    heads: Ints

    def __len__(self) -> int:
        return len(self.tails)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The nodes of all arcs: obligations, acceptances, lines (out: down), bounds, and a pool a
    currency, where conversions between unequal values meet."""

    nodes: int
    obligations: Ends
    acceptances: Ends
    lines: Ends
    bounds: Ends
    pool: Ints

    @classmethod
    def of(cls, tables: Tables) -> Network:
        """Number the nodes by participant, then currency; communities and circles come after."""
        owed, kept = tables.obligations, tables.acceptances
        lines, bounds = tables.lines, tables.bounds
        count = len(tables.worth)
        keys = [
            owed.debtor * count + owed.currency,
            owed.creditor * count + owed.currency,
            kept.holder * count + kept.gives,
            kept.holder * count + kept.takes,
            lines.participant * count + lines.currency,
        ]
        people = max((int(key.max()) for key in keys if len(key)), default=0) + 1
        base = people + 2 * count
        keys += [
            base + lines.community * count + lines.currency,
            base + bounds.community * count + bounds.currency,
            people + bounds.currency,
            people + count + np.arange(count),
        ]
        places, index = numbered(np.concatenate(keys))
        split = np.split(index, np.cumsum([len(key) for key in keys])[:-1])
        tails, heads, gives, takes, members, communities, bounded, circles, pool = split
        return cls(
            len(places),
            Ends(tails, heads),
            Ends(gives, takes),
            Ends(communities, members),
            Ends(circles, bounded),
            pool,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """How much each arc may carry, in one unit for the whole network or one for each currency."""

    obligations: Ints
    acceptances: Ints
    down: Ints
    up: Ints
    bound_down: Ints
    bound_up: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Arcs that a caller adds, with costs in units set off; `supplies` go with them."""

    ends: Ends
    room: Ints
    costs: Ints
    supplies: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """The flow of each arc; `deltas` is up less down."""

    obligations: Ints
    acceptances: Ints
    deltas: Ints
    ways: Ints


def carry(network: Network, room: Room, ways: Ways | None = None) -> Carried:
    """Set off the most, and among the ways to do so the one with least credit and conversion.

    One unit set off weighs as much as one unit of credit or conversion on every node of the
    network: no cycle passes a node twice, so the tie-break can never cost a unit set off.
    """
    lines, bounds = network.lines, network.bounds
    kinds = [
        (network.obligations, room.obligations, None),
        (network.acceptances, room.acceptances, 1),
        (lines, room.down, 1),
        (Ends(lines.heads, lines.tails), room.up, 1),
        (bounds, room.bound_down, 0),
        (Ends(bounds.heads, bounds.tails), room.bound_up, 0),
    ]
    ties = sum(int((capacity > 0).sum()) for _, capacity, cost in kinds if cost)
    added = Ways(Ends(_NONE, _NONE), _NONE, _NONE, _NONE) if ways is None else ways
    weight = 1 + min(network.nodes, ties)
    costs = [
        np.full(len(capacity), -weight if cost is None else cost) for _, capacity, cost in kinds
    ]
    flows = cheapest(
        network.nodes,
        np.concatenate([*(ends.tails for ends, _, _ in kinds), added.ends.tails]),
        np.concatenate([*(ends.heads for ends, _, _ in kinds), added.ends.heads]),
        np.concatenate([*(capacity for _, capacity, _ in kinds), added.room]),
        np.concatenate([*costs, added.costs * weight]),
        None if ways is None else ways.supplies,
    )
    cuts = np.cumsum([len(capacity) for _, capacity, _ in kinds])
    owed, kept, down, up, _, _, extra = np.split(flows, cuts)
    return Carried(owed, kept, up - down, extra)


_NONE = np.zeros(0, np.int64)
