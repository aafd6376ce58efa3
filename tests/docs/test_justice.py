# SPDX-License-Identifier: Apache-2.0
"""The guide to justice: its code runs, and its figures are those that the command prints."""

from __future__ import annotations

from typing import Any

from benchmarks.jury.page import CAPTURE_PAGE
from symbio.domain import beacon, drand, draw, juries, remedies
from symbio.domain.rules import DAY
from symbio.domain.tribunal import BOUNDS, GRACE, MOST_DRAWS, USUAL
from tests.docs.pages import python_blocks, text_of

PAGE = "docs/justice.md"
WORDS = " ".join(text_of(PAGE).split())


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if " % | **" in line]


def test_its_code_prints_what_it_says() -> None:
    names: dict[str, Any] = {}
    blocks = python_blocks(PAGE)
    assert len(blocks) == 1
    for block in blocks:
        assert block.printed is not None
        assert block.run(names) == block.printed


def test_its_figures_are_those_that_the_command_prints() -> None:
    printed = rows(CAPTURE_PAGE.read_text("utf-8"))
    assert printed and rows(text_of(PAGE)) == printed


def test_its_times_are_the_usual_ones() -> None:
    seating = juries.WAVES * USUAL.wave
    votes = USUAL.deliberation + USUAL.commit + USUAL.reveal
    told = (
        f"| {USUAL.mediation // DAY} days |",
        f"up to {(seating + votes) // DAY} days, then {USUAL.appeal // DAY} to appeal",
        f"and {votes // DAY} more if they don't agree",
        f"A season lasts {juries.SEASON // DAY} days",
        f"within {remedies.SILENCE // DAY} days",
        f"After {remedies.CIRCLE // DAY} days without one",
    )
    assert [each for each in told if each not in WORDS] == []
    assert (USUAL.panel, USUAL.jury, USUAL.grave_jury) == (5, 12, 24)
    assert (USUAL.agreement, GRACE, MOST_DRAWS) == (7 * DAY, 7 * DAY, 3)
    assert (BOUNDS["mediation"], BOUNDS["panel"], BOUNDS["jury"]) == (
        (DAY, 180 * DAY),
        (3, 15),
        (6, 60),
    )


def test_its_draw_is_the_one_that_is_drawn() -> None:
    assert (draw.TURNS, draw.SHARE, draw.MOST_COMMUNITIES, juries.WAVES) == (3, 4, 256, 8)
    assert (beacon.TRIES, drand.TRIES, drand.SPAN) == (4, 4, 3 * DAY)
    assert juries.AHEAD == 4 and juries.MOST_APPROVED == 16
