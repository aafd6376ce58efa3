# SPDX-License-Identifier: Apache-2.0
"""Splits, payees and tokens as arguments; the shares of a split, read from its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from symbio.cli.context import Context, address

if TYPE_CHECKING:
    from symbio.domain.payee import Payee
    from symbio.domain.treasury import Split

SplitArgument = Annotated[int, typer.Argument(metavar="SPLIT", min=1, help="The split's number.")]
TokenArgument = Annotated[
    str, typer.Argument(metavar="TOKEN", help="The token's contract; ETH for the chain's own coin.")
]
PayeeArgument = Annotated[str, typer.Argument(metavar="PAYEE", help="0x…, community:3 or split:2.")]


def split_of(context: Context, split: int) -> Split:
    """Read a split; raises NoSuchRecord."""
    from symbio.domain.errors import NoSuchRecord

    if not 0 < split <= context.suite.treasury.count():
        raise NoSuchRecord(f"There is no split {split}.")
    return context.suite.treasury.split(split)


def payee_of(text: str) -> Payee:
    """Read a payee; raises BadPayee, and BadAddress for nobody or a mistyped address."""
    from symbio.domain.payee import Payee

    return Payee.parse(address(text) if text.strip().startswith("0x") else text)


def standing(context: Context, split: int, *, former: bool = False) -> dict[Payee, int]:
    """Give the payees of a split and their shares; `former` ones too, who may still be owed."""
    from symbio.domain.events import SharesSet, SplitCreated

    shares: dict[Payee, int] = {}
    for each in context.suite.treasury.events():
        event = each.event
        if isinstance(event, SplitCreated | SharesSet) and event.split_id == split:
            shares.update(zip(event.payees, event.shares, strict=True))
    return {payee: share for payee, share in shares.items() if share or former}
