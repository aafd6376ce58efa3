# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio clearing` for what a federation decides: rounds, limits, lines, values.

Each writes calls for a proposal; they take effect when the proposal is executed.
"""

from __future__ import annotations

from typing import Annotated

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.handing_over import hand_over
from symbio.cli.options import FederationArgument, reads, writes
from symbio.cli.owing import OutOption
from symbio.cli.valued import currency_numbers, values_of
from symbio.cli.writing import Done, Receipts, write

Money = Annotated[str, typer.Option(metavar="AMOUNT", help="In that currency, such as 500.00.")]
CurrencyArgument = Annotated[
    str, typer.Argument(metavar="CURRENCY", help="Its code, such as EUR or HOURS.")
]


def add_rules(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (add_currency, set_rounds, set_credit, set_line, set_reporters, set_values):
        app.command(verb.__name__.replace("_", "-"))(verb)


@writes
def add_currency(context: Context, currency: CurrencyArgument) -> None:
    """Give a currency its number, so that a federation can name it; anybody may."""
    from symbio.domain.currencies import code_of

    plan = context.suite.obligations.add_currency(code_of(currency))

    def done(receipts: Receipts) -> Done:
        facts = {"currency": currency, "number": receipts[0].value}
        return Done(
            facts, f"symbio clearing set-rounds FEDERATION --currency {currency} --out FILE"
        )

    write(context, plan, done)


@reads
def set_rounds(
    context: Context,
    federation: FederationArgument,
    out: OutOption,
    window: Annotated[
        str, typer.Option(metavar="DURATION", help="Of each of the three phases, such as P1D.")
    ] = "P1D",
    currency: Annotated[
        list[str] | None, typer.Option(metavar="CURRENCY", help="What takes part; repeat it.")
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="Hold no more rounds.")] = False,
) -> None:
    """Write the call by which a federation holds rounds in some currencies, or no more."""
    from symbio.domain.durations import seconds

    if none == bool(currency):
        raise BadUse("Give at least one --currency, or --none.")
    try:
        length = 0 if none else seconds(window)
    except ValueError as error:
        raise BadUse(f"--window: {error}.") from error
    numbers = currency_numbers(context, currency or [])
    hand_over(
        context, federation, context.suite.credit.set_rounds(length, [*numbers.values()]), out
    )


@reads
def set_credit(
    context: Context,
    federation: FederationArgument,
    currency: CurrencyArgument,
    out: OutOption,
    hard: Money,
    surplus: Money,
    community_bound: Money,
    soft: Money = "0",
    newcomer: Money = "0",
) -> None:
    """Write the call by which a federation sets its circle's limits in a currency.

    --hard is the most any line may allow, --newcomer what an account without a line of its own may
    owe, --surplus what it may be owed; --community-bound holds for a community's people together.
    """
    from symbio.domain.credit import Limits

    number = currency_numbers(context, [currency])[currency]
    units = [_units(each, currency) for each in (soft, hard, surplus, community_bound, newcomer)]
    hand_over(context, federation, context.suite.credit.set_credit(number, Limits(*units)), out)


@reads
def set_line(
    context: Context,
    federation: FederationArgument,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Who sits in the circle.")],
    currency: CurrencyArgument,
    out: OutOption,
    hard: Money,
    surplus: Money,
    soft: Money = "0",
) -> None:
    """Write the call by which a federation gives an account a line of its own."""
    number = currency_numbers(context, [currency])[currency]
    units = [_units(each, currency) for each in (soft, hard, surplus)]
    plan = context.suite.credit.set_line(address(account), number, *units)
    hand_over(context, federation, plan, out)


@reads
def set_reporters(
    context: Context,
    federation: FederationArgument,
    out: OutOption,
    reporter: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="Who reports; up to nine.")
    ] = None,
    max_age: Annotated[
        str, typer.Option(metavar="DURATION", help="For how long a report counts.")
    ] = "P7D",
) -> None:
    """Write the call by which a federation names who reports what currencies are worth."""
    from symbio.domain.credit import MAX_REPORTERS
    from symbio.domain.durations import seconds

    listed = [address(each) for each in reporter or []]
    if len(set(listed)) != len(listed) or len(listed) > MAX_REPORTERS:
        raise BadUse(f"--reporter: up to {MAX_REPORTERS}, each once.")
    try:
        age = seconds(max_age)
    except ValueError as error:
        raise BadUse(f"--max-age: {error}.") from error
    hand_over(context, federation, context.suite.credit.set_reporters(listed, age), out)


@reads
def set_values(
    context: Context,
    federation: FederationArgument,
    values: Annotated[
        list[str],
        typer.Argument(metavar="CURRENCY=VALUE…", help="What a minor unit is worth: EUR=16400."),
    ],
    until: Annotated[str, typer.Option(metavar="TIME", help="The last second it counts, in UTC.")],
    out: OutOption,
) -> None:
    """Write the call by which a federation votes itself what currencies are worth."""
    from symbio.cli.moments import second

    read = values_of(values)
    numbers = currency_numbers(context, list(read))
    wired = {numbers[code]: value for code, value in read.items()}
    plan = context.suite.credit.set_values(wired, second(until, "--until"))
    hand_over(context, federation, plan, out)


def _units(text: str, code: str) -> int:
    from symbio.cli.owing import amount_of

    return 0 if text == "0" else amount_of(text, code, "AMOUNT")
