# SPDX-License-Identifier: Apache-2.0
"""A case climbs all three steps, and what was promised is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

from symbio.story import StoryResult, run
from symbio.story.example import load_example
from symbio.story.justice_files import Justice
from tests.story.conftest import EXAMPLE, OTHERS, PEOPLE
from tests.story.test_story import chapter


def justice() -> Justice:
    found = load_example(EXAMPLE).justice
    assert found is not None
    return found


def test_all_coasts_are_in_the_lot_by_a_third(told: StoryResult):
    enlist = chapter(told, "enlist")
    rows = enlist.facts["lot"]
    assert [row["on the roll"] for row in rows] == [PEOPLE] * 4 + [OTHERS] * 6
    assert all(row["whose turn it is"] == row["on the roll"] // 3 for row in rows)
    assert enlist.facts["tickets"] == (4 * PEOPLE + 6 * OTHERS) // 3
    assert enlist.events["CommunityEnlisted"] == 2 * len(rows)


def test_mediation_is_by_a_third_community_and_fails_by_one_word(told: StoryResult):
    mediate = chapter(told, "mediate")
    assert mediate.facts["a_party_as_its_own_mediator"] == "mediation: not a third community"
    assert mediate.facts["the_same_facts_again"] == "tribunal: a case about this exists"
    assert mediate.facts["going_on_without_a_reason"] == "tribunal: mediation isn't over"
    assert "Húsavík" in mediate.facts["mediator"]
    assert mediate.events["PlanAccepted"] == mediate.events["PlanRejected"] == 1


def test_a_panel_of_the_world_decides_and_is_appealed(told: StoryResult):
    arbitrate = chapter(told, "arbitrate")
    rows = arbitrate.facts["seats"]
    assert len(rows) == 5 == len({row["community"] for row in rows})
    assert arbitrate.facts["chosen"] == "Two thirds of the loss, and an apology in person"
    assert arbitrate.facts["appealed_by"] == "Fishers of Peniche"
    assert arbitrate.events["JuryCalled"] == 2


def test_a_jury_sits_in_waves_and_nobody_has_a_part_in_it(told: StoryResult):
    course, judge = justice().case.jury, chapter(told, "judge")
    rows = {row["seat"]: row for row in judge.facts["seats"]}
    # So few people may leave a seat empty after the last wave.
    assert set(rows) <= set(range(1, 13)) and len(rows) >= 11
    communities = [row["community"] for row in rows.values()]
    barred = {"Fishers of Peniche", "Whale-watch hosts of Kaikōura", "Boat people of Galway"}
    assert not barred & set(communities)
    assert max(map(communities.count, communities)) <= 3
    waves = {seat: row["asked in wave"] for seat, row in rows.items()}
    assert all(waves[seat] > 1 for seat in course.silent if seat in waves)
    for seat, row in rows.items():
        assert row["place in the lot"] == 12 * (waves[seat] - 1) + seat
    assert judge.events["JurorRecused"] == 1


def test_votes_are_hidden_then_shown_and_a_copy_counts_nothing(told: StoryResult):
    course, judge = justice().case.jury, chapter(told, "judge")
    seats = [row["seat"] for row in judge.facts["seats"]]
    shown = [seat for seat in seats if seat not in (course.copies, course.hides)]
    if course.copies in seats:
        assert judge.facts["a_hidden_vote_that_was_copied"] == "juries: not what was committed"
    assert judge.events["VoteCommitted"] == judge.facts["votes_hidden"] == len(seats)
    assert judge.events["VoteRevealed"] == judge.facts["votes_shown"] == len(shown)
    wanted = [course.votes[seat - 1] for seat in shown]
    approved = [row["approved by"] for row in judge.facts["approvals"]]
    assert approved == [sum(key in vote for vote in wanted) for key in justice().plans]
    assert judge.facts["chosen"] == "Pay what hurt most, go quiet, and listen together"


def test_what_was_promised_is_kept_and_what_was_late_is_mended(told: StoryResult):
    repair = chapter(told, "repair")
    assert [row["how it went"] for row in repair.facts["obligations"]] == [
        "paid in full",
        "done, and not contested",
        "late, mended in a circle, done and confirmed",
    ]
    for event, times in (
        ("RestitutionPaid", 1),
        ("CircleCalled", 1),
        ("LatenessNoted", 1),
        ("OutcomeNamed", 2),
        ("ObligationChanged", 1),
        ("ObligationConfirmed", 3),
        ("CaseFulfilled", 1),
    ):
        assert repair.events[event] == times, event


def test_a_folder_with_neither_trade_nor_justice_is_told_without(folder: Path):
    shutil.rmtree(folder / "trade")
    shutil.rmtree(folder / "justice")
    told = run(folder)
    assert told.ok and len(told.chapters) == told.expected == 11
