# SPDX-License-Identifier: Apache-2.0
"""symbio case rules, set-rules, set-grave: shown, written as calls, decided by the members."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symbio.domain import documents
from symbio.domain.tribunal import Bench, Rules
from tests.cli.clearing_circle import decide
from tests.cli.conftest import DAY, Founded, Line

CLAUSE = {"title": "Welcome visitors without harm"}
ELSEWHERE = "0x" + "11" * 20


@pytest.fixture
def clause(tmp_path: Path) -> Path:
    path = tmp_path / "clause.json"
    path.write_text(json.dumps(CLAUSE))
    return path


def test_the_usual_rules_are_shown_as_options_take_them(line: Line, founded: Founded) -> None:
    usual = line.read("case", "rules")
    assert (usual["federation"], usual["version"]) == (None, 0)
    assert (usual["mediation"], usual["panel"], usual["panel_of"]) == ("P30D", 5, "stewards")
    assert "a jury of 12 citizens, 24 where it is grave" in usual["in_words"]
    shown = line.read("case", "rules", founded.number)
    assert (shown["federation"], shown["version"]) == (founded.address, 0)
    assert shown["in_words"] == usual["in_words"]


def test_a_federation_sets_rules_and_says_what_is_grave(
    line: Line, founded: Founded, clause: Path
) -> None:
    rules, grave = line.home / "rules.json", line.home / "grave.json"
    changed = ("--mediation", "P10D", "--panel", 7, "--panel-of", "people", "--json")
    ran = line("case", "set-rules", founded.number, *changed, "--out", rules)
    assert ran.code == 0 and "symbio proposal create" in ran.err, ran.err
    assert "You get:     cases of" in ran.err and "10 days of mediation" in ran.json["you_get"]
    assert "Cases that are open keep theirs" in ran.json["if_it_fails"]
    ran = line("case", "set-grave", founded.number, clause, "--out", grave, "--json")
    assert ran.code == 0 and "a jury of 24 after an appeal" in ran.json["you_get"], ran.err
    tribunal = line.world.suite.tribunal
    assert tribunal.rules_version(founded.address) == 0
    decide(line, founded, rules, grave)
    kept = tribunal.rules(founded.address, tribunal.rules_version(founded.address))
    assert kept == Rules(mediation=10 * DAY, panel=7, panel_of=Bench.PEOPLE)
    shown = line.read("case", "rules", founded.number, "--clause", clause)
    assert (shown["version"], shown["mediation"], shown["is_grave"]) == (1, "P10D", True)
    assert shown["clause"] == "0x" + documents.digest(CLAUSE).hex()

    again = line("case", "set-rules", founded.number, *changed, "--out", line.home / "again.json")
    assert again.code == 5 and "hold already" in again.err
    again = line("case", "set-grave", founded.number, clause, "--out", line.home / "again.json")
    assert again.code == 5 and "grave already" in again.err
    lighter = line.home / "lighter.json"
    ran = line("case", "set-grave", founded.number, clause, "--no", "--out", lighter, "--json")
    assert ran.code == 0 and "a jury of 12 after an appeal" in ran.json["you_get"]
    decide(line, founded, lighter)
    assert not tribunal.is_grave(founded.address, documents.digest(CLAUSE))
    again = line("case", "set-grave", founded.number, clause, "--no", "--out", grave)
    assert again.code == 5 and "are not grave" in again.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("set-rules", 1), 2, "at least one rule"),
        (("set-rules", 1, "--mediation", "a month"), 2, "--mediation"),
        (("set-rules", 1, "--grave-jury", 5), 2, "grave_jury"),
        (("set-rules", 1, "--mediation", "PT1H"), 2, "mediation"),
        (("set-rules", 1, "--panel-of", "kings"), 2, "kings"),
        (("set-rules", 999, "--panel", 7), 3, "no federation 999"),
        (("set-rules", ELSEWHERE, "--panel", 7), 3, ELSEWHERE),
        (("set-grave", 1, "0x" + "00" * 32), 2, "no clause"),
        (("set-grave", 1, "0x12"), 2, "CLAUSE"),
        (("set-grave", 1, "no.json"), 3, "no.json"),
    ],
)
def test_what_members_could_not_decide_is_refused(
    line: Line, founded: Founded, arguments: tuple[object, ...], code: int, said: str
) -> None:
    out = line.home / "out.json"
    ran = line("case", *arguments, "--out", out)
    assert ran.code == code and said in ran.err, ran.err
    assert not out.exists()


def test_only_a_federation_has_clauses_and_no_file_is_overwritten(
    line: Line, founded: Founded, clause: Path
) -> None:
    assert line("case", "rules", "--clause", clause).code == 2
    ran = line("case", "set-rules", founded.number, "--panel", 9, "--out", clause)
    assert ran.code == 2 and json.loads(clause.read_text()) == CLAUSE
