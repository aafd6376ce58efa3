# SPDX-License-Identifier: Apache-2.0
"""What an offer costs under each accord that is in force, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbio.domain.amount import Token
from symbio.domain.categories import covers
from symbio.domain.landed import LandedCost, landed
from symbio.domain.market import Offer
from symbio.indexer.store import Store

WITHOUT_LIMIT = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Landed:
    """What the quantity costs in one currency under one accord; accord 0: under none.

    `buyers` are the parties whose people may buy so; `left` the units left of the season's
    quantity, None: without limit. `is_known` False: nobody has told how the currency is written.
    """

    accord_id: int
    accord: str
    clause: int
    seller_party: int
    buyers: tuple[int, ...]
    split_id: int
    left: int | None
    cost: LandedCost
    is_known: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """One accord as it stands at a second, with the parties that haven't left."""

    accord_id: int
    version: int
    name: str
    season: int
    parties: frozenset[int]
    currencies: frozenset[str]
    clauses: tuple[Any, ...]


class Costing:
    """What accords of one market's deployment give at one second."""

    def __init__(self, store: Store, source: int | None, chain_id: int, market: str, now: int):
        self._store = store
        self._source = source
        self._chain_id = chain_id
        self._market = market
        self._now = now

    def costs(
        self, offer: Offer, quantity: int, *, currency: str = "", buyer: int | None = None
    ) -> Iterator[Landed]:
        """Give the costs in each currency: under no accord, then under each that covers it."""
        sellers = self._parties_of(offer.community)
        for address, price in offer.prices.items():
            token, is_known = self._coin(address)
            if currency.lower() not in ("", address.lower(), token.symbol.lower()):
                continue
            plain = landed(token.units(price), quantity)
            yield Landed(0, "", 0, 0, (), 0, None, plain, is_known)
            for accord in self._accords:
                if address in accord.currencies:
                    for row in accord.clauses:
                        seller = row["seller_id"]
                        if seller not in sellers or not covers(row["category"], offer.category):
                            continue
                        buyers = self._buyers(accord, seller, buyer)
                        if buyers:
                            cost = landed(
                                token.units(price),
                                quantity,
                                concession=row["concession"],
                                contribution=row["contribution"],
                            )
                            yield self._landed(accord, row, buyers, cost, is_known)

    def _landed(
        self, accord: InForce, row: Any, buyers: tuple[int, ...], cost: LandedCost, is_known: bool
    ) -> Landed:
        most = int(row["quantity"])
        return Landed(
            accord_id=accord.accord_id,
            accord=accord.name,
            clause=row["clause"],
            seller_party=row["seller_id"],
            buyers=buyers,
            split_id=row["split_id"] if row["contribution"] else 0,
            left=None if most == WITHOUT_LIMIT else max(0, most - self._taken(accord, row)),
            cost=cost,
            is_known=is_known,
        )

    def _buyers(self, accord: InForce, seller: int, buyer: int | None) -> tuple[int, ...]:
        others = accord.parties - {seller}
        if seller not in accord.parties:
            return ()
        if buyer is not None:
            others &= self._parties_of(buyer)
        return tuple(sorted(others))

    def _taken(self, accord: InForce, row: Any) -> int:
        found = self._store.row(
            "SELECT coalesce(sum(quantity), 0) FROM orders WHERE source_id = ?"
            " AND accord_id = ? AND clause = ? AND season = ?",
            (self._source, accord.accord_id, row["clause"], accord.season),
        )
        return int(found[0])

    def _parties_of(self, community: int) -> set[int]:
        """Give what a community can be of: itself, and the federations it is a member of."""
        if community == 0 or self._source is None:
            return set()
        query = (
            "SELECT f.community_id FROM members AS m JOIN federations AS f"
            " ON f.source_id = m.source_id AND f.address = m.federation"
            " WHERE m.source_id = ? AND m.community_id = ?"
            " AND (m.ended_at IS NULL OR m.ended_at > ?)"
        )
        rows = self._store.rows(query, (self._source, community, self._now))
        return {community, *(row[0] for row in rows)}

    def _coin(self, address: str) -> tuple[Token, bool]:
        query = "SELECT symbol, decimals FROM coins WHERE chain_id = ? AND address = ?"
        row = self._store.row(query, (self._chain_id, address))
        if row is None:
            return Token(address, f"units of {address}", 0), False
        return Token(address, shown(row["symbol"]), row["decimals"]), True

    @cached_property
    def _accords(self) -> tuple[InForce, ...]:
        if self._source is None:
            return ()
        query = (
            "SELECT a.* FROM accords AS a WHERE a.source_id = :source AND a.market = :market"
            " AND a.ends_at > :now AND a.version = (SELECT max(version) FROM accords AS b"
            " WHERE b.source_id = a.source_id AND b.accord_id = a.accord_id"
            " AND b.starts_at <= :now) ORDER BY a.accord_id"
        )
        values = {"source": self._source, "market": self._market, "now": self._now}
        return tuple(self._in_force(row) for row in list(self._store.rows(query, values)))

    def _in_force(self, row: Any) -> InForce:
        key = (self._source, row["accord_id"], row["version"])
        where = "WHERE source_id = ? AND accord_id = ? AND version = ?"
        parties = (
            f"SELECT community_id FROM accord_parties AS p {where} AND NOT EXISTS"
            " (SELECT 1 FROM departures AS d WHERE d.source_id = p.source_id"
            " AND d.accord_id = p.accord_id AND d.community_id = p.community_id"
            " AND d.leaves_at <= ?)"
        )
        currencies = f"SELECT currency FROM accord_currencies {where}"
        clauses = f"SELECT * FROM clauses {where} ORDER BY clause"
        since = self._now - row["starts_at"]
        return InForce(
            accord_id=row["accord_id"],
            version=row["version"],
            name=shown(row["name"]),
            season=self._now - since % max(1, row["season"]),
            parties=frozenset(each[0] for each in self._store.rows(parties, (*key, self._now))),
            currencies=frozenset(each[0] for each in self._store.rows(currencies, key)),
            clauses=tuple(self._store.rows(clauses, key)),
        )


def shown(text: str) -> str:
    """Make a stranger's text safe to show: nothing that turns or steers what stands around it."""
    joiners = "\u200c\u200d"
    return "".join(each if each.isprintable() or each in joiners else "�" for each in text)
