# SPDX-License-Identifier: Apache-2.0
"""Run the whole story on a live suite."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from symbio.matching import engine
from symbio.story import beginning, deciding, justice, parting, quarrel, sharing
from symbio.story.chapter import Listener, Silence, StoryResult
from symbio.story.example import Example, load_example
from symbio.story.sharing import Ledger
from symbio.story.stage import Stage, StoryEnded
from symbio.world import World, demo

CHAPTERS = 11
TRADE_CHAPTERS = 7
JUSTICE_CHAPTERS = 5


def run(example: Path, world: World | None = None, listener: Listener | None = None) -> StoryResult:
    """Tell the story of an example folder, on a chain of its own unless `world` is given.

    `world` must be local: the story turns its clock and turns its chain back once. Raises
    `BadDocument` and `BadCsv` for a folder that can't be read, and `NoSolver` for one with trade
    where OR-Tools isn't installed, before anything happens. What goes wrong on the chain is kept
    in the result, whose `ok` is then false.
    """
    loaded = load_example(example)
    if loaded.trade:
        engine.require()
    if world is not None:
        return _tell(loaded, world, listener or Silence())
    with demo() as own:
        return _tell(loaded, own, listener or Silence())


def _tell(example: Example, world: World, listener: Listener) -> StoryResult:
    stage = Stage(world, example, listener)
    for currency in example.currencies:
        stage.coins[currency.symbol] = world.token(currency.symbol, currency.decimals)
    # The chapter in which it ended keeps what happened, and the result isn't ok.
    with suppress(StoryEnded):
        _chapters(stage)
    return StoryResult(
        federation=example.charter.name,
        titles=example.charter.titles,
        chapters=tuple(stage.chapters),
        expected=CHAPTERS
        + (TRADE_CHAPTERS if example.trade else 0)
        + (JUSTICE_CHAPTERS if example.justice else 0),
    )


def _chapters(stage: Stage) -> None:
    ledger = Ledger()
    beginning.register(stage)
    beginning.enrol(stage)
    beginning.found(stage)
    beginning.ratify(stage)
    deciding.first_vote(stage)
    deciding.execute(stage)
    sharing.share_season(stage, ledger)
    sharing.claim_all(stage, ledger)
    peace = quarrel.declare(stage, ledger)
    quarrel.carry_on(stage, ledger, peace)
    if stage.example.trade:
        # Its last chapter is solved with numpy, which a folder without trade doesn't need.
        from symbio.story import trade

        trade.tell(stage, ledger, stage.example.trade)
    if stage.example.justice:
        justice.tell(stage, ledger, stage.example.justice)
    parting.leave(stage, ledger)
