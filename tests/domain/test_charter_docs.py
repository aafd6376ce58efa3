# SPDX-License-Identifier: Apache-2.0
"""The page on charters is true: its code runs, and its table has every rule with its bounds."""

from __future__ import annotations

import re

from symbio.domain.rules import BOUNDS, DAY, HOUR
from tests.domain.global_ocean import ROOT, charter

PAGE = (ROOT / "docs" / "charter.md").read_text(encoding="utf-8")


def test_its_code_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    exec(compile(code, "docs/charter.md", "exec"), {})
    digest, rules, shares = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    assert rules.startswith("Rules(")
    assert shares.startswith("{'peniche': 3367")


def test_its_tables_name_every_part():
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert set(charter()) <= named
    assert set(BOUNDS) <= named


def test_its_bounds_are_the_chain_s():
    for field, (least, most) in BOUNDS.items():
        (row,) = re.findall(rf"^\| `{field}` .*\| (.*) \|$", PAGE, re.M)
        if field == "electorate":
            continue
        if "hour" in row or "day" in row:
            numbers = re.findall(r"(\d+)(?: (hour|day)s?)?", row)
            unit = {"hour": HOUR, "day": DAY}
            low = int(numbers[0][0]) * unit[numbers[0][1] or "day"]
            assert (low, int(numbers[1][0]) * DAY) == (least, most), field
        else:
            numbers = [int(each.replace(",", "")) for each in re.findall(r"[\d,]+\d|\d", row)]
            assert numbers[:2] == [least, most], field
