# SPDX-License-Identifier: Apache-2.0
"""The part of the story that is about justice, in its order."""

from __future__ import annotations

from symbio.story import enlisting, judging, mediating, repairing
from symbio.story.justice_files import Justice
from symbio.story.sharing import Ledger
from symbio.story.stage import Stage


def tell(stage: Stage, ledger: Ledger, justice: Justice) -> None:
    """Enter the lot, mediate, arbitrate, judge, repair."""
    season = enlisting.enlist(stage, justice)
    matter = mediating.mediate(stage, justice, season)
    judging.arbitrate(stage, matter)
    chosen = judging.judge(stage, matter)
    repairing.repair(stage, ledger, matter, chosen)
