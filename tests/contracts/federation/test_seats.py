# SPDX-License-Identifier: Apache-2.0
"""Seats: every membership is a period on one, and old proposals see the old periods."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.rules import DAY, HOUR, Electorate, Rules
from tests.contracts.boa_chain import now, refused
from tests.contracts.federation.assembly import (
    AGAINST,
    DELAY,
    FOR,
    PROFILE,
    RULES,
    Assembly,
    Motion,
    Town,
    until,
)

LONGEST = 157 * DAY
BRIEF = Rules(Electorate.STEWARDS, 0, 1, 5_001, HOUR, HOUR, 0, HOUR, 60 * DAY, DAY)


def approved(sea: Assembly, towns: list[Town], motion: Motion) -> None:
    sea.opens(motion)
    for town in towns:
        for offset in range(len(town.people)):
            sea.vote(motion, town, offset)
        sea.steward_votes(motion, town)


def test_who_comes_back_takes_a_new_seat_and_old_proposals_see_the_old(
    sea: Assembly, towns: list[Town]
) -> None:
    port, lab, _ = towns
    rules = replace(RULES, notice=DAY, voting_period=10 * DAY)
    hall = Assembly.found(sea.book, sea.factory, towns, rules)
    joined_at = now()
    until(now() + 1)
    start = now()
    back = hall.propose(lab, hall.call("admit", port.number))
    approved(hall, towns, back)
    until(start + 9 * DAY)
    before = hall.propose(lab)
    hall.contract.leave(port.number, sender=port.steward.address)
    ended_at = now() + DAY
    until(ended_at)
    last = hall.propose(lab)
    until(ended_at + 1)
    between = hall.propose(lab)
    until(start + DELAY + 11 * DAY)
    hall.execute(back)
    again_at = now()
    same = hall.propose(lab)
    until(now() + 1)
    later = hall.propose(lab)
    hall.opens(later)
    assert hall.contract.member_in(0) == (port.number, joined_at, ended_at)
    assert hall.contract.member_in(3) == (port.number, again_at, 0)
    assert hall.contract.member(port.number) == (port.number, again_at, 0)
    assert hall.contract.seats() == 4
    for motion, choice in ((before, FOR), (last, AGAINST), (later, AGAINST)):
        hall.vote(motion, port, 0)
        hall.steward_votes(motion, port, choice)
        assert hall.contract.steward_choice_of(motion.number, port.number) == choice
        votes = (1, 0) if choice == FOR else (0, 1)
        assert hall.contract.tally(motion.number) == (1, 0, 0, 17, *votes, 0, 0, 3)
    for motion in (between, same):
        for call in (
            lambda m=motion: hall.vote(m, port, 0),
            lambda m=motion: hall.steward_votes(m, port),
        ):
            with refused("ballots: not a member community"):
                call()
        assert hall.contract.steward_choice_of(motion.number, port.number) == 0
        assert hall.contract.tally(motion.number)[8] == 2
    assert hall.contract.steward_choice_of(back.number, port.number) == FOR


@pytest.fixture
def full(sea: Assembly, port: Town) -> tuple[Assembly, list[Town]]:
    """A federation with all of its 100 seats taken, and the 101st community."""
    steward = port.steward
    numbers = [sea.book.register(1, "PT", PROFILE, sender=steward.address) for _ in range(101)]
    towns = [Town(number, steward, ()) for number in numbers]
    hall = Assembly.found(sea.book, sea.factory, towns[:64], BRIEF)
    until(now() + 1)
    for first in range(64, 100, 8):
        calls = [hall.call("admit", town.number) for town in towns[first : min(first + 8, 100)]]
        granted(hall, towns[0], *calls)
    return hall, towns


def granted(hall: Assembly, town: Town, *calls: tuple[str, int, bytes]) -> Motion:
    motion = hall.propose(town, *calls)
    until(now() + HOUR)
    hall.steward_votes(motion, town)
    until(now() + 2 * HOUR)
    hall.execute(motion)
    return motion


def test_a_federation_has_100_seats_and_frees_one_late(
    full: tuple[Assembly, list[Town]],
) -> None:
    hall, towns = full
    first, extra, gone, other = towns[0], towns[100], towns[4], towns[5]
    assert hall.contract.seats() == 100
    assert hall.contract.member_in(99)[0] == towns[99].number
    until(now() + 1)
    old = hall.propose(first)
    assert hall.contract.tally(old.number)[8] == 100
    with refused("members: every seat is taken"):
        granted(hall, first, hall.call("admit", extra.number))
    hall.steward_votes(hall_open(hall, first), towns[99], AGAINST)
    for leaving in (gone, other):
        hall.contract.leave(leaving.number, sender=leaving.steward.address)
    ended_at = now() + DAY
    until(ended_at + LONGEST - 2 * DAY)
    motion = hall.propose(first, hall.call("admit", extra.number))
    back = hall.propose(first, hall.call("admit", other.number))
    until(now() + HOUR)
    for each in (motion, back):
        hall.steward_votes(each, first)
    for second in (ended_at + LONGEST - 1, ended_at + LONGEST):
        until(second)
        with refused("members: every seat is taken"):
            hall.execute(motion)
    until(ended_at + LONGEST + 1)
    hall.execute(motion)
    hall.execute(back)
    assert hall.contract.seats() == 100
    assert hall.contract.member_in(4) == (extra.number, now(), 0)
    assert hall.contract.member_in(5) == (other.number, now(), 0)
    assert hall.contract.member(gone.number)[1:] != (0, 0)
    assert not hall.contract.is_member(gone.number)
    assert hall.contract.steward_choice_of(old.number, gone.number) == 0
    assert hall.contract.steward_choice_of(old.number, other.number) == 0
    assert hall.contract.tally(back.number)[8] == 98


def hall_open(hall: Assembly, town: Town) -> Motion:
    """Open a proposal and wait until it can be voted on."""
    motion = hall.propose(town)
    until(now() + HOUR)
    return motion
