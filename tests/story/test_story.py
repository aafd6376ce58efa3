# SPDX-License-Identifier: Apache-2.0
"""The story holds what it promises, and says so when the chain doesn't."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from symbio.story import Listener, StoryResult, tell
from symbio.story.chapter import Chapter
from tests.story.conftest import PEOPLE

CHAPTERS = [
    "register",
    "enrol",
    "found",
    "ratify",
    "vote",
    "execute",
    "share",
    "claim",
    "dispute",
    "carry-on",
    "accord",
    "offers",
    "orders",
    "barter",
    "obligations",
    "circle",
    "clearing",
    "enlist",
    "mediate",
    "arbitrate",
    "judge",
    "repair",
    "leave",
]


def chapter(told: StoryResult, name: str) -> Chapter:
    return next(each for each in told.chapters if each.name == name)


def test_every_chapter_is_told_and_holds(told: StoryResult):
    assert [each.name for each in told.chapters] == CHAPTERS
    broken = [(c.name, k.words) for c in told.chapters for k in c.checks if not k.ok]
    assert broken == []
    assert [each.trouble for each in told.chapters] == [""] * len(CHAPTERS)
    assert told.ok


def test_its_record_is_plain_json_with_the_published_shape(told: StoryResult):
    record = json.loads(json.dumps(told.record()))
    assert set(record) == {"ok", "chapters"} and record["ok"] is True
    for each in record["chapters"]:
        assert set(each) == {"name", "ok", "transactions", "gas", "facts"}
        assert each["ok"] is True
        assert (each["gas"] > 21_000) == (each["transactions"] > 0)


def test_everybody_of_the_files_is_enrolled(told: StoryResult):
    facts = chapter(told, "enrol").facts
    assert facts["people"] == 4 * PEOPLE
    assert 0 < facts["signed_consents"] < 4 * PEOPLE


def test_signed_ballots_are_counted_and_one_who_voted_is_skipped(told: StoryResult):
    vote = chapter(told, "vote")
    assert vote.facts["signed_ballots_skipped"] == 1
    assert vote.facts["signed_ballots_counted"] == vote.facts["signed_ballots"] - 1
    people = vote.facts["result"][0]
    counted = people["for"] + people["against"] + people["abstain"]
    assert counted == vote.facts["signed_ballots"]
    assert people["on_the_rolls"] == 3 * PEOPLE


def test_revenue_of_the_files_arrives_in_two_currencies(told: StoryResult):
    facts = chapter(told, "share").facts
    assert facts["season_in_DEUR"] == "80,334.14 DEUR"
    assert facts["season_in_DJPY"] == "1,736,301 DJPY"
    assert [row["basis_points"] for row in facts["owed"]] == [3367, 2650, 2983, 1000]


def test_the_quarrel_changes_nothing(told: StoryResult):
    dispute, carry_on = chapter(told, "dispute").facts, chapter(told, "carry-on").facts
    assert [row["stance"] for row in dispute["stances"]] == ["dispute"] * 2 + ["suspend"] * 2
    assert all(row["refused"] for row in dispute["attempts"])
    rows = carry_on["compared"]
    assert len(rows) == chapter(told, "carry-on").transactions > 20
    assert all(row["gas_in_peace"] == row["gas_in_the_quarrel"] > 21_000 for row in rows)


def test_a_chapter_without_checks_or_with_a_broken_one_does_not_hold():
    empty = Chapter("a", "A", "")
    assert not empty.ok
    empty.check("it is so", True)
    assert empty.ok
    empty.check("it is otherwise", False)
    assert not empty.ok
    assert empty.record()["facts"] == {"failed": ["it is otherwise"]}


def test_a_story_cut_short_does_not_hold(told: StoryResult):
    short = StoryResult(told.federation, told.titles, told.chapters[:-1], told.expected)
    assert not short.ok


def test_a_defeated_proposal_ends_the_story_and_is_told(rewrite, tmp_path: Path):
    def against(proposal):
        proposal["demo_ballots"].update({"for": 1_000, "against": 9_000})

    ours = rewrite("proposals/1-sightings-catalogue.json", against)
    told = io.StringIO()
    code = tell(ours, tmp_path / "out", as_json=True, console=Console(file=told))
    record = json.loads(told.getvalue())
    assert code == 1 and record["ok"] is False
    last = record["chapters"][-1]
    assert last["name"] == "execute" and last["ok"] is False
    assert "Then it may be executed." in last["facts"]["failed"]
    assert "proposal" in last["facts"]["trouble"] or "federation" in last["facts"]["trouble"]
    assert "not held" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_people_with_keys_of_their_own_have_stand_ins(told: StoryResult):
    facts = chapter(told, "enrol").facts
    assert facts["stand_ins_for_people_whose_keys_are_their_own"] == 3


@pytest.fixture
def telling(told: StoryResult, tmp_path: Path, monkeypatch):
    """Tell the story that was run already, to a console of this kind."""

    def again(example: Path, *, listener: Listener) -> StoryResult:
        for each in told.chapters:
            listener.started(each)
            listener.advanced("Ballots signed", 1, 2)
            listener.advanced("Ballots signed", 2, 2)
            listener.finished(each)
        return told

    monkeypatch.setattr("symbio.story.telling.run", again)

    def hear(*, as_json: bool = False, **kind: Any) -> str:
        said = io.StringIO()
        console = Console(file=said, width=100, **kind)
        assert tell(tmp_path, tmp_path / "out", as_json=as_json, console=console) == 0
        assert (tmp_path / "out" / "report.html").exists()
        return said.getvalue()

    return hear


def test_it_is_told_plainly_where_nobody_looks(telling, told: StoryResult):
    text = telling()
    assert "\x1b" not in text
    assert "Stand ins for people whose keys are their own: 3" in text
    assert "Everything held." in text
    assert "report.html" in text
    for each in told.chapters:
        assert each.title in text


def test_it_is_told_with_colour_and_progress_on_a_terminal(telling):
    text = telling(force_terminal=True)
    assert "\x1b[" in text
    assert "Ballots signed" in text


def test_no_colour_means_no_colour(telling, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = telling(force_terminal=True)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", text)


def test_as_json_it_is_one_object_and_nothing_else(telling, told: StoryResult):
    text = telling(as_json=True)
    assert text.count("\n") == 1
    assert json.loads(text) == json.loads(json.dumps(told.record()))
