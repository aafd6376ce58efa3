# SPDX-License-Identifier: Apache-2.0
"""What is signed for Clearing: consents to set claims in one currency off against another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from symbio.domain.acts.base import Act, Field
from symbio.domain.acts.obligations import said_money, said_second
from symbio.domain.clearing import RATE_ONE

CLEARING_DOMAIN = "Symbio Clearing"


@dataclass(frozen=True, slots=True)
class Acceptance(Act):
    """A holder's consent: its claims in `gives` may be set off against its debts in `takes`.

    At most `amount` minor units of `gives` in all, in rounds of one federation, at no less than
    `minimum_rate`: minor units of `takes` for one of `gives`, with 18 decimals.
    """

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("holder", "address"),
        ("federation", "address"),
        ("gives", "string"),
        ("takes", "string"),
        ("amount", "uint256"),
        ("minimum_rate", "uint256"),
        ("until", "uint256"),
        ("nonce", "uint256"),
    )

    holder: str
    federation: str
    gives: str
    takes: str
    amount: int
    minimum_rate: int
    until: int
    nonce: int

    def for_chain(self) -> tuple[Any, ...]:
        """Give the contract's struct."""
        return tuple(getattr(self, name) for name, _ in self.TYPE)

    def said(self) -> str:
        least = -(-self.amount * self.minimum_rate // RATE_ONE)
        return (
            f"of what I, {self.holder}, am owed, up to {said_money(self.amount, self.gives)} may "
            f"be set off against what I owe in {self.takes}, at least "
            f"{said_money(least, self.takes)} for all of it, in rounds of {self.federation} until "
            f"{said_second(self.until)}."
        )
