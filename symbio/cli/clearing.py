# SPDX-License-Identifier: Apache-2.0
"""`symbio clearing`: circles of mutual credit, other currencies, and rounds that set off."""

from __future__ import annotations

import secrets
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.clearing_rounds import add_rounds
from symbio.cli.clearing_rules import add_rules
from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import read
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityOption, FederationArgument, reads, writes
from symbio.cli.output import moment
from symbio.cli.owing import SignTo, amount_of, sign_after_asking
from symbio.cli.valued import currency_numbers, values_of
from symbio.cli.writing import Done, Receipts, write

if TYPE_CHECKING:
    from symbio.domain.acts import Acceptance

app = noun("clearing")


@app.command()
@writes
def accept(
    context: Context,
    federation: Annotated[
        str | None,
        typer.Argument(metavar="FEDERATION", help="In whose rounds: its number or address."),
    ] = None,
    gives: Annotated[
        str | None,
        typer.Option(metavar="'AMOUNT CURRENCY'", help="At most so much of what you are owed."),
    ] = None,
    takes: Annotated[
        str | None, typer.Option(metavar="CURRENCY", help="In which your debts shrink for it.")
    ] = None,
    rate: Annotated[
        str | None,
        typer.Option(metavar="RATE", help="At least so many of --takes for 1 of --gives."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="The last second, in UTC.")
    ] = None,
    sign_to: SignTo = None,
    signed: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Carry what a holder has signed."),
    ] = None,
) -> None:
    """Consent that your claims in one currency are set off against your debts in another."""
    if signed is not None:
        if any((federation, gives, takes, rate, until, sign_to)):
            raise BadUse("--signed says everything already: give it alone.")
        _carry(context, signed)
        return
    if federation is None or gives is None or takes is None or rate is None or until is None:
        raise BadUse("Give FEDERATION, --gives, --takes, --rate and --until, or --signed FILE.")
    act = _accepted(context, federation, gives, takes, rate, until)
    _accept(context, act, sign_to)


@app.command()
@writes
def revoke(
    context: Context,
    acceptance: Annotated[
        int, typer.Argument(metavar="ACCEPTANCE", min=1, help="The acceptance's number.")
    ],
) -> None:
    """Take a consent back, at once; what was set off under it stays so."""
    plan = context.suite.clearing.revoke_acceptance(acceptance)
    after = "symbio clearing accept FEDERATION …"
    write(context, plan, lambda _: Done({"acceptance": acceptance, "revoked": True}, after))


@app.command()
@writes
def join(
    context: Context,
    federation: FederationArgument,
    community: CommunityOption,
    steward: Annotated[
        bool, typer.Option("--steward", help="As the community's steward, not as a person of it.")
    ] = False,
) -> None:
    """Join a federation's circle of mutual credit, or take your seat over with a new key."""
    from symbio.domain.clearing_promises import of_join
    from symbio.domain.credit import STEWARD
    from symbio.domain.currencies import money

    found, credit = context.federation(federation), context.suite.credit
    place = STEWARD if steward else found.rolls.find(community, context.sender).place
    _, currency_ids = credit.rounds(found.address)
    codes = {number: context.suite.obligations.currency(number) for number in currency_ids}
    lines = [
        money(credit.limits(found.address, number).newcomer, code)
        for number, code in codes.items()
        if credit.limits(found.address, number).newcomer
    ]
    newcomer = f"a first line of {' and '.join(lines)}" if lines else "no line yet"

    def done(receipts: Receipts) -> Done:
        facts = {"federation": found.address, "seat": receipts[0].value, "community": community}
        return Done(facts, f"symbio clearing line {federation} {context.sender}")

    plan = credit.join(found.address, community, place)
    write(context, plan, done, promise=of_join(found.name, newcomer))


@app.command()
@writes
def leave(context: Context, federation: FederationArgument) -> None:
    """Leave a circle: you draw no more; what you owe it stays owed, and may be set off."""
    found = context.federation(federation)
    facts = {"federation": found.address, "account": context.sender}
    after = f"symbio clearing line {federation} {context.sender}"
    write(context, context.suite.credit.leave(found.address), lambda _: Done(facts, after))


@app.command()
@reads
def line(
    context: Context,
    federation: FederationArgument,
    account: Annotated[
        str | None, typer.Argument(metavar="ACCOUNT", help="Its line; else the circle's limits.")
    ] = None,
) -> None:
    """Show how far an account may owe the circle or be owed by it, and where it stands."""
    from symbio.domain.currencies import money

    found, credit = context.federation(federation), context.suite.credit
    rows: list[dict[str, Any]] = []
    for number in credit.rounds(found.address)[1]:
        code = context.suite.obligations.currency(number)
        if account is None:
            limits = credit.limits(found.address, number)
            shown = {name: getattr(limits, name) for name in limits.__dataclass_fields__}
        else:
            who = address(account)
            seat, own = credit.seat(found.address, who), credit.line(found.address, who, number)
            balance = credit.account_balance(found.address, who, number)
            shown = {"balance": balance, "soft": own.soft, "hard": own.hard, "surplus": own.surplus}
            rows.append({"currency": code, "may_draw": seat.may_draw, "own": own.is_own})
        texts = {name: money(units, code) for name, units in shown.items()}
        if account is None:
            rows.append({"currency": code, **texts})
        else:
            rows[-1] |= texts
    every = ["currency", "soft", "hard", "surplus", "community_bound", "newcomer"]
    one = ["currency", "balance", "soft", "hard", "surplus", "own", "may_draw"]
    context.out.table(rows, every if account is None else one)


