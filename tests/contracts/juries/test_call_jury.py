# SPDX-License-Identifier: Apache-2.0
"""Anybody has a jury drawn, by a seed that nobody can know yet; all else is frozen before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.juries import MOST_OPTIONS, SPAN, Pool, Sitters, Stage
from tests.contracts.boa_chain import NOBODY, events, refused
from tests.contracts.juries.drawing import EVERYBODY, SUBJECT, TIMES, Assize, next_season


def test_call_jury(assize: Assize) -> None:
    first, last = assize.towns[0].number, assize.towns[5].number
    target = assize.lots.aim()
    assert assize.call(6, 3, (last, first)) == 1
    (log,) = events(assize.juries)
    assert log == {
        "event": "JuryCalled",
        "jury_id": 1,
        "court": assize.court,
        "subject": SUBJECT,
        "pool": EVERYBODY,
        "season": assize.season,
        "size": 6,
        "options": 3,
        "excluded": [last, first],
        "times": TIMES.word,
        "target": target,
        "payer": NOBODY,
        "token": NOBODY,
        "stipend": 0,
    }
    jury = assize.juries.jury(1)
    assert (jury.court, jury.pool, jury.season) == (assize.court, EVERYBODY, assize.season)
    assert (jury.size, jury.options, jury.excluded) == (6, 3, [0, 5])
    assert (jury.weight, jury.target, jury.seed) == (4 * 11, target, bytes(32))
    assert (jury.wave, jury.deliberation) == (TIMES.wave, TIMES.deliberation)
    assert (jury.commit, jury.reveal) == (TIMES.commit, TIMES.reveal)
    assert (jury.seeded_at, jury.began_at, jury.filled, jury.seated) == (0, 0, 0, 0)
    assert (jury.round, jury.revealed, jury.stage) == (1, 0, Stage.CALLED)
    assert assize.juries.count() == 1


def test_exclusions_named_twice_or_not_enlisted(assize: Assize) -> None:
    towns = [assize.towns[i].number for i in (4, 1, 4)]
    jury_id = assize.call(3, 3, [*towns, 999])
    assert assize.juries.jury(jury_id).excluded == [1, 4]
    assert assize.juries.jury(jury_id).weight == 4 * 11


def test_a_past_season_pinned_earlier(assize: Assize) -> None:
    next_season()
    assert assize.juries.jury(assize.call()).season == assize.season


def test_the_highest_of_all(assize: Assize) -> None:
    times = replace(TIMES, wave=SPAN, deliberation=SPAN, commit=SPAN, reveal=SPAN).word
    jury = assize.juries.jury(assize.call(22, MOST_OPTIONS, times=times))
    assert (jury.size, jury.options) == (22, MOST_OPTIONS)
    assert (jury.wave, jury.deliberation, jury.commit, jury.reveal) == (SPAN,) * 4


def test_stewards(assize: Assize) -> None:
    pool, season = Pool(sitters=Sitters.STEWARDS).word, assize.season + 1
    for town in assize.towns:
        assize.enlist(town, pool, season)
    next_season()
    assize.juries.seal(pool, season, 1)
    assert assize.juries.suffices(pool, season, 6, [])
    assert not assize.juries.suffices(pool, season, 7, [])
    jury = assize.juries.jury(assize.call(6, pool=pool, season=season))
    assert (jury.pool, jury.weight) == (pool, 6)


@pytest.mark.parametrize("size", [0, 61, 2**255])
def test_size(assize: Assize, size: int) -> None:
    with refused("juries: 1 to 60 seats"):
        assize.call(size)


@pytest.mark.parametrize("options", [0, MOST_OPTIONS + 1])
def test_no_such_options(assize: Assize, options: int) -> None:
    with refused("juries: no such options"):
        assize.call(3, options)


def test_times_that_do_not_fit(assize: Assize) -> None:
    with refused("juries: times don't fit"):
        assize.call(times=TIMES.word | 1 << 96)


@pytest.mark.parametrize("window", ["wave", "commit", "reveal"])
def test_a_window_without_time(assize: Assize, window: str) -> None:
    with refused("juries: a window without time"):
        assize.call(times=replace(TIMES, **{window: 0}).word)


def test_no_time_to_deliberate_is_the_courts_choice(assize: Assize) -> None:
    assize.call(times=replace(TIMES, deliberation=0).word)


@pytest.mark.parametrize("ahead", [-1, 1])
def test_a_season_that_is_not_frozen(assize: Assize, ahead: int) -> None:
    season = assize.season + ahead
    assert not assize.juries.suffices(EVERYBODY, season, 3, [])
    with refused("juries: the season isn't frozen"):
        assize.call(season=season)


def test_pool_is_too_small(assize: Assize) -> None:
    """66 people are three for each of 22 seats, and of four towns for each of 14."""
    numbers = [town.number for town in assize.towns]
    assert assize.juries.suffices(EVERYBODY, assize.season, 22, [])
    assert not assize.juries.suffices(EVERYBODY, assize.season, 23, [])
    with refused("juries: pool is too small"):
        assize.call(23)
    assert assize.juries.suffices(EVERYBODY, assize.season, 14, numbers[:2])
    assert not assize.juries.suffices(EVERYBODY, assize.season, 15, numbers[:2])
    # Three towns can't fill eight seats with two each, however many people they have.
    assert not assize.juries.suffices(EVERYBODY, assize.season, 8, numbers[:3])
    with refused("juries: pool is too small"):
        assize.call(8, 3, numbers[:3])
