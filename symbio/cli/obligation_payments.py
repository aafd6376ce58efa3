# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio obligation` by which it shrinks or changes hands: pay, carry, assign."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import read, write_new
from symbio.cli.options import ObligationArgument, writes
from symbio.cli.owing import (
    SignTo,
    amount_of,
    claim_of,
    joint_act,
    require_signed,
    sign_after_asking,
    where,
)
from symbio.cli.writing import Done, write

AmountArgument = Annotated[
    str, typer.Argument(metavar="AMOUNT", help="Such as 120.50, in the obligation's currency.")
]
SAFE_NONCE = 2**52


def add_payments(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (pay, carry, assign):
        app.command(verb.__name__)(verb)


@writes
def pay(
    context: Context, obligation: ObligationArgument, amount: AmountArgument, sign_to: SignTo = None
) -> None:
    """Say, as the creditor, that so much was paid to you, or that you forgive it."""
    from symbio.chain.signing import sign
    from symbio.domain.acts import Payment
    from symbio.domain.clearing_promises import of_payment

    claim, code = claim_of(context, obligation)
    units = amount_of(amount, code, "AMOUNT")
    if units > claim.remaining:
        raise BadUse("AMOUNT: it is more than what remains.")
    promise = of_payment(claim, units, code)
    after = f"symbio obligation show {obligation}"
    if sign_to is None:
        plan = context.suite.obligations.acknowledge_payment(obligation, units)
        facts = {"obligation": obligation, "remaining": claim.remaining - units, "currency": code}
        write(context, plan, lambda _: Done(facts, after), promise=promise)
        return
    if context.sender != claim.creditor:
        raise NotAsItShouldBe(f"Only the creditor, {claim.creditor}, may say so.")
    act = Payment(where(context), claim.creditor, obligation, units, secrets.randbelow(SAFE_NONCE))

    def made() -> bytes:
        return sign(act, context.signer).canonical() + b"\n"

    if sign_after_asking(context, promise, act.said(), made, sign_to):
        context.out.record({"file": str(sign_to), "signer": context.sender, "says": act.said()})
        context.out.next(f"symbio obligation carry {sign_to}")


@writes
def carry(
    context: Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="A payment's signed word.")
    ],
) -> None:
    """Carry a creditor's signed word that it was paid; anybody may, and pays the gas."""
    from symbio.chain.signing import parse
    from symbio.domain.acts import Payment
    from symbio.domain.currencies import money

    signed = parse(read(file))
    act = signed.read()
    if not isinstance(act, Payment) or act.domain != where(context):
        raise NotAsItShouldBe(f"{file} is no payment of this Clearing.")
    _, code = claim_of(context, act.obligation)
    plan = context.suite.obligations.acknowledge_payment_by_signature(act, signed.raw_signature())
    facts = {"obligation": act.obligation, "paid": money(act.amount, code)}
    context.out.say(signed.sentence())
    write(context, plan, lambda _: Done(facts, f"symbio obligation show {act.obligation}"))


@writes
def assign(
    context: Context,
    obligation: Annotated[
        int | None, typer.Argument(metavar="OBLIGATION", min=1, help="The obligation's number.")
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The successor: who is owed from then on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="The last second for it, in UTC.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Where to write what the two sign."),
    ] = None,
    signed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="What debtor and successor signed; it is sent."
        ),
    ] = None,
) -> None:
    """Make another the creditor: write it, have debtor and successor sign it, then send it.

    First OBLIGATION with --to, --until and --out writes the file; each of the two adds their
    signature with “symbio obligation sign FILE”; then the creditor sends it with --signed.
    """
    if signed is not None:
        if any((obligation, to, until, out)):
            raise BadUse("--signed says everything already: give it alone.")
        _send(context, signed)
    elif obligation is None or to is None or until is None or out is None:
        raise BadUse("Give OBLIGATION, --to, --until and --out, or --signed FILE.")
    else:
        _draft(context, obligation, to, until, out)


def _draft(context: Context, obligation: int, to: str, until: str, out: Path) -> None:
    from symbio.chain.joint_acts import JointAct
    from symbio.cli.moments import second
    from symbio.domain.acts import Assignment

    claim, _ = claim_of(context, obligation)
    act = Assignment(
        where(context),
        debtor=claim.debtor,
        creditor=claim.creditor,
        successor=address(to),
        obligation=obligation,
        remaining=claim.remaining,
        until=second(until, "--until"),
        nonce=secrets.randbelow(SAFE_NONCE),
    )
    joint = JointAct.of(act)
    if context.settings.dry_run:
        context.out.record({"dry_run": True, "would_write": joint.sentence()})
        return
    write_new(out, joint.canonical() + b"\n")
    context.out.record({"file": str(out), "says": joint.sentence(), "missing": joint.missing()})
    context.out.next(f"hand {out} to {act.debtor}: symbio obligation sign {out} --out FILE")


def _send(context: Context, signed: Path) -> None:
    from symbio.domain.clearing_promises import of_assignment

    joint = joint_act(signed)
    act = joint.assignment()
    if act.domain != where(context):
        raise NotAsItShouldBe(f"{signed} is of another chain, or of another Clearing.")
    require_signed(signed, joint, "")
    _, code = claim_of(context, act.obligation)
    plan = context.suite.obligations.assign(
        act, joint.signature(act.debtor), joint.signature(act.successor)
    )
    facts = {"obligation": act.obligation, "creditor": act.successor}
    done = Done(facts, f"symbio obligation show {act.obligation}")
    write(context, plan, lambda _: done, promise=of_assignment(act, act.creditor, code))
