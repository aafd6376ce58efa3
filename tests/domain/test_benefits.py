# SPDX-License-Identifier: Apache-2.0
"""What each party gave and got, by category and currency, adds up to what was paid."""

from __future__ import annotations

from symbio.domain.benefits import Benefit, benefits
from symbio.domain.categories import Category, category_of
from symbio.domain.escrow import Ending
from symbio.domain.events import OrderClosed, OrderOpened, StageReleased

ANNA, EURO, YEN = ("0x" + 20 * byte for byte in ("a1", "e1", "e2"))
FISH, SAMPLING = category_of("HS 03"), category_of("CPC 8344")


def opened(order_id: int, accord_id: int, clause: int, seller: int, buyer: int, currency: str):
    said = {name: 0 for name in OrderOpened.__dataclass_fields__}
    said |= {"order_id": order_id, "accord_id": accord_id, "clause": clause, "version": 1}
    said |= {"seller_party": seller, "buyer_party": buyer, "currency": currency}
    return OrderOpened(**said)


def released(order_id: int, paid: int, contributed: int) -> StageReleased:
    return StageReleased(order_id, ANNA, 0, paid, contributed, 5, 0)


def sold(version: int, clause: int) -> Category:
    assert version == 1
    return (FISH, SAMPLING)[clause]


ORDERS = [
    opened(1, 7, 0, 1, 2, EURO),
    opened(2, 7, 1, 2, 1, EURO),
    opened(3, 7, 0, 1, 2, YEN),
    opened(4, 8, 0, 1, 2, EURO),
    opened(5, 0, 0, 0, 0, EURO),
    opened(6, 7, 0, 1, 3, EURO),
]


def test_by_party_category_and_currency() -> None:
    paid = [
        released(1, 90, 10),
        released(1, 40, 10),
        released(2, 30, 0),
        released(3, 7, 0),
        released(4, 1_000, 0),
        released(5, 1_000, 0),
        released(6, 0, 0),
        OrderClosed(6, ANNA, Ending(1), 5_000, 6, 1, 0, 0),
    ]
    assert benefits(7, ORDERS, paid, sold) == (
        Benefit(1, SAMPLING, EURO, 0, 30),
        Benefit(1, FISH, EURO, 157, 0),
        Benefit(1, FISH, YEN, 7, 0),
        Benefit(2, SAMPLING, EURO, 30, 0),
        Benefit(2, FISH, EURO, 0, 150),
        Benefit(2, FISH, YEN, 0, 7),
        Benefit(3, FISH, EURO, 0, 7),
    )


def test_what_is_given_is_got() -> None:
    found = benefits(7, ORDERS, [released(n, 100 * n, n) for n in range(1, 7)], sold)
    assert (
        sum(each.gave for each in found) == sum(each.got for each in found) == 101 * (1 + 2 + 3 + 6)
    )


def test_nothing_paid_is_nothing() -> None:
    assert benefits(7, ORDERS, [], sold) == ()
    assert benefits(9, ORDERS, [released(1, 5, 5)], sold) == ()
