# SPDX-License-Identifier: Apache-2.0
"""What is signed for Accords: a steward's acceptance of an accord's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from symbio.domain.acts.base import Act, Field

ACCORDS_DOMAIN = "Symbio Accords"


@dataclass(frozen=True, slots=True)
class AccordAcceptance(Act):
    """A steward's acceptance of the terms of an accord, new or amended."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("accord", "string"),
        ("document", "bytes32"),
        ("terms", "bytes32"),
        ("community", "uint256"),
        ("until", "uint256"),
    )

    accord: str
    document: bytes
    terms: bytes
    community: int
    until: int

    def said(self) -> str:
        return (
            f"for community {self.community} I accept the terms {self.terms.hex()[:8]}… of the "
            f"accord “{self.accord}”, whose document is {self.document.hex()[:8]}…"
        )
