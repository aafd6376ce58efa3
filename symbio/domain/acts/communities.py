# SPDX-License-Identifier: Apache-2.0
"""What is signed for Communities: a person's consent to stand on a roll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from symbio.domain.acts.base import Act, Field
from symbio.domain.communities import ENROLMENT_STATEMENT

COMMUNITIES_DOMAIN = "Symbio Communities"


@dataclass(frozen=True, slots=True)
class Enrolment(Act):
    """A person's consent to stand on a community's roll, for the invitation of that second."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("community", "uint256"),
        ("statement", "string"),
        ("invitation", "uint256"),
    )

    community: int
    invitation: int
    statement: str = ENROLMENT_STATEMENT

    def said(self) -> str:
        return f"as to community {self.community}: {self.statement}"
