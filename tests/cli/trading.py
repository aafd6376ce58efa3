# SPDX-License-Identifier: Apache-2.0
"""A market day in a terminal: documents, coins, splits, signed files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from symbio.chain.signing import sign
from symbio.chain.token import Coin
from symbio.domain.accords import Clause, Terms
from symbio.domain.categories import category_of
from tests.cli.conftest import DAY, Line, register
from tests.published import kind_of


def moment(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Day:
    """The fishers sell from their town, the hosts' people buy from theirs."""

    line: Line
    towns: tuple[int, int]
    split: int
    euro: Coin
    folder: Path

    @property
    def now(self) -> int:
        return self.line.world.now

    def document(self, name: str = "offer.json", **changes: Any) -> Path:
        """Write an offer's document; `changes` replace its fields."""
        said = {
            "format": "symbio/offer/1",
            "title": "Fresh sardines, day boat",
            "description": {
                "format": "symbio/offer-description/1",
                "wordings": {
                    "en": {"title": "Sardines", "text": "Landed and iced the same morning."},
                    "ja": {"title": "鰯", "text": "その日の朝に水揚げ。"},
                },
                "origin": "PT",
            },
            "category": "HS 030243",
            "unit": "kg",
            "stock": 400,
            "prices": {self.euro.address: "4.20"},
            "paid_to_split": self.split,
            "community": self.towns[0],
            "delivery": {
                "from": moment(self.now),
                "until": moment(self.now + 60 * DAY),
                "place": "Fishing harbour of Peniche",
            },
            "cooling": "P1D",
            "inspection": "P5D",
            "orders_until": moment(self.now + 30 * DAY),
        }
        path = self.folder / name
        path.write_text(json.dumps({**said, **changes}, ensure_ascii=False))
        return path

    def signed(self, name: str = "signed.json", **changes: Any) -> Path:
        """Have the fishers' steward sign an offer into a file."""
        out = self.folder / name
        document = self.document(f"of-{name}", **changes)
        ran = self.line("market", "offer", "sign", document, "--out", out, "--yes", by="fishers")
        assert ran.code == 0, ran.err
        assert kind_of(out) == "signed-act"
        return out

    def opened(self, quantity: int = 10, **changes: Any) -> int:
        """Open an order of the steward of the hosts; gives its number."""
        offer = self.signed(f"signed-{len(list(self.folder.iterdir()))}.json", **changes)
        wanted = ("--quantity", quantity, "--currency", self.euro.address)
        number: int = self.line.send("order", "open", offer, *wanted, by="hosts")["order"]
        return number

    def concluded(self) -> int:
        """Conclude an accord of the two towns: fish at 5 percent less, 2 percent shared."""
        world = self.line.world
        terms = Terms(
            accord_id=0,
            version=1,
            name="Ocean accord",
            document=b"\x0a" * 32,
            parties=self.towns,
            currencies=(self.euro.address,),
            floors=(0,),
            drift=10_000,
            clauses=(Clause(self.towns[0], category_of("HS 03").word, 500, 200, self.split),),
            starts_at=self.now,
            season=90 * DAY,
            review_at=self.now + 100 * DAY,
            ends_at=self.now + 200 * DAY,
            notice=30 * DAY,
            market=world.market.address,
            until=self.now + DAY,
        )
        act = [world.accords.acceptance(terms, each) for each in self.towns]
        stewards = [world.account("fishers"), world.account("hosts")]
        pairs = zip(act, stewards, strict=True)
        signatures = [sign(each, steward).raw_signature() for each, steward in pairs]
        return world.accords.conclude(terms, signatures).send().value


_TOWNS: dict[str, tuple[tuple[int, int], int]] = {}


def market_day(line: Line, profile: Path, folder: Path) -> Day:
    """Give the towns and the split that tests share, and a currency of the test's own."""
    key = line.world.communities.address
    if key not in _TOWNS:
        towns = register(line, profile, "fishers"), register(line, profile, "hosts", "NZ")
        shares = ("--fixed", "--share", f"community:{towns[0]}=10000")
        _TOWNS[key] = towns, line.send("treasury", "create", *shares, by="fishers")["split"]
    for role in ("fishers", "hosts", "relayer", "stranger"):
        line.keystore(role)
    euro = line.world.token("EURe", 2, holder=line.world.account("hosts"))
    folder.mkdir(exist_ok=True)
    return Day(line, *_TOWNS[key], euro, folder)
