# SPDX-License-Identifier: Apache-2.0
"""The threat model names tests for every line, and every test it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache

from tests.docs.pages import ROOT, text_of

PAGE = text_of("docs/threat-model.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
TABLES = (
    "Communities",
    "Federation and Federations",
    "Treasury",
    "Accords",
    "Market",
    "Clearing",
    "Beacon",
    "Juries",
)


@cache
def _tests_of(path: str) -> frozenset[str]:
    """Name the tests of a file; a file that isn't there has none."""
    if not (ROOT / path).is_file():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return frozenset(name for name in found if name.startswith("test_"))


def test_every_named_test_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 100
    assert [f"{path}::{name}" for path, name in named if name not in _tests_of(path)] == []
    assert PAGE.count("::test_") == len(named)


def test_every_line_of_the_tables_names_a_test() -> None:
    for title in TABLES:
        (section,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.S | re.M)
        head, rule, *rows = [line for line in section.splitlines() if line.startswith("|")]
        assert head == "| threat | how it is met | shown by |"
        assert set(rule) <= set("|-")
        assert len(rows) > 10
        assert [row for row in rows if not NAMED.search(row)] == []


def test_every_known_threat_to_splits_that_is_tried_is_in_the_table() -> None:
    for path in (ROOT / "tests" / "contracts" / "treasury").glob("test_*.py"):
        where = str(path.relative_to(ROOT))
        tried = {name for name in _tests_of(where) if name.startswith("test_threat")}
        assert {name for name in tried if f"`{where}::{name}`" not in PAGE} == set()
