# SPDX-License-Identifier: Apache-2.0
"""What each party gave and got under an accord, by category and currency, from the events.

The sums over categories are the figures that the market keeps and the accord's alarm reads, as long
as no token was impaired when it was paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from symbio.domain.categories import Category
from symbio.domain.events import OrderClosed, OrderOpened, StageReleased

Sold = Callable[[int, int], Category]
"""What a clause of a version sells: by version and number of the clause."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """What one party gave and got of one category, in the smallest units of one currency."""

    party: int
    category: Category
    currency: str
    gave: int
    got: int


def benefits(
    accord_id: int,
    opened: Iterable[OrderOpened],
    paid: Iterable[StageReleased | OrderClosed],
    sold: Sold,
) -> tuple[Benefit, ...]:
    """Add up what was paid for under an accord, by party, category and currency, in this order.

    `opened` and `paid` may hold orders of other accords, and of none; those are left out.
    """
    orders = {each.order_id: each for each in opened if each.accord_id == accord_id}
    sums: dict[tuple[int, str, str], list[int]] = {}
    categories: dict[str, Category] = {}
    for each in paid:
        order = orders.get(each.order_id)
        amount = each.paid + each.contributed
        if order is None or amount == 0:
            continue
        category = sold(order.version, order.clause)
        categories[str(category)] = category
        for side, party in enumerate((order.seller_party, order.buyer_party)):
            row = sums.setdefault((party, str(category), order.currency), [0, 0])
            row[side] += amount
    return tuple(
        Benefit(party, categories[code], currency, gave, got)
        for (party, code, currency), (gave, got) in sorted(sums.items())
    )
