# SPDX-License-Identifier: Apache-2.0
"""Two thirds reveal, two thirds of them agree; else nothing is decided, and once more at most."""

from __future__ import annotations

import pytest

from symbio.domain.juries import RECONVENING, Stage, result
from tests.contracts.boa_chain import account, events, now, pass_time, refused
from tests.contracts.juries.drawing import TIMES, Assize

UNDECIDED, DECIDED = Stage.UNDECIDED, Stage.DECIDED


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ((1, 1, 1, 1), (DECIDED, 1, 4, 4)),
        ((1, 1, 1, 2), (DECIDED, 1, 3, 4)),
        ((1, 1, 2, 2), (UNDECIDED, 0, 0, 4)),
        ((3, 3, 3, 2), (DECIDED, 2, 4, 4)),  # approvals of both: the second by four
        ((3, 3, 3, 3), (DECIDED, 1, 4, 4)),  # equals: the lower
        ((4, 4, 4, 0), (DECIDED, 3, 3, 4)),
        ((1, 1, 0, 0), (UNDECIDED, 0, 0, 4)),  # blank votes are votes
        ((0, 0, 0, 0), (UNDECIDED, 0, 0, 4)),
    ],
)
def test_approvals(
    assize: Assize, choices: tuple[int, ...], expected: tuple[Stage, int, int, int]
) -> None:
    jury_id, _ = assize.voted(*choices)
    assert tuple(assize.juries.outcome(jury_id)) == (*expected, 4)
    counted = result(4, 3, choices)
    assert (counted.option, counted.approvals) == expected[1:3]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ((20, 10, 40, 30), (DECIDED, 20, 4)),  # the lower median
        ((7, 7, 1000, 0), (DECIDED, 7, 3)),
        ((7, 1000, 0, 0), (UNDECIDED, 0, 0)),  # two of four named a number
        ((0, 0, 0, 0), (UNDECIDED, 0, 0)),
        ((1000, 1000, 1, 1), (DECIDED, 1, 4)),
    ],
)
def test_numbers(
    assize: Assize, choices: tuple[int, ...], expected: tuple[Stage, int, int]
) -> None:
    jury_id, _ = assize.voted(*choices, options=1_000)
    assert tuple(assize.juries.outcome(jury_id)) == (*expected, 4, 4)
    counted = result(4, 1_000, choices)
    assert (counted.option, counted.approvals) == expected[1:]


def test_more_numbers_than_a_word_holds(assize: Assize) -> None:
    numbers = (9, 2**32 - 1, 3, 500, 4, 400, 5, 300, 6, 200, 7, 100)
    jury_id, _ = assize.voted(*numbers, options=2**32 - 1)
    assert tuple(assize.juries.outcome(jury_id)) == (DECIDED, 9, 12, 12, 12)


def test_sixteen_options(assize: Assize) -> None:
    jury_id, _ = assize.voted(1 << 15, 1 << 15, 2**16 - 1, 1, options=16)
    assert tuple(assize.juries.outcome(jury_id)) == (DECIDED, 16, 3, 4, 4)


@pytest.mark.parametrize(("silent", "stage"), [(1, DECIDED), (2, UNDECIDED)])
def test_who_does_not_reveal_shifts_nothing(assize: Assize, silent: int, stage: Stage) -> None:
    jury_id, people = assize.deliberated()
    for person in people:
        assize.commit(jury_id, person, 1)
    pass_time(TIMES.commit)
    for person in people[silent:]:
        assize.reveal(jury_id, person, 1)
    assert assize.stage(jury_id) == Stage.REVEALING
    assert not assize.juries.is_over(jury_id)
    pass_time(TIMES.reveal)
    assert assize.stage(jury_id) == stage
    assert assize.juries.outcome(jury_id)[3] == 4 - silent
    assert assize.juries.is_over(jury_id) == (stage == DECIDED)


# --- once more


