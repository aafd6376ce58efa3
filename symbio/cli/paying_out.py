# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio treasury` for a payee who signs where its money goes, and a carrier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.files import read, write_new
from symbio.cli.moments import second
from symbio.cli.options import signs, writes
from symbio.cli.splits import (
    HoldOption,
    PayeeArgument,
    SplitArgument,
    TokenArgument,
    payee_of,
    token_address,
)
from symbio.cli.writing import Done, Receipts, write

#: A number above it is written as text in a file.
_MOST_NUMBER = 2**53 - 1


def add_paying_out(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (sign_payout, carry_payout, revoke_payout):
        app.command(verb.__name__.replace("_", "-"))(verb)


@signs
def sign_payout(
    context: Context,
    split: SplitArgument,
    token: TokenArgument,
    payee: PayeeArgument,
    to: Annotated[str, typer.Argument(metavar="TO", help="The address that is paid.")],
    until: Annotated[
        str, typer.Option(metavar="TIME", help="Until when it counts: 2026-11-23T15:00:00Z.")
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write it.")],
    hold: HoldOption = None,
    nonce: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="A number not used before; drawn, by default."),
    ] = None,
) -> None:
    """Sign where a payee's money goes; needs the manifest, but no node, and costs nothing."""
    import secrets

    from symbio.chain.signing import sign
    from symbio.domain.acts import TREASURY_DOMAIN, Domain, Payout
    from symbio.domain.holds import hold_key

    manifest = context.manifest
    act = Payout(
        Domain(TREASURY_DOMAIN, manifest.chain_id, manifest.address("Treasury")),
        split=split,
        payee=payee_of(payee),
        token=token_address(token) if hold is None else hold_key(hold),
        to=address(to),
        until=second(until, "--until"),
        nonce=secrets.randbelow(_MOST_NUMBER) if nonce is None else nonce,
    )
    signed = sign(act, context.signer)
    write_new(out, signed.canonical() + b"\n")
    facts = {"file": str(out), "signer": signed.signer, "nonce": act.nonce}
    context.out.record({**facts, "says": signed.sentence()})
    context.out.next(f"symbio treasury carry-payout {out}")


@writes
def carry_payout(
    context: Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A signed payout.")],
) -> None:
    """Carry a signed payout to the chain, once; anybody may, and pays the gas."""
    from symbio.chain.signing import parse
    from symbio.domain.acts import Payout
    from symbio.domain.holds import hold_of

    signed = parse(read(file))
    act, treasury = signed.read(), context.suite.treasury
    if not isinstance(act, Payout) or act.domain != treasury.domain:
        raise BadUse(f"{file} is no payout for this deployment.")
    held = hold_of(act.token)
    token = context.coin(act.token if held is None else treasury.hold(held).token).token
    plan = treasury.claim_by_signature(act, token, signed.raw_signature())

    def done(receipts: Receipts) -> Done:
        facts = {"split": act.split, "payee": str(act.payee), "claimed": receipts[0].value}
        return Done(facts, f"symbio treasury statement {act.split}")

    write(context, plan, done)


@writes
def revoke_payout(
    context: Context,
    nonce: Annotated[int, typer.Argument(metavar="N", min=0, help="The signed payout's number.")],
) -> None:
    """Make one's own signed payouts with a number worthless, before they are carried."""
    plan = context.suite.treasury.revoke_payout(nonce)
    write(context, plan, lambda _: Done({"nonce": nonce}, "sign a payout with another number"))
