# SPDX-License-Identifier: Apache-2.0
"""The rules that bind: the part of a charter that the chain itself holds and applies.

The fields and their order are those of `IFederation.Rules`. Shares of a whole are in basis points,
times in seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from enum import IntFlag
from typing import ClassVar

from symbio.domain.addresses import NOBODY, checksummed
from symbio.domain.refusals.base import SymbioError

WHOLE = 10_000
HOUR = 3_600
DAY = 24 * HOUR


class Electorate(IntFlag):
    """Who decides. Both together: a double majority, of the communities and of the people."""

    STEWARDS = 1
    CITIZENS = 2


class RuleOutOfBounds(SymbioError):
    """A rule lies outside what a federation may set itself; `field` names it."""

    remedy: ClassVar[str] = "Choose a value within the bounds."

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}. {self.remedy}")
        self.field = field
        self.problem = problem


#: The least and the most that the chain accepts. `quorum_people` is 0 where citizens don't vote;
#: `late_extension` is bounded by the voting period too.
BOUNDS: dict[str, tuple[int, int]] = {
    "electorate": (1, 3),
    "quorum_people": (1, WHOLE),
    "quorum_communities": (1, WHOLE),
    "approval": (WHOLE // 2 + 1, WHOLE),
    "voting_delay": (HOUR, 30 * DAY),
    "voting_period": (HOUR, 30 * DAY),
    "late_extension": (0, 7 * DAY),
    "execution_delay": (HOUR, 30 * DAY),
    "grace": (DAY, 60 * DAY),
    "notice": (DAY, 90 * DAY),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """A federation's binding rules, within bounds by construction.

    Raises `RuleOutOfBounds` with the field's name.
    """

    electorate: Electorate
    quorum_people: int
    quorum_communities: int
    approval: int
    voting_delay: int
    voting_period: int
    late_extension: int
    execution_delay: int
    grace: int
    notice: int
    tribunal: str = NOBODY

    def __post_init__(self) -> None:
        for field, (least, most) in BOUNDS.items():
            value = getattr(self, field)
            if isinstance(value, bool) or not isinstance(value, int):
                raise RuleOutOfBounds(field, f"{value!r} is not a whole number")
            if field == "quorum_people" and not self.electorate & Electorate.CITIZENS:
                least, most = 0, 0
            if not least <= value <= most:
                raise RuleOutOfBounds(field, f"{value:,} is not from {least:,} to {most:,}")
        if self.late_extension > self.voting_period:
            raise RuleOutOfBounds("late_extension", "it is longer than the voting period")
        object.__setattr__(self, "electorate", Electorate(self.electorate))
        try:
            object.__setattr__(self, "tribunal", checksummed(self.tribunal))
        except (TypeError, ValueError) as error:
            raise RuleOutOfBounds("tribunal", str(error)) from error

    @classmethod
    def from_chain(cls, values: Sequence[int | str]) -> Rules:
        """Take the eleven values in the order of the contract's struct."""
        if len(values) != len(fields(cls)):
            raise ValueError(f"rules have {len(fields(cls))} values, not {len(values)}")
        return cls(*values)  # type: ignore[arg-type]

    def for_chain(self) -> tuple[int | str, ...]:
        """Give the eleven values in the order of the contract's struct."""
        return tuple(int(v) if isinstance(v, Electorate) else v for v in astuple(self))

    def differences(self, other: Rules) -> tuple[str, ...]:
        """Name the fields in which two sets of rules differ, in the struct's order."""
        names = (field.name for field in fields(self))
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))
