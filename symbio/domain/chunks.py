# SPDX-License-Identifier: Apache-2.0
"""A circulation as the chain takes it: flows packed in bytes, currencies by number.

Twin of how contracts/modules/circulation.vy reads a chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from symbio.domain.clearing import (
    MOST_AMOUNT,
    MOST_NUMBER,
    Circulation,
    Conversion,
    Draw,
    Flow,
)
from symbio.domain.errors import BadChunk

FLOW = 16
"""Bytes of a packed flow: 5 of the obligation's number, 11 of the amount."""
MOST_FLOWS = 400
MOST_CONVERSIONS = 16
MOST_DRAWS = 32

_NUMBER = 5


@dataclass(frozen=True, slots=True)
class NumberedDraw:
    """A change of an account's credit balance, in a currency by its number."""

    account: str
    currency_id: int
    delta: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A circulation as the chain takes and logs it."""

    flows: bytes
    conversions: tuple[Conversion, ...] = ()
    draws: tuple[NumberedDraw, ...] = ()

    def for_chain(self) -> tuple[Any, ...]:
        """Give the contract's struct."""
        return (
            self.flows,
            [(each.acceptance, each.gives_amount, each.takes_amount) for each in self.conversions],
            [(each.account, each.currency_id, each.delta) for each in self.draws],
        )


def packed(flows: Iterable[Flow]) -> bytes:
    """Pack flows, 16 bytes each; raises BadChunk for what doesn't fit."""
    parts = []
    for each in flows:
        if not 0 < each.number <= MOST_NUMBER or not 0 <= each.amount <= MOST_AMOUNT:
            raise BadChunk(f"A flow of {each.amount} on obligation {each.number} can't be packed.")
        parts.append(each.number.to_bytes(_NUMBER) + each.amount.to_bytes(FLOW - _NUMBER))
    return b"".join(parts)


def unpacked(raw: bytes) -> tuple[Flow, ...]:
    """Read packed flows; raises BadChunk where the last one is cut off."""
    if len(raw) % FLOW:
        raise BadChunk(f"{len(raw)} bytes are no whole number of flows.")
    return tuple(
        Flow(int.from_bytes(raw[at : at + _NUMBER]), int.from_bytes(raw[at + _NUMBER : at + FLOW]))
        for at in range(0, len(raw), FLOW)
    )


def to_chunk(circulation: Circulation, currency_ids: Mapping[str, int]) -> Chunk:
    """Write a circulation as the chain takes it.

    Raises BadChunk for more than one transaction holds, and for a currency without a number.
    """
    parts = (
        (len(circulation.flows), MOST_FLOWS, "flows"),
        (len(circulation.conversions), MOST_CONVERSIONS, "conversions"),
        (len(circulation.draws), MOST_DRAWS, "draws"),
    )
    for count, most, what in parts:
        if count > most:
            raise BadChunk(f"{count} {what} are more than the {most} that a chunk holds.")
    unknown = {each.currency for each in circulation.draws} - currency_ids.keys()
    if unknown:
        raise BadChunk(f"Clearing has no number for {', '.join(sorted(unknown))}.")
    draws = (
        NumberedDraw(each.participant, currency_ids[each.currency], each.delta)
        for each in circulation.draws
    )
    return Chunk(packed(circulation.flows), circulation.conversions, tuple(draws))


def from_chunk(chunk: Chunk, currencies: Mapping[int, str]) -> Circulation:
    """Read a circulation from what the chain takes or logs; `currencies` are codes by number."""
    draws = (Draw(each.account, currencies[each.currency_id], each.delta) for each in chunk.draws)
    return Circulation(unpacked(chunk.flows), chunk.conversions, tuple(draws))
