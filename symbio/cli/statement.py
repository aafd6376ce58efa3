# SPDX-License-Identifier: Apache-2.0
"""A split's statement: every movement of money in a sentence, from the Treasury's events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symbio.cli.context import Context
from symbio.cli.output import moment


def lines(context: Context, split: int) -> Iterator[dict[str, Any]]:
    """Give one row for each time money came in, was held, was paid out, or flowed on."""
    treasury = context.suite.treasury
    names = {treasury.receiving_address(split): f"the address of split {split}"}
    times: dict[int, str] = {}
    for logged, entry in treasury.statement(split, named=lambda who: names.get(who, who)):
        if logged.block not in times:
            times[logged.block] = moment(int(context.client.block(logged.block)["timestamp"]))
        yield {
            "time": times[logged.block],
            "what": entry.what,
            "who": entry.who,
            "amount": entry.amount,
            "says": entry.says,
            "transaction": logged.transaction,
        }
