# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio order` that move one on: each tells first what it means for its money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import digest
from symbio.cli.options import writes
from symbio.cli.output import words
from symbio.cli.writing import Done, write
from symbio.domain.addresses import NOBODY

if TYPE_CHECKING:
    from symbio.chain.plan import Plan
    from symbio.domain.escrow import Order

OrderArgument = Annotated[int, typer.Argument(metavar="ORDER", min=1, help="The order's number.")]
Evidence = Annotated[
    str,
    typer.Option(
        metavar="FILE|0xDIGEST", help="What shows it; only its sha-256 goes to the chain."
    ),
]
Pay = Annotated[
    str, typer.Option(metavar="AMOUNT", help="The arbiter's price, in the chain's own coin.")
]


def add_steps(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (
        deliver,
        confirm,
        release,
        cancel,
        expire,
        dispute,
        summon,
        agree,
        lapse,
        evidence,
    ):
        app.command(verb.__name__)(verb)


def order_of(context: Context, number: int) -> Order:
    """Read an order; raises NoSuchRecord."""
    from symbio.domain.errors import NoSuchRecord

    if not 0 < number <= context.suite.escrow.count():
        raise NoSuchRecord(f"There is no order {number}.")
    return context.suite.escrow.order(number)


@writes
def deliver(
    context: Context,
    order: OrderArgument,
    evidence: Evidence,
    quantity: Annotated[
        int | None, typer.Option(metavar="N", help="How many units; all, by default.")
    ] = None,
) -> None:
    """Say that you delivered a stage, by the seller; less than ordered is paid in part."""
    found = order_of(context, order)
    count = found.quantity if quantity is None else quantity
    if not 0 < count <= found.quantity:
        raise BadUse(f"--quantity: {count:,} isn't between 1 and the {found.quantity:,} ordered.")
    plan = context.suite.escrow.deliver(order, count, digest(evidence, "--evidence"))
    _step(context, found, "deliver", plan, quantity=count)


@writes
def confirm(context: Context, order: OrderArgument) -> None:
    """Confirm a delivery, by the buyer: the stage is paid at once."""
    _step(context, order_of(context, order), "confirm", context.suite.escrow.confirm(order))


@writes
def release(context: Context, order: OrderArgument) -> None:
    """Pay a delivery whose inspection ended without a dispute; anybody may."""
    _step(context, order_of(context, order), "release", context.suite.escrow.release(order))


@writes
def cancel(context: Context, order: OrderArgument) -> None:
    """Cancel: the buyer while cooling, the seller as long as nothing awaits the buyer."""
    _step(context, order_of(context, order), "cancel", context.suite.escrow.cancel(order))


@writes
def expire(context: Context, order: OrderArgument) -> None:
    """End an order that wasn't delivered in time; anybody may."""
    _step(context, order_of(context, order), "expire", context.suite.escrow.expire(order))


@writes
def dispute(
    context: Context,
    order: OrderArgument,
    claim: Annotated[
        str, typer.Option(metavar="FILE|0xDIGEST", help="What you say; its sha-256 is logged.")
    ],
    pay: Pay = "0",
) -> None:
    """Dispute a delivery, by the buyer, before its inspection ends."""
    found = order_of(context, order)
    plan = context.suite.escrow.dispute(order, digest(claim, "--claim"), _price(context, pay))
    _step(context, found, "dispute", plan)


@writes
def summon(context: Context, order: OrderArgument, pay: Pay = "0") -> None:
    """Bring a dispute before the offer's arbiter, by either side, for the arbiter's price."""
    found = order_of(context, order)
    if found.arbiter == NOBODY:
        raise BadUse(f"Order {order} has no arbiter.")
    _step(context, found, "summon", context.suite.escrow.summon(order, _price(context, pay)))


@writes
def agree(
    context: Context,
    order: OrderArgument,
    share: Annotated[
        int,
        typer.Argument(
            metavar="SHARE",
            min=0,
            max=10_000,
            help="The seller's part of 10,000.",
        ),
    ],
) -> None:
    """Name the share that the seller gets; it is done when both sides name the same."""
    found = order_of(context, order)
    _step(context, found, "agree", context.suite.escrow.agree(order, share), share=share)


@writes
def lapse(context: Context, order: OrderArgument) -> None:
    """End a dispute that nobody decided in time, as the offer said; anybody may."""
    _step(context, order_of(context, order), "lapse", context.suite.escrow.lapse(order))


@writes
def evidence(context: Context, order: OrderArgument, file: Evidence) -> None:
    """Log the digest of a piece of evidence, by buyer or seller."""
    order_of(context, order)
    plan = context.suite.escrow.submit_evidence(order, digest(file, "--file"))
    write(context, plan, lambda _: Done({"order": order}, f"symbio order show {order}"))


def _step(
    context: Context, found: Order, verb: str, plan: Plan[Any], *, quantity: int = 0, share: int = 0
) -> None:
    from symbio.domain.promise import of_step

    money = context.coin(found.currency).token.units(0)
    promise = of_step(verb, found, money, quantity, share)
    number = found.order_id

    def done(_: Any) -> Done:
        now = context.suite.escrow.order(number)
        left = money.token.units(now.left)
        facts = {"order": number, "state": words(now.state), "in_escrow": left}
        return Done(facts, f"symbio order show {number}")

    write(context, plan, done, promise=promise)


def _price(context: Context, text: str) -> int:
    return context.coin("ETH").token.amount(text).units
