# SPDX-License-Identifier: Apache-2.0
"""symbio charter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symbio.domain.charter import read_charter, schema
from tests.cli.conftest import CHARTER, Founded, Line


def changed(path: Path, **rules: Any) -> Path:
    """Write the example's charter with other decision rules."""
    document = json.loads(CHARTER.read_text())
    document["decision_rules"].update(rules)
    path.write_text(json.dumps(document))
    return path


def test_a_charter_is_checked_and_digested_without_a_chain(line: Line) -> None:
    checked = line.read("charter", "check", CHARTER)
    assert checked["members"] == ["peniche", "shimoda", "kaikoura"]
    assert checked["rules"]["voting_period"] == "P5D"
    assert checked["rules"]["electorate"] == ["stewards", "citizens"]
    digest = "0x" + read_charter(CHARTER.read_bytes()).digest().hex()
    assert line.read("charter", "digest", CHARTER)["digest"] == checked["digest"] == digest
    assert line.settings == []


def test_the_schema_is_printed(line: Line) -> None:
    assert line.read("charter", "schema") == schema()
    assert json.loads(line("charter", "schema").out) == schema()


def test_two_charters_are_compared(line: Line, tmp_path: Path) -> None:
    other = changed(tmp_path / "other.json", voting_period="P6D")
    assert line.read("charter", "diff", CHARTER, CHARTER) == []
    rows = line.read("charter", "diff", CHARTER, other)
    assert rows[0] == {
        "field": "rules.voting_period",
        "before": "P5D",
        "after": "P6D",
        "binds": True,
    }
    assert [row["field"] for row in rows[1:]] == ["decision_rules.voting_period"]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{", 2, "line 1, column 2"),
        ("{}", 2, "format"),
        ('{"format": "symbio/charter/1", "format": ""}', 2, "stands twice"),
    ],
)
def test_what_is_no_charter_is_refused(
    line: Line, tmp_path: Path, text: str, code: int, said: str
) -> None:
    path = tmp_path / "charter.json"
    path.write_text(text)
    for verb in ("check", "digest"):
        ran = line("charter", verb, path)
        assert ran.code == code
        assert said in ran.err
    assert line("charter", "check", tmp_path / "nowhere.json").code == 3


def test_rules_out_of_bounds_and_shares_that_do_not_sum_name_their_field(
    line: Line, tmp_path: Path
) -> None:
    ran = line("charter", "check", changed(tmp_path / "a.json", approval=5_000))
    assert ran.code == 2
    assert "decision_rules.approval" in ran.err
    document = json.loads(CHARTER.read_text())
    document["revenue_shares"][0]["share"] += 1
    path = tmp_path / "b.json"
    path.write_text(json.dumps(document))
    ran = line("charter", "check", path)
    assert ran.code == 2
    assert "they sum to 10,001, not to 10,000" in ran.err


def test_a_charter_is_held_against_the_one_in_force(
    line: Line, founded: Founded, tmp_path: Path
) -> None:
    shown = line.read("charter", "show", founded.address)
    assert shown["version"] == 1
    assert shown["in_force"] is True
    assert line.read("charter", "check", CHARTER, "--federation", founded.address)["in_force"]
    other = changed(tmp_path / "other.json", quorum_people=3_000)
    ran = line("charter", "check", other, "--federation", founded.address)
    assert ran.code == 2
    assert "quorum_people: charter 3000, chain 2500" in ran.err
    words = tmp_path / "words.json"
    words.write_text(CHARTER.read_text().replace("Know the sea together", "Know the sea"))
    assert line("charter", "check", words, "--federation", founded.address).code == 5


def test_an_amendment_is_a_proposal(line: Line, founded: Founded, tmp_path: Path) -> None:
    other = changed(tmp_path / "other.json", quorum_people=3_000)
    why = ("--community", founded.towns[0], "--title", "A higher quorum", "--text", "We grew.")
    sent = line.send("charter", "amend", founded.address, other, *why, by="fishers")
    shown = line.read("proposal", "show", founded.address, sent["proposal"])
    assert shown["calls"][0]["does"].startswith("Federation.amend(")
    assert read_charter(other.read_bytes()).digest().hex() in shown["calls"][0]["does"]
