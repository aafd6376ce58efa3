# SPDX-License-Identifier: Apache-2.0
"""What tests of held payments say: a hold of the stranger's, in the mediator's hands."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.contracts.boa_chain import now
from tests.contracts.treasury.paying import NATIVE

MONTH = 30 * 86_400


class Held(NamedTuple):
    """A hold as the Treasury tells it; fields as in ITreasury.Hold."""

    split_id: int
    key: str
    token: str
    amount: int
    version: int
    payer: str
    arbiter: str
    until: int
    decided: bool
    refund: int


def hold(
    treasury: Any,
    split: int,
    coin: Any,
    amount: int,
    payer: Any,
    arbiter: Any,
    until: int | None = None,
) -> int:
    """Pay into a hold, for a month unless told otherwise; gives its number."""
    value = amount if coin == NATIVE else 0
    end = now() + MONTH if until is None else until
    return int(
        treasury.deposit_held(
            split, coin, amount, arbiter.address, end, value=value, sender=payer.address
        )
    )


def held(treasury: Any, hold_id: int) -> Held:
    return Held(*treasury.hold(hold_id))
