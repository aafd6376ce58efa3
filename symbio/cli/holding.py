# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio treasury` for payments that wait for an arbiter's ruling."""

from __future__ import annotations

from typing import Annotated

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.moments import second
from symbio.cli.options import reads, writes
from symbio.cli.output import moment
from symbio.cli.splits import (
    SplitArgument,
    TokenArgument,
    deposit_plans,
    hold_of,
    positive,
    split_of,
)
from symbio.cli.writing import Done, Receipts, write

HoldArgument = Annotated[int, typer.Argument(metavar="HOLD", min=1, help="The hold's number.")]


def add_holding(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (hold, rule, release, refund):
        app.command(verb.__name__)(verb)
    app.command("show-hold")(show_hold)


@writes
def hold(
    context: Context,
    split: SplitArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="Such as 120.50.")],
    token: TokenArgument,
    arbiter: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Who alone rules how it is divided.")
    ],
    until: Annotated[
        str, typer.Option(metavar="TIME", help="Until when, in UTC: 2026-11-23T15:00:00Z.")
    ],
) -> None:
    """Pay what is the split's once an arbiter rules so, or nobody ruled in time."""
    from symbio.domain.holds import check_terms

    split_of(context, split)
    treasury, coin = context.suite.treasury, context.coin(token)
    money, judge, end = positive(coin, amount), address(arbiter), second(until, "--until")
    # The same rules as on chain, before anything is sent.
    check_terms(money.units, judge, end, int(context.client.block("latest")["timestamp"]))
    plans = deposit_plans(context, coin, money, treasury.deposit_held(split, money, judge, end))

    def done(receipts: Receipts) -> Done:
        number = receipts[-1].value
        held = treasury.hold(number)
        facts = {"hold": number, "split": split, "held": coin.token.units(held.amount)}
        return Done(facts, f"symbio treasury rule {number} AMOUNT")

    write(context, plans, done, chained=True)


@reads
def show_hold(context: Context, number: HoldArgument) -> None:
    """Show a payment that waits, or waited, for a ruling."""
    found = hold_of(context, number)
    token = context.coin(found.token).token
    context.out.record(
        {
            "hold": number,
            "split": found.split_id,
            "held": token.units(found.amount),
            "payer": found.payer,
            "arbiter": found.arbiter,
            "until": moment(found.until),
            "decided": found.decided,
            "refund": token.units(found.refund),
            "shares_version": found.version,
            "key": found.key,
        }
    )


@writes
def rule(
    context: Context,
    number: HoldArgument,
    amount: Annotated[
        str, typer.Argument(metavar="AMOUNT", help="What its split gets; the payer gets the rest.")
    ],
) -> None:
    """Divide a held payment between its split and its payer, once; its arbiter signs."""
    found = hold_of(context, number)
    money = context.coin(found.token).token.amount(amount)
    plan = context.suite.treasury.rule_hold(number, money)
    facts = {"hold": number, "to_split": money, "to_payer": money.token.units(found.amount) - money}
    after = f"symbio treasury claim {found.split_id} {found.token} PAYEE --hold {number}"
    write(context, plan, lambda _: Done(facts, after))


@writes
def release(context: Context, number: HoldArgument) -> None:
    """Give a held payment to its split, when nobody ruled in time; anybody may."""
    found = hold_of(context, number)
    plan = context.suite.treasury.release_hold(number)
    after = f"symbio treasury claim {found.split_id} {found.token} PAYEE --hold {number}"
    write(context, plan, lambda _: Done({"hold": number}, after))


@writes
def refund(
    context: Context,
    number: HoldArgument,
    to: Annotated[
        str | None,
        typer.Argument(metavar="TO", help="The address that is paid; the payer, by default."),
    ] = None,
) -> None:
    """Take back what a ruling gave the payer of a held payment; the payer signs."""
    found = hold_of(context, number)
    if not found.decided:
        raise BadUse(f"Hold {number} isn't decided: nothing was refunded yet.")
    token = context.coin(found.token).token
    where = found.payer if to is None else address(to)
    plan = context.suite.treasury.withdraw_refund(number, token, where)

    def done(receipts: Receipts) -> Done:
        facts = {"hold": number, "refunded": receipts[0].value}
        return Done(facts, f"symbio treasury show-hold {number}")

    write(context, plan, done)
