# SPDX-License-Identifier: Apache-2.0
"""What is signed for Federations: a steward's acceptance of founding terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from symbio.domain.acts.base import Act, Field

FEDERATIONS_DOMAIN = "Symbio Federations"


@dataclass(frozen=True, slots=True)
class FoundingAcceptance(Act):
    """A steward's acceptance of the terms under which a federation is founded."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("federation", "string"),
        ("charter", "bytes32"),
        ("terms", "bytes32"),
        ("community", "uint256"),
        ("until", "uint256"),
    )

    federation: str
    charter: bytes
    terms: bytes
    community: int
    until: int

    def said(self) -> str:
        return (
            f"for community {self.community} I accept the terms that found "
            f"“{self.federation}” under the charter {self.charter.hex()[:8]}…"
        )
