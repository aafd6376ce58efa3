# SPDX-License-Identifier: Apache-2.0
"""A jury through its handle, on an embedded chain of its own: called, drawn, voting, replayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

import symbio
from symbio import KeySigner, World
from symbio.chain.embedded import fund
from symbio.domain import beacon as twin
from symbio.domain import jury_records
from symbio.domain.acts import typed_data
from symbio.domain.addresses import NOBODY
from symbio.domain.communities import Kind
from symbio.domain.draw import Drawn
from symbio.domain.errors import NoSuchRecord
from symbio.domain.juries import WAVES, Pool, Stage, Times, approving, season_starts
from symbio.domain.refusals.juries import (
    CanNotBeReconvened,
    CommunityHasItsSeats,
    NotThisPersonsTurn,
)

TIMES = Times(wave=3_600, deliberation=7_200, commit=3_600, reveal=3_600)
SALT = b"\x11" * 32
SEATS = 4


class Bench(NamedTuple):
    """A jury with its people's keys, when its votes are in."""

    world: World
    jury_id: int
    court: KeySigner
    keys: dict[str, KeySigner]
    jurors: list[str]


def enlisted(world: World) -> tuple[int, dict[str, KeySigner]]:
    """Settle five towns of 24 people and freeze the season they enlisted for."""
    juries, keys = world.juries, {}
    season = juries.running_season() + 1
    for number in range(5):
        steward = KeySigner.new()
        fund(world.client, steward.address, 10**18)
        people = [KeySigner.new() for _ in range(24)]
        keys |= {each.address: each for each in people}
        made = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32)).send(steward)
        world.communities.enrol(made.value, [each.address for each in people]).send(steward)
        juries.enlist(Pool(), made.value, season).send(steward)
        assert juries.season(Pool(), season).communities == number + 1
    world.travel_to(season_starts(season) + 60)
    juries.freeze_season(Pool(), season).send()
    return season, keys


def seated(world: World, jury_id: int, keys: dict[str, KeySigner]) -> list[str]:
    """Seat whoever accepts by signature, wave after wave."""
    juries, jurors = world.juries, dict.fromkeys(range(SEATS), "")
    started = juries.jury(jury_id).seeded_at
    for wave in range(WAVES):
        world.travel_to(max(world.now, started + wave * TIMES.wave))
        for seat in range(SEATS):
            who = juries.candidate(jury_id, seat, wave)[2]
            if jurors[seat] or who == NOBODY:
                continue
            act = juries.acceptance(jury_id, seat, who)
            plan = juries.take_seat_by_signature(
                jury_id, seat, who, keys[who].sign_typed_data(typed_data(act))
            )
            try:
                plan.send()
            except CommunityHasItsSeats:
                continue
            jurors[seat] = who
        if all(jurors.values()):
            return list(jurors.values())
    raise AssertionError("the seats weren't filled")


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with symbio.demo() as world:
        season, keys = enlisted(world)
        juries, court = world.juries, world.account("court")
        assert juries.suffices(Pool(), season, SEATS, [1])
        called = juries.call_jury(Pool(), season, SEATS, 3, TIMES, excluded=[1]).send(court)
        jury_id = called.value
        target = juries.jury(jury_id).target
        while world.client.height() <= twin.Target.of(target).block:
            world.travel(12)
        world.beacon.prove(target).send()
        juries.seat_jury(jury_id).send()
        jurors = seated(world, jury_id, keys)
        yield Bench(world, jury_id, court, keys, jurors)


def test_a_jury_votes_and_is_replayed(bench: Bench) -> None:
    world, jury_id, court, keys, jurors = bench
    juries = world.juries
    assert juries.jury(jury_id).stage == Stage.DELIBERATING
    assert juries.jury(jury_id).clock.stage(world.now) == Stage.DELIBERATING
    world.travel(TIMES.deliberation)
    for juror in jurors:
        hidden = juries.ballot(jury_id, juror, approving(1, 3), SALT).commitment
        assert juries.commitment(jury_id, juror, approving(1, 3), SALT) == hidden
        act = juries.hidden_vote(jury_id, juror, hidden)
        juries.commit_by_signature(
            jury_id, juror, hidden, keys[juror].sign_typed_data(typed_data(act))
        ).send()
    world.travel(TIMES.commit)
    for juror in jurors:
        juries.reveal(jury_id, juror, approving(1, 3), SALT).send()
        assert juries.juror(jury_id, juror).has_revealed
    world.travel(TIMES.reveal)
    outcome = juries.outcome(jury_id)
    assert outcome == jury_records.Outcome(Stage.DECIDED, 1, SEATS, SEATS, SEATS)
    assert juries.is_over(jury_id) and not juries.may_reconvene(jury_id)
    assert juries.has_earned(jury_id, jurors[0]) and juries.unearned(jury_id) == 0
    with pytest.raises(CanNotBeReconvened):
        juries.reconvene(jury_id).send(court)


def test_the_draw_is_done_again(bench: Bench) -> None:
    found = bench.world.juries.replay(bench.jury_id, bench.world.communities)
    assert found.is_right and found.is_seed_right
    assert len(found.turns) == SEATS * WAVES
    assert [turn.sat.juror for turn in sorted(found.turns, key=lambda t: t.seat) if turn.sat] == (
        bench.jurors
    )
    for turn in found.turns:
        number, index, _ = bench.world.juries.candidate(bench.jury_id, turn.seat, turn.wave)
        assert turn.drawn is not None
        assert (number, index) == (turn.drawn.community_id, turn.drawn.index)
        assert number != 1


def test_a_forged_draw_is_seen(bench: Bench) -> None:
    found = bench.world.juries.replay(bench.jury_id, bench.world.communities)
    assert not replace(found, is_seed_right=False).is_right
    turn = next(each for each in found.turns if each.sat)
    assert turn.drawn is not None
    forged = [
        replace(turn, drawn=None),
        replace(turn, drawn=replace(turn.drawn, index=turn.drawn.index + 3)),
        replace(turn, drawn=Drawn(0, 1, 0, 0)),
        replace(turn, key=NOBODY),
    ]
    for each in forged:
        assert not each.is_right and not replace(found, turns=(each,)).is_right


def test_refusals_and_what_is_not_there(bench: Bench) -> None:
    juries = bench.world.juries
    assert juries.count() == bench.jury_id
    with pytest.raises(NoSuchRecord):
        juries.jury(bench.jury_id + 1)
    with pytest.raises(NoSuchRecord):
        juries.replay(bench.jury_id, bench.world.communities, since=bench.world.client.height())
    assert juries.stipend_fund.address == bench.world.suite.stipends.address
    assert juries.stipend_fund.juries() == juries.address
    assert juries.stipend_fund.reserved(bench.jury_id).payer == NOBODY
    assert NotThisPersonsTurn.remedy
