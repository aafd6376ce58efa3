# SPDX-License-Identifier: Apache-2.0
"""`symbio treasury`: shared revenue. Splits, what comes into them, and what each is owed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.controlling import add_control
from symbio.cli.exits import BadUse
from symbio.cli.holding import add_holding
from symbio.cli.nouns import noun
from symbio.cli.options import reads, writes
from symbio.cli.paying_out import add_paying_out
from symbio.cli.splits import (
    HoldOption,
    PayeeArgument,
    SplitArgument,
    TokenArgument,
    deposit_plans,
    paid_in,
    payee_of,
    positive,
    split_of,
    standing,
)
from symbio.cli.writing import Done, Receipts, write
from symbio.domain.addresses import NOBODY

app = noun("treasury")

Shares = Annotated[
    list[str] | None,
    typer.Option(
        "--share",
        metavar="PAYEE=SHARE",
        help="A payee (0x…, community:3 or split:2) and its share of 10,000; repeat it.",
    ),
]


@app.command()
@writes
def create(
    context: Context,
    share: Shares = None,
    controller: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Who may change the shares later.")
    ] = None,
    fixed: Annotated[bool, typer.Option("--fixed", help="Nobody may ever change them.")] = False,
) -> None:
    """Create a split; its shares sum to 10,000."""
    from symbio.domain.shares import Shares as Twin

    if fixed == (controller is not None):
        raise BadUse("Give a --controller, or --fixed for shares that never change.")
    shares = _shares(share)
    # The same rules as on chain, before anything is sent.
    Twin.create([payee.word for payee in shares], list(shares.values()))
    who = NOBODY if controller is None else address(controller)
    plan = context.suite.treasury.create(who, shares)

    def done(receipts: Receipts) -> Done:
        split = receipts[0].value
        where = context.suite.treasury.receiving_address(split)
        facts = {"split": split, "receiving_address": where}
        return Done(facts, f"symbio treasury deposit {split} AMOUNT TOKEN")

    write(context, plan, done)


@app.command()
@reads
def show(context: Context, split: SplitArgument) -> None:
    """Show a split: who controls it, its payees and their shares."""
    found = split_of(context, split)
    shares = standing(context, split)
    context.out.record(
        {
            "split": split,
            "controller": None if found.controller == NOBODY else found.controller,
            "heir": None if found.heir == NOBODY else found.heir,
            "version": found.version,
            "receiving_address": context.suite.treasury.receiving_address(split),
            "payees": [{"payee": str(payee), "share": part} for payee, part in shares.items()],
        }
    )


@app.command()
@writes
def shares(context: Context, split: SplitArgument, share: Shares = None) -> None:
    """Change the shares of the payees named, for the future; a share of 0 removes."""
    from symbio.domain.shares import Shares as Twin

    split_of(context, split)
    change = _shares(share)
    now = standing(context, split)
    before = Twin.create([payee.word for payee in now], list(now.values()))
    before.change([payee.word for payee in change], list(change.values()))
    plan = context.suite.treasury.set_shares(split, change)
    write(
        context,
        plan,
        lambda receipts: Done({"version": receipts[0].value}, f"symbio treasury show {split}"),
    )


@app.command()
@writes
def deposit(
    context: Context,
    split: SplitArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="Such as 120.50.")],
    token: TokenArgument,
) -> None:
    """Pay revenue into a split; a token is allowed to the Treasury first, where it is needed."""
    split_of(context, split)
    treasury, coin = context.suite.treasury, context.coin(token)
    money = positive(coin, amount)
    plans = deposit_plans(context, coin, money, treasury.deposit(split, money))

    def done(receipts: Receipts) -> Done:
        facts = {"split": split, "credited": receipts[-1].value}
        return Done(facts, f"symbio treasury claim {split} {token} PAYEE")

    write(context, plans, done, chained=True)


@app.command("deposit-many")
@writes
def deposit_many(
    context: Context,
    token: TokenArgument,
    pay: Annotated[
        list[str] | None,
        typer.Option(metavar="SPLIT=AMOUNT", help="What a split is paid, such as 3=90; repeat it."),
    ] = None,
) -> None:
    """Pay several splits by one transfer; what arrives is divided as the amounts are."""
    treasury, coin = context.suite.treasury, context.coin(token)
    amounts: dict[int, Any] = {}
    for each in pay or []:
        number, equals, amount = each.partition("=")
        if not equals or not number.isascii() or not number.isdigit():
            raise BadUse(f"--pay: “{each}” is not SPLIT=AMOUNT, such as 3=90.")
        if int(number) in amounts:
            raise BadUse(f"--pay: split {number} stands twice.")
        split_of(context, int(number))
        amounts[int(number)] = positive(coin, amount)
    if not amounts:
        raise BadUse("Give at least one --pay SPLIT=AMOUNT.")
    total = sum(amounts.values(), coin.token.units(0))
    plans = deposit_plans(context, coin, total, treasury.deposit_many(amounts))

    def done(receipts: Receipts) -> Done:
        facts = {"splits": list(amounts), "credited": receipts[-1].value}
        return Done(facts, f"symbio treasury statement {next(iter(amounts))}")

    write(context, plans, done, chained=True)


@app.command()
@writes
def collect(context: Context, split: SplitArgument, token: TokenArgument) -> None:
    """Bring in what lies on the split's receiving address; anybody may."""
    split_of(context, split)
    plan = context.suite.treasury.collect(split, context.coin(token).token)

    def done(receipts: Receipts) -> Done:
        facts = {"split": split, "credited": receipts[0].value}
        return Done(facts, f"symbio treasury claim {split} {token} PAYEE")

    write(context, plan, done)


