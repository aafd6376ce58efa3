# SPDX-License-Identifier: Apache-2.0
"""Circulations put together."""

from __future__ import annotations

from symbio.domain.clearing import Circulation, Conversion, Draw, Flow, together

ANA, BEN = ("0x" + 40 * each for each in "ab")
ONE = Circulation(
    (Flow(3, 5), Flow(7, 1)),
    (Conversion(2, 10, 20),),
    (Draw(ANA, "EUR", -4), Draw(BEN, "EUR", 4)),
)
OTHER = Circulation(
    (Flow(1, 8), Flow(3, 2)),
    (Conversion(1, 6, 7), Conversion(2, 1, 3)),
    (Draw(ANA, "EUR", 4), Draw(ANA, "JPY", -9)),
)


def test_amounts_are_summed_and_keep_the_order_of_one() -> None:
    whole = Circulation(
        (Flow(1, 8), Flow(3, 7), Flow(7, 1)),
        (Conversion(1, 6, 7), Conversion(2, 11, 23)),
        (Draw(ANA, "JPY", -9), Draw(BEN, "EUR", 4)),
    )
    assert together([ONE, OTHER]) == together([OTHER, ONE]) == whole


def test_one_alone_stays_as_it_is() -> None:
    assert together([ONE]) == ONE
    assert together([]) == Circulation(())
