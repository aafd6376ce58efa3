# SPDX-License-Identifier: Apache-2.0
"""What is signed for Juries: the acceptance of a seat, and a hidden vote that others carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from symbio.domain.acts.base import Act, Domain, Field

JURIES_DOMAIN = "Symbio Juries"

ACCEPTANCE = (
    "I take this seat on this jury. I have no part in the matter, and I will decide by what is "
    "shown to the jury."
)
HIDDEN = "This is my hidden vote on this jury. I will reveal it when all have voted."


@dataclass(frozen=True, slots=True)
class SeatAcceptance(Act):
    """A person's acceptance of the seat whose turn it is."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("statement", "string"),
        ("jury", "uint256"),
        ("seat", "uint256"),
        ("juror", "address"),
    )

    jury: int
    seat: int
    juror: str

    def values(self) -> dict[str, Any]:
        return {
            "statement": ACCEPTANCE,
            "jury": self.jury,
            "seat": self.seat,
            "juror": self.juror,
        }

    @classmethod
    def made_of(cls, domain: Domain, values: Mapping[str, Any]) -> Self:
        _require(values, ACCEPTANCE)
        return cls(domain, values["jury"], values["seat"], values["juror"])

    def said(self) -> str:
        return f"{ACCEPTANCE} Jury {self.jury}, seat {self.seat + 1}, as {self.juror}."


@dataclass(frozen=True, slots=True)
class HiddenVote(Act):
    """A juror's commitment, for anybody to carry; it counts only on what it replaces."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("statement", "string"),
        ("jury", "uint256"),
        ("round", "uint256"),
        ("juror", "address"),
        ("commitment", "bytes32"),
        ("replaces", "bytes32"),
    )

    jury: int
    round: int
    juror: str
    commitment: bytes
    replaces: bytes

    def values(self) -> dict[str, Any]:
        return {
            "statement": HIDDEN,
            "jury": self.jury,
            "round": self.round,
            "juror": self.juror,
            "commitment": self.commitment,
            "replaces": self.replaces,
        }

    @classmethod
    def made_of(cls, domain: Domain, values: Mapping[str, Any]) -> Self:
        _require(values, HIDDEN)
        return cls(domain, *(values[name] for name, _ in cls.TYPE[1:]))

    def said(self) -> str:
        former = " It replaces the one before." if any(self.replaces) else ""
        return f"{HIDDEN} Jury {self.jury}, round {self.round}, as {self.juror}.{former}"


def _require(values: Mapping[str, Any], statement: str) -> None:
    if values["statement"] != statement:
        raise ValueError("statement is not what is signed for Juries")
