# SPDX-License-Identifier: Apache-2.0
"""Offers and descriptions that come in files: checked before they are taken, then kept whole."""

from __future__ import annotations

from collections.abc import Callable

from symbio.chain.signing import SignedAct, digest
from symbio.domain import acts
from symbio.domain.acts import MARKET_DOMAIN
from symbio.domain.addresses import checksummed
from symbio.domain.errors import BadAct
from symbio.domain.offering import read_description
from symbio.indexer.deriving import write_offer, write_texts_again
from symbio.indexer.store import Store

Check = Callable[[SignedAct], bool]


def by_key(signed: SignedAct) -> bool:
    """Say whether the signer's own key signed."""
    return signed.is_by_key()


def file_offer(store: Store, signed: SignedAct, check: Check = by_key) -> bytes:
    """Take a signed offer; gives its digest. Raises BadAct for any other act or signature.

    A contract wallet's signature needs a `check` that asks the chain.
    """
    act = signed.read()
    if not isinstance(act, acts.Offer) or act.domain.name != MARKET_DOMAIN:
        raise BadAct("This is no offer.")
    if checksummed(signed.signer) != act.offer.seller:
        raise BadAct(f"The offer is of {act.offer.seller}, and {signed.signer} signed it.")
    if not check(signed):
        raise BadAct(f"The offer “{act.offer.title}” is not signed by {signed.signer}.")
    known_as = digest(act)
    with store.batch():
        store.write(
            "INSERT OR IGNORE INTO filed_offers VALUES (?, ?)", (known_as, signed.canonical())
        )
        write_offer(store, act, known_as, is_listed=False)
    return known_as


def file_description(store: Store, text: str | bytes) -> bytes:
    """Take a description; gives its digest. Raises BadDocument."""
    description = read_description(text)
    known_as = description.digest()
    with store.batch():
        store.write(
            "INSERT OR IGNORE INTO filed_documents VALUES (?, ?)",
            (known_as, description.canonical()),
        )
        write_texts_again(store, known_as)
    return known_as


def signature_of(store: Store, known_as: bytes) -> bytes:
    """Give the signature of an offer that came in a file; empty where it is only listed."""
    row = store.row("SELECT document FROM filed_offers WHERE digest = ?", [known_as])
    return b"" if row is None else SignedAct.model_validate_json(row[0]).raw_signature()
