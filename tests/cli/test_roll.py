# SPDX-License-Identifier: Apache-2.0
"""symbio roll."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import DAY, ROLL, Line

HEAD = "person,address,joined,consent\n"
ANA = "0x99531bE884f5146469850D8811bC588E3856D0d8"


def test_a_list_is_checked_without_a_chain(line: Line) -> None:
    checked = line.read("roll", "check", ROLL)
    assert checked["people"] == 150
    assert checked["first_joined"] == "2026-01-10"
    assert line.settings == []


def test_people_are_enrolled_and_shown(line: Line, town: int) -> None:
    sent = line.send("roll", "enrol", town, line.roll("ana", "rui"), by="fishers")
    assert sent["people"] == 2
    assert sent["pages"] == [0]
    shown = line.read("roll", "show", town)
    assert [each["address"] for each in shown] == [line.address("ana"), line.address("rui")]
    assert [each["consented"] for each in shown] == [False, False]


def test_who_stands_on_the_roll_is_refused_or_left_out(line: Line, town: int) -> None:
    line.send("roll", "enrol", town, line.roll("ana", "rui"), by="fishers")
    longer = line.roll("eva", "rui")
    ran = line("roll", "enrol", town, longer, "--yes", by="fishers")
    assert ran.code == 2
    assert "row 3, column “address”" in ran.err
    sent = line.send("roll", "enrol", town, longer, "--skip-enrolled", by="fishers")
    assert sent["people"] == 1
    ran = line("roll", "enrol", town, longer, "--skip-enrolled", "--yes", by="fishers")
    assert ran.code == 2


def test_signed_consents_are_enrolled_with_their_people(line: Line, town: int) -> None:
    folder = line.home / "consents"
    folder.mkdir()
    signing = ("roll", "sign", town, "--invited", "2026-01-10T12:00:00Z", "--out")
    ran = line(*signing, folder / "ana.json", "--json", by="ana")
    assert ran.code == 0
    assert "my address stands on its public roll" in ran.json["says"]
    again = line(*signing, folder / "ana.json", by="ana")
    assert again.code == 2
    assert "exists already" in again.err
    people = line.roll("ana", "rui")
    sent = line.send("roll", "enrol", town, people, "--consents", folder, by="fishers")
    assert sent["consents"] == 1
    shown = {each["address"]: each["consented"] for each in line.read("roll", "show", town)}
    assert shown == {line.address("ana"): True, line.address("rui"): False}
    line.send("roll", "consent", town, by="rui")
    assert all(each["consented"] for each in line.read("roll", "show", town))


def test_a_consent_of_a_stranger_or_another_roll_is_refused(line: Line, town: int) -> None:
    folder = line.home / "consents"
    folder.mkdir()
    enrolling = ("roll", "enrol", town, line.roll("rui"), "--consents", folder, "--yes")
    assert line(*enrolling, by="fishers").code == 2
    invited = ("--invited", "2026-01-10", "--out", folder / "ana.json")
    assert line("roll", "sign", town + 1, *invited, by="ana").code == 0
    ran = line(*enrolling, by="fishers")
    assert ran.code == 2
    assert f"the roll of community {town + 1}" in ran.err
    (folder / "ana.json").unlink()
    assert line("roll", "sign", town, *invited, by="ana").code == 0
    ran = line(*enrolling, by="fishers")
    assert ran.code == 2
    assert "isn't in the list" in ran.err
    (folder / "ana.json").write_text("{}")
    assert line(*enrolling, by="fishers").code == 2


def test_a_key_is_rotated_after_its_delay(line: Line, town: int) -> None:
    line.send("roll", "enrol", town, line.roll("ana", "rui"), by="fishers")
    sent = line.send("roll", "rotate", town, line.address("ana"), line.address("eva"), by="fishers")
    assert sent["index"] == 0
    early = line("roll", "complete", town, "0", "--yes", by="relayer")
    assert early.code == 5
    assert "rotation isn't ready" in early.err
    line.world.travel(8 * DAY)
    line.send("roll", "complete", town, line.address("ana"), by="relayer")
    assert line.read("roll", "show", town)[0]["address"] == line.address("eva")


def test_an_old_key_vetoes_and_a_person_leaves(line: Line, town: int) -> None:
    line.send("roll", "enrol", town, line.roll("ana", "rui"), by="fishers")
    line.send("roll", "rotate", town, "0", "--strike-off", by="fishers")
    line.send("roll", "veto", town, line.address("ana"), by="ana")
    line.send("roll", "leave", town, by="ana")
    assert [each["address"] for each in line.read("roll", "show", town)] == [line.address("rui")]
    ran = line("roll", "leave", town, "--yes", by="ana")
    assert ran.code == 3
    assert "is not on the roll" in ran.err


def test_a_duplicate_is_struck(line: Line, town: int) -> None:
    line.send("roll", "enrol", town, line.roll("ana", "rui"), by="fishers")
    ran = line("roll", "strike", town, "0", "1", "--yes", by="relayer")
    assert ran.code == 5
    assert "not a duplicate" in ran.err
    line.send("roll", "rotate", town, "1", line.address("ana"), by="fishers")
    line.world.travel(8 * DAY)
    line.send("roll", "complete", town, "1", by="relayer")
    line.send("roll", "strike", town, "0", "1", by="relayer")
    assert len(line.read("roll", "show", town)) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "row 2: the roll has no people"),
        (f"Ana,{ANA},2026-01-10,perhaps\n", "row 2, column “consent”"),
        (f"Ana,{ANA},10/01/2026,yes\n", "row 2, column “joined”"),
        (f"Ana,{ANA},2026-01-10,yes\nAna,{ANA},2026-01-10,yes\n", "row 3, column “address”"),
        (f"Ana,0x{'0' * 40},2026-01-10,yes\n", "the zero address is nobody's"),
        (f"Ana,{ANA[:-1]},2026-01-10,yes\n", "row 2, column “address”"),
        (f"Ana,{ANA[:-1]}9,2026-01-10,yes\n", "wrong checksum"),
        (f"Ana,{ANA}\n", "row 2: it has 2 cells"),
    ],
)
def test_a_malformed_list_names_row_and_column(
    line: Line, town: int, tmp_path: Path, rows: str, said: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEAD + rows)
    height = line.height()
    for arguments, by in ((("check", path), None), (("enrol", town, path, "--yes"), "fishers")):
        ran = line("roll", *arguments, by=by)
        assert ran.code == 2
        assert said in ran.err
        assert ran.out == ""
    assert line.height() == height


def test_a_list_that_is_not_there_is_not_found(line: Line) -> None:
    assert line("roll", "check", "nowhere.csv").code == 3


def test_the_roll_of_the_past_is_shown(line: Line, town: int) -> None:
    line.send("roll", "enrol", town, line.roll("ana"), by="fishers")
    assert line.read("roll", "show", town, "--at", "2020-01-01T00:00:00Z") == []
    assert line("roll", "show", town, "--at", "yesterday").code == 2
