# SPDX-License-Identifier: Apache-2.0
"""Somebody tries to vote for too long, to skip the late extension, or to use it twice."""

from __future__ import annotations

import pytest

from tests.contracts.boa_chain import refused
from tests.contracts.federation.assembly import (
    AGAINST,
    DEFEATED,
    EXECUTABLE,
    FOR,
    LATE,
    OPEN,
    WAIT,
    WAITING,
    Assembly,
    Motion,
    Town,
    until,
)


@pytest.fixture
def late(sea: Assembly, port: Town, lab: Town) -> Motion:
    """Quorate only in the last second, and approved by all who voted."""
    opened = sea.propose(port)
    until(sea.closes_at(opened) - 1)
    for offset in range(5):
        sea.vote(opened, port, offset)
    sea.vote(opened, lab, 0)
    sea.vote(opened, lab, 1)
    sea.steward_votes(opened, port)
    sea.steward_votes(opened, lab)
    return opened


def test_execute_while_the_extension_should_be_open(sea: Assembly, late: Motion) -> None:
    """Nobody has voted in it, so nothing is written down; it holds all the same."""
    close = sea.closes_at(late)
    until(close + WAIT)
    assert sea.stage(late) == WAITING
    with refused("federation: not executable now"):
        sea.execute(late)
    until(close + LATE + WAIT - 1)
    with refused("federation: not executable now"):
        sea.execute(late)
    until(close + LATE + WAIT)
    sea.execute(late)


def test_vote_past_the_extension_by_a_tally_that_was_pinned_before(
    sea: Assembly, late: Motion, port: Town, lab: Town, shore: Town
) -> None:
    close = sea.closes_at(late)
    until(close + LATE - 1)
    sea.vote(late, port, 0, AGAINST)
    until(close + LATE)
    for town in (port, lab, shore):
        with refused("ballots: voting has closed"):
            sea.vote(late, town, 1, AGAINST)
        with refused("ballots: voting has closed"):
            sea.cast(late, town, sea.ballot(late, town.people[1], 1))
        with refused("ballots: voting has closed"):
            sea.steward_votes(late, town, AGAINST)
    until(close + 2 * LATE)
    with refused("ballots: voting has closed"):
        sea.vote(late, port, 1, AGAINST)


def test_end_the_extension_early_by_undoing_what_was_late(
    sea: Assembly, late: Motion, port: Town, lab: Town
) -> None:
    """Nobody can take a ballot back, so what was quorate stays so; changed votes don't end it."""
    close = sea.closes_at(late)
    until(close)
    for offset in range(5):
        sea.vote(late, port, offset, 3)
    sea.steward_votes(late, port, 3)
    assert sea.contract.proposal(late.number).closes_at == close + LATE
    assert sea.stage(late) == OPEN
    sea.steward_votes(late, lab, AGAINST)
    until(close + LATE)
    assert sea.stage(late) == DEFEATED


def test_make_an_early_quorum_with_ballots_that_dont_count(
    sea: Assembly, port: Town, lab: Town
) -> None:
    """A batch of bad ballots touches the tally as the last seconds begin, and adds nobody to it."""
    motion = sea.propose(port)
    until(sea.closes_at(motion) - LATE - 1)
    for town in (port, lab):
        sea.cast(motion, town, b"\x04\x00" + bytes(64))
    until(sea.closes_at(motion) - LATE)
    for town in (port, lab):
        sea.cast(motion, town, b"\x04\x01" + bytes(64))
        for offset in range(5):
            sea.vote(motion, town, offset)
        sea.steward_votes(motion, town)
    until(sea.closes_at(motion))
    assert sea.stage(motion) == OPEN


def test_the_view_and_the_ballot_agree_each_second_around_both_closes(
    sea: Assembly, late: Motion, shore: Town
) -> None:
    close = sea.closes_at(late)
    for offset, second in enumerate((close - 1, close, close + LATE - 1, close + LATE)):
        until(second)
        if sea.stage(late) == OPEN:
            sea.vote(late, shore, offset, FOR)
        else:
            assert second == close + LATE
            with refused("ballots: voting has closed"):
                sea.vote(late, shore, offset, FOR)
    until(close + LATE + WAIT)
    assert sea.stage(late) == EXECUTABLE
