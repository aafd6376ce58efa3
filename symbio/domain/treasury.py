# SPDX-License-Identifier: Apache-2.0
"""What the Treasury says: splits and their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symbio.domain.payee import Payee

WHOLE = 10_000
MAX_PAYEES = 64


@dataclass(frozen=True, slots=True)
class Split:
    """A split as it stands now; `controller` empty: nobody may ever change its shares."""

    split_id: int
    controller: str
    heir: str
    version: int
    payees: int


@dataclass(frozen=True, slots=True)
class Share:
    """One payee's share, in basis points of the whole."""

    payee: Payee
    share: int


def divided(arrived: int, amounts: Sequence[int]) -> list[int]:
    """Divide what arrived of a joint payment as its amounts are; the first has what is left over.

    Twin of `Treasury.deposit_many`.
    """
    parts = [arrived * amount // sum(amounts) for amount in amounts[1:]]
    return [arrived - sum(parts), *parts]
