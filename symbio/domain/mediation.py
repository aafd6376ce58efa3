# SPDX-License-Identifier: Apache-2.0
"""What Mediation tells: who is willing, and who mediates a case.

`drawn` is the twin of `contracts/modules/willing.vy`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from symbio.domain.draw import permute
from symbio.domain.rules import DAY

STEWARD = 2**256 - 1
"""The place of a steward, who stands on no page of the roll."""

TURN = 2 * DAY
MOST_DRAWN = 3
MOST_TRIES = 64


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Who of a community is willing to mediate; drawn in cases that opened after `since`."""

    community_id: int
    account: str
    since: int
    is_willing: bool


@dataclass(frozen=True, slots=True)
class Mediation:
    """Who mediates a case; NOBODY where nobody does. `drawn`: positions in the list."""

    case_id: int
    mediator: str
    community_id: int
    agreed: str
    drawn_at: int
    drawn: tuple[int, ...]

    def turn(self, now: int) -> int | None:
        """Give the position whose turn it is to accept; None: nobody's."""
        turn = (now - self.drawn_at) // TURN
        return self.drawn[turn] if self.drawn and turn < len(self.drawn) else None


def drawn(
    listed: Sequence[Volunteer], opened_at: int, excluded: Collection[int], seed: bytes
) -> tuple[int, ...]:
    """Draw up to three positions of the willing, in the order of their turns.

    `listed` are those whose positions were taken before the case opened.
    """
    found: list[int] = []
    for ordinal in range(min(len(listed), MOST_TRIES)):
        position = permute(seed, ordinal, len(listed))
        if position is None:
            continue
        each = listed[position]
        if each.is_willing and each.since < opened_at and each.community_id not in excluded:
            found.append(position)
            if len(found) == MOST_DRAWN:
                break
    return tuple(found)
