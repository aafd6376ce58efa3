# SPDX-License-Identifier: Apache-2.0
"""Anybody fixes what each community weighs, once the season has begun, in the one way there is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from symbio.domain.draw import cap_of, turns
from symbio.domain.juries import Pool, Sitters
from tests.contracts.boa_chain import account, events, refused
from tests.contracts.federation.assembly import settle
from tests.contracts.juries.drawing import EVERYBODY, PEOPLE, Assize, next_season


def season_of(assize: Assize, sizes: Sequence[int], pool: int = EVERYBODY) -> None:
    """Begin a season in which towns of these sizes are enlisted."""
    assize.season += 1
    for place, size in enumerate(sizes):
        assize.enlist(settle(assize.book, f"town {place}", size), pool)
    assert next_season() == assize.season


@pytest.fixture
def season(assize: Assize) -> Assize:
    return Assize(**vars(assize))


def test_seal(season: Assize) -> None:
    season_of(season, (9, 30, 90, 300, 900))
    turn = season.season % 3
    weights = [turns(people, turn) for people in (9, 30, 90, 300, 900)]
    cap = cap_of(weights)
    season.juries.seal(EVERYBODY, season.season, cap, sender=account("clerk").address)
    (log,) = events(season.juries)
    total = sum(min(weight, cap) for weight in weights)
    assert 4 * cap <= total
    assert log == {
        "event": "SeasonFrozen",
        "pool": EVERYBODY,
        "actor": account("clerk").address,
        "season": season.season,
        "communities": 5,
        "weight": total,
        "cap": cap,
    }
    assert tuple(season.juries.season(EVERYBODY, season.season)) == (5, 5, total, cap, True)
    table = season.table()
    entries = [season.juries.entry(EVERYBODY, season.season, place) for place in range(5)]
    assert tuple(each.end for each in entries) == table.ends
    assert tuple(each.weight for each in entries) == table.weights


def test_only_those_whose_turn_it_is(assize: Assize) -> None:
    assert assize.juries.season(EVERYBODY, assize.season).weight == 6 * PEOPLE // 3


def test_fewer_than_four_weigh_as_much_as_the_smallest(season: Assize) -> None:
    season_of(season, (30, 0, 90, 300))
    season.freeze()
    found = season.juries.season(EVERYBODY, season.season)
    assert tuple(found) == (4, 3, 30, 10, True)


def test_stewards_weigh_one_each(season: Assize) -> None:
    pool = Pool(sitters=Sitters.STEWARDS).word
    season_of(season, (30, 0, 90, 300, 0), pool)
    season.freeze(pool)
    assert tuple(season.juries.season(pool, season.season)) == (5, 5, 5, 1, True)


def test_a_season_with_nobody_in_it(season: Assize) -> None:
    season_of(season, (0, 0))
    season.freeze()
    assert tuple(season.juries.season(EVERYBODY, season.season)) == (2, 0, 0, 0, True)


@pytest.mark.parametrize("by", [-1, 1, 2**256 - 1 - 11, 2**200])
def test_not_the_cap(season: Assize, by: int) -> None:
    season_of(season, (30, 33, 36, 39, 42))
    cap = season.table().cap
    with refused("juries: not the cap"):
        season.juries.seal(EVERYBODY, season.season, min(cap + by, 2**256 - 1))


def test_not_the_cap_of_a_few(season: Assize) -> None:
    season_of(season, (30, 60))
    for cap in (0, 9, 11, 20):
        with refused("juries: not the cap"):
            season.juries.seal(EVERYBODY, season.season, cap)


def test_frozen_already(assize: Assize) -> None:
    with refused("juries: frozen already"):
        assize.freeze()


def test_the_season_has_not_begun(assize: Assize) -> None:
    assize.enlist(assize.towns[0], season=assize.season + 1)
    with refused("juries: the season hasn't begun"):
        assize.juries.seal(EVERYBODY, assize.season + 1, PEOPLE // 3)


def test_nobody_enlisted(assize: Assize) -> None:
    with refused("juries: nobody enlisted"):
        assize.juries.seal(EVERYBODY, assize.season - 1, 0)
