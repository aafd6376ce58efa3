# SPDX-License-Identifier: Apache-2.0
"""What each party gave and got under an accord, read from the events of one deployment."""

from __future__ import annotations

from symbio.chain.suite import Suite
from symbio.domain.benefits import Benefit, benefits
from symbio.domain.events import OrderClosed, OrderOpened, StageReleased


def benefits_of(suite: Suite, accord_id: int) -> tuple[Benefit, ...]:
    """Add up the paid orders of an accord by party, category and currency; raises NoSuchRecord."""
    latest = suite.accords.accord(accord_id).latest
    clauses = {each: suite.accords.clauses(accord_id, each) for each in range(1, latest + 1)}
    said = [each.event for each in suite.market.events()]
    moved = [each.event for each in suite.escrow.events()]
    return benefits(
        accord_id,
        [each for each in said if isinstance(each, OrderOpened)],
        [each for each in moved if isinstance(each, StageReleased | OrderClosed)],
        lambda version, clause: clauses[version][clause].goods,
    )
