# SPDX-License-Identifier: Apache-2.0
"""The tutorial and the README are true: their Python runs, and prints what they say it prints."""

from __future__ import annotations

from typing import Any

import pytest

from tests.docs.pages import ROOT, python_blocks


@pytest.mark.parametrize(("page", "least"), [("docs/tutorial.md", 19), ("README.md", 1)])
def test_every_block_runs_and_prints_what_the_page_says(
    page: str, least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    blocks = python_blocks(page)
    assert len(blocks) >= least
    names: dict[str, Any] = {"__name__": "page"}
    for block in blocks:
        printed = block.run(names)
        assert printed == (block.printed or ""), f"{page}, line {block.line}"
