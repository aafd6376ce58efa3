# SPDX-License-Identifier: Apache-2.0
"""The chapter of clearing where everybody has paid: a round is told, and nothing is set off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import symbio
from symbio.story import beginning, clearing, owing
from symbio.story.chapter import Chapter, Silence
from symbio.story.example import load_example
from symbio.story.stage import Stage
from symbio.story.trade_files import Trade


def one_a_currency(trade: Trade) -> Trade:
    """Leave one obligation in each currency, and no consents."""
    first = {each.currency: each for each in reversed(trade.obligations)}
    consentless = trade.clearing.model_copy(update={"acceptances": ()})
    return replace(trade, obligations=tuple(first.values()), clearing=consentless)


def test_a_round_with_nothing_to_set_off_is_told_as_that(folder: Path) -> None:
    example = load_example(folder)
    assert example.trade is not None
    trade = one_a_currency(example.trade)
    with symbio.demo() as world:
        stage = Stage(world, example, Silence())
        for currency in example.currencies:
            stage.coins[currency.symbol] = world.token(currency.symbol, currency.decimals)
        for tell in (beginning.register, beginning.enrol, beginning.found, beginning.ratify):
            tell(stage)
        owing.owe(stage, trade)
        clearing.open_circle(stage, trade)
        obligations = world.suite.obligations
        for n, row in enumerate(trade.obligations, 1):
            creditor = owing.person(stage, trade, row.creditor).signer
            obligations.acknowledge_payment(n, row.minor_units).send(creditor)
        clearing.clear_season(stage, trade)
    last = stage.chapters[-1]
    assert last.ok and last.name == "clearing"
    assert [check.words for check in last.checks] == ["Nothing here can be set off."]
    assert "cleared" not in last.facts


def test_a_currency_in_which_nobody_owes_is_told_as_nothing(folder: Path) -> None:
    trade = load_example(folder).trade
    assert trade is not None
    chapter = Chapter("clearing", "The season is cleared without money", "")
    clearing._cleared(chapter, replace(trade, obligations=()), {})
    rows = chapter.facts["cleared"]
    assert {row["share"] for row in rows} == {"0.0 %"}
