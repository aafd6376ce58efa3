# SPDX-License-Identifier: Apache-2.0
"""A circle of mutual credit as the views of Credit give it: limits, lines, seats, values."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CURRENCIES = 8
MAX_REPORTERS = 9
MOST_VALUE = 10**10 - 1
STEWARD = 2**256 - 1
"""The place of a community's steward, who stands on no page of the roll."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A circle's limits in one currency; all 0: nobody has credit.

    `soft`, `surplus` and `newcomer` are of accounts without a line of their own, `hard` the most
    that any line may allow; the balances of a community's people sum to at most `community_bound`
    above or below zero.
    """

    soft: int
    hard: int
    surplus: int
    community_bound: int
    newcomer: int


@dataclass(frozen=True, slots=True)
class Line:
    """An account's balance stays within -`hard` and +`surplus`; past -`soft` there is a warning."""

    soft: int
    hard: int
    surplus: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """Who an account is in a circle; `seat_id` 0: it hasn't joined."""

    seat_id: int
    community_id: int
    place: int
    may_draw: bool
