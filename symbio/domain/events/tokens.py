# SPDX-License-Identifier: Apache-2.0
"""What an ERC-20 token logs."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class Transfer(Event):
    """Coins moved from one holder to another."""

    sender: str
    receiver: str
    value: int


@dataclass(frozen=True, slots=True)
class Approval(Event):
    """A holder allowed a spender to take coins."""

    owner: str
    spender: str
    value: int
