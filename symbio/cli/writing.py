# SPDX-License-Identifier: Apache-2.0
"""One way to write: explain, rehearse, ask, send, tell what came of it and what comes next."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symbio.cli.context import Context
from symbio.cli.exits import Declined, NoConsentToGoOn

if TYPE_CHECKING:
    from symbio.chain.plan import Plan, Receipt
    from symbio.domain.promise import Promise

Receipts = Sequence["Receipt[Any]"]


@dataclass(frozen=True)
class Done:
    """What a write gave, and what one would do next."""

    facts: dict[str, Any] = field(default_factory=dict)
    next: str = ""


def write(
    context: Context,
    plans: Plan[Any] | Sequence[Plan[Any]],
    done: Callable[[Receipts], Done],
    *,
    chained: bool = False,
    promise: Promise | None = None,
    before: Callable[[], None] | None = None,
) -> None:
    """Carry out plans in order. `chained`: each can only be rehearsed after the one before it.

    `promise` is told before anything else, and stands in what is printed; `before` is done once
    it is agreed on, before anything is sent.
    """
    if promise is not None:
        tell(context, promise)
    listed = list(plans) if isinstance(plans, Sequence) else [plans]
    if context.settings.dry_run:
        _rehearse(context, listed, chained, promised(promise))
        return
    sender = context.sender
    require_leave(context)
    for plan in listed[:1] if chained else listed:
        plan.simulate(sender)
    for plan in listed:
        context.out.say(plan.explain())
    agree(context, f"Send {'it' if len(listed) == 1 else f'these {len(listed)}'} as {sender}?")
    if before is not None:
        # Opened first: what can't be signed leaves nothing behind.
        _ = context.signer
        before()
    receipts = _send(context, listed)
    outcome = done(receipts)
    sent = [{"hash": r.hash, "block": r.block, "gas_used": r.gas_used} for r in receipts]
    context.out.record({**outcome.facts, **promised(promise), "transactions": sent})
    context.out.next(outcome.next)


def tell(context: Context, promise: Promise) -> None:
    """Say what somebody pays and gets, and what if it fails."""
    for line in promise.lines():
        context.out.say(line)


def promised(promise: Promise | None) -> dict[str, str]:
    """Give a promise as fields of a record; none for none."""
    if promise is None:
        return {}
    return {"you_pay": promise.pay, "you_get": promise.get, "if_it_fails": promise.fails}


def agree(context: Context, question: str) -> None:
    """Ask; raises Declined for a no, NoConsentToGoOn where nobody can be asked."""
    if context.settings.yes:
        return
    if not is_at_a_terminal():
        raise NoConsentToGoOn("Nobody is at a terminal to be asked.")
    # Not input(): its prompt could go to stdout, among the data.
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise Declined("You did not say yes.")


def is_at_a_terminal() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin.isatty()


def require_leave(context: Context) -> None:
    """Hold back from real chains; raises NotLive without --live."""
    from symbio.domain.errors import NotLive

    if not context.client.is_local and not context.settings.live:
        raise NotLive(f"Chain {context.client.chain_id} is a real chain.")


def _send(context: Context, plans: Sequence[Plan[Any]]) -> Receipts:
    signer = context.signer
    receipts: list[Receipt[Any]] = []
    try:
        for plan in plans:
            receipts.append(plan.send(signer))
    except Exception:
        if receipts:
            last = receipts[-1].hash
            context.out.say(
                f"{len(receipts)} of {len(plans)} were sent and stand; the last was {last}."
            )
        raise
    return receipts


def _rehearse(
    context: Context, plans: Sequence[Plan[Any]], chained: bool, told: dict[str, str]
) -> None:
    """Print what would happen; sends and signs nothing."""
    sender = context.sender
    rows = []
    for number, plan in enumerate(plans):
        context.out.say(plan.explain())
        row: dict[str, Any] = {
            "does": plan.words,
            "from": sender,
            **plan.transaction(),
            "function": f"{plan.contract}.{plan.function.name}",
            "arguments": plan.named(),
        }
        if number and chained:
            row["gives"] = row["gas"] = "known once the one before it is sent"
        else:
            row["gives"] = _given(plan.simulate(sender))
            row["gas"] = plan.gas(sender)
        rows.append(row)
    if context.out.as_json:
        context.out.record({"dry_run": True, **told, "would_send": rows})
    else:
        context.out.table(rows, ["does", "gives", "gas"])
    context.out.say("Nothing was sent.")


def _given(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
