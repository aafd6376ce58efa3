# SPDX-License-Identifier: Apache-2.0
"""The README keeps to what is: its figures, its tree, its commands, and its length."""

from __future__ import annotations

import re

from tests.docs.pages import ROOT, text_of

README = text_of("README.md")


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_its_gas_is_what_was_measured() -> None:
    measured = text_of("benchmarks/gas/README.md").splitlines()
    rows = re.findall(r"^\| `\w+` \|.*$", README, re.M)
    assert len(rows) >= 8
    assert [row for row in rows if row not in measured] == []


def test_its_verbs_are_the_makefile_s() -> None:
    verbs = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.M))
    makefile = set(re.findall(r"^([a-z]+):.*## ", text_of("Makefile"), re.M))
    assert {"demo", "test", "setup", "bench"} <= verbs <= makefile


def test_its_tree_is_there() -> None:
    (tree,) = re.findall(r"^## The house\n\n```\n(.*?)```", README, re.S | re.M)
    above = ROOT
    for line in tree.splitlines():
        name = line.split()[0]
        folder = (above if line.startswith("  ") else ROOT) / name
        above = above if line.startswith("  ") else folder
        assert folder.is_dir(), line


def test_its_python_versions_are_the_package_s() -> None:
    assert 'requires-python = ">=3.11,<3.14"' in text_of("pyproject.toml")
    assert "Python 3.11, 3.12 or 3.13" in README
