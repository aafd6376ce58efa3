# SPDX-License-Identifier: Apache-2.0
"""The index as an option, and offers as an argument: a file, or the digest of one it holds."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import read

if TYPE_CHECKING:
    from symbio.domain.market import Offer
    from symbio.indexer.store import Store

DEFAULT_INDEX = Path("symbio-index.sqlite")
_DIGEST = re.compile(r"0x[0-9a-fA-F]{6,64}")

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index",
        metavar="FILE",
        dir_okay=False,
        help="The index; symbio-index.sqlite here, by default. Also SYMBIO_INDEX.",
    ),
]
OfferArgument = Annotated[
    str,
    typer.Argument(
        metavar="OFFER",
        help="A signed offer's file, or the digest of one in the index: 0x and its first digits.",
    ),
]


@dataclass(frozen=True)
class HeldOffer:
    """An offer with the seller's signature; an empty one where it is only listed."""

    offer: Offer
    signature: bytes


def index_path(given: Path | None) -> Path:
    """Give the index that was named, or the default one."""
    named = given or os.environ.get("SYMBIO_INDEX")
    return Path(named) if named else DEFAULT_INDEX


def open_index(given: Path | None, *, must_exist: bool = True) -> Store:
    """Open the index; raises NoSuchRecord where it was never built."""
    from symbio.domain.errors import NoSuchRecord
    from symbio.indexer.store import Store

    path = index_path(given)
    if must_exist and not path.exists():
        raise NoSuchRecord(f"There is no index {path}; “symbio market index” builds it.")
    return Store(path)


def offer_named(context: Context, text: str, index: Path | None) -> HeldOffer:
    """Read an offer of this Market from a file, or from the index by its digest.

    Raises BadAct for a file that holds none of this Market, NoSuchRecord for a digest that isn't
    there, BadUse where several begin so.
    """
    from symbio.chain.signing import parse
    from symbio.domain import acts
    from symbio.domain.errors import BadAct

    if _DIGEST.fullmatch(text) and not Path(text).exists():
        held = _from_index(text, index)
    else:
        signed = parse(read(Path(text)))
        act = signed.read()
        if not isinstance(act, acts.Offer):
            raise BadAct(f"{text} is no offer.")
        if act.domain != context.suite.market.domain:
            raise BadAct(f"{text} is an offer of another market, or on another chain.")
        held = HeldOffer(act.offer, signed.raw_signature())
    return held


def _from_index(text: str, index: Path | None) -> HeldOffer:
    from symbio.domain.errors import NoSuchRecord
    from symbio.indexer.filing import signature_of
    from symbio.indexer.finding import digests_like, offer_by

    with open_index(index) as store:
        found = digests_like(store, text[2:])
        if not found:
            raise NoSuchRecord(f"The index has no offer {text}.")
        if len(found) > 1:
            raise BadUse(f"{len(found)} offers begin with {text}; give more digits.")
        offer = offer_by(store, found[0])
        assert offer is not None
        return HeldOffer(offer, signature_of(store, found[0]))
