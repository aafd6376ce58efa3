# SPDX-License-Identifier: Apache-2.0
"""A folder is read whole, or refused with file and field, before anything happens on a chain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from symbio.domain.csv_rows import BadCsv
from symbio.domain.documents import BadDocument
from symbio.story import run
from symbio.story.demo_keys import DemoKeys
from symbio.story.example import load_example
from symbio.story.rolls import roll_files
from tests.story.conftest import EXAMPLE

ROOT = EXAMPLE.parents[1]


def test_the_example_holds_together():
    example = load_example(EXAMPLE)
    assert [member.key for member in example.charter.members] == ["peniche", "shimoda", "kaikoura"]
    assert all(40 <= len(roll) <= 400 for roll in example.rolls.values())
    assert [season.name for season in example.seasons] == ["spring", "autumn"]
    assert len({record.currency for record in example.seasons[0].records}) == 2


def test_its_rolls_follow_from_the_published_seed():
    for path, text in roll_files(EXAMPLE).items():
        assert path.read_text(encoding="utf-8") == text
    done = subprocess.run(
        [sys.executable, "scripts/build_example.py", "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_demo_key_gives_its_address_as_eth_account_does():
    from eth_account import Account

    keys = DemoKeys.read(EXAMPLE)
    assert keys.address("peniche", 7) == Account.from_key(keys.key("peniche", 7)).address


@pytest.mark.parametrize(
    ("name", "how", "named", "problem"),
    [
        ("charter.json", lambda v: v.pop("exit"), "charter.json: exit", "required"),
        ("keys.json", lambda v: v.pop("seed"), "keys.json.seed", "text"),
        (
            "communities.json",
            lambda v: v["communities"][0].update(jurisdiction="XX"),
            "communities.json: communities[0].jurisdiction",
            "ISO 3166-1",
        ),
        (
            "communities.json",
            lambda v: v["communities"][1].update(jurisdiction="KR"),
            "charter.json: members[1].jurisdiction",
            "KR",
        ),
        (
            "charter.json",
            lambda v: (
                v["members"][2].update(key="nazare"),
                v["revenue_shares"][2].update(to="nazare"),
            ),
            "charter.json: members[2].key",
            "nazare",
        ),
        (
            "communities.json",
            lambda v: v["communities"].append(v["communities"][0]),
            "communities.json",
            "twice",
        ),
        (
            "communities.json",
            lambda v: v["dispute"].update(between=["portugal", "atlantis"]),
            "communities.json: dispute.between",
            "atlantis",
        ),
        (
            "communities.json",
            lambda v: v.update(leaving="husavik"),
            "communities.json: leaving",
            "founding member",
        ),
        (
            "communities.json",
            lambda v: v["communities"][2]["passes_on"][0].update(share=6_999),
            "communities.json: kaikoura.passes_on",
            "10,000",
        ),
        (
            "currencies.json",
            lambda v: v["currencies"][0].update(decimals=19),
            "currencies.json: currencies[0].decimals",
            "18",
        ),
        (
            "proposals/1-sightings-catalogue.json",
            lambda v: v["calls"][1].update(minor_units=-1),
            "proposals/1-sightings-catalogue.json: calls[1].pay.minor_units",
            "greater",
        ),
        (
            "proposals/1-sightings-catalogue.json",
            lambda v: v["calls"][1].update(currency="EUR"),
            "calls[1]",
            "unknown currency",
        ),
        (
            "proposals/2-admit-husavik.json",
            lambda v: v["calls"][0].update(community="peniche"),
            "calls[0]",
            "newcomer",
        ),
        (
            "proposals/2-admit-husavik.json",
            lambda v: v.update(proposer="husavik"),
            "proposer",
            "no founding member",
        ),
        (
            "proposals/2-admit-husavik.json",
            lambda v: v["demo_ballots"].update({"for": 9_000, "against": 1_001}),
            "demo_ballots",
            "more than all",
        ),
    ],
)
def test_what_is_wrong_is_named_by_file_and_field(rewrite, name, how, named, problem):
    changed = rewrite(name, how)
    with pytest.raises(BadDocument) as refused:
        load_example(changed)
    assert named in refused.value.path
    assert problem in refused.value.problem


def test_a_missing_file_is_named(folder: Path):
    (folder / "currencies.json").unlink()
    with pytest.raises(BadDocument, match=r"currencies\.json: this file is missing"):
        load_example(folder)


def test_a_bad_table_is_named_by_row_and_column_and_nothing_begins(folder: Path):
    path = folder / "rolls" / "shimoda.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[3]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    began: list[str] = []

    class Ear:
        def started(self, chapter):
            began.append(chapter.name)

        def advanced(self, step, done, total):
            began.append(step)

        def finished(self, chapter):
            began.append(chapter.name)

    with pytest.raises(BadCsv, match=r"rolls/shimoda\.csv, row 5, column “address”"):
        run(folder, listener=Ear())
    assert began == []


def test_a_season_in_an_unknown_currency_is_refused(folder: Path):
    path = folder / "revenue" / "1-spring.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("DJPY", "JPY"), encoding="utf-8")
    with pytest.raises(BadCsv, match=r"1-spring\.csv, row 5, column “currency”"):
        load_example(folder)


def test_a_folder_without_a_season_is_refused(folder: Path):
    for path in (folder / "revenue").iterdir():
        path.unlink()
    with pytest.raises(BadDocument, match="needs a season"):
        load_example(folder)
