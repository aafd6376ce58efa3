# SPDX-License-Identifier: Apache-2.0
"""Payments that wait for a ruling, and how the share book keeps what comes of them.

Twin of contracts/modules/holds.vy. A hold is a key of its own in a token's place, credited once
with the version that the shares had when it was paid; the rest is `symbio.domain.shares`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symbio.domain.addresses import NOBODY, checksummed
from symbio.domain.refusals.treasury import (
    ArbitersTimeIsNotOver,
    ArbitersTimeIsOver,
    HoldEndsInThePast,
    HoldIsDecided,
    HoldLastsTooLong,
    MoreThanIsHeld,
    MoreThanItCanCount,
    NoArbiterOfTheHold,
)
from symbio.domain.shares import MOST, Total

MAX_TIME = 3 * 365 * 86_400

_PREFIX = b"Symbio hold ".hex()


@dataclass(frozen=True, slots=True)
class Hold:
    """One payment that waits, or waited, for its arbiter's ruling."""

    hold_id: int
    split_id: int
    key: str
    token: str
    amount: int
    version: int
    payer: str
    arbiter: str
    until: int
    decided: bool
    refund: int

    def ruled(self, to_split: int, now: int) -> tuple[Hold, Total]:
        """Divide it as its arbiter says; gives what stands in the share book under its key.

        Raises:
            HoldIsDecided, ArbitersTimeIsOver, MoreThanIsHeld.
        """
        if self.decided:
            raise HoldIsDecided
        if now > self.until:
            raise ArbitersTimeIsOver
        if to_split > self.amount:
            raise MoreThanIsHeld
        return self._decided(to_split)

    def released(self, now: int) -> tuple[Hold, Total]:
        """Give all of it to the split; gives what stands in the share book under its key.

        Raises:
            HoldIsDecided, ArbitersTimeIsNotOver.
        """
        if self.decided:
            raise HoldIsDecided
        if now <= self.until:
            raise ArbitersTimeIsNotOver
        return self._decided(self.amount)

    def _decided(self, to_split: int) -> tuple[Hold, Total]:
        total = Total().credit(self.version, to_split) if to_split else Total()
        return replace(self, decided=True, refund=self.amount - to_split), total


def check_terms(amount: int, arbiter: str, until: int, now: int) -> None:
    """Refuse what no hold may be.

    Raises:
        MoreThanItCanCount, NoArbiterOfTheHold, HoldEndsInThePast, HoldLastsTooLong.
    """
    if amount > MOST:
        raise MoreThanItCanCount
    if arbiter == NOBODY:
        raise NoArbiterOfTheHold
    if until <= now:
        raise HoldEndsInThePast
    if until - now > MAX_TIME:
        raise HoldLastsTooLong


def hold_key(hold_id: int) -> str:
    """Write the address that stands for a hold where a token's would."""
    return checksummed(f"0x{_PREFIX}{hold_id:016x}")


def hold_of(token: str) -> int | None:
    """Tell which hold an address stands for; None for a token's."""
    digits = token.lower().removeprefix("0x")
    return int(digits[24:], 16) if digits.startswith(_PREFIX) else None
