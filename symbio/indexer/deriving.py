# SPDX-License-Identifier: Apache-2.0
"""What follows from the events: the tables that are searched, derived from logs and files alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from symbio.chain.decoding import decode_event
from symbio.domain import acts, market
from symbio.domain.acts import MARKET_DOMAIN, Domain
from symbio.domain.events import Event
from symbio.indexer.sources import Source, sources
from symbio.indexer.store import Store, bounded
from symbio.indexer.texts import held

_TOPIC = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """One log as the index keeps it, and the event that it is."""

    block: int
    position: int
    block_hash: bytes
    transaction: bytes
    address: str
    topics: tuple[bytes, ...]
    data: bytes
    event: Event

    def as_row(self, source: int) -> tuple[Any, ...]:
        """Give the row of `logs`."""
        where = (source, self.block, self.position, self.block_hash, self.transaction)
        return (*where, self.address, b"".join(self.topics), self.data)


def is_wanted(event: Event) -> bool:
    """Say whether anything follows from such an event."""
    return type(event).__name__ in _DERIVE


def derive(store: Store, source: Source, kept: Kept) -> None:
    """Write what follows from one more event; within a batch, in the chain's order."""
    place, write = _DERIVE[type(kept.event).__name__]
    if not place or source.places[place] == kept.address:
        write(store, source, kept)


def derive_again(store: Store, source: Source) -> None:
    """Derive a source's tables anew from its logs, and from the offers in files; within a batch."""
    store.forget(source.source_id, source.chain_id, source.market)
    for row in list(store.rows("SELECT document FROM filed_offers ORDER BY digest")):
        derive_filed(store, row["document"], only=(source.chain_id, source.market))
    query = "SELECT * FROM logs WHERE source_id = ? ORDER BY block, position"
    for row in list(store.rows(query, [source.source_id])):
        raw = row["topics"]
        topics = tuple(raw[at : at + _TOPIC] for at in range(0, len(raw), _TOPIC))
        event = decode_event(list(topics), row["data"])
        if event is None or not is_wanted(event):
            continue
        where = (row["block"], row["position"], row["block_hash"], row["transaction_hash"])
        derive(store, source, Kept(*where, row["address"], topics, row["data"], event))


def rebuild(store: Store) -> None:
    """Derive everything anew: all or nothing."""
    with store.batch():
        store.write("DELETE FROM offer_texts")
        store.write("DELETE FROM offers")
        for row in list(store.rows("SELECT document FROM filed_offers ORDER BY digest")):
            derive_filed(store, row["document"])
        for source in sources(store):
            derive_again(store, source)


def derive_filed(store: Store, document: bytes, only: tuple[int, str] | None = None) -> None:
    """Write the offer of a file that was checked when it came in; within a batch."""
    from symbio.chain.signing import digest

    act = acts.act_from(json.loads(document)["act"])
    if isinstance(act, acts.Offer):
        where = (act.domain.chain_id, act.domain.contract)
        if only is None or only == where:
            write_offer(store, act, digest(act), is_listed=False)


def write_offer(store: Store, act: acts.Offer, digest: bytes, *, is_listed: bool) -> None:
    """Write an offer, listed or only signed, once; within a batch."""
    known = store.row("SELECT offer_id FROM offers WHERE digest = ?", [digest])
    if known is not None:
        if is_listed:
            store.write("UPDATE offers SET is_listed = 1 WHERE digest = ?", [digest])
        return
    offer = act.offer
    values = {
        "digest": digest,
        "chain_id": act.domain.chain_id,
        "market": act.domain.contract,
        "act": json.dumps(acts.typed_data(act), ensure_ascii=False),
        "seller": offer.seller,
        "community_id": bounded(offer.community),
        "category": bounded(offer.category),
        "stock": bounded(offer.stock),
        "deliver_from": bounded(offer.deliver_from),
        "deliver_until": bounded(offer.deliver_until),
        "until": bounded(offer.until),
        "everyone": int(offer.everyone),
        "description": offer.description,
        "is_listed": int(is_listed),
    }
    row = store.write(
        f"INSERT INTO offers ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        list(values.values()),
    )
    store.write_many(
        "INSERT OR IGNORE INTO offer_prices VALUES (?, ?)", [(row, each) for each in offer.prices]
    )
    store.write_many(
        "INSERT OR IGNORE INTO offer_audience VALUES (?, ?)",
        [(row, each) for each in offer.federations],
    )
    _write_texts(store, row, offer)