@app.command()
@writes
def claim(
    context: Context,
    split: SplitArgument,
    token: TokenArgument,
    payee: PayeeArgument,
    hold: HoldOption = None,
) -> None:
    """Pay a payee what it is owed, or let it flow on into a nested split; anybody may."""
    split_of(context, split)
    coin = paid_in(context, token, hold).token
    plan = context.suite.treasury.claim(split, coin, payee_of(payee), hold)
    write(context, plan, lambda receipts: _claimed(receipts, split, token))


@app.command("claim-to")
@writes
def claim_to(
    context: Context,
    split: SplitArgument,
    token: TokenArgument,
    payee: PayeeArgument,
    to: Annotated[str, typer.Argument(metavar="TO", help="The address that is paid.")],
    hold: HoldOption = None,
) -> None:
    """Pay what a payee is owed to another address; the payee or its steward signs."""
    split_of(context, split)
    coin = paid_in(context, token, hold).token
    plan = context.suite.treasury.claim_to(split, coin, payee_of(payee), address(to), hold)
    write(context, plan, lambda receipts: _claimed(receipts, split, token))


@app.command()
@reads
def owed(
    context: Context,
    split: SplitArgument,
    token: TokenArgument,
    payee: Annotated[
        str | None, typer.Argument(metavar="PAYEE", help="Only this payee; all, by default.")
    ] = None,
    hold: HoldOption = None,
) -> None:
    """Show what a split owes its payees in a token."""
    split_of(context, split)
    coin = paid_in(context, token, hold).token
    treasury = context.suite.treasury
    payees = standing(context, split, former=True) if payee is None else {payee_of(payee): 0}
    rows = [
        {
            "payee": str(each),
            "share": treasury.share(split, each),
            "owed": treasury.owed(split, coin, each, hold),
        }
        for each in payees
    ]
    context.out.table(rows, ["payee", "share", "owed"])


@app.command("address")
@reads
def address_(context: Context, split: SplitArgument) -> None:
    """Print the plain address on which a split can be paid."""
    split_of(context, split)
    where = context.suite.treasury.receiving_address(split)
    context.out.record({"split": split, "receiving_address": where})


@app.command()
@reads
def statement(context: Context, split: SplitArgument) -> None:
    """List everything that came into a split and left it, oldest first, each in a sentence."""
    from symbio.cli.statement import lines

    split_of(context, split)
    headings = ["time", "what", "who", "amount", "says", "transaction"]
    context.out.table(list(lines(context, split)), headings)


add_control(app)
add_holding(app)
add_paying_out(app)


def _shares(said: list[str] | None) -> dict[Any, int]:
    if not said:
        raise BadUse("Give at least one --share PAYEE=SHARE.")
    found: dict[Any, int] = {}
    for each in said:
        who, equals, part = each.rpartition("=")
        if not equals or not part.isascii() or not part.isdigit():
            raise BadUse(f"--share: “{each}” is not PAYEE=SHARE, such as community:3=2500.")
        payee = payee_of(who)
        if payee in found:
            raise BadUse(f"--share: {payee} stands twice.")
        found[payee] = int(part)
    return found


def _claimed(receipts: Receipts, split: int, token: str) -> Done:
    return Done(
        {"split": split, "claimed": receipts[0].value}, f"symbio treasury owed {split} {token}"
    )
