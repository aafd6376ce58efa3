# SPDX-License-Identifier: Apache-2.0
"""`symbio order`: from the escrow to the delivery, or to whatever ends an order instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.nouns import noun
from symbio.cli.options import reads, writes
from symbio.cli.ordering import add_ordering
from symbio.cli.output import moment, words
from symbio.cli.splits import TokenArgument
from symbio.cli.stepping import OrderArgument, add_steps, order_of
from symbio.cli.writing import Done, Receipts, write
from symbio.domain.addresses import NOBODY

if TYPE_CHECKING:
    from symbio.domain.escrow import Order

app = noun("order")
add_ordering(app)
add_steps(app)


@app.command()
@reads
def show(context: Context, order: OrderArgument) -> None:
    """Show an order: where it stands, what is in escrow, and what ends it."""
    found = order_of(context, order)
    buyer, seller = context.suite.escrow.named_shares(order)
    facts = _facts(context, found)
    facts["named_by_buyer"], facts["named_by_seller"] = buyer, seller
    context.out.record(facts)


@app.command("list")
@reads
def list_(
    context: Context,
    of: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Only of this buyer or seller.")
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="open, delivered, disputed or closed.")
    ] = None,
) -> None:
    """List the orders of this Market, the newest first."""
    from symbio.domain.escrow import State

    if state is not None and state.upper() not in State.__members__:
        raise BadUse(f"--state: “{state}” is none of open, delivered, disputed, closed.")
    who = None if of is None else address(of)
    escrow = context.suite.escrow
    rows = []
    for number in range(escrow.count(), 0, -1):
        found = escrow.order(number)
        if who is not None and who not in (found.buyer, found.seller):
            continue
        if state is None or found.state is State[state.upper()]:
            rows.append(_facts(context, found))
    headings = ["order", "state", "buyer", "seller", "quantity", "total", "in_escrow", "due"]
    context.out.table(rows, headings)


@app.command()
@reads
def owed(
    context: Context,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Whom the Escrow owes.")],
    token: TokenArgument,
) -> None:
    """Show what the Escrow owes an account, such as refunds."""
    coin = context.coin(token).token
    who = address(account)
    context.out.record({"account": who, "owed": context.suite.escrow.owed(who, coin)})


@app.command()
@writes
def withdraw(
    context: Context,
    token: TokenArgument,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Have it paid to another address.")
    ] = None,
) -> None:
    """Take what the Escrow owes you in a currency."""
    coin, escrow = context.coin(token).token, context.suite.escrow
    plan = escrow.withdraw(coin) if to is None else escrow.withdraw_to(coin, address(to))

    def done(receipts: Receipts) -> Done:
        return Done({"withdrawn": receipts[0].value}, "symbio order list")

    write(context, plan, done)


def _facts(context: Context, found: Order) -> dict[str, Any]:
    money = context.coin(found.currency).token
    facts: dict[str, Any] = {
        "order": found.order_id,
        "state": words(found.state),
        "buyer": found.buyer,
        "seller": found.seller,
        "offer": found.offer_id,
        "quantity": found.quantity,
        "total": money.units(found.total),
        "in_escrow": money.units(found.left),
        "stage": found.stage + 1,
        "delivered": found.delivered or None,
        "due": moment(found.due),
        "deliver_from": moment(found.deliver_from),
        "deliver_until": moment(found.deliver_until),
        "split": found.split_id,
        "arbiter": None if found.arbiter == NOBODY else found.arbiter,
        "is_summoned": found.is_summoned,
    }
    if found.accord_id:
        facts |= {
            "accord": found.accord_id,
            "clause": found.clause,
            "seller_party": found.seller_party,
            "buyer_party": found.buyer_party,
            "contribution": found.contribution,
            "contribution_split": found.contribution_split or None,
        }
    return facts
