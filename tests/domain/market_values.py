# SPDX-License-Identifier: Apache-2.0
"""Offers, purchases and swaps for tests, and strategies that draw any."""

from __future__ import annotations

from hypothesis import strategies as st

from symbio.domain import market
from symbio.domain.addresses import NOBODY, checksummed
from symbio.domain.amount import NATIVE, Token

SELLER = checksummed("0x" + "5e" * 20)
BUYER = checksummed("0x" + "b0" * 20)
FEDERATION = checksummed("0x" + "fe" * 20)
EURO = Token(checksummed("0x" + "e0" * 20), "EURe", 2)
YEN = Token(checksummed("0x" + "11" * 20), "JPYe", 0)
COIN = Token(NATIVE, "ETH", 18)
DAY = 86_400
NOW = 1_795_000_000

SARDINES = market.Offer(
    seller=SELLER,
    community=1,
    place=3,
    title="Fresh sardines, day boat",
    description=bytes(range(32)),
    category=1 << 40 | 6 << 32 | 30243,
    unit="kg",
    stock=4_000,
    currency_1=EURO.address,
    price_1=420,
    currency_2=YEN.address,
    price_2=690,
    currency_3=NOBODY,
    price_3=0,
    split_id=7,
    everyone=True,
    federation_1=NOBODY,
    federation_2=NOBODY,
    federation_3=NOBODY,
    deliver_from=NOW,
    deliver_until=NOW + 60 * DAY,
    delivery_place="Fishing harbour of Peniche",
    stages=100,
    cooling=DAY,
    inspection=5 * DAY,
    arbiter=NOBODY,
    ruling_time=60 * DAY,
    unruled=5_000,
    until=NOW + 30 * DAY,
    nonce=1,
)

words = st.integers(0, 2**256 - 1)
addresses = st.binary(min_size=20, max_size=20).map(lambda raw: checksummed("0x" + raw.hex()))
digests = st.binary(min_size=32, max_size=32)
texts = st.text(max_size=20)

_KINDS = {int: words, str: addresses, bytes: digests, bool: st.booleans()}
_TEXTS = {"title", "unit", "delivery_place"}

offers = st.builds(
    market.Offer,
    *(
        texts if name in _TEXTS else _KINDS[type(getattr(SARDINES, name))]
        for name in market.OFFER_FIELDS
    ),
)
swaps = st.builds(market.Swap, addresses, texts, addresses, words, addresses, words, words, words)
