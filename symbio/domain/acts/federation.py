# SPDX-License-Identifier: Apache-2.0
"""What is signed for a Federation: ballots, with or without a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from symbio.domain.acts.base import Act, Field
from symbio.domain.federation import Choice


@dataclass(frozen=True, slots=True)
class Ballot(Act):
    """A citizen's vote."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("proposal", "uint256"),
        ("title", "string"),
        ("choice", "string"),
    )

    proposal: int
    title: str
    choice: Choice

    def said(self) -> str:
        return f"I vote {_on(self.choice)} proposal {self.proposal}, “{self.title}”."


@dataclass(frozen=True, slots=True)
class BallotWithReason(Act):
    """A citizen's vote with the digest of their reason, which then travels with the ballot."""

    TYPE: ClassVar[tuple[Field, ...]] = (*Ballot.TYPE, ("reason", "bytes32"))

    proposal: int
    title: str
    choice: Choice
    reason: bytes

    def said(self) -> str:
        return (
            f"I vote {_on(self.choice)} proposal {self.proposal}, “{self.title}”, "
            f"for the reason {self.reason.hex()[:8]}…"
        )


def _on(choice: Choice) -> str:
    return "Abstain on" if choice is Choice.ABSTAIN else choice.words
