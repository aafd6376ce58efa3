# SPDX-License-Identifier: Apache-2.0
"""The justice of a folder is read whole, or refused with file and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from symbio.domain.documents import BadDocument
from symbio.domain.juries import MOST_APPROVED, result
from symbio.domain.tribunal import USUAL
from symbio.story.example import load_example
from tests.story.conftest import EXAMPLE


def test_the_example_has_a_case_that_others_can_judge():
    example = load_example(EXAMPLE)
    justice = example.justice
    assert justice is not None
    assert justice.case.parties == ("kaikoura", "peniche")
    assert len({entry.jurisdiction for entry in justice.communities}) == 6
    assert all(45 <= len(example.rolls[entry.key]) <= 120 for entry in justice.communities)
    plans = list(justice.plans)
    assert plans == ["mediator", "hosts", "panel", "jury"]
    chosen = result(USUAL.jury, MOST_APPROVED, justice.jury_choices)
    assert plans[chosen.option - 1] == "jury"
    courses = [owed.course for owed in justice.plans["jury"].obligations]
    assert courses == ["paid", "silence", "late"]


def test_a_folder_needs_no_justice(folder: Path):
    shutil.rmtree(folder / "justice")
    example = load_example(folder)
    assert example.justice is None
    assert set(example.rolls) == {"peniche", "shimoda", "kaikoura", "husavik"}


@pytest.mark.parametrize(
    ("name", "path", "value", "said"),
    [
        ("communities", ("communities", 0, "key"), "sitka", r"communities\[0\].key"),
        ("communities", ("communities", 0, "jurisdiction"), "XX", r"\[0\].jurisdiction"),
        ("case", ("facts",), "", "facts"),
        ("case", ("claimant",), "husavik", "respondents"),
        ("case", ("respondents",), ["kaikoura"], "respondents"),
        ("case", ("affected",), ["atlantis"], "affected"),
        ("case", ("affected",), ["peniche"], "affected"),
        ("case", ("clause",), "Win", "clause"),
        ("case", ("mediator", "community"), "peniche", "mediator.community"),
        ("case", ("mediator", "community"), "galway", "mediator.community"),
        ("case", ("mediator", "person"), 10, "mediator.person"),
        ("case", ("panel", "appeals"), "galway", "panel.appeals"),
        ("case", ("panel", "drafts"), 6, "panel.drafts"),
        ("case", ("panel", "votes"), [["panel"]], "panel.votes"),
        ("case", ("panel", "votes", 0), ["jury"], r"panel.votes\[0\]"),
        ("case", ("panel", "votes"), [["panel"], ["hosts"]] + [[]] * 3, "two thirds"),
        ("case", ("jury", "votes", 3), ["moon"], r"jury.votes\[3\]"),
        ("case", ("jury", "votes"), [["hosts"], ["jury"]] * 6, "two thirds"),
        ("case", ("jury", "copies"), 12, "a seat of its own"),
        ("case", ("jury", "recuses"), 13, "a seat of its own"),
        ("plans/2-hosts", ("filed_by",), "jury", "in turn"),
        ("plans/2-hosts", ("filed_by",), "shimoda", "in turn"),
        ("plans/2-hosts", ("title",), "é" * 81, "title"),
        ("plans/4-jury", ("obligations",), [], "obligations"),
        ("plans/4-jury", ("obligations", 0, "currency"), "XYZ", r"\[0\].currency"),
        ("plans/4-jury", ("obligations", 0, "minor_units"), 0, r"\[0\]"),
        ("plans/4-jury", ("obligations", 1, "course"), "paid", r"\[1\]"),
        ("plans/4-jury", ("obligations", 1, "obligor"), "shimoda", r"\[1\]"),
        ("plans/4-jury", ("obligations", 1, "obligor"), "galway", "obligor isn't a party"),
        ("plans/4-jury", ("obligations", 1, "beneficiary"), "peniche", "to oneself"),
    ],
)
def test_each_wrong_entry_is_refused_by_its_place(rewrite, name, path, value, said):
    def change(document):
        *way, last = path
        for step in way:
            document = document[step]
        document[last] = value

    with pytest.raises(BadDocument, match=f"justice/{name.split('/')[0]}.*{said}"):
        load_example(rewrite(f"justice/{name}.json", change))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("seats", 24, "12"), ("most_from_one_community", 4, "3"), ("turn", "P3D", "2 days")],
)
def test_the_charters_jury_is_the_one_that_judges(rewrite, field, value, said):
    def change(charter):
        charter["dispute_resolution"]["global_tribunal"]["jury"][field] = value

    with pytest.raises(BadDocument, match=rf"jury\.{field}.*usual {said}"):
        load_example(rewrite("charter.json", change))


@pytest.mark.parametrize("missing", ["case.json", "rolls/palau.csv"])
def test_a_missing_file_is_named(folder: Path, missing: str):
    (folder / "justice" / missing).unlink()
    with pytest.raises(BadDocument, match=f"justice/{missing}.*missing"):
        load_example(folder)


def test_a_plan_of_each_bench_is_needed(folder: Path):
    (folder / "justice" / "plans" / "1-mediator.json").unlink()
    with pytest.raises(BadDocument, match="one plan of the mediator"):
        load_example(folder)


def test_too_few_people_for_a_jury_are_found_out_before_anything_happens(folder: Path):
    for path in (folder / "justice" / "rolls").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(lines[:9]) + "\n", encoding="utf-8")
    with pytest.raises(BadDocument, match="too few uninvolved people"):
        load_example(folder)
