# SPDX-License-Identifier: Apache-2.0
"""`symbio obligation`: sign, register and read who owes whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.nouns import noun
from symbio.cli.obligation_disputes import add_disputes
from symbio.cli.obligation_files import add_files
from symbio.cli.obligation_payments import add_payments
from symbio.cli.options import ObligationArgument, agrees, reads, writes
from symbio.cli.owing import (
    Files,
    OutOption,
    amount_of,
    claim_of,
    day_end,
    joint_act,
    obligations_in,
    require_signed,
    row_of,
    sign_after_asking,
    where,
)
from symbio.cli.writing import Done, Receipts, write

if TYPE_CHECKING:
    from symbio.chain.joint_acts import JointAct
    from symbio.domain.acts import Obligation
    from symbio.domain.promise import Promise

app = noun("obligation")

Account = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Only what this account owes or is owed.")
]


@app.command()
@agrees
def sign(
    context: Context,
    out: OutOption,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="What another has written, or a folder; else a new one."
        ),
    ] = None,
    debtor: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Who owes; you, by default.")
    ] = None,
    creditor: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Who is owed; you, by default.")
    ] = None,
    amount: Annotated[
        str | None, typer.Option(metavar="'AMOUNT CURRENCY'", help="Such as '120.50 EUR'.")
    ] = None,
    due: Annotated[
        str | None, typer.Option(metavar="DAY", help="When it is due; no rule reads it.")
    ] = None,
    expires: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day it takes part in a round.")
    ] = None,
    reference: Annotated[
        str, typer.Option(metavar="TEXT", help="An invoice's number, say; at most 64 bytes.")
    ] = "",
    arbiter: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="An ERC-792 arbiter for disputes; none by default."),
    ] = None,
) -> None:
    """Sign what you owe or are owed, or what another has signed already; it costs nothing."""
    from symbio.chain.joint_acts import JointAct

    if file is not None:
        from symbio.cli.signing_many import sign_folder

        if any((debtor, creditor, amount, due, expires, reference, arbiter)):
            raise BadUse("A FILE says everything already: give it alone, with --out.")
        if file.is_dir():
            sign_folder(context, file, out)
            return
        joint = joint_act(file)
    else:
        if amount is None or due is None or expires is None:
            raise BadUse("A new obligation needs --amount, --due and --expires.")
        act = _drafted(context, (debtor, creditor), amount, (due, expires), reference, arbiter)
        joint = JointAct.of(act)
    _sign(context, joint, out)


@app.command()
@writes
def register(context: Context, files: Files) -> None:
    """Register obligations that both sides signed; anybody may, a side that sends needs not sign.

    Up to 16 go into one transaction; one that is refused keeps its whole transaction out.
    """
    from symbio.cli.registering import registrations

    acts = obligations_in(files)
    sender = context.sender
    for path, joint in acts.items():
        require_signed(path, joint, sender)
    plans = registrations(context.suite.obligations, list(acts.values()))

    def done(receipts: Receipts) -> Done:
        numbers = [number for receipt in receipts for number in receipt.value]
        rows = [
            {"file": str(path), "obligation": number}
            for path, number in zip(acts, numbers, strict=True)
        ]
        return Done({"registered": rows}, f"symbio obligation show {numbers[0]}")

    for joint in acts.values():
        context.out.say(joint.sentence())
    write(context, plans, done)


@app.command("list")
@reads
def list_(
    context: Context,
    account: Account = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also those of which nothing remains or that expired.")
    ] = False,
) -> None:
    """List what is owed: by whom, to whom, how much remains, until when it can be set off."""
    from symbio.chain.circles import ledger

    who = None if account is None else address(account)
    today = context.client.now() // 86_400
    rows = [
        row_of(each)
        for each in ledger(context.suite.clearing).owed.values()
        if (who is None or who in (each.debtor, each.creditor))
        and (every or (each.remaining and each.last_day >= today))
    ]
    headings = ["obligation", "debtor", "creditor", "remaining", "due", "until", "reference"]
    context.out.table(rows, headings)


@app.command()
@reads
def show(context: Context, obligation: ObligationArgument) -> None:
    """Show one obligation: what remains, what was paid and set off, and its dispute."""
    from symbio.chain.circles import ledger
    from symbio.domain.addresses import NOBODY
    from symbio.domain.currencies import money

    claim, code = claim_of(context, obligation)
    told = ledger(context.suite.clearing).owed[obligation]
    named = context.suite.obligations.settlement(obligation)
    facts: dict[str, Any] = {
        **row_of(told),
        "currency": code,
        "minor_units": claim.remaining,
        "paid": money(told.paid, code),
        "set_off": money(told.set_off, code),
        "status": claim.status,
        "first_creditor": told.registered_to,
        "arbiter": None if claim.arbiter == NOBODY else claim.arbiter,
        "escalated": claim.dispute_id if claim.is_escalated else None,
        "offered_rest": money(named.remaining, code) if named.is_named else None,
        "offered_by": _offered_by(named.by_debtor) if named.is_named else None,
    }
    context.out.record(facts)


add_files(app)
add_payments(app)
add_disputes(app)


def _offered_by(by_debtor: bool) -> str:
    return "debtor" if by_debtor else "creditor"


def _drafted(
    context: Context,
    sides: tuple[str | None, str | None],
    amount: str,
    days: tuple[str, str],
    reference: str,
    arbiter: str | None,
) -> Obligation:
    from symbio.domain.acts.obligations import MAX_REFERENCE, Obligation
    from symbio.domain.addresses import NOBODY
    from symbio.domain.currencies import code_of
    from symbio.domain.obligation_nonce import nonce_of

    figure, _, code = amount.strip().rpartition(" ")
    if not figure:
        raise BadUse(f"--amount: “{amount}” names no currency, as “120.50 EUR” does.")
    if len(reference.encode()) > MAX_REFERENCE:
        raise BadUse(f"--reference: it is longer than {MAX_REFERENCE} bytes.")
    if sides[0] is None and sides[1] is None:
        raise BadUse("Name the other side with --debtor or --creditor.")
    debtor, creditor = (context.sender if each is None else address(each) for each in sides)
    if debtor == creditor:
        raise BadUse("Nobody owes themselves anything.")
    due, expires = day_end(days[0], "--due"), day_end(days[1], "--expires")
    units = amount_of(figure, code_of(code), "--amount")
    return Obligation(
        where(context),
        debtor=debtor,
        creditor=creditor,
        currency=code,
        amount=units,
        due=due,
        expires=expires,
        reference=reference,
        arbiter=NOBODY if arbiter is None else address(arbiter),
        nonce=nonce_of(debtor, creditor, code, units, due, reference),
    )


def _sign(context: Context, joint: JointAct, out: Path) -> None:

    act, who = joint.read(), context.sender
    if act.domain != where(context):
        raise NotAsItShouldBe("It is of another chain, or of another Clearing than this one.")
    if who not in joint.sides():
        raise NotAsItShouldBe(f"{who} isn't a side of it: {' and '.join(joint.sides())} are.")
    told = _promise(context, joint, who)
    signed: list[JointAct] = []

    def made() -> bytes:
        signed.append(joint.signed(context.signer))
        return signed[0].canonical() + b"\n"

    if not sign_after_asking(context, told, joint.sentence(), made, out):
        return
    missing = signed[0].missing()
    facts = {"file": str(out), "signer": who, "says": joint.sentence(), "missing": missing}
    context.out.record(facts)
    if missing:
        context.out.next(f"hand {out} to {missing[0]}: symbio obligation sign {out} --out FILE")
    elif hasattr(act, "expires"):
        context.out.next(f"symbio obligation register {out}")
    else:
        context.out.next(f"the creditor sends it: symbio obligation assign --signed {out}")


def _promise(context: Context, joint: JointAct, who: str) -> Promise:
    from symbio.domain.acts import Obligation
    from symbio.domain.clearing_promises import of_assignment, of_obligation

    act = joint.read()
    if isinstance(act, Obligation):
        return of_obligation(act, who)
    _, code = claim_of(context, act.obligation)
    return of_assignment(act, who, code)
