# SPDX-License-Identifier: Apache-2.0
"""The trade of a folder: told from its files, or refused with file and field."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from symbio.domain.csv_rows import BadCsv
from symbio.domain.documents import BadDocument
from symbio.matching.errors import NoSolver
from symbio.story import StoryResult, run
from symbio.story.example import load_example
from tests.story.conftest import EXAMPLE
from tests.story.test_story import chapter


def test_the_example_trades_in_three_currencies():
    trade = load_example(EXAMPLE).trade
    assert trade is not None
    assert len(trade.offers) == 10 and len(trade.obligations) > 300
    assert {row.currency for row in trade.obligations} == {"EUR", "JPY", "NZD"}
    assert {order.currency for order in trade.orders} == {"DEUR", "DJPY", "DNZD"}
    ends = {order.ends for order in trade.orders}
    assert ends == {"delivery", "partial delivery", "silence", "cancelled", "agreed", "expired"}


def test_offers_stand_and_orders_end_as_the_files_say(told: StoryResult):
    trade = load_example(EXAMPLE).trade
    assert trade is not None
    assert len(chapter(told, "offers").facts["offers"]) == len(trade.offers)
    rows = chapter(told, "orders").facts["orders"]
    assert [row["ended by"] for row in rows] == [order.ends for order in trade.orders]
    by_end = {row["ended by"]: row for row in rows}
    for end in ("cancelled", "expired"):
        assert by_end[end]["back to the buyer"] == by_end[end]["paid into escrow"]
    # 400 kg at 7.80, less 5 % by the accord; 360 kg came; 2 % of what is paid is for the fund.
    part = by_end["partial delivery"]
    assert part["paid into escrow"] == "2,964.00 DNZD"
    assert part["back to the buyer"] == "296.40 DNZD"
    assert part["to the shared fund"] == "53.35 DNZD"
    assert part["to the seller"] == "2,614.25 DNZD"


def test_a_ring_gives_each_what_the_one_before_gave(told: StoryResult):
    rows = chapter(told, "barter").facts["ring"]
    assert [row["got"] for row in rows] == ["137,000 DJPY", "840.00 DEUR", "1,560.00 DNZD"]


def test_a_round_is_told_currency_by_currency(told: StoryResult):
    clearing = chapter(told, "clearing")
    assert "a_result_off_by_one_is_refused" in clearing.facts
    rows = clearing.facts["cleared"]
    assert [row["currency"] for row in rows] == ["EUR", "JPY", "NZD"]
    assert any(float(row["share"].removesuffix(" %")) > 0 for row in rows)
    assert "You needed no money" in clearing.facts["statement"]


def test_a_folder_without_trade_is_told_without_it(folder: Path):
    shutil.rmtree(folder / "trade")
    told = run(folder)
    assert told.ok and len(told.chapters) == told.expected == 16


def test_without_a_solver_a_folder_with_trade_is_refused_before_anything_happens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "ortools.graph.python", None)
    stages: list[object] = []
    telling = sys.modules["symbio.story.run"]
    monkeypatch.setattr(telling, "Stage", lambda *given: stages.append(given))
    with pytest.raises(NoSolver, match=r"OR-Tools.*pip install 'symbio\[matching\]'"):
        run(folder)
    assert stages == []


def test_without_numpy_the_command_says_what_to_install_and_writes_nothing(tmp_path: Path):
    code = (
        "import sys\n"
        "sys.modules['numpy'] = None\n"
        f"sys.argv = ['symbio', 'demo', {str(EXAMPLE)!r}, '--out', {str(tmp_path / 'out')!r}]\n"
        "from symbio.cli.app import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=EXAMPLE.parents[1], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Clearing needs numpy" in done.stderr
    assert "pip install 'symbio[matching]'" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_in_the_trade_is_named(rewrite):
    def stages(value):
        value["offers"][2]["stages"] = [50, 40]

    with pytest.raises(BadDocument, match=r"trade/offers.json: offers\[2\].stages"):
        load_example(rewrite("trade/offers.json", stages))


@pytest.mark.parametrize(
    ("name", "path", "value", "said"),
    [
        ("offers", ("offers", 0, "category"), "HS 99", r"offers\[0\].category"),
        ("offers", ("offers", 1, "key"), "sardines", r"offers\[0\].key"),
        ("offers", ("offers", 0, "person"), 10_000, r"offers\[0\].person"),
        ("offers", ("offers", 0, "prices"), {"XXX": 1}, r"offers\[0\].prices"),
        ("orders", ("orders", 0, "offer"), "moon-dust", r"orders\[0\].offer"),
        ("orders", ("orders", 0, "buyer"), "atlantis", r"orders\[0\]"),
        ("orders", ("orders", 6, "currency"), "XXX", r"orders\[6\].currency"),
        ("barter", ("ring", 0, "wants"), "DNZD", r"ring\[0\].wants"),
        ("clearing", ("acceptances", 0, "participant"), "nobody-1", r"acceptances\[0\]"),
    ],
)
def test_each_wrong_entry_is_refused_by_its_place(rewrite, name, path, value, said):
    def change(document):
        *way, last = path
        for step in way:
            document = document[step]
        document[last] = value

    with pytest.raises(BadDocument, match=said):
        load_example(rewrite(f"trade/{name}.json", change))


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        ("participants.csv", "x-1,atlantis,1,Nobody", "no community has the key"),
        ("participants.csv", "x-1,peniche,999,Nobody", "is not within"),
        ("obligations.csv", "2026-09-01,x,y,EUR,1,2026-10-01,none", "participants.csv"),
    ],
)
def test_a_row_that_is_wrong_is_named(folder: Path, file: str, row: str, said: str):
    path = folder / "trade" / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    with pytest.raises(BadCsv, match=said) as refused:
        load_example(folder)
    assert str(len(lines) + 1) in str(refused.value)


def test_amounts_and_parties_of_an_obligation_are_checked(folder: Path):
    path = folder / "trade" / "obligations.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    fields = first.split(",")
    for column, value, said in (
        (4, "-5", "whole number"),
        (2, fields[1], "nobody owes"),
        (3, "?", "currency"),
    ):
        changed = [*fields]
        changed[column] = value
        path.write_text("\n".join([head, ",".join(changed), *rest]) + "\n", encoding="utf-8")
        with pytest.raises(BadCsv, match=said):
            load_example(folder)


def test_a_missing_file_of_the_trade_is_named(folder: Path):
    (folder / "trade" / "barter.json").unlink()
    with pytest.raises(BadDocument, match=r"trade/barter.json"):
        load_example(folder)
    shutil.copy(EXAMPLE / "trade" / "barter.json", folder / "trade" / "barter.json")
    (folder / "accord.json").write_text(json.dumps({"format": "symbio/accord/1"}))
    with pytest.raises(BadDocument, match=r"accord.json"):
        load_example(folder)