@app.command()
@reads
def rates(context: Context, federation: FederationArgument) -> None:
    """Show what each currency is worth in a federation's rounds, who says so and since when."""
    from symbio.domain.currencies import exponent

    found, credit = context.federation(federation), context.suite.credit
    values = credit.terms(found.address)[1]
    codes = {number: context.suite.obligations.currency(number) for number in values}
    first = next(iter(values), 0)
    rows = []
    for number, value in values.items():
        voted, until = credit.voted_value(found.address, number)
        reports = [
            {"reporter": who, "value": told, "at": moment(at)}
            for who in credit.reporters(found.address)[0]
            for told, at in [credit.report(found.address, who, number)]
            if told
        ]
        unit = value * 10 ** exponent(codes[number])
        base = values[first] * 10 ** exponent(codes[first])
        rows.append(
            {
                "currency": codes[number],
                "value": value,
                "one_is": f"{float(Fraction(unit, base)):.6g} {codes[first]}" if base else None,
                "voted": voted or None,
                "voted_until": moment(until),
                "reports": len(reports),
                "reported": reports,
            }
        )
    context.out.table(rows, ["currency", "value", "one_is", "voted", "voted_until", "reports"])


@app.command()
@writes
def report(
    context: Context,
    federation: FederationArgument,
    values: Annotated[
        list[str],
        typer.Argument(metavar="CURRENCY=VALUE…", help="What a minor unit is worth: EUR=16400."),
    ],
) -> None:
    """Report, as a reporter of a federation, what a minor unit of each currency is worth.

    Values are whole numbers of one common measure that nobody pays in: only their ratios count.
    """
    found = context.federation(federation)
    read_values = values_of(values)
    numbers = currency_numbers(context, list(read_values))
    wired = {numbers[code]: value for code, value in read_values.items()}
    plan = context.suite.credit.report_values(found.address, wired)
    facts = {"federation": found.address, "reported": read_values}
    write(context, plan, lambda _: Done(facts, f"symbio clearing rates {federation}"))


add_rounds(app)
add_rules(app)


def _accepted(
    context: Context, federation: str, gives: str, takes: str, rate: str, until: str
) -> Acceptance:
    from symbio.cli.moments import second
    from symbio.domain.acts import CLEARING_DOMAIN, Acceptance, Domain
    from symbio.domain.clearing import RATE_ONE
    from symbio.domain.currencies import code_of, exponent

    figure, _, code = gives.strip().rpartition(" ")
    if not figure:
        raise BadUse(f"--gives: “{gives}” names no currency, as “500 EUR” does.")
    try:
        asked = Fraction(rate)
    except (ValueError, ZeroDivisionError) as error:
        raise BadUse(f"--rate: “{rate}” is no number such as 164.5.") from error
    scale = Fraction(10 ** exponent(code_of(takes)), 10 ** exponent(code_of(code)))
    # Up, so that no rounding ever gives less than was asked.
    minimum = -(-(asked * scale * RATE_ONE) // 1)
    if not 0 < minimum < 2**96:
        raise BadUse("--rate: it is zero, or beyond what can be counted.")
    suite = context.suite
    return Acceptance(
        Domain(CLEARING_DOMAIN, context.client.chain_id, suite.clearing.address),
        holder=context.sender,
        federation=context.federation(federation).address,
        gives=code,
        takes=takes,
        amount=amount_of(figure, code, "--gives"),
        minimum_rate=int(minimum),
        until=second(until, "--until"),
        nonce=secrets.randbelow(2**52),
    )


def _accept(context: Context, act: Acceptance, sign_to: Path | None) -> None:
    from symbio.chain.signing import sign
    from symbio.domain.clearing_promises import of_acceptance

    promise = of_acceptance(act)
    if sign_to is None:
        plan = context.suite.clearing.register_acceptance(act)
        write(context, plan, _registered, promise=promise)
        return

    def made() -> bytes:
        return sign(act, context.signer).canonical() + b"\n"

    if sign_after_asking(context, promise, act.said(), made, sign_to):
        context.out.record({"file": str(sign_to), "signer": act.holder, "says": act.said()})
        context.out.next(f"symbio clearing accept --signed {sign_to}")


def _carry(context: Context, file: Path) -> None:
    from symbio.chain.signing import parse
    from symbio.domain.acts import Acceptance

    signed = parse(read(file))
    act = signed.read()
    if not isinstance(act, Acceptance) or act.domain != context.suite.clearing.domain:
        raise NotAsItShouldBe(f"{file} is no acceptance of this Clearing.")
    context.out.say(signed.sentence())
    plan = context.suite.clearing.register_acceptance(act, signed.raw_signature())
    write(context, plan, _registered)


def _registered(receipts: Receipts) -> Done:
    number = receipts[0].value
    return Done({"acceptance": number}, f"to take it back: symbio clearing revoke {number}")
