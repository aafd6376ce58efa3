# SPDX-License-Identifier: Apache-2.0
"""Seats, waves and counts of whole juries in Python and on chain are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symbio.domain import juries
from symbio.domain.draw import STEWARD, Line
from symbio.domain.juries import WAVES, Clock, Pool, Sitters, Stage, Times
from tests.contracts.boa_chain import now
from tests.contracts.federation.assembly import settle, until
from tests.contracts.juries.drawing import EVERYBODY, TIMES, Assize, build, next_season

RELAXED = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=8)
SIZES = (0, 1, 4, 9, 30, 31, 60, 200, 500)


@dataclass
class Chain:
    """A frozen season of towns of every size, of people and of stewards."""

    assize: Assize

    def read(self, jury_id: int) -> Any:
        return self.assize.juries.jury(jury_id)


@pytest.fixture(scope="module")
def chain() -> Iterator[Chain]:
    with boa.env.anchor():
        assize = build()
        stewards = Pool(sitters=Sitters.STEWARDS).word
        assize.season += 1
        for number, size in enumerate(SIZES):
            town = settle(assize.book, f"sized {number}", size)
            for pool in (EVERYBODY, stewards):
                assize.enlist(town, pool)
        assert next_season() == assize.season
        for pool in (EVERYBODY, stewards):
            assize.freeze(pool)
        yield Chain(assize)


@RELAXED
@given(
    word=st.binary(min_size=32, max_size=32).filter(any),
    out=st.sets(st.integers(0, len(SIZES) - 1), max_size=3),
    of_stewards=st.booleans(),
)
def test_every_seat_of_every_wave(
    chain: Chain, word: bytes, out: set[int], of_stewards: bool
) -> None:
    assize = chain.assize
    pool = Pool(sitters=Sitters.STEWARDS).word if of_stewards else EVERYBODY
    table = assize.table(pool)
    numbers = [table.enlisted[place].community_id for place in sorted(out, reverse=True)]
    line = table.without(numbers)
    with boa.env.anchor():
        size = 5
        assert assize.juries.suffices(pool, assize.season, size, numbers) == line.suffices(size)
        if not line.suffices(size):
            return
        jury_id = assize.call(size, 3, numbers, pool=pool)
        assize.give(jury_id, word)
        assize.juries.seat_jury(jury_id)
        jury = chain.read(jury_id)
        assert jury.weight == line.weight and tuple(jury.excluded) == line.excluded
        assert_same_draw(assize, line, jury_id, bytes(jury.seed), size)


def assert_same_draw(assize: Assize, line: Line, jury_id: int, seed: bytes, size: int) -> None:
    for wave in range(WAVES):
        for seat in range(size):
            found = line.draw(seed, wave * size + seat)
            number, index, key = assize.juries.candidate(jury_id, seat, wave)
            if found is None:
                assert (number, index, int(key, 16)) == (0, 0, 0)
                continue
            assert (number, index) == (found.community_id, found.index)
            if index == STEWARD:
                assert key == assize.book.steward(number)
            else:
                assert key == assize.book.member_at(number, found.version, index)


@RELAXED
@given(
    sizes=st.lists(st.integers(0, 120), min_size=1, max_size=12),
    season=st.integers(1, 3),
)
def test_every_cap(chain: Chain, sizes: list[int], season: int) -> None:
    assize = chain.assize
    with boa.env.anchor():
        fresh = Assize(**{**vars(assize), "season": assize.season + season})
        for number, size in enumerate(sizes):
            fresh.enlist(settle(assize.book, f"capped {number} {size}", size))
        until(juries.season_starts(fresh.season))
        fresh.freeze()
        table = fresh.table()
        entries = [fresh.juries.entry(EVERYBODY, fresh.season, i) for i in range(len(sizes))]
        assert tuple(each.end for each in entries) == table.ends
        assert tuple(each.weight for each in entries) == table.weights


VOTES = st.one_of(st.none(), st.integers(0, 7))


@RELAXED
@given(
    votes=st.lists(VOTES, min_size=4, max_size=4),
    options=st.sampled_from([3, 100]),
    steps=st.lists(st.integers(1, 5 * 86_400), max_size=6),
)
def test_every_count_and_every_stage(
    chain: Chain, votes: list[int | None], options: int, steps: list[int]
) -> None:
    assize = chain.assize
    with boa.env.anchor():
        jury_id, people = assize.deliberated(4, options)
        given_ = {p: vote for p, vote in zip(people, votes, strict=True) if vote is not None}
        assize.vote(jury_id, given_)
        for step in steps:
            jury = chain.read(jury_id)
            clock = Clock(4, TIMES, jury.seeded_at, jury.began_at, jury.seated)
            stage = clock.stage(now())
            counted = juries.result(4, options, list(given_.values()))
            if stage == Stage.DECIDED | Stage.UNDECIDED:
                stage = Stage.DECIDED if counted.option else Stage.UNDECIDED
            said = assize.juries.outcome(jury_id)
            assert Stage(said[0]) == stage
            if stage == Stage.DECIDED:
                assert tuple(said)[1:3] == (counted.option, counted.approvals)
            assert said[3] == len(given_)
            boa.env.time_travel(seconds=step)


@given(parts=st.lists(st.integers(0, 2**24 - 1), min_size=4, max_size=4))
def test_times_in_a_word(parts: list[int]) -> None:
    assert Times.of(Times(*parts).word) == Times(*parts)
    with pytest.raises(ValueError):
        _ = Times(parts[0], parts[1], 2**24, parts[3]).word


def test_words_of_pools() -> None:
    pool = Pool("0x00000000000000000000000000000000000000AA", Sitters.STEWARDS)
    assert pool.word == 0xAA | 1 << 160 and Pool.of(pool.word) == pool
    assert Pool.of(0) == Pool() and Pool().word == 0
    assert juries.approving(1, 3) == 5 and juries.is_choice(3, 7) and not juries.is_choice(3, 8)
    assert juries.is_choice(17, 17) and not juries.is_choice(17, 18)
