# SPDX-License-Identifier: Apache-2.0
"""What a clearing round reads and what it writes: obligations, consents, credit, and a result.

Amounts are whole minor units of their currency; a participant is its account, as text. A value is
what one minor unit of a currency is worth, in whole units of a numéraire that nobody pays in.
Whoever owes and is owed in a circle loses both by the same amount, so no net position changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_AMOUNT = 2**88 - 1
MOST_NUMBER = 2**40 - 1
RATE_ONE = 10**18
"""A minimum rate of one minor unit taken for one given; rates have 18 decimals."""
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a debtor still owes a creditor; `number` is the register's.

    `expires` is the last day, in days since 1970-01-01, on which it takes part in a round. A
    disputed one takes part in none.
    """

    number: int
    debtor: str
    creditor: str
    currency: str
    remaining: int
    expires: int
    disputed: bool = False

    def counts(self, now: int) -> bool:
        """Tell whether it takes part in a round at a time in seconds."""
        return not self.disputed and self.remaining > 0 and now // DAY <= self.expires


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A holder's consent that its claims in `gives` are set off against its debts in `takes`.

    `remaining` is how much of `gives`, in minor units, it still covers; `minimum_rate` the least
    minor units of `takes` for one of `gives`, with 18 decimals; `until` the last second.
    """

    number: int
    holder: str
    gives: str
    takes: str
    remaining: int
    minimum_rate: int
    until: int
    revoked: bool = False

    def counts(self, now: int) -> bool:
        """Tell whether it takes part in a round at a time in seconds."""
        return not self.revoked and self.remaining > 0 and now <= self.until


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A participant's mutual credit in a federation's circle, in one currency.

    `balance` is what the circle owes it (below zero: what it owes the circle); it stays within
    -`hard` and +`surplus`. Past -`soft` the circle is warned, and nothing is refused.
    """

    participant: str
    community: int
    currency: str
    balance: int
    soft: int
    hard: int
    surplus: int


@dataclass(frozen=True, slots=True)
class CommunityBound:
    """How far the balances of a community's participants may sum from zero, in one currency.

    `balance` is their sum now, participants who aren't in the round included.
    """

    community: int
    currency: str
    balance: int
    bound: int


@dataclass(frozen=True, slots=True)
class Flow:
    """So much of an obligation is set off."""

    number: int
    amount: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """A holder's claims shrink by `gives_amount`, its debts in the other currency by the rest."""

    acceptance: int
    gives_amount: int
    takes_amount: int


@dataclass(frozen=True, slots=True)
class Draw:
    """A change of a participant's credit balance; below zero it draws, above zero it earns.

    `delta` is by how much more its claims shrink than its debts: `balance` becomes `balance +
    delta`.
    """

    participant: str
    currency: str
    delta: int


@dataclass(frozen=True, slots=True)
class Circulation:
    """A part of a round's result that is valid alone.

    Flows ascend by number, conversions by acceptance, draws by participant and currency; none is
    zero. For every participant and currency: claims set off - debts set off - given + taken
    = delta.
    """

    flows: tuple[Flow, ...]
    conversions: tuple[Conversion, ...] = ()
    draws: tuple[Draw, ...] = ()


def together(parts: Iterable[Circulation]) -> Circulation:
    """Put circulations together: what all of them do, in the order that one has."""
    flows: dict[int, int] = defaultdict(int)
    given: dict[int, int] = defaultdict(int)
    taken: dict[int, int] = defaultdict(int)
    drawn: dict[tuple[str, str], int] = defaultdict(int)
    for part in parts:
        for flow in part.flows:
            flows[flow.number] += flow.amount
        for each in part.conversions:
            given[each.acceptance] += each.gives_amount
            taken[each.acceptance] += each.takes_amount
        for draw in part.draws:
            drawn[draw.participant, draw.currency] += draw.delta
    return Circulation(
        flows=tuple(Flow(number, flows[number]) for number in sorted(flows)),
        conversions=tuple(Conversion(n, given[n], taken[n]) for n in sorted(given)),
        draws=tuple(Draw(*key, drawn[key]) for key in sorted(drawn) if drawn[key]),
    )


@dataclass(frozen=True, slots=True)
class Book:
    """All that a round may touch, as it stood when it was read; what a result is checked against.

    `values` are the round's: whole units of the numéraire for one minor unit of each currency. A
    round in one currency needs none: its value counts as 1.
    """

    obligations: tuple[Obligation, ...]
    values: Mapping[str, int] = field(default_factory=dict)
    acceptances: tuple[Acceptance, ...] = ()
    lines: tuple[CreditLine, ...] = ()
    bounds: tuple[CommunityBound, ...] = ()

    def value(self, currency: str) -> int | None:
        """Tell what one minor unit is worth; none: the currency takes no part."""
        return self.values.get(currency) if self.values else 1
