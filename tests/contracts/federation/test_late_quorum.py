# SPDX-License-Identifier: Apache-2.0
"""A quorum first met in the last seconds extends the vote once, whether or not anybody votes after.

Threats: a late swing; votes extended until they pass. The quorum here: two of three towns, each
by a quarter of its people and by its steward.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.rules import Electorate
from tests.contracts.boa_chain import account, events, now, refused
from tests.contracts.federation.assembly import (
    DEFEATED,
    EXECUTABLE,
    FOR,
    GRACE,
    LATE,
    OPEN,
    RULES,
    WAIT,
    WAITING,
    Assembly,
    Motion,
    Town,
    until,
)
from tests.contracts.federation.papers import compact


@pytest.fixture
def motion(sea: Assembly, port: Town, lab: Town) -> Motion:
    """The port voted early; the lab's steward too, but one person of the two it takes."""
    opened = sea.propose(port)
    sea.opens(opened)
    for offset in range(4):
        sea.vote(opened, port, offset)
    sea.steward_votes(opened, port)
    sea.vote(opened, lab, 7)
    sea.steward_votes(opened, lab)
    return opened


def closing(sea: Assembly, motion: Motion) -> int:
    return sea.contract.proposal(motion.number).closes_at


def extended(motion: Motion, actor: str, closes_at: int) -> dict[str, object]:
    return {
        "event": "ProposalExtended",
        "proposal_id": motion.number,
        "actor": actor,
        "closes_at": closes_at,
    }


@pytest.mark.parametrize(
    ("before_close", "is_late"), [(LATE + 1, False), (LATE, True), (LATE - 1, True), (1, True)]
)
def test_met_in_the_last_seconds_or_before(
    sea: Assembly, motion: Motion, lab: Town, before_close: int, is_late: bool
) -> None:
    close = sea.closes_at(motion)
    until(close - before_close)
    sea.vote(motion, lab, 0)
    later = close + LATE * is_late
    until(close - LATE if before_close > LATE else now())
    assert closing(sea, motion) == later, "told even if nobody votes afterwards"
    until(close)
    line = sea.contract.proposal(motion.number)
    assert line[2:5] == (later, later + WAIT, later + WAIT + GRACE)
    assert line.stage == (OPEN if is_late else WAITING)


def test_an_extended_vote_goes_on_and_ends(sea: Assembly, motion: Motion, lab: Town) -> None:
    close = sea.closes_at(motion)
    until(close - 1)
    sea.vote(motion, lab, 0)
    for second, stage in (
        (close, OPEN),
        (close + LATE - 1, OPEN),
        (close + LATE, WAITING),
        (close + LATE + WAIT - 1, WAITING),
        (close + LATE + WAIT, EXECUTABLE),
    ):
        until(second)
        assert sea.stage(motion) == stage
    sea.execute(motion)


def test_ballots_in_the_extended_time_count(
    sea: Assembly, motion: Motion, port: Town, lab: Town
) -> None:
    close = sea.closes_at(motion)
    until(close - 1)
    sea.vote(motion, lab, 0)
    until(close)
    sea.vote(motion, lab, 1)
    logged = events(sea.contract)
    assert logged[0] == extended(motion, lab.people[1].address, close + LATE)
    assert [each["event"] for each in logged] == ["ProposalExtended", "BallotCast"]
    sea.vote(motion, port, 4)
    assert [each["event"] for each in events(sea.contract)] == ["BallotCast"]
    until(close + LATE - 1)
    sea.vote(motion, lab, 2)
    sea.steward_votes(motion, lab)
    assert [each["event"] for each in events(sea.contract)] == ["StewardVoted"]
    assert sea.contract.tally(1) == (9, 0, 0, 17, 2, 0, 0, 2, 3)
    assert closing(sea, motion) == close + LATE, "a second extension is impossible"
    for second in (close + LATE, close + LATE + 1):
        until(second)
        for late in (
            lambda: sea.vote(motion, lab, 3),
            lambda: sea.steward_votes(motion, lab),
            lambda: sea.cast(motion, lab, sea.ballot(motion, lab.people[3], 3)),
        ):
            with refused("ballots: voting has closed"):
                late()
    assert sea.contract.proposal(1)[2:4] == (close + LATE, close + LATE + WAIT)
    assert sea.stage(motion) == WAITING


@pytest.mark.parametrize("way", ["new", "steward", "batch", "signature", "seen"])
def test_whoever_votes_first_after_the_close_writes_it_down(
    sea: Assembly, motion: Motion, port: Town, lab: Town, shore: Town, way: str
) -> None:
    close = sea.closes_at(motion)
    until(close - 1)
    sea.vote(motion, lab, 0)
    until(close + 7)
    actor = account("relayer").address
    if way == "new":
        sea.vote(motion, shore, 0)
        actor = shore.people[0].address
    elif way == "steward":
        sea.steward_votes(motion, lab)
        actor = lab.steward.address
    elif way == "batch":
        sea.cast(motion, port, sea.ballot(motion, port.people[4], 4))
    elif way == "signature":
        sea.cast_one(motion, shore, 1, FOR, compact(shore.people[1], sea.digest(motion, FOR)))
    else:
        sea.vote(motion, lab, 0)
        actor = lab.people[0].address
    assert events(sea.contract)[0] == extended(motion, actor, close + LATE)
    sea.vote(motion, lab, 5)
    assert len(events(sea.contract)) == 1
    assert closing(sea, motion) == close + LATE


