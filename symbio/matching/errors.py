# SPDX-License-Identifier: Apache-2.0
"""What a solver can't do, said for people."""

from __future__ import annotations

from typing import ClassVar

from symbio.domain.refusals.base import SymbioError


class CantMatch(SymbioError):
    """A solver refuses, or isn't there; nothing was changed."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"{problem} {self.remedy}".rstrip())


class NoSolver(CantMatch):
    """A package that solving needs isn't installed."""

    remedy: ClassVar[str] = "Install it with: pip install 'symbio[matching]'."


class TooMuchToCount(CantMatch):
    """The amounts are larger than the solver's integers hold exactly."""

    remedy: ClassVar[str] = "State them in a larger minor unit, or clear fewer of them at once."


class BadBook(CantMatch):
    """What is to be cleared contradicts itself."""

    remedy: ClassVar[str] = "Read it again from its source."
