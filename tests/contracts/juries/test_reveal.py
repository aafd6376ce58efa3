# SPDX-License-Identifier: Apache-2.0
"""Anybody opens a hidden vote in its window, once; who doesn't reveal abstains."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.juries import Stage
from tests.contracts.boa_chain import account, events, pass_time, refused
from tests.contracts.juries.drawing import SALT, TIMES, Assize


def committed(assize: Assize, *choices: int, options: int = 3) -> tuple[int, list[str]]:
    """Have jurors commit, and wait for the reveal window."""
    jury_id, people = assize.deliberated(4, options)
    for person, choice in zip(people, choices, strict=False):
        assize.commit(jury_id, person, choice)
    pass_time(TIMES.commit)
    return jury_id, people


def test_reveal(assize: Assize) -> None:
    jury_id, people = committed(assize, 5)
    assize.reveal(jury_id, people[0], 5)
    (log,) = events(assize.juries)
    assert log == {
        "event": "VoteRevealed",
        "jury_id": jury_id,
        "juror": people[0],
        "round": 1,
        "choice": 5,
    }
    juror = assize.juries.juror(jury_id, people[0])
    assert (juror.choice, juror.has_revealed, juror.is_seated) == (5, True, True)
    assert assize.juries.jury(jury_id).revealed == 1


def test_the_window(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    assize.commit(jury_id, people[0], 1)
    assize.commit(jury_id, people[1], 1)
    pass_time(TIMES.commit - 1)
    with refused("juries: not the time to reveal"):
        assize.reveal(jury_id, people[0], 1)
    pass_time(1)
    assize.reveal(jury_id, people[0], 1)
    pass_time(TIMES.reveal)
    with refused("juries: not the time to reveal"):
        assize.reveal(jury_id, people[1], 1)


def test_once(assize: Assize) -> None:
    jury_id, people = committed(assize, 1)
    assize.reveal(jury_id, people[0], 1)
    with refused("juries: revealed already"):
        assize.reveal(jury_id, people[0], 1)


def test_not_what_was_committed(assize: Assize) -> None:
    """What is opened is bound to chain, contract, jury, round, seat, juror, choice and salt."""
    jury_id, people = assize.deliberated()
    true = assize.ballot(jury_id, people[0], 1)
    others = [
        replace(true, chain_id=true.chain_id + 1),
        replace(true, juries=assize.court),
        replace(true, jury_id=jury_id + 1),
        replace(true, round=2),
        replace(true, seat=1),
        replace(true, juror=people[1]),
        replace(true, choice=2),
        replace(true, salt=bytes(32)),
    ]
    for person, other in zip(people, others, strict=False):
        assize.juries.commit(jury_id, other.commitment, sender=person)
    hidden = [other.commitment for other in others]
    assert len({true.commitment, *hidden}) == 1 + len(hidden)
    pass_time(TIMES.commit)
    for person in people:
        with refused("juries: not what was committed"):
            assize.reveal(jury_id, person, 1)


def test_a_copied_commitment_opens_nothing(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    hidden = assize.ballot(jury_id, people[0], 1).commitment
    for person in people[:2]:
        assize.juries.commit(jury_id, hidden, sender=person)
    pass_time(TIMES.commit)
    assize.reveal(jury_id, people[0], 1)
    with refused("juries: not what was committed"):
        assize.reveal(jury_id, people[1], 1)


def test_who_committed_nothing(assize: Assize) -> None:
    jury_id, people = committed(assize)
    with refused("juries: not what was committed"):
        assize.reveal(jury_id, people[0], 0, bytes(32))


@pytest.mark.parametrize(("options", "choice"), [(3, 8), (16, 1 << 16), (17, 18), (3, 2**255)])
def test_no_such_choice(assize: Assize, options: int, choice: int) -> None:
    jury_id, people = committed(assize, choice, options=options)
    with refused("juries: no such choice"):
        assize.reveal(jury_id, people[0], choice)


def test_not_a_juror(assize: Assize, stranger: LocalAccount) -> None:
    jury_id, _ = committed(assize)
    with refused("juries: not a juror"):
        assize.juries.reveal(jury_id, stranger.address, 1, SALT)


def test_no_such_jury(assize: Assize) -> None:
    with refused("juries: no such jury"):
        assize.juries.reveal(1, assize.court, 1, SALT)


# --- leaks


def leak(assize: Assize, jury_id: int, juror: str, choice: int, salt: bytes = SALT) -> None:
    sender = account("whistleblower").address
    assize.juries.report_leak(jury_id, juror, choice, salt, sender=sender)


def test_report_leak(assize: Assize) -> None:
    """Whoever can prove a vote before it is revealed makes it void: it isn't worth buying."""
    jury_id, people = assize.deliberated()
    assize.commit(jury_id, people[0], 1)
    leak(assize, jury_id, people[0], 1)
    (log,) = events(assize.juries)
    assert log == {
        "event": "LeakReported",
        "jury_id": jury_id,
        "actor": account("whistleblower").address,
        "juror": people[0],
        "round": 1,
        "choice": 1,
    }
    assert assize.juries.juror(jury_id, people[0]).is_void
    with refused("juries: the vote is void"):
        assize.commit(jury_id, people[0], 2)
    with refused("juries: the vote is void"):
        leak(assize, jury_id, people[0], 1)
    pass_time(TIMES.commit)
    with refused("juries: the vote is void"):
        assize.reveal(jury_id, people[0], 1)


def test_a_leak_of_what_was_replaced_is_none(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    assize.commit(jury_id, people[0], 1)
    assize.commit(jury_id, people[0], 2)
    with refused("juries: not what was committed"):
        leak(assize, jury_id, people[0], 1)


def test_not_the_time_to_report(assize: Assize) -> None:
    jury_id, people = committed(assize, 1)
    assert assize.stage(jury_id) == Stage.REVEALING
    with refused("juries: not the time to report"):
        leak(assize, jury_id, people[0], 1)


def test_a_leak_of_nobodys_vote(assize: Assize, stranger: LocalAccount) -> None:
    jury_id, _ = assize.deliberated()
    with refused("juries: not a juror"):
        leak(assize, jury_id, stranger.address, 1)
    with refused("juries: no such jury"):
        leak(assize, 9, stranger.address, 1)
