# SPDX-License-Identifier: Apache-2.0
"""What is signed for Plans: a steward's acceptance of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from symbio.domain.acts.base import Act, Field

PLANS_DOMAIN = "Symbio Plans"


@dataclass(frozen=True, slots=True)
class PlanAcceptance(Act):
    """A party's acceptance of a plan, which settles its case once all parties have accepted."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("case", "uint256"),
        ("community", "uint256"),
        ("plan", "string"),
        ("digest", "bytes32"),
        ("until", "uint256"),
    )

    case: int
    community: int
    plan: str
    digest: bytes
    until: int

    def said(self) -> str:
        return (
            f"for community {self.community} I accept the plan “{self.plan}” "
            f"({self.digest.hex()[:8]}…) in case {self.case}; it binds us once all parties have."
        )