def write_texts_again(store: Store, description: bytes) -> None:
    """Write the words of the offers that have a description, once it has come in."""
    query = "SELECT offer_id, act FROM offers WHERE description = ?"
    for row in list(store.rows(query, [description])):
        store.write("DELETE FROM offer_texts WHERE rowid = ?", [row["offer_id"]])
        _write_texts(store, row["offer_id"], offer_of(row["act"]).offer)


def offer_of(act: str) -> acts.Offer:
    """Read the offer of a row."""
    found = acts.act_from(json.loads(act))
    assert isinstance(found, acts.Offer)
    return found


def _write_texts(store: Store, row: int, offer: market.Offer) -> None:
    from symbio.domain.offering import read_description

    query = "SELECT document FROM filed_documents WHERE digest = ?"
    found = store.row(query, [offer.description])
    body = [offer.unit]
    if found is not None:
        body += read_description(found["document"]).all_texts()
    texts = (held(offer.title), held(" ".join(body)), held(offer.delivery_place))
    store.write(
        "INSERT INTO offer_texts (rowid, title, body, place) VALUES (?, ?, ?, ?)", (row, *texts)
    )


def _federation_created(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    store.write(
        "INSERT INTO federations VALUES (?, ?, ?, ?, ?)",
        (
            source.source_id,
            event.federation_id,
            event.federation,
            event.name,
            event.community_id,
        ),
    )


def _member_admitted(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    store.write(
        "INSERT INTO members VALUES (?, ?, ?, NULL) ON CONFLICT DO UPDATE SET ended_at = NULL",
        (source.source_id, kept.address, event.community_id),
    )


def _member_left(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    store.write(
        "UPDATE members SET ended_at = ? WHERE source_id = ? AND federation = ?"
        " AND community_id = ?",
        (bounded(event.ended_at), source.source_id, kept.address, event.community_id),
    )


def _accord_concluded(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    terms = event.terms
    key = (source.source_id, event.accord_id, terms.version)
    times = (bounded(terms.starts_at), bounded(terms.ends_at), bounded(terms.season))
    store.write(
        "INSERT INTO accords VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, terms.name, terms.market, *times),
    )
    store.write_many(
        "INSERT INTO accord_parties VALUES (?, ?, ?, ?)", [(*key, each) for each in terms.parties]
    )
    store.write_many(
        "INSERT OR IGNORE INTO accord_currencies VALUES (?, ?, ?, ?)",
        [(*key, each) for each in terms.currencies],
    )
    store.write_many(
        "INSERT INTO clauses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *key,
                number,
                clause.seller_id,
                clause.category,
                clause.concession,
                clause.contribution,
                bounded(clause.split_id),
                str(clause.quantity),
            )
            for number, clause in enumerate(terms.clauses)
        ],
    )
    # Who is named again is a party again.
    for party in terms.parties:
        store.write(
            "DELETE FROM departures WHERE source_id = ? AND accord_id = ? AND community_id = ?",
            (source.source_id, event.accord_id, party),
        )


def _party_left(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    store.write(
        "INSERT OR REPLACE INTO departures VALUES (?, ?, ?, ?)",
        (source.source_id, event.accord_id, event.community_id, bounded(event.leaves_at)),
    )


def _offer_listed(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    where = Domain(MARKET_DOMAIN, source.chain_id, source.market)
    write_offer(store, acts.Offer(where, event.offer), event.digest, is_listed=True)


def _offer_withdrawn(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    row = (source.source_id, event.digest)
    store.write("INSERT OR IGNORE INTO withdrawals VALUES (?, ?)", row)


def _order_opened(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    key = (source.source_id, event.order_id, event.digest, event.quantity)
    store.write(
        "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*key, event.accord_id, event.clause, event.season),
    )


def _order_closed(store: Store, source: Source, kept: Kept) -> None:
    event: Any = kept.event
    store.write(
        "UPDATE orders SET quantity = quantity - ? WHERE source_id = ? AND order_id = ?",
        (event.restored, source.source_id, event.order_id),
    )


_Write = Callable[[Store, Source, Kept], None]

#: By event: the contract that alone may log it (none: any federation), and what follows.
_DERIVE: dict[str, tuple[str, _Write]] = {
    "FederationCreated": ("Federations", _federation_created),
    "MemberAdmitted": ("", _member_admitted),
    "MemberLeft": ("", _member_left),
    "AccordConcluded": ("Accords", _accord_concluded),
    "PartyLeft": ("Accords", _party_left),
    "OfferListed": ("Market", _offer_listed),
    "OfferWithdrawn": ("Market", _offer_withdrawn),
    "OrderOpened": ("Market", _order_opened),
    "OrderClosed": ("Escrow", _order_closed),
}
