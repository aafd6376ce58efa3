# SPDX-License-Identifier: Apache-2.0
"""Acceptances as files: what stewards signed, for whoever carries all of them to the chain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from symbio.cli.files import read

if TYPE_CHECKING:
    from symbio.domain.acts import Act


def signatures(
    files: Sequence[Path],
    communities: Sequence[int],
    acceptance: Callable[[int], Act],
    side: str,
) -> list[bytes]:
    """Read each community's signature, in their order; empty where no file holds it.

    `acceptance` gives the act that a community signs, `side` says what the communities are.
    Raises NoSuchFile, and BadAct for a file that accepts anything else.
    """
    from symbio.chain.signing import parse
    from symbio.domain.errors import BadAct

    wanted = {acceptance(each): each for each in communities}
    kinds = {type(act) for act in wanted}
    found: dict[int, bytes] = {}
    for path in files:
        signed = parse(read(path))
        act = signed.read()
        if type(act) not in kinds or act.values()["community"] not in communities:
            raise BadAct(f"{path} is no acceptance by {side} of these terms.")
        if act not in wanted:
            raise BadAct(f"{path} accepts other terms, or on another chain.")
        found[wanted[act]] = signed.raw_signature()
    return [found.get(community, b"") for community in communities]
