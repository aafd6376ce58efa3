# SPDX-License-Identifier: Apache-2.0
"""symbio community."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import Line, register

NEW = ("community", "register", "--kind", "local-community", "--jurisdiction", "PT")


def test_a_community_is_registered_and_shown(line: Line, profile: Path) -> None:
    town = register(line, profile, "fishers")
    shown = line.read("community", "show", town)
    assert shown["kind"] == "local community"
    assert shown["jurisdiction"] == "PT"
    assert shown["steward"] == line.address("fishers")
    assert shown["heir"] is None
    canonical = b'{"name":"Fishers of Peniche"}'
    assert shown["profile"] == "0x" + hashlib.sha256(canonical).hexdigest()
    assert shown["id"] in [each["id"] for each in line.read("community", "list")]


def test_what_is_revised_changes_and_the_rest_stays(line: Line, town: int) -> None:
    before = line.read("community", "show", town)
    line.send("community", "revise", town, "--jurisdiction", "ES", by="fishers")
    after = line.read("community", "show", town)
    assert after == {**before, "jurisdiction": "ES"}


def test_a_stewardship_is_offered_taken_back_and_accepted(line: Line, town: int) -> None:
    heir = line.address("hosts")
    line.send("community", "offer", town, heir, by="fishers")
    assert line.read("community", "show", town)["heir"] == heir
    line.send("community", "offer", town, "--nobody", by="fishers")
    assert line.read("community", "show", town)["heir"] is None
    line.send("community", "offer", town, heir, by="fishers")
    line.send("community", "accept", town, by="hosts")
    assert line.read("community", "show", town)["steward"] == heir


def test_a_stance_is_declared_and_listed(line: Line, town: int, profile: Path) -> None:
    other = register(line, profile, "hosts", "NZ")
    said = ("--community", town, "--statement", profile)
    line.send("community", "declare", other, "dispute", *said, by="fishers")
    stances = line.read("community", "stances", other)
    assert [(each["by"], each["about"], each["stance"]) for each in stances] == [
        (town, other, "dispute")
    ]
    assert stances[0]["since"].endswith("Z")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("community", "show", "999"), 3, "no community 999"),
        (("community", "show", "0"), 2, "COMMUNITY"),
        (("community", "offer", "1", "0x" + "0" * 40), 2, "zero address"),
        (("community", "offer", "1", "0x123"), 2, "not an address"),
        (("community", "offer", "1"), 2, "HEIR"),
        (("community", "revise", "1"), 2, "Nothing would change"),
        ((*NEW[:3], "village"), 2, "no kind"),
        ((*NEW[:4],), 2, "--jurisdiction"),
        ((*NEW[:5], "XX", "--profile", "0x" + "11" * 32), 2, "ISO 3166"),
        ((*NEW, "--profile", "0x1234"), 2, "64 hexadecimal"),
        ((*NEW, "--profile", "nowhere.json"), 3, "nowhere.json"),
        (
            ("community", "declare", "1", "hate", "--community", "1", "--statement", "0x00"),
            2,
            "no stance",
        ),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(
    line: Line, town: int, arguments: tuple[str, ...], code: int, said: str
) -> None:
    height = line.height()
    by = None if "show" in arguments else "fishers"
    ran = line(*arguments, *(["--yes"] if by else []), by=by)
    assert ran.code == code, ran.err
    assert said in ran.err
    assert ran.out == ""
    assert line.height() == height


def test_who_is_not_the_steward_is_not_allowed(line: Line, town: int) -> None:
    line.keystore("stranger")
    height = line.height()
    ran = line("community", "revise", town, "--jurisdiction", "ES", "--yes", by="stranger")
    assert ran.code == 4
    assert "communities: not the steward" in ran.err
    assert "Have the community's steward send it." in ran.err
    assert line.height() == height


def test_a_stance_towards_itself_is_refused_by_a_rule(line: Line, town: int, profile: Path) -> None:
    said = ("--community", town, "--statement", profile, "--yes")
    ran = line("community", "declare", town, "dispute", *said, by="fishers")
    assert ran.code == 5
    assert "a stance towards itself" in ran.err
