# SPDX-License-Identifier: Apache-2.0
"""Find offers of all markets that are followed, and what each costs under each accord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbio.domain.market import Offer
from symbio.indexer.costing import Costing, Landed
from symbio.indexer.deriving import offer_of
from symbio.indexer.store import Store
from symbio.indexer.texts import matching

_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for at a second `now`; what isn't said doesn't matter.

    `currency` is an address or a symbol. `federation` is an address: of sellers whose community is
    a member. `deliver_from` and `deliver_until` bound a season in which something can be delivered.
    `buyer` is a community: only what it may buy, and only its accords.
    """

    now: int
    words: str = ""
    category: int | None = None
    place: str = ""
    deliver_from: int | None = None
    deliver_until: int | None = None
    currency: str = ""
    federation: str = ""
    source: str = ""
    buyer: int | None = None
    quantity: int = 1
    most: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One offer, what is left of its stock, and its landed costs side by side."""

    digest: bytes
    source: str
    chain_id: int
    market: str
    offer: Offer
    is_listed: bool
    left: int
    costs: tuple[Landed, ...]


def find(store: Store, question: Question) -> list[Found]:
    """Find the offers that take orders now and answer a question; the best match first."""
    found: list[Found] = []
    costings: dict[tuple[int, str], Costing] = {}
    for row in list(store.rows(*_query(question))):
        key = (row["chain_id"], row["market"])
        if key not in costings:
            costings[key] = Costing(store, row["source_id"], *key, question.now)
        # Apart, so that what is sorted is small: an offer is two kilobytes.
        said = store.row("SELECT act FROM offers WHERE offer_id = ?", [row["offer_id"]])
        offer = offer_of(said["act"]).offer
        costs = costings[key].costs(
            offer, question.quantity, currency=question.currency, buyer=question.buyer
        )
        found.append(_found(row, offer, tuple(costs)))
    return found


def offer_by(store: Store, digest: bytes) -> Offer | None:
    """Give the offer of a digest; None where the index has none."""
    row = store.row("SELECT act FROM offers WHERE digest = ?", [digest])
    return None if row is None else offer_of(row["act"]).offer


def digests_like(store: Store, start: str) -> list[bytes]:
    """List the digests of the offers that begin as was written, without 0x."""
    query = "SELECT digest FROM offers WHERE lower(hex(digest)) LIKE ? ORDER BY digest"
    return [row[0] for row in store.rows(query, [f"{start.lower()}%"])]


def _found(row: Any, offer: Offer, costs: tuple[Landed, ...]) -> Found:
    return Found(
        digest=row["digest"],
        source=row["source"] or "",
        chain_id=row["chain_id"],
        market=row["market"],
        offer=offer,
        is_listed=bool(row["is_listed"]),
        left=offer.stock - row["taken"],
        costs=costs,
    )


_OFFERS = """
SELECT o.offer_id, o.digest, o.chain_id, o.market, o.is_listed, s.source_id, s.name AS source,
    (SELECT coalesce(sum(quantity), 0) FROM orders AS r
     WHERE r.digest = o.digest AND r.source_id = s.source_id) AS taken
FROM offers AS o
LEFT JOIN sources AS s ON s.chain_id = o.chain_id AND s.market = o.market
LEFT JOIN withdrawals AS w ON w.source_id = s.source_id AND w.digest = o.digest
"""

#: Whether a community is a member of a federation now.
_MEMBER = "m.source_id = s.source_id AND (m.ended_at IS NULL OR m.ended_at > :now)"

_CONDITIONS = {
    "deliver_from": "o.deliver_until >= :deliver_from",
    "deliver_until": "o.deliver_from <= :deliver_until",
    "source": "s.name = :source",
    "federation": (
        f"EXISTS (SELECT 1 FROM members AS m WHERE {_MEMBER}"
        " AND m.federation = :federation AND m.community_id = o.community_id)"
    ),
    "buyer": (
        "(o.everyone OR EXISTS (SELECT 1 FROM offer_audience AS a JOIN members AS m"
        f" ON m.federation = a.federation WHERE a.offer_id = o.offer_id AND {_MEMBER}"
        " AND m.community_id = :buyer))"
    ),
    "currency": (
        "EXISTS (SELECT 1 FROM offer_prices AS p LEFT JOIN coins AS c"
        " ON c.chain_id = o.chain_id AND c.address = p.currency WHERE p.offer_id = o.offer_id"
        " AND (lower(p.currency) = lower(:currency) OR lower(c.symbol) = lower(:currency)))"
    ),
}


def _query(question: Question) -> tuple[str, dict[str, Any]]:
    """Write a question in SQL; what a person typed is only ever a value."""
    where = ["o.until >= :now", "w.digest IS NULL", "o.stock > taken"]
    values: dict[str, Any] = {"now": question.now, "most": question.most}
    for name, condition in _CONDITIONS.items():
        given = getattr(question, name)
        if given not in (None, ""):
            where.append(condition)
            values[name] = given
    if question.category is not None:
        where.append(_within(question.category))
    texts, ranked = "", "o.is_listed DESC, o.offer_id DESC"
    match = _match(question)
    if match:
        texts = "JOIN offer_texts ON offer_texts.rowid = o.offer_id"
        where.append("offer_texts MATCH :match")
        values["match"] = match
        ranked = f"bm25(offer_texts, 4.0, 1.0, 1.0), {ranked}"
    wanted = f"{_OFFERS} {texts} WHERE {' AND '.join(where)} ORDER BY {ranked} LIMIT :most"
    return wanted, values


def _match(question: Question) -> str:
    parts = {"{title body}": matching(question.words), "place": matching(question.place)}
    return " AND ".join(f"{column} : ({match})" for column, match in parts.items() if match)


def _within(category: int) -> str:
    """Write that a category covers an offer's, as ranges of the words that it covers."""
    scheme, digits, number = category >> 40, category >> 32 & 255, category & 0xFFFFFFFF
    ranges = []
    for longer in range(digits, _LONGEST + 1):
        base = scheme << 40 | longer << 32
        width = 10 ** (longer - digits)
        low = base + number * width
        ranges.append(f"o.category BETWEEN {low} AND {low + width - 1}")
    return f"({' OR '.join(ranges)})"
