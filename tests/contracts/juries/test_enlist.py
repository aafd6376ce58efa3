# SPDX-License-Identifier: Apache-2.0
"""A steward lets its community be drawn in one of the next four seasons, by the roll of now."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.juries import AHEAD, Pool, Sitters
from tests.contracts.boa_chain import account, crowd, events, now, packed, refused
from tests.contracts.federation.assembly import settle
from tests.contracts.juries.drawing import EVERYBODY, PEOPLE, Assize


def test_enlist(assize: Assize) -> None:
    town, season = assize.towns[1], assize.season + 1
    assize.enlist(town, season=season)
    (log,) = events(assize.juries)
    assert log == {
        "event": "CommunityEnlisted",
        "community_id": town.number,
        "steward": town.steward.address,
        "pool": EVERYBODY,
        "season": season,
        "position": 0,
        "people": PEOPLE,
        "version": now(),
    }
    assert tuple(assize.juries.entry(EVERYBODY, season, 0)) == (town.number, PEOPLE, now(), 0, 0)
    assert tuple(assize.juries.season(EVERYBODY, season)) == (1, 0, 0, 0, False)
    assert assize.juries.running_season() == assize.season


def test_the_roll_is_pinned(assize: Assize) -> None:
    """Who joins later can't be drawn in that season."""
    town, season = assize.towns[0], assize.season + 1
    assize.enlist(town, season=season)
    assize.book.enrol(town.number, packed(crowd("late", 90)), sender=town.steward.address)
    assert assize.juries.entry(EVERYBODY, season, 0).people == PEOPLE


def test_pools_are_apart(assize: Assize) -> None:
    season = assize.season + 1
    ours = Pool(assize.federation.address)
    stewards = Pool(assize.federation.address, Sitters.STEWARDS)
    for pool in (EVERYBODY, ours.word, stewards.word):
        assize.enlist(assize.towns[2], pool, season)
        assert assize.juries.season(pool, season).communities == 1


def test_a_full_season_takes_no_more(assize: Assize) -> None:
    season, steward = assize.season + 1, account("busy").address
    for _ in range(256):
        number = assize.book.register(1, "PT", b"\x01" * 32, sender=steward)
        assize.juries.enlist(EVERYBODY, number, season, sender=steward)
    assert assize.juries.season(EVERYBODY, season).communities == 256
    with refused("juries: the season is full"):
        assize.enlist(assize.towns[0], season=season)


def test_not_the_steward(assize: Assize, stranger: LocalAccount) -> None:
    with refused("juries: not the steward"):
        assize.juries.enlist(
            EVERYBODY, assize.towns[0].number, assize.season + 1, sender=stranger.address
        )


@pytest.mark.parametrize("ahead", [-1, 0, AHEAD + 1])
def test_not_one_of_the_next_seasons(assize: Assize, ahead: int) -> None:
    with refused("juries: not one of the next seasons"):
        assize.enlist(assize.towns[0], season=assize.season + ahead)


def test_the_last_of_the_next_seasons(assize: Assize) -> None:
    assize.enlist(assize.towns[0], season=assize.season + AHEAD)


def test_enlisted_already(assize: Assize) -> None:
    assize.enlist(assize.towns[0], season=assize.season + 1)
    with refused("juries: enlisted already"):
        assize.enlist(assize.towns[0], season=assize.season + 1)


@pytest.mark.parametrize("pool", [0xDEAD, 1 << 161, 1 << 255])
def test_no_such_pool(assize: Assize, pool: int) -> None:
    with refused("juries: no such pool"):
        assize.enlist(assize.towns[0], pool, assize.season + 1)


def test_not_a_member_community(assize: Assize) -> None:
    outsiders = settle(assize.book, "outsiders", 3)
    with refused("juries: not a member community"):
        assize.enlist(outsiders, int(assize.federation.address, 16), assize.season + 1)
