# SPDX-License-Identifier: Apache-2.0
"""A juror votes hidden, as often as they like until the window ends; others may carry it."""

from __future__ import annotations

from dataclasses import replace

from eth_account.signers.local import LocalAccount

from symbio.domain.acts import HiddenVote
from symbio.domain.juries import Stage
from tests.contracts.boa_chain import account, events, pass_time, refused
from tests.contracts.juries.drawing import SALT, TIMES, Assize

HIDDEN, OTHER = b"\x01" * 32, b"\x02" * 32


def carry(assize: Assize, jury_id: int, juror: str, hidden: bytes, signature: bytes) -> None:
    sender = account("carrier").address
    assize.juries.commit_by_signature(jury_id, juror, hidden, signature, sender=sender)


def test_commit(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    hidden = assize.ballot(jury_id, people[0], 5).commitment
    assert assize.juries.commitment(jury_id, people[0], 5, SALT) == hidden
    assize.juries.commit(jury_id, hidden, sender=people[0])
    (log,) = events(assize.juries)
    assert log == {
        "event": "VoteCommitted",
        "jury_id": jury_id,
        "juror": people[0],
        "round": 1,
        "commitment": hidden,
    }
    assert assize.juries.juror(jury_id, people[0]).commitment == hidden


def test_a_later_one_replaces_it(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    assize.commit(jury_id, people[0], 1)
    assize.commit(jury_id, people[0], 2)
    pass_time(TIMES.commit)
    with refused("juries: not what was committed"):
        assize.reveal(jury_id, people[0], 1)
    assize.reveal(jury_id, people[0], 2)


def test_the_window(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    people = assize.fill(jury_id)
    pass_time(TIMES.deliberation - 1)
    with refused("juries: not the time to commit"):
        assize.juries.commit(jury_id, HIDDEN, sender=people[0])
    pass_time(1)
    assert assize.stage(jury_id) == Stage.COMMITTING
    assize.juries.commit(jury_id, HIDDEN, sender=people[0])
    pass_time(TIMES.commit - 1)
    assize.juries.commit(jury_id, OTHER, sender=people[0])
    pass_time(1)
    with refused("juries: not the time to commit"):
        assize.juries.commit(jury_id, HIDDEN, sender=people[0])


def test_not_a_juror(assize: Assize, stranger: LocalAccount) -> None:
    jury_id, _ = assize.deliberated()
    with refused("juries: not a juror"):
        assize.juries.commit(jury_id, HIDDEN, sender=stranger.address)


def test_nothing_committed(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    with refused("juries: nothing committed"):
        assize.juries.commit(jury_id, bytes(32), sender=people[0])


def test_no_such_jury(assize: Assize) -> None:
    with refused("juries: no such jury"):
        assize.juries.commit(1, HIDDEN)


def test_commit_by_signature(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    juror = assize.person(people[0])
    act = HiddenVote(assize.domain, jury_id, 1, juror.address, HIDDEN, bytes(32))
    carry(assize, jury_id, juror.address, HIDDEN, assize.sign(act, juror))
    assert assize.juries.juror(jury_id, juror.address).commitment == HIDDEN


def test_what_was_replaced_is_not_brought_back(assize: Assize) -> None:
    jury_id, people = assize.deliberated()
    juror = assize.person(people[0])
    first = HiddenVote(assize.domain, jury_id, 1, juror.address, HIDDEN, bytes(32))
    second = replace(first, commitment=OTHER, replaces=HIDDEN)
    carry(assize, jury_id, juror.address, HIDDEN, assize.sign(first, juror))
    carry(assize, jury_id, juror.address, OTHER, assize.sign(second, juror))
    with refused("juries: not signed by the juror"):
        carry(assize, jury_id, juror.address, HIDDEN, assize.sign(first, juror))


def test_not_signed_by_the_juror(assize: Assize, stranger: LocalAccount) -> None:
    jury_id, people = assize.deliberated()
    juror, here = assize.person(people[0]), assize.domain
    act = HiddenVote(here, jury_id, 1, juror.address, HIDDEN, bytes(32))
    forged = [
        assize.sign(act, stranger),
        assize.sign(replace(act, jury=9), juror),
        assize.sign(replace(act, round=2), juror),
        assize.sign(replace(act, commitment=OTHER), juror),
        assize.sign(replace(act, domain=replace(here, chain_id=here.chain_id + 1)), juror),
        assize.sign(replace(act, domain=replace(here, contract=stranger.address)), juror),
    ]
    for signature in forged:
        with refused("juries: not signed by the juror"):
            carry(assize, jury_id, juror.address, HIDDEN, signature)


def test_who_leaves_the_roll_keeps_the_seat(assize: Assize) -> None:
    """Nobody is put off a jury by being struck off a roll."""
    jury_id, people = assize.deliberated()
    juror = assize.juries.juror(jury_id, people[0])
    assize.book.leave(juror.community_id, juror.index, sender=people[0])
    assize.commit(jury_id, people[0], 1)
    pass_time(TIMES.commit)
    assize.reveal(jury_id, people[0], 1)
