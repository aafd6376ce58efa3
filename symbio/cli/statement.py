# SPDX-License-Identifier: Apache-2.0
"""A split's statement: every credit and payment, from the Treasury's events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symbio.chain.decoding import Logged
from symbio.cli.context import Context
from symbio.cli.output import moment
from symbio.domain.events import RevenueClaimed, RevenueFlowed, RevenueReceived


def lines(context: Context, split: int) -> Iterator[dict[str, Any]]:
    """Give one row for each time money came in, was paid out, or flowed on; oldest first."""
    coins: dict[str, Any] = {}
    times: dict[int, str] = {}
    for each in context.suite.treasury.events():
        told = _told(each, split)
        if told is None:
            continue
        what, who, token, units = told
        if token not in coins:
            coins[token] = context.coin(token).token
        if each.block not in times:
            times[each.block] = moment(int(context.client.block(each.block)["timestamp"]))
        yield {
            "time": times[each.block],
            "what": what,
            "who": who,
            "amount": coins[token].units(units),
            "transaction": each.transaction,
        }


def _told(logged: Logged, split: int) -> tuple[str, str, str, int] | None:
    match logged.event:
        case RevenueReceived(split_id=at, payer=payer, token=token, amount=amount) if at == split:
            return "received", payer, token, amount
        case RevenueClaimed(split_id=at, payee=payee, token=token, paid=paid) if at == split:
            return "paid", str(payee), token, paid
        case RevenueFlowed(split_id=at, into_id=into, token=token, amount=amount) if at == split:
            return "flowed on", f"split:{into}", token, amount
        case RevenueFlowed(split_id=at, into_id=into, token=token, amount=amount) if into == split:
            return "flowed in", f"split:{at}", token, amount
    return None