def test_reconvene(assize: Assize) -> None:
    jury_id, people = assize.voted(1, 1, 2, 2)
    assert assize.juries.may_reconvene(jury_id) and not assize.juries.is_over(jury_id)
    assize.juries.reconvene(jury_id, sender=assize.court)
    (log,) = events(assize.juries)
    assert log == {"event": "JuryReconvened", "jury_id": jury_id, "court": assize.court}
    jury = assize.juries.jury(jury_id)
    assert (jury.round, jury.revealed, jury.began_at) == (2, 0, now())
    assert (jury.seated, jury.stage) == (4, Stage.DELIBERATING)
    pass_time(TIMES.deliberation)
    # What was committed in the first round opens nothing in the second.
    assert assize.juries.juror(jury_id, people[0]).commitment != bytes(32)
    assert not assize.juries.juror(jury_id, people[0]).has_revealed
    assize.vote(jury_id, dict.fromkeys(people, 2))
    pass_time(TIMES.reveal)
    assert tuple(assize.juries.outcome(jury_id)) == (DECIDED, 2, 4, 4, 4)


def test_what_was_hidden_before_opens_nothing_now(assize: Assize) -> None:
    jury_id, people = assize.voted(1, 1, 2, 2)
    assize.juries.reconvene(jury_id, sender=assize.court)
    pass_time(TIMES.deliberation + TIMES.commit)
    with refused("juries: not what was committed"):
        assize.reveal(jury_id, people[0], 1)


def test_a_leak_of_the_first_round_is_forgotten(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    assize.commit(jury_id, people[0], 1)
    assize.juries.report_leak(jury_id, people[0], 1, b"\x5a" * 32)
    pass_time(TIMES.commit + TIMES.reveal)
    assize.juries.reconvene(jury_id, sender=assize.court)
    assert not assize.juries.juror(jury_id, people[0]).is_void
    pass_time(TIMES.deliberation)
    assize.commit(jury_id, people[0], 1)


def test_numbers_once_more(assize: Assize) -> None:
    jury_id, people = assize.voted(7, 1000, 0, 0, options=1_000)
    assize.juries.reconvene(jury_id, sender=assize.court)
    pass_time(TIMES.deliberation)
    assize.vote(jury_id, dict(zip(people, (30, 20, 10, 0), strict=True)))
    pass_time(TIMES.reveal)
    assert tuple(assize.juries.outcome(jury_id)) == (DECIDED, 20, 3, 4, 4)


def test_nobody_recuses_in_the_second_round(assize: Assize) -> None:
    """Threat: jurors who can't agree leave, so that another jury is drawn."""
    jury_id, people = assize.voted(1, 1, 2, 2)
    assize.juries.reconvene(jury_id, sender=assize.court)
    assert assize.stage(jury_id) == Stage.DELIBERATING
    with refused("juries: too late to recuse"):
        assize.juries.recuse(jury_id, sender=people[0])
    assert assize.juries.jury(jury_id).seated == 4


def test_not_the_court(assize: Assize) -> None:
    jury_id, _ = assize.voted(1, 1, 2, 2)
    with refused("juries: not the court"):
        assize.juries.reconvene(jury_id, sender=account("stranger").address)


def test_only_once(assize: Assize) -> None:
    jury_id, people = assize.voted(1, 1, 2, 2)
    assize.juries.reconvene(jury_id, sender=assize.court)
    pass_time(TIMES.deliberation)
    assize.vote(jury_id, dict(zip(people, (1, 1, 2, 2), strict=True)))
    pass_time(TIMES.reveal)
    assert assize.stage(jury_id) == UNDECIDED and assize.juries.is_over(jury_id)
    with refused("juries: can't be reconvened"):
        assize.juries.reconvene(jury_id, sender=assize.court)


def test_not_after_thirty_days(assize: Assize) -> None:
    jury_id, _ = assize.voted(1, 1, 2, 2)
    pass_time(RECONVENING)
    assert assize.juries.may_reconvene(jury_id)
    pass_time(1)
    assert not assize.juries.may_reconvene(jury_id) and assize.juries.is_over(jury_id)
    with refused("juries: can't be reconvened"):
        assize.juries.reconvene(jury_id, sender=assize.court)


def test_not_what_is_decided(assize: Assize) -> None:
    jury_id, _ = assize.voted(1, 1, 1, 2)
    with refused("juries: can't be reconvened"):
        assize.juries.reconvene(jury_id, sender=assize.court)
    with refused("juries: no such jury"):
        assize.juries.reconvene(9, sender=assize.court)