def test_not_met_by_the_close_it_is_over(
    sea: Assembly, motion: Motion, port: Town, lab: Town
) -> None:
    """Threat: nobody can move a deadline after the opening."""
    until(sea.closes_at(motion) - 1)
    sea.steward_votes(motion, lab)
    until(sea.closes_at(motion))
    assert sea.stage(motion) == DEFEATED
    for call in (lambda: sea.vote(motion, port, 4), lambda: sea.steward_votes(motion, lab)):
        with refused("ballots: voting has closed"):
            call()
    assert closing(sea, motion) == sea.closes_at(motion)


def test_met_before_more_votes_late_change_nothing(
    sea: Assembly, motion: Motion, port: Town, lab: Town, shore: Town
) -> None:
    sea.vote(motion, lab, 0)
    until(sea.closes_at(motion) - 1)
    for town, offset in ((port, 4), (lab, 0), (lab, 1), (shore, 0)):
        sea.vote(motion, town, offset, 2)
    sea.steward_votes(motion, shore)
    sea.steward_votes(motion, port, 2)
    assert closing(sea, motion) == sea.closes_at(motion)
    until(sea.closes_at(motion))
    with refused("ballots: voting has closed"):
        sea.vote(motion, lab, 2)


def test_a_steward_alone_may_come_late(sea: Assembly, motion: Motion, shore: Town) -> None:
    """A second town's people were early; its steward is late, and that is a late quorum."""
    sea.vote(motion, shore, 0)
    until(sea.closes_at(motion) - 1)
    assert closing(sea, motion) == sea.closes_at(motion)
    sea.steward_votes(motion, shore)
    assert closing(sea, motion) == sea.closes_at(motion) + LATE


def test_a_steward_who_was_early_was_present_early(
    sea: Assembly, motion: Motion, port: Town, lab: Town
) -> None:
    sea.vote(motion, lab, 0)
    until(sea.closes_at(motion) - LATE)
    sea.steward_votes(motion, lab, 2)
    sea.vote(motion, lab, 1)
    assert closing(sea, motion) == sea.closes_at(motion)


def test_without_late_seconds_nothing_is_extended(sea: Assembly, towns: list[Town]) -> None:
    rules = replace(RULES, late_extension=0)
    strict = Assembly.found(sea.book, sea.factory, towns, rules)
    until(now() + 1)
    motion = strict.propose(towns[0])
    until(strict.closes_at(motion) - 1)
    for town in towns:
        for offset in range(4):
            strict.vote(motion, town, offset)
        strict.steward_votes(motion, town)
    assert closing(strict, motion) == strict.closes_at(motion)
    until(strict.closes_at(motion))
    assert strict.stage(motion) == WAITING
    with refused("ballots: voting has closed"):
        strict.vote(motion, towns[0], 0)


@pytest.mark.parametrize("early", [0, 1, 2])
def test_stewards_alone_may_reach_it_late(sea: Assembly, towns: list[Town], early: int) -> None:
    rules = replace(RULES, electorate=Electorate.STEWARDS, quorum_people=0)
    council = Assembly.found(sea.book, sea.factory, towns, rules)
    until(now() + 1)
    motion = council.propose(towns[0])
    council.opens(motion)
    for town in towns[:early]:
        council.steward_votes(motion, town)
    close = council.closes_at(motion)
    until(close - LATE - 1 if early == 2 else close - LATE)
    for town in towns[early:]:
        council.steward_votes(motion, town)
    until(close - LATE)
    council.steward_votes(motion, towns[0], 3)
    later = close + LATE * (early < 2)
    assert closing(council, motion) == later
    assert council.contract.tally(1) == (0, 0, 0, 0, 2, 0, 1, 3, 3)
    until(later)
    with refused("ballots: voting has closed"):
        council.steward_votes(motion, towns[1])


def test_a_first_vote_in_the_extended_time_isnt_an_early_one(
    sea: Assembly, motion: Motion, lab: Town, shore: Town
) -> None:
    close = sea.closes_at(motion)
    until(close - 1)
    sea.vote(motion, lab, 0)
    until(close + LATE - 1)
    for offset in range(4):
        sea.vote(motion, shore, offset)
    sea.steward_votes(motion, shore)
    assert closing(sea, motion) == close + LATE
    until(close + LATE)
    assert sea.contract.tally(1) == (10, 0, 0, 17, 3, 0, 0, 3, 3)
    assert closing(sea, motion) == close + LATE
