# SPDX-License-Identifier: Apache-2.0
"""A permit as a file: the buyer's signature that the Escrow may take what an order costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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


def write_permit(context: Context, path: Path, amount: Amount, deadline: int) -> None:
    """Have the signer permit the Escrow to take an amount, into a file; raises NotSignable."""
    from symbio.chain.permits import PermitDocument, sign_permit

    escrow, signer = context.suite.escrow.address, context.signer
    made = sign_permit(context.client, signer, escrow, amount, deadline)
    write_new(path, PermitDocument.of(made, signer.address, escrow, amount).content())


def read_permit(path: Path) -> Permit:
    """Read a permit; raises BadUse."""
    from pydantic import ValidationError

    from symbio.chain.permits import PermitDocument
    from symbio.domain.documents import parse, path_of

    try:
        return PermitDocument.model_validate(parse(read(path))).permit()
    except ValidationError as error:
        first = error.errors()[0]
        where = path_of(first["loc"]) or "the document"
        raise BadUse(f"{path} is no permit: {where}: {first['msg']}.") from error
