# SPDX-License-Identifier: Apache-2.0
"""Whose turn a seat is sits there, in its wave, for the community it is of, once."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.draw import STEWARD
from symbio.domain.juries import WAVES, Pool, Sitters, Stage
from tests.contracts.boa_chain import NOBODY, account, events, now, pass_time, refused
from tests.contracts.juries.drawing import TIMES, Assize, next_season


def test_take_seat(assize: Assize) -> None:
    jury_id = assize.seeded(6)
    drawn = assize.line(jury_id).draw(assize.juries.jury(jury_id).seed, 4)
    assert drawn is not None
    key = assize.book.member_at(drawn.community_id, now(), drawn.index)
    assert tuple(assize.juries.candidate(jury_id, 4, 0)) == (drawn.community_id, drawn.index, key)
    assize.juries.take_seat(jury_id, 4, sender=key)
    (log,) = events(assize.juries)
    assert log == {
        "event": "SeatTaken",
        "jury_id": jury_id,
        "juror": key,
        "seat": 4,
        "wave": 0,
        "community_id": drawn.community_id,
        "index": drawn.index,
        "seated": 1,
    }
    jury, juror = assize.juries.jury(jury_id), assize.juries.juror(jury_id, key)
    assert (jury.filled, jury.seated, jury.stage) == (1 << 4, 1, Stage.SEATING)
    assert (juror.seat, juror.community_id, juror.index, juror.wave) == (4, *drawn_of(drawn), 0)
    assert (juror.is_seated, juror.is_recused, juror.is_void, juror.has_revealed) == (
        True,
        False,
        False,
        False,
    )


def drawn_of(drawn: object) -> tuple[int, int]:
    return drawn.community_id, drawn.index  # type: ignore[attr-defined]


def test_the_last_seat_begins_deliberation(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    people = assize.fill(jury_id)
    jury = assize.juries.jury(jury_id)
    assert (jury.seated, jury.filled, jury.stage) == (4, 15, Stage.DELIBERATING)
    assert jury.began_at == now()
    assert len(set(people)) == 4 and NOBODY not in people


def test_every_wave_asks_somebody_else(assize: Assize) -> None:
    jury_id = assize.seeded(7)
    line, seed = assize.line(jury_id), assize.juries.jury(jury_id).seed
    asked = set()
    for wave in range(WAVES):
        for seat in range(7):
            drawn = line.draw(seed, wave * 7 + seat)
            assert drawn is not None
            expected = (drawn.community_id, drawn.index)
            assert tuple(assize.juries.candidate(jury_id, seat, wave))[:2] == expected
            asked.add(expected)
    assert len(asked) == 7 * WAVES


def test_only_the_wave_that_runs(assize: Assize) -> None:
    """Silence costs the turn and nothing else; nobody is early, nobody late."""
    jury_id = assize.seeded(4)
    first, second = (assize.candidate(jury_id, 0, wave) for wave in (0, 1))
    with refused("juries: not this person's turn"):
        assize.juries.take_seat(jury_id, 0, sender=second)
    pass_time(TIMES.wave)
    with refused("juries: not this person's turn"):
        assize.juries.take_seat(jury_id, 0, sender=first)
    assize.juries.take_seat(jury_id, 0, sender=second)
    assert assize.juries.juror(jury_id, second).wave == 1


def test_a_wave_begins_at_its_second(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    first = assize.candidate(jury_id, 0, 0)
    pass_time(TIMES.wave - 1)
    assize.juries.take_seat(jury_id, 0, sender=first)


def test_waves_end(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    pass_time(WAVES * TIMES.wave - 1)
    assert assize.stage(jury_id) == Stage.SEATING
    pass_time(1)
    assert assize.stage(jury_id) == Stage.FAILED
    with refused("juries: seats aren't being taken"):
        assize.juries.take_seat(jury_id, 0, sender=assize.candidate(jury_id, 0, 7))


def test_two_thirds_are_enough(assize: Assize) -> None:
    jury_id = assize.seeded(3)
    taken, wave = 0, 0
    while taken < 2:
        try:
            assize.take(jury_id, taken)
        except Exception:
            pass_time(TIMES.wave)
            wave += 1
        else:
            taken += 1
    pass_time(TIMES.wave * (WAVES - wave))
    assert assize.stage(jury_id) == Stage.DELIBERATING
    assert assize.juries.jury(jury_id).began_at == 0


def test_not_yet_seeded(assize: Assize) -> None:
    jury_id = assize.call()
    with refused("juries: seats aren't being taken"):
        assize.juries.take_seat(jury_id, 0)


def test_no_such_jury(assize: Assize) -> None:
    with refused("juries: no such jury"):
        assize.juries.take_seat(1, 0)


@pytest.mark.parametrize("seat", [4, 59, 2**255])
def test_no_such_seat(assize: Assize, seat: int) -> None:
    jury_id = assize.seeded(4)
    with refused("juries: no such seat"):
        assize.juries.take_seat(jury_id, seat)
    assert assize.juries.candidate(jury_id, seat, 0)[2] == NOBODY
    assert assize.juries.candidate(jury_id, 0, WAVES)[2] == NOBODY


def test_the_seat_is_taken(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    person = assize.take(jury_id, 0)
    with refused("juries: the seat is taken"):
        assize.juries.take_seat(jury_id, 0, sender=person)


def test_somebody_elses_turn(assize: Assize, stranger: LocalAccount) -> None:
    jury_id = assize.seeded(4)
    with refused("juries: not this person's turn"):
        assize.juries.take_seat(jury_id, 0, sender=stranger.address)


def test_who_left_the_roll_does_not_sit(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    number, index, key = assize.juries.candidate(jury_id, 0, 0)
    assize.book.leave(number, index, sender=key)
    assert tuple(assize.juries.candidate(jury_id, 0, 0)) == (number, index, NOBODY)
    for sender in (key, NOBODY):
        with refused("juries: not this person's turn"):
            assize.juries.take_seat(jury_id, 0, sender=sender)


def test_a_new_key_waits_for_the_next_season(assize: Assize, stranger: LocalAccount) -> None:
    """A steward who rotates a person's key doesn't choose who sits."""
    town = assize.towns[0]
    for index in range(len(town.people)):
        assize.book.propose_rotation(
            town.number, index, stranger.address, sender=town.steward.address
        )
    pass_time(7 * 86_400)
    jury_id = assize.seeded(4)
    seat, wave = next(
        (seat, wave)
        for wave in range(WAVES)
        for seat in range(4)
        if assize.juries.candidate(jury_id, seat, wave)[0] == town.number
    )
    _, index, key = assize.juries.candidate(jury_id, seat, wave)
    assize.book.complete_rotation(town.number, index)
    pass_time(wave * TIMES.wave)
    for sender in (key, stranger.address):
        with refused("juries: not this person's turn"):
            assize.juries.take_seat(jury_id, seat, sender=sender)


def test_a_community_has_a_quarter_of_the_seats(assize: Assize) -> None:
    """Of four seats each town has one, whoever else of it is drawn."""
    excluded = [town.number for town in assize.towns[4:]]
    jury_id = assize.seeded(4, 3, *excluded)
    seen: set[int] = set()
    refusals = 0
    for _ in range(WAVES):
        for seat in range(4):
            number, _, key = assize.juries.candidate(
                jury_id, seat, (now() - assize.juries.jury(jury_id).seeded_at) // TIMES.wave
            )
            assert number not in excluded
            if assize.juries.jury(jury_id).filled >> seat & 1:
                continue
            if number in seen:
                with refused("juries: the community has its seats"):
                    assize.juries.take_seat(jury_id, seat, sender=key)
                refusals += 1
                continue
            assize.juries.take_seat(jury_id, seat, sender=key)
            seen.add(number)
            if len(seen) == 4:
                assert refusals
                return
        pass_time(TIMES.wave)
    raise AssertionError("the seats weren't filled")


def test_stewards_of_now(assize: Assize) -> None:
    pool, season = Pool(sitters=Sitters.STEWARDS).word, assize.season + 1
    for town in assize.towns:
        assize.enlist(town, pool, season)
    next_season()
    assize.juries.seal(pool, season, 1)
    jury_id = assize.seeded(5, pool=pool, season=season)
    number, index, key = assize.juries.candidate(jury_id, 0, 0)
    assert (index, key) == (STEWARD, assize.book.steward(number))
    heir = account("heir").address
    assize.book.offer_stewardship(number, heir, sender=key)
    assize.book.accept_stewardship(number, sender=heir)
    with refused("juries: not this person's turn"):
        assize.juries.take_seat(jury_id, 0, sender=key)
    assize.juries.take_seat(jury_id, 0, sender=heir)
    assert assize.juries.juror(jury_id, heir).index == STEWARD


def test_one_key_in_two_towns_sits_once(assize: Assize) -> None:
    """Six towns of one steward: the steward has one seat of the panel, not all."""
    pool, season = Pool(sitters=Sitters.STEWARDS).word, assize.season + 1
    one = account("one for all").address
    for town in assize.towns:
        assize.enlist(town, pool, season)
        assize.book.offer_stewardship(town.number, one, sender=town.steward.address)
        assize.book.accept_stewardship(town.number, sender=one)
    next_season()
    assize.juries.seal(pool, season, 1)
    jury_id = assize.seeded(5, pool=pool, season=season)
    assize.juries.take_seat(jury_id, 0, sender=one)
    with refused("juries: has had a seat already"):
        assize.juries.take_seat(jury_id, 1, sender=one)
