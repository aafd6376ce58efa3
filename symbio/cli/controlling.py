# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio treasury` that hand over or give up the control of a split."""

from __future__ import annotations

from typing import Annotated

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.options import writes
from symbio.cli.splits import SplitArgument, split_of
from symbio.cli.writing import Done, write
from symbio.domain.addresses import NOBODY


def add_control(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (offer, accept, renounce):
        app.command(verb.__name__)(verb)


@writes
def offer(
    context: Context,
    split: SplitArgument,
    heir: Annotated[
        str | None, typer.Argument(metavar="HEIR", help="The address that may accept it.")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Take an offer back.")] = False,
) -> None:
    """Offer the control of a split to an heir, who has to accept it."""
    if nobody == (heir is not None):
        raise BadUse("Give an HEIR, or --nobody to take an offer back.")
    split_of(context, split)
    who = NOBODY if heir is None else address(heir)
    plan = context.suite.treasury.offer_control(split, who)
    after = "show" if heir is None else "accept"
    write(context, plan, lambda _: Done({"heir": who}, f"symbio treasury {after} {split}"))


@writes
def accept(context: Context, split: SplitArgument) -> None:
    """Accept the control that was offered to who signs this."""
    split_of(context, split)
    plan = context.suite.treasury.accept_control(split)
    write(context, plan, lambda _: Done({}, f"symbio treasury show {split}"))


@writes
def renounce(context: Context, split: SplitArgument) -> None:
    """Give the control up for good: the shares of this split never change again."""
    split_of(context, split)
    plan = context.suite.treasury.renounce_control(split)
    write(context, plan, lambda _: Done({}, f"symbio treasury show {split}"))
