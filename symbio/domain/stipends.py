# SPDX-License-Identifier: Apache-2.0
"""What jurors are paid: a flat allowance out of a federation's fund."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stipend:
    """What each seat of one court's juries gets from a federation's fund; no token: nothing."""

    federation: str
    court: str
    token: str
    amount: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """What is set aside for a jury, `amount` a seat; no payer: the rest has gone back."""

    jury_id: int
    payer: str
    token: str
    amount: int
