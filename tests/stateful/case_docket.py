# SPDX-License-Identifier: Apache-2.0
"""What a case and a plan on file are, in the model of the machine of cases."""

from __future__ import annotations

from dataclasses import dataclass, field

from symbio.domain.plans import Plan
from symbio.domain.tribunal import Rules
from tests.stateful.jury_model import DAY

OPEN = ("MEDIATION", "ARBITRATION", "APPEALABLE", "TRIBUNAL")
SEASON = 90 * DAY


@dataclass
class Filed:
    """A plan on file; `by` is a party's number, or mediator, PANEL or JURY."""

    by: int | str
    plan: Plan
    accepted: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)


@dataclass
class Case:
    """A case; of `parties` the claimant is first."""

    parties: tuple[int, ...]
    affected: tuple[int, ...]
    facts: bytes
    pool: int  # the federation's pool of people; 0: no federation
    version: int
    rules: Rules
    grave: bool
    opened: int
    due: int
    target: int
    state: str = "MEDIATION"
    jury: int = 0
    draws: int = 0
    plan: int = 0
    plans: list[Filed] = field(default_factory=list)

    @property
    def out(self) -> tuple[int, ...]:
        return self.parties + self.affected

    @property
    def season(self) -> int:
        return self.opened // SEASON

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def takes_plans(self) -> bool:
        return self.is_open or self.state == "MEDIATION_ORDER"
