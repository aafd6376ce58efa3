# SPDX-License-Identifier: Apache-2.0
"""symbio jury practice: a juror's steps on a chain of their own, asked for or by options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from symbio.cli import writing
from symbio.cli.app import app
from symbio.cli.context import Context, Settings
from symbio.story.practising import Practice

STEPS = ["drawn", "seat", "deliberation", "commit", "leak", "wrong_salt", "reveal", "result"]


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing may be left."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def practise(*arguments: str, said: str | None = None) -> Result:
    def refuse(_: Settings) -> Any:
        raise AssertionError("a node was asked")

    given = ["jury", "practice", *arguments]
    return CliRunner().invoke(app, given, obj=Context(connect=refuse), input=said)


def test_each_step_says_what_it_asks_until_when_and_what_if_not(apart: Path) -> None:
    ran = practise("--plan", "2", "--plan", "3", "--json")
    assert ran.exit_code == 0, ran.output
    steps = {each["step"]: each for each in json.loads(ran.stdout)["steps"]}
    assert list(steps) == STEPS
    for each in steps.values():
        assert each["title"] and each["asks"] and each["in_real_life"] and each["if_you_do_not"]
    assert len(steps["drawn"]["plans"]) == 3 and steps["drawn"]["your_seat"] == 1
    assert "7 days to talk, 2 days to vote" in steps["seat"]["asks"]
    given = steps["commit"]
    assert given["vote"] == "approval of 2, 3" and len(given["salt"]) == 66
    assert len(given["commitment"]) == 66 and given["kept_in"].startswith(str(apart))
    assert steps["leak"]["your_vote_was_void"]
    assert steps["leak"]["voting_again_was_refused"] == "juries: the vote is void"
    assert steps["wrong_salt"]["refused"] == "juries: not what was committed"
    assert steps["reveal"]["not_shown"] == 1
    result = steps["result"]
    assert (result["plan"], result["case"]) == (2, "in force")
    assert 3 * result["approvals"] >= 2 * result["of"]
    assert list(apart.iterdir()) == []


def test_a_person_is_asked_until_the_answer_is_one(
    apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "is_at_a_terminal", lambda: True)
    ran = practise(said="\nfour\n1,4\n\nNone\n\n\n")
    assert ran.exit_code == 0, ran.output
    assert ran.stderr.count("Which plans do you approve?") == 4
    assert "There are only 3 to choose from." in ran.stderr
    assert "8. The votes are counted" in ran.stdout and "vote: a blank vote" in ran.stdout
    assert "In real life: You have 2 days" in ran.stdout and "votes once more" in ran.stdout
    assert list(apart.iterdir()) == []


def test_who_leaves_leaves_nothing_behind(apart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "is_at_a_terminal", lambda: True)
    ran = practise(said="\n")
    assert ran.exit_code == 8 and "was left" in ran.stderr
    assert list(apart.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give --plan or --blank"),
        (("--plan", "4"), "only 3"),
        (("--plan", "1", "--blank"), "one of them"),
    ],
)
def test_what_can_be_no_vote_is_refused_at_once(
    arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Any:
        raise AssertionError("a chain was started")

    monkeypatch.setattr(Practice, "begin", refuse)
    ran = practise(*arguments)
    assert ran.exit_code == 2 and said in ran.stderr
