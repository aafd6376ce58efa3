# SPDX-License-Identifier: Apache-2.0
"""The guide for solvers: its code runs and prints what it shows, its limits are the chain's."""

from __future__ import annotations

from symbio.domain.chunks import MOST_CONVERSIONS, MOST_DRAWS, MOST_FLOWS
from tests.docs.pages import python_blocks, text_of

PAGE = "docs/solving.md"


def test_its_code_prints_what_it_shows() -> None:
    names: dict[str, object] = {}
    for block in python_blocks(PAGE):
        assert block.run(names) == block.printed


def test_its_limits_are_those_of_a_chunk() -> None:
    said = f"at most {MOST_FLOWS}; conversions ascending by acceptance, at most {MOST_CONVERSIONS}"
    assert said in text_of(PAGE)
    assert f"draws, at most {MOST_DRAWS}." in text_of(PAGE)
