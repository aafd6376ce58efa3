# SPDX-License-Identifier: Apache-2.0
"""A juror gives the seat up before voting; while waves are left somebody else takes it."""

from __future__ import annotations

from eth_account.signers.local import LocalAccount

from symbio.domain.juries import WAVES, Stage
from tests.contracts.boa_chain import events, now, pass_time, refused
from tests.contracts.federation.assembly import until
from tests.contracts.juries.drawing import TIMES, Assize


def test_recuse(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    person = assize.take(jury_id, 1)
    assize.juries.recuse(jury_id, sender=person)
    (log,) = events(assize.juries)
    assert log == {"event": "JurorRecused", "jury_id": jury_id, "juror": person, "seat": 1}
    juror, jury = assize.juries.juror(jury_id, person), assize.juries.jury(jury_id)
    assert (juror.is_seated, juror.is_recused) == (False, True)
    assert (jury.filled, jury.seated) == (0, 0)


def test_the_seat_waits_for_the_next(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    person = assize.take(jury_id, 1)
    assize.juries.recuse(jury_id, sender=person)
    with refused("juries: has had a seat already"):
        assize.juries.take_seat(jury_id, 1, sender=person)
    pass_time(TIMES.wave)
    other = assize.take(jury_id, 1)
    assert other != person and assize.juries.juror(jury_id, other).is_seated


def test_the_community_may_sit_again(assize: Assize) -> None:
    """The place among its community's seats is free as well."""
    jury_id = assize.seeded(4)
    people = assize.fill(jury_id)
    wave = (now() - assize.juries.jury(jury_id).seeded_at) // TIMES.wave
    found = None
    for seat, person in enumerate(people):
        for later in range(wave + 1, WAVES):
            number, _, key = assize.juries.candidate(jury_id, seat, later)
            if number == assize.community(person):
                found = found or (person, seat, later, key)
    assert found, "another seed is needed"
    person, seat, later, key = found
    assize.juries.recuse(jury_id, sender=person)
    until(assize.juries.jury(jury_id).seeded_at + later * TIMES.wave)
    assize.juries.take_seat(jury_id, seat, sender=key)
    assert assize.juries.juror(jury_id, key).is_seated


def test_deliberation_waits_while_waves_are_left(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    people = assize.fill(jury_id)
    assert assize.stage(jury_id) == Stage.DELIBERATING
    assize.juries.recuse(jury_id, sender=people[0])
    assert assize.stage(jury_id) == Stage.SEATING
    assert assize.juries.jury(jury_id).began_at == 0
    seeded_at = assize.juries.jury(jury_id).seeded_at
    until(seeded_at + WAVES * TIMES.wave)
    # Three of four are two thirds.
    assert assize.stage(jury_id) == Stage.DELIBERATING
    pass_time(TIMES.deliberation - 1)
    assert assize.stage(jury_id) == Stage.DELIBERATING
    pass_time(1)
    assert assize.stage(jury_id) == Stage.COMMITTING


def test_after_the_waves_the_seat_stays_empty(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    people = assize.fill(jury_id)
    began = assize.juries.jury(jury_id).began_at
    until(assize.juries.jury(jury_id).seeded_at + WAVES * TIMES.wave)
    assize.juries.recuse(jury_id, sender=people[0])
    assert assize.juries.jury(jury_id).began_at == began
    assert assize.stage(jury_id) == Stage.DELIBERATING
    assize.juries.recuse(jury_id, sender=people[1])
    assert assize.stage(jury_id) == Stage.FAILED


def test_too_late_to_recuse(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    with refused("juries: too late to recuse"):
        assize.juries.recuse(jury_id, sender=people[0])


def test_not_a_juror(assize: Assize, stranger: LocalAccount) -> None:
    jury_id = assize.seeded(4)
    person = assize.take(jury_id, 1)
    with refused("juries: not a juror"):
        assize.juries.recuse(jury_id, sender=stranger.address)
    assize.juries.recuse(jury_id, sender=person)
    with refused("juries: not a juror"):
        assize.juries.recuse(jury_id, sender=person)


def test_no_such_jury(assize: Assize) -> None:
    with refused("juries: no such jury"):
        assize.juries.recuse(1)
