# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio jury stipend`: show, claim, set, endow, give-back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.handing_over import hand_over
from symbio.cli.options import FederationArgument, reads, writes
from symbio.cli.owing import OutOption
from symbio.cli.sitting import JuryArgument
from symbio.cli.writing import Done, Receipts, write
from symbio.domain.addresses import NOBODY

if TYPE_CHECKING:
    from symbio.domain.amount import Amount

stipend = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="What jurors are paid, whatever they vote.",
    rich_markup_mode=None,
)


def add_stipends(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    app.add_typer(stipend, name="stipend")


@stipend.command()
@reads
def show(context: Context, jury: JuryArgument) -> None:
    """Show what is set aside for a jury's seats, and by whom."""
    context.suite.juries.jury(jury)
    reserve = context.suite.stipends.reserved(jury)
    each = _each(context, jury)
    facts: dict[str, Any] = {
        "jury": jury,
        "each_seat": each,
        "payer": None if reserve.payer == NOBODY else reserve.payer,
        "over": context.suite.juries.is_over(jury),
    }
    context.out.record(facts)


@stipend.command()
@writes
def claim(
    context: Context,
    jury: JuryArgument,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Who is paid; you, by default.")
    ] = None,
) -> None:
    """Claim your stipend, once the jury is over and you had shown your vote."""
    from symbio.domain.jury_words import of_stipend

    each = _each(context, jury)
    if each is None:
        raise NotAsItShouldBe(f"Nothing is set aside for jury {jury}.")
    paid_to = address(to) if to else context.sender
    plan = context.suite.stipends.claim(jury, paid_to, each.token)

    def done(receipts: Receipts) -> Done:
        facts = {"jury": jury, "to": paid_to, "paid": receipts[0].value}
        return Done(facts, f"symbio jury stipend show {jury}")

    write(context, plan, done, promise=of_stipend(str(each), paid_to))


@stipend.command("set")
@reads
def set_(
    context: Context,
    federation: FederationArgument,
    out: OutOption,
    amount: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="What each seat gets, such as 5.00.")
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option(metavar="TOKEN", help="The token's address; ETH: the chain's own coin."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="Pay no stipend any more.")] = False,
    court: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Whose juries; the Tribunal's, by default."),
    ] = None,
) -> None:
    """Write the call by which a federation says what jurors of its cases get, or nothing more."""
    from symbio.cli.splits import positive
    from symbio.domain.jury_words import of_rate

    found = context.federation(federation)
    rate = None
    if amount is not None and currency is not None and not none:
        rate = positive(context.coin(currency), amount)
    elif not none or amount is not None or currency is not None:
        raise BadUse("Give --amount and --currency, or --none.")
    whose = address(court) if court else context.suite.tribunal.address
    promise = of_rate(found.name, None if rate is None else str(rate))
    hand_over(context, federation, context.suite.stipends.set_stipend(whose, rate), out, promise)


@stipend.command()
@writes
def endow(
    context: Context,
    federation: FederationArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much, such as 120.50.")],
    currency: Annotated[
        str, typer.Option(metavar="TOKEN", help="The token's address; ETH: the chain's own coin.")
    ],
) -> None:
    """Give to the fund from which a federation pays jurors, for good; by anybody."""
    from symbio.domain.jury_words import of_endowment

    found, coin = context.federation(federation), context.coin(currency)
    given, funds = coin.token.amount(amount), context.suite.stipends
    plans: list[Any] = []
    if not coin.token.is_native and coin.allowance(context.sender, funds.address) < given:
        plans.append(coin.approve(funds.address, given))
    plans.append(funds.endow(found.address, given))

    def done(receipts: Receipts) -> Done:
        facts = {"federation": found.address, "arrived": receipts[-1].value}
        return Done(facts, f"symbio federation show {federation}")

    promise = of_endowment(str(given), found.name)
    write(context, plans, done, chained=True, promise=promise)


@stipend.command("give-back")
@writes
def give_back(context: Context, jury: JuryArgument) -> None:
    """Give what no seat earned back to the fund, once the jury is over; by anybody."""
    done = Done({"jury": jury}, f"symbio jury stipend show {jury}")
    write(context, context.suite.stipends.give_back(jury), lambda _: done)


def _each(context: Context, jury: int) -> Amount | None:
    """Give what is set aside for each seat; None for nothing."""
    reserve = context.suite.stipends.reserved(jury)
    if not reserve.amount:
        return None
    return context.coin(reserve.token).token.units(reserve.amount)
