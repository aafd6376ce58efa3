# SPDX-License-Identifier: Apache-2.0
"""symbio federation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symbio.domain.addresses import NOBODY
from tests.cli.conftest import CHARTER, Founded, Line, found, register
from tests.published import kind_of

UNTIL = ("--until", "2099-01-01T00:00:00Z")


@pytest.fixture
def terms(line: Line, profile: Path) -> Path:
    """Terms that two communities have yet to accept."""
    towns = register(line, profile, "fishers"), register(line, profile, "hosts", "NZ")
    path = line.home / "fresh.json"
    founders = ("--founders", f"{towns[0]},{towns[1]}", *UNTIL, "--out", path)
    made = line.read("federation", "terms", CHARTER, *founders)
    assert made["founders"] == list(towns)
    assert kind_of(path) == "terms"
    return path


def founders(terms: Path) -> list[int]:
    found: list[int] = json.loads(terms.read_text())["founders"]
    return found


def test_a_federation_is_founded_and_shown(line: Line, founded: Founded) -> None:
    shown = line.read("federation", "show", founded.number)
    assert shown["name"] == "Global Ocean Federation"
    assert shown["address"] == founded.address
    assert shown["rules"]["notice"] == "P30D"
    assert founded.address in [each["address"] for each in line.read("federation", "list")]
    members = line.read("federation", "members", founded.address)
    assert [each["community"] for each in members] == list(founded.towns)
    assert [each["people"] for each in members] == [2, 2]


def test_founders_accept_decline_and_are_asked_for(line: Line, terms: Path) -> None:
    one, two = founders(terms)
    line.send("federation", "accept", terms, "--community", one, by="fishers")
    ran = line("federation", "found", terms, "--yes", by="relayer")
    assert ran.code == 5
    assert "a founder hasn't accepted" in ran.err
    line.send("federation", "decline", terms, "--community", one, by="fishers")
    ran = line("federation", "accept", terms, "--community", two, "--yes", by="stranger")
    assert ran.code == 4
    assert line("federation", "accept", terms, "--community", 1, by="stranger").code == 2


def test_terms_are_held_against_their_charter(line: Line, terms: Path, tmp_path: Path) -> None:
    one, _ = founders(terms)
    line.send("federation", "accept", terms, "--community", one, "--charter", CHARTER, by="fishers")
    other = tmp_path / "charter.json"
    other.write_text(CHARTER.read_text().replace('"approval": 6000', '"approval": 7000'))
    accepting = ("federation", "accept", terms, "--community", one, "--charter", other, "--yes")
    ran = line(*accepting, by="fishers")
    assert ran.code == 2
    assert "approval: charter 7000, chain 6000" in ran.err
    other.write_text(CHARTER.read_text().replace("Know the sea together", "Know the sea"))
    assert line(*accepting, by="fishers").code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--founders", "1,1", *UNTIL), 2, "stands twice"),
        (("--founders", "one", *UNTIL), 2, "no list of numbers"),
        (("--founders", "99999", *UNTIL), 3, "no community 99999"),
        (("--founders", "1", "--until", "2020-01-01"), 2, "has passed"),
        (("--founders", "1", *UNTIL, "--kind", "village"), 2, "no kind"),
        (("--founders", "1", *UNTIL, "--level", "9"), 2, "level"),
    ],
)
def test_bad_terms_are_not_written(
    line: Line, town: int, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    out = tmp_path / "terms.json"
    ran = line("federation", "terms", CHARTER, *arguments, "--out", out)
    assert ran.code == code, ran.err
    assert said in ran.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"level": 1', '"level": "1"'),
        ('"format": "symbio/terms/1"', '"format": "symbio/terms/2"'),
        ('"salt": "0x', '"salt": "'),
        ('"name": "', '"more": 1, "name": "'),
    ],
)
def test_tampered_terms_name_the_field(line: Line, terms: Path, before: str, after: str) -> None:
    text = terms.read_text()
    assert before in text
    terms.write_text(text.replace(before, after))
    ran = line("federation", "accept", terms, "--community", "1", "--yes", by="fishers")
    assert ran.code == 2
    assert "holds no terms" in ran.err


def test_an_acceptance_of_other_terms_is_refused(line: Line, terms: Path) -> None:
    one, _ = founders(terms)
    signed = line.home / "acceptance.json"
    signing = ("federation", "accept", terms, "--community", one, "--sign-to", signed)
    assert line(*signing, by="fishers").code == 0
    terms.write_text(terms.read_text().replace('"until": 4', '"until": 5'))
    ran = line("federation", "found", terms, "--acceptance", signed, "--yes", by="relayer")
    assert ran.code == 2
    assert "accepts other terms" in ran.err


def test_a_member_ratifies_appoints_and_leaves(line: Line, profile: Path) -> None:
    founded = found(line, profile)
    town = ("--community", founded.towns[0])
    speaker = line.address("ana")
    line.send("federation", "appoint", founded.address, speaker, *town, by="fishers")
    line.send("federation", "appoint", founded.address, "--nobody", *town, by="fishers")
    assert line("federation", "appoint", founded.address, NOBODY, *town, by="fishers").code == 2
    before = line.read("federation", "members", founded.address)[0]
    again = line("federation", "ratify", founded.address, *town, "--yes", by="fishers")
    assert again.code == (5 if before["ratified"] else 0), again.err
    sent = line.send("federation", "leave", founded.address, *town, by="fishers")
    assert line.read("federation", "members", founded.address)[0]["ends"] == sent["ends"]


@pytest.mark.parametrize("which", ["999", "0x1111111111111111111111111111111111111111"])
def test_an_unknown_federation_is_not_found(line: Line, which: str) -> None:
    assert line("federation", "show", which).code == 3


def test_a_mistyped_address_is_wrong_use(line: Line) -> None:
    assert line("federation", "show", "0x12").code == 2
