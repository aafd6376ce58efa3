# SPDX-License-Identifier: Apache-2.0
"""What is signed for Obligations: obligations themselves, payments, assignments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from symbio.domain.acts.base import Act, Field
from symbio.domain.addresses import NOBODY
from symbio.domain.currencies import exponent, money
from symbio.domain.errors import BadCurrency

OBLIGATIONS_DOMAIN = "Symbio Obligations"
MAX_REFERENCE = 64
"""Bytes of a reference in UTF-8."""


@dataclass(frozen=True, slots=True)
class Obligation(Act):
    """A debt that the debtor and the creditor both sign, in the same words.

    `amount` is in minor units of the currency; `due` is for people and no rule reads it; after the
    UTC day of `expires` it takes part in no round; `arbiter` NOBODY: only the two end a dispute.
    """

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("debtor", "address"),
        ("creditor", "address"),
        ("currency", "string"),
        ("amount", "uint256"),
        ("due", "uint256"),
        ("expires", "uint256"),
        ("reference", "string"),
        ("arbiter", "address"),
        ("nonce", "uint256"),
    )

    debtor: str
    creditor: str
    currency: str
    amount: int
    due: int
    expires: int
    reference: str
    arbiter: str
    nonce: int

    def for_chain(self) -> tuple[Any, ...]:
        """Give the contract's struct."""
        return tuple(getattr(self, name) for name, _ in self.TYPE)

    def said(self) -> str:
        what = f" for “{self.reference}”" if self.reference else ""
        judge = f"; {self.arbiter} judges a dispute" if self.arbiter != NOBODY else ""
        return (
            f"{self.debtor} owes {self.creditor} {said_money(self.amount, self.currency)}{what}, "
            f"due on {_day(self.due)}; until the end of {_day(self.expires)} it may be set off "
            f"against what others owe{judge}."
        )


@dataclass(frozen=True, slots=True)
class Payment(Act):
    """A creditor's word that so much of an obligation was paid, or is forgiven."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("creditor", "address"),
        ("obligation", "uint256"),
        ("amount", "uint256"),
        ("nonce", "uint256"),
    )

    creditor: str
    obligation: int
    amount: int
    nonce: int

    def said(self) -> str:
        return (
            f"I, {self.creditor}, am owed {self.amount:,} minor units less under obligation "
            f"{self.obligation}: they were paid, or I forgive them."
        )


@dataclass(frozen=True, slots=True)
class Assignment(Act):
    """A debtor's and a successor's consent that the successor is the creditor from now on."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("debtor", "address"),
        ("creditor", "address"),
        ("successor", "address"),
        ("obligation", "uint256"),
        ("remaining", "uint256"),
        ("until", "uint256"),
        ("nonce", "uint256"),
    )

    debtor: str
    creditor: str
    successor: str
    obligation: int
    remaining: int
    until: int
    nonce: int

    def for_chain(self) -> tuple[Any, ...]:
        """Give the contract's struct; the debtor and the creditor are the obligation's."""
        return self.obligation, self.successor, self.remaining, self.until, self.nonce

    def said(self) -> str:
        return (
            f"what {self.debtor} owes {self.creditor} under obligation {self.obligation}, "
            f"{self.remaining:,} minor units, it shall owe {self.successor} instead."
        )


def said_money(units: int, code: str) -> str:
    """Write money with its exact minor units; a code that is none is shown as it is."""
    try:
        text = money(units, code)
        exact = f" ({units:,} minor units)" if exponent(code) else ""
    except BadCurrency:
        return f"{units:,} minor units of “{code}”"
    return f"{text}{exact}"


def _day(second: int) -> str:
    return said_second(second)[:10] if second < _LAST else f"second {second}"


def said_second(second: int) -> str:
    """Write a second in UTC; one beyond the year 9999 is shown as it is."""
    if second >= _LAST:
        return f"second {second}"
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_LAST = 253_402_300_800
"""The first second of the year 10000, which dates can't say."""
