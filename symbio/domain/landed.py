# SPDX-License-Identifier: Apache-2.0
"""What goods cost a buyer: the price less an accord's concession, and where the money goes."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain import stages
from symbio.domain.amount import Amount


@dataclass(frozen=True, slots=True)
class LandedCost:
    """What a quantity costs, with or without an accord, to the smallest unit.

    The buyer pays `total`: `gross` less `concession`. Of it `contribution` goes to the accord's
    shared-benefit split, in place of a tariff, and `to_seller` to the seller's.
    """

    gross: Amount
    concession: Amount
    contribution: Amount

    @property
    def total(self) -> Amount:
        return self.gross - self.concession

    @property
    def to_seller(self) -> Amount:
        return self.total - self.contribution


def landed(
    price: Amount, quantity: int, *, concession: int = 0, contribution: int = 0
) -> LandedCost:
    """Compute what a quantity costs; the rates are basis points, 0 under no accord.

    Both parts are rounded down, as the Market does; paid in several stages the contribution may be
    a unit a stage less.
    """
    gross = price.token.units(price.units * quantity)
    total = price.token.units(stages.landed(price.units, quantity, concession))
    return LandedCost(gross, gross - total, total.part(contribution, stages.WHOLE))
