# SPDX-License-Identifier: Apache-2.0
"""Every link between pages leads somewhere, and every page of docs is listed in its index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, text_of

PAGES = sorted(
    [ROOT / name for name in ("README.md", "SECURITY.md", "CHANGELOG.md")]
    + list((ROOT / "docs").rglob("*.md"))
    + list((ROOT / "benchmarks").rglob("*.md"))
    + list((ROOT / "examples").rglob("*.md"))
)
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_its_links_lead_somewhere(page: Path) -> None:
    links = [found[1] for found in LINK.finditer(page.read_text(encoding="utf-8"))]
    local = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_the_index_lists_every_page() -> None:
    index = text_of("docs/README.md")
    listed = {found[1] for found in LINK.finditer(index)}
    docs = ROOT / "docs"
    pages = {str(page.relative_to(docs)) for page in docs.rglob("*.md")} - {"README.md"}
    assert pages - listed == set()
