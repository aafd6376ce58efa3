# SPDX-License-Identifier: Apache-2.0
"""`symbio market barter`: sign one link of a ring, carry the whole ring, revoke what was signed."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import read, write_new
from symbio.cli.options import agrees, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, agree, promised, tell, write

if TYPE_CHECKING:
    from symbio.domain.amount import Amount
    from symbio.domain.market import Swap

barter = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Rings of up to eight in which each gives to the next: all at once, or none.",
    rich_markup_mode=None,
)

Money = Annotated[str, typer.Option(metavar="“AMOUNT TOKEN”", help="Such as “120.50 0x…”.")]


@barter.command()
@agrees
def sign(
    context: Context,
    give: Money,
    want: Money,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is about, in words.")],
    until: Annotated[str, typer.Option(metavar="TIME", help="Until when it counts, in UTC.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Where to write it.")
    ] = None,
    nonce: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Used once; drawn, by default.")
    ] = None,
) -> None:
    """Sign that you give one currency in a ring if you get another; it costs nothing."""
    from symbio.chain.dealing import new_nonce
    from symbio.chain.signing import sign as sign_act
    from symbio.cli.moments import second
    from symbio.domain.market import Swap
    from symbio.domain.promise import of_swap

    gives, wants = money_of(context, give, "--give"), money_of(context, want, "--want")
    swap = Swap(
        giver=context.sender,
        title=title,
        gives=gives.token.address,
        gives_amount=gives.units,
        wants=wants.token.address,
        wants_amount=wants.units,
        until=second(until, "--until"),
        nonce=new_nonce() if nonce is None else nonce,
    )
    promise = of_swap(gives, wants, title, swap.until)
    tell(context, promise)
    facts = {**_facts(swap, gives, wants), **promised(promise)}
    if context.settings.dry_run:
        context.out.record({"dry_run": True, **facts})
        context.out.say("Nothing was signed.")
        return
    if out is None:
        raise BadUse("Give --out FILE, where the signed swap is written.")
    agree(context, f"Sign it as {swap.giver}?")
    signed = sign_act(context.suite.market.swapping(swap), context.signer)
    write_new(out, signed.canonical() + b"\n")
    context.out.record({"file": str(out), "says": signed.sentence(), **facts})
    coin = context.coin(swap.gives)
    if coin.allowance(swap.giver, context.suite.market.address) < gives:
        context.out.say(f"The Market must be allowed to take {gives} before the ring is carried.")
    context.out.next("symbio market barter carry FILE FILE …")


@barter.command()
@writes
def allow(
    context: Context,
    amount: Annotated[str, typer.Argument(metavar="“AMOUNT TOKEN”", help="Such as “84 0x…”.")],
) -> None:
    """Allow the Market to take so much of a currency for a ring that you signed for."""
    money = money_of(context, amount, "AMOUNT")
    plan = context.coin(money.token.address).approve(context.suite.market.address, money)
    write(context, plan, lambda _: Done({"allowed": money}, "symbio market barter carry …"))


@barter.command()
@writes
def carry(
    context: Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", dir_okay=False, help="The signed swaps, in any order."),
    ],
) -> None:
    """Carry a whole ring to the chain, by anybody: everything changes hands, or nothing."""
    swaps, signatures = _ring(context, files)
    plan = context.suite.market.barter(swaps, signatures)
    for swap in swaps:
        gives = context.coin(swap.gives).token.units(swap.gives_amount)
        context.out.say(f"{swap.giver} gives {gives} for “{swap.title}”")
    write(context, plan, lambda _: Done({"swaps": len(swaps)}, "symbio market search"))


@barter.command()
@writes
def revoke(
    context: Context,
    nonce: Annotated[int, typer.Argument(metavar="NONCE", min=0, help="What was signed with it.")],
) -> None:
    """Revoke a swap or purchase that you signed and nobody has carried yet."""
    plan = context.suite.market.cancel_nonce(nonce)
    write(context, plan, lambda _: Done({"nonce": nonce}, "symbio market barter sign …"))


def _ring(context: Context, files: list[Path]) -> tuple[list[Swap], list[bytes]]:
    """Put signed swaps into the order of their ring; raises BadAct, BadUse where there is none."""
    from symbio.chain.signing import parse
    from symbio.domain import acts
    from symbio.domain.errors import BadAct
    from symbio.domain.market import MAX_RING, ring_problem

    signed: dict[Swap, bytes] = {}
    for file in files:
        found = parse(read(file))
        act = found.read()
        if not isinstance(act, acts.Swap) or act.domain != context.suite.market.domain:
            raise BadAct(f"{file} is no swap for this Market.")
        signed[act.swap] = found.raw_signature()
    first, *others = signed
    rings = [[first, *rest] for rest in permutations(others)] if len(signed) <= MAX_RING else []
    ring = next((each for each in rings if not ring_problem(each)), None)
    if ring is None:
        raise BadUse(f"These {len(signed)} swaps close no ring: {ring_problem(list(signed))}.")
    return ring, [signed[each] for each in ring]


def money_of(context: Context, said: str, option: str) -> Amount:
    """Read “AMOUNT TOKEN” of an ERC-20; raises BadUse, BadAmount."""
    amount, _, token = said.strip().partition(" ")
    if not token:
        raise BadUse(f"{option}: “{said}” is not “AMOUNT TOKEN”, such as “120.50 0x…”.")
    found = context.coin(token.strip()).token
    if found.is_native:
        raise BadUse(f"{option}: the chain's own coin can't be taken by a signature.")
    money = found.amount(amount)
    if not money:
        raise BadUse(f"{option}: the amount is zero.")
    return money


def _facts(swap: Swap, gives: Amount, wants: Amount) -> dict[str, Any]:
    return {
        "gives": gives,
        "wants": wants,
        "title": swap.title,
        "until": moment(swap.until),
        "nonce": swap.nonce,
    }
