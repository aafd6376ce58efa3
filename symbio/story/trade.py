# SPDX-License-Identifier: Apache-2.0
"""The part of the story that is about trade, in its order."""

from __future__ import annotations

from symbio.story import agreeing, bartering, clearing, owing, trading
from symbio.story.sharing import Ledger
from symbio.story.stage import Stage
from symbio.story.trade_files import Trade


def tell(stage: Stage, ledger: Ledger, trade: Trade) -> None:
    """Agree, offer, order, barter, owe, vote a circle, clear."""
    agreed = agreeing.agree(stage, trade.accord)
    stands = trading.offer_all(stage, trade)
    trading.trade_all(stage, ledger, trade, stands, agreed)
    bartering.barter(stage, trade)
    owing.owe(stage, trade)
    clearing.open_circle(stage, trade)
    clearing.clear_season(stage, trade)
