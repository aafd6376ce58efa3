# SPDX-License-Identifier: Apache-2.0
"""A round of drand as its relays give it: {"round": …, "signature": "…"}, and more."""

from __future__ import annotations

import re
from pathlib import Path

from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.documents import BadDocument, parse

_SIGNATURE = re.compile(r"[0-9a-fA-F]{96}")


def read_round(path: Path) -> tuple[int, bytes]:
    """Read a round's number and its signature of 48 bytes; raises NoSuchFile, BadUse."""
    try:
        said = parse(read(path))
    except BadDocument as error:
        raise BadUse(f"{path} is no round of drand: {error}") from error
    number = said.get("round") if isinstance(said, dict) else None
    signature = said.get("signature") if isinstance(said, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise BadUse(f"{path} is no round of drand: it has no number as “round”.")
    if not isinstance(signature, str) or not _SIGNATURE.fullmatch(signature):
        raise BadUse(f"{path} is no round of drand: “signature” isn't 96 hexadecimal digits.")
    return number, bytes.fromhex(signature)
