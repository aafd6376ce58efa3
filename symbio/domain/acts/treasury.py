# SPDX-License-Identifier: Apache-2.0
"""What is signed for the Treasury: where a payee's money goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from symbio.domain.acts.base import Act, Domain, Field
from symbio.domain.errors import BadPayee
from symbio.domain.holds import hold_of
from symbio.domain.payee import Payee

TREASURY_DOMAIN = "Symbio Treasury"
PAYOUT_STATEMENT = "Pay all that this split owes this payee to the address named here."

_LAST_SECOND = 253_402_300_799


@dataclass(frozen=True, slots=True)
class Payout(Act):
    """A payee's word that what it is owed goes to an address; anybody carries it, once."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("statement", "string"),
        ("split", "uint256"),
        ("payee", "uint256"),
        ("token", "address"),
        ("to", "address"),
        ("until", "uint256"),
        ("nonce", "uint256"),
    )

    split: int
    payee: Payee
    token: str
    to: str
    until: int
    nonce: int
    statement: str = PAYOUT_STATEMENT

    def values(self) -> dict[str, Any]:
        fields = {name: getattr(self, name) for name, _ in self.TYPE}
        return fields | {"payee": self.payee.word}

    @classmethod
    def made_of(cls, domain: Domain, values: Mapping[str, Any]) -> Self:
        if values["statement"] != PAYOUT_STATEMENT:
            raise ValueError("it says another statement")
        try:
            payee = Payee.from_word(values["payee"])
        except BadPayee as error:
            raise ValueError(str(error)) from error
        return cls(domain, **{**values, "payee": payee})

    def said(self) -> str:
        hold_id = hold_of(self.token)
        what = f"of {self.token}" if hold_id is None else f"of hold {hold_id}"
        moment = datetime.fromtimestamp(min(self.until, _LAST_SECOND), UTC)
        return (
            f"pay all that split {self.split} owes {self.payee} {what} to {self.to}, once, "
            f"until {moment:%Y-%m-%d %H:%M} UTC."
        )
