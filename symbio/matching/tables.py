# SPDX-License-Identifier: Apache-2.0
"""What a round reads, as arrays: the form for millions of obligations, without an object for each.

Participants, currencies and communities are numbers from 0. The order of the rows is the canonical
one: ties are broken by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from symbio.matching.errors import BadBook
from symbio.matching.flow import Ints


def _none() -> Ints:
    return np.zeros(0, np.int64)


Rows = TypeVar("Rows", "Obligations", "Acceptances", "Lines", "Bounds")


def ints(numbers: ArrayLike) -> Ints:
    """Make an array of 64-bit integers; refuses fractions."""
    found = np.asarray(numbers)
    if found.size and found.dtype.kind not in "iu":
        raise BadBook(f"Whole numbers are needed, not {found.dtype}.")
    return found.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Obligations:
    """Who owes whom how much; one row each."""

    debtor: Ints
    creditor: Ints
    currency: Ints
    amount: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Acceptances:
    """Whose claims in a currency may be set off against debts in another, up to `amount` of it.

    `rate`: least minor units of `takes` for one of `gives`, with 18 decimals, as Python's integers.
    """

    holder: Ints = field(default_factory=_none)
    gives: Ints = field(default_factory=_none)
    takes: Ints = field(default_factory=_none)
    amount: Ints = field(default_factory=_none)
    rate: NDArray[np.object_] = field(default_factory=lambda: np.zeros(0, object))


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """How far a participant's credit balance may fall (`down`) and rise (`up`) from where it is."""

    participant: Ints = field(default_factory=_none)
    currency: Ints = field(default_factory=_none)
    community: Ints = field(default_factory=_none)
    down: Ints = field(default_factory=_none)
    up: Ints = field(default_factory=_none)


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """How far the balances of a community may fall and rise in sum; without a row: not at all."""

    community: Ints = field(default_factory=_none)
    currency: Ints = field(default_factory=_none)
    down: Ints = field(default_factory=_none)
    up: Ints = field(default_factory=_none)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All that a round reads. `worth`: the value of one minor unit of each currency, above zero."""

    worth: Ints
    obligations: Obligations
    acceptances: Acceptances = field(default_factory=Acceptances)
    lines: Lines = field(default_factory=Lines)
    bounds: Bounds = field(default_factory=Bounds)

    @classmethod
    def plain(cls, debtors: ArrayLike, creditors: ArrayLike, amounts: ArrayLike) -> Tables:
        """Make the tables of one currency, without acceptances or credit."""
        debtor = ints(debtors)
        nothing = np.zeros(len(debtor), np.int64)
        rows = Obligations(debtor, ints(creditors), nothing, ints(amounts))
        return cls(np.ones(1, np.int64), rows)


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A result, row by row: flows of obligations, both sides of acceptances, deltas of lines."""

    flows: Ints
    given: Ints
    taken: Ints
    deltas: Ints


def chosen(rows: Rows, which: Ints) -> Rows:
    """Take some rows of a table."""
    return type(rows)(*(getattr(rows, each.name)[which] for each in fields(rows)))
