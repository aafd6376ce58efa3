# SPDX-License-Identifier: Apache-2.0
"""What Beacon logs: what became known, and who brought it."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class HeaderProven(Event):
    """A block's mixHash counts; `mix` is its low 216 bits, `second` the block's own time."""

    number: int
    prover: str
    mix: int
    second: int


@dataclass(frozen=True, slots=True)
class RoundPosted(Event):
    """A drand round counts; `randomness` is the low 216 bits of what drand published."""

    round: int
    poster: str
    randomness: int
