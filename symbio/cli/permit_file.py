# SPDX-License-Identifier: Apache-2.0
"""A permit as a file: the buyer's signature that the Escrow may take what an order costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import read, write_new

if TYPE_CHECKING:
    from symbio.domain.amount import Amount
    from symbio.domain.market import Permit

PermitFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        dir_okay=False,
        help="The permit (ERC-2612) of what it costs, where the token has permits.",
    ),
]
FORMAT: Literal["symbio/permit/1"] = "symbio/permit/1"


def write_permit(context: Context, path: Path, amount: Amount, deadline: int) -> None:
    """Have the signer permit the Escrow to take an amount, into a file; raises NotSignable."""
    from symbio.chain.permits import sign_permit

    escrow = context.suite.escrow.address
    made = sign_permit(context.client, context.signer, escrow, amount, deadline)
    said = {
        "format": FORMAT,
        "owner": context.signer.address,
        "spender": escrow,
        "token": amount.token.address,
        "value": str(amount.units),
        "deadline": made.deadline,
        "signature": "0x" + (made.r + made.s + bytes([made.v])).hex(),
    }
    write_new(path, json.dumps(said, indent=2).encode() + b"\n")


def read_permit(path: Path) -> Permit:
    """Read a permit; raises BadUse."""
    from symbio.domain.documents import parse
    from symbio.domain.market import Permit

    said = parse(read(path))
    try:
        if said["format"] != FORMAT:
            raise ValueError("it has another format")
        raw = bytes.fromhex(said["signature"].removeprefix("0x"))
        if len(raw) != 65:
            raise ValueError("the signature isn't of 65 bytes")
        return Permit(int(said["deadline"]), raw[64], raw[:32], raw[32:64])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadUse(f"{path} is no permit: {error}.") from error
