# SPDX-License-Identifier: Apache-2.0
"""The late extension at its bounds: one second, an odd number of them, the longest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.rules import DAY
from tests.contracts.boa_chain import crowd, now, packed, refused
from tests.contracts.federation.assembly import DELAY, OPEN, RULES, WAITING, Assembly, Town, until

WEEK = 7 * DAY


def founded(sea: Assembly, towns: list[Town], late_extension: int, period: int) -> Assembly:
    rules = replace(RULES, late_extension=late_extension, voting_period=period)
    hall = Assembly.found(sea.book, sea.factory, towns, rules)
    until(now() + 1)
    return hall


@pytest.mark.parametrize(
    ("late", "period"), [(1, DAY), (3_599, DAY), (WEEK - 1, WEEK), (WEEK, 8 * DAY)]
)
@pytest.mark.parametrize("too_early", [0, 1])
def test_every_length_extends_from_its_first_second(
    sea: Assembly, towns: list[Town], late: int, period: int, too_early: int
) -> None:
    port, lab, _ = towns
    hall = founded(sea, towns, late, period)
    motion = hall.propose(port)
    hall.opens(motion)
    for town in (port, lab):
        hall.steward_votes(motion, town)
    for offset in range(2):
        hall.vote(motion, port, offset)
    hall.vote(motion, lab, 0)
    close = motion.opened_at + DELAY + period
    until(close - late - too_early)
    hall.vote(motion, lab, 1)
    later = close + late * (not too_early)
    until(close)
    assert hall.contract.proposal(motion.number).closes_at == later
    assert hall.stage(motion) == (WAITING if too_early else OPEN)
    if not too_early:
        until(later - 1)
        hall.vote(motion, port, 2)
    until(later)
    with refused("ballots: voting has closed"):
        hall.vote(motion, port, 3)


@pytest.mark.parametrize("late", [1, 3_599, WEEK])
def test_no_length_lets_in_a_page_enrolled_after_the_opening(
    sea: Assembly, towns: list[Town], late: int
) -> None:
    """The length lies beside the number of pages in one word."""
    port = towns[0]
    hall = founded(sea, towns, late, 8 * DAY)
    motion = hall.propose(port)
    newcomers = crowd("newcomer", 2)
    hall.book.enrol(port.number, packed(newcomers), sender=port.steward.address)
    hall.opens(motion)
    hall.vote(motion, port, 0)
    with refused("ballots: no such page"):
        hall.vote(motion, port, 0, sender=newcomers[0], page=1)
    with refused("ballots: no such page"):
        hall.cast(motion, port, hall.ballot(motion, newcomers[1], 1), page=1)
    assert hall.contract.tally(motion.number)[:4] == (1, 0, 0, 17)


@pytest.mark.parametrize("late", [1, 3_599, 1 << 19, WEEK])
def test_a_roll_that_was_amended_has_the_same_last_seconds(
    sea: Assembly, towns: list[Town], late: int
) -> None:
    """That it was amended lies beside the length in one word."""
    port, lab, _ = towns
    hall = founded(sea, towns, late, 8 * DAY)
    for town in (port, lab):
        hall.book.leave(
            town.number, hall.book.page(town.number, 0).first + 3, sender=town.people[3].address
        )
    until(now() + 1)
    motion = hall.propose(port)
    close = motion.opened_at + DELAY + 8 * DAY
    until(close - late - 1)
    for town in (port, lab):
        hall.steward_votes(motion, town)
        for offset in range(2):
            hall.vote(motion, town, offset)
    until(close)
    assert hall.contract.proposal(motion.number).closes_at == close
    assert hall.stage(motion) == WAITING
