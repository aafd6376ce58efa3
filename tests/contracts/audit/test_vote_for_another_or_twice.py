# SPDX-License-Identifier: Apache-2.0
"""Somebody tries for a second ballot, or another's, through numbers that don't fit their field."""

from __future__ import annotations

import pytest

from tests.contracts.boa_chain import account, crowd, now, packed, pass_time, refused
from tests.contracts.federation.assembly import AGAINST, FOR, Assembly, Motion, Town

HUGE = 2**64


@pytest.fixture
def motion(sea: Assembly, port: Town) -> Motion:
    opened = sea.propose(port)
    sea.opens(opened)
    sea.vote(opened, port, 0)
    return opened


def attempt(
    sea: Assembly, motion: Motion, town: Town, community: int, place: int, proposal: int = 0
) -> None:
    sea.contract.vote(
        proposal or motion.number,
        community,
        place,
        sea.fingerprint(town),
        FOR,
        sender=town.people[0].address,
    )


@pytest.mark.parametrize("place", [1 << 10, 1 << 34, 1 << 64, 1 << 71, 1 << 135, 2**256 - 1024])
def test_a_place_that_overflows_into_another_persons_marks(
    sea: Assembly, motion: Motion, port: Town, place: int
) -> None:
    """A place is page << 10 | offset; from 2**71 on its word would be another community's."""
    with refused("ballots: no such page"):
        attempt(sea, motion, port, port.number, place)
    assert sea.contract.tally(motion.number).people_for == 1


def test_a_community_number_that_overflows_into_another_proposal(
    sea: Assembly, motion: Motion, port: Town
) -> None:
    """(proposal << 64 | community) of a low proposal and a huge community is a higher one's."""
    sea.propose(port)
    third = sea.propose(port)
    sea.opens(third)
    sea.vote(third, port, 1)
    # Such a tally is found; but no page of Communities can be where that community's would be.
    for proposal, community in ((1, 2 * HUGE), (2, HUGE), (0, HUGE), (0, 3 * HUGE)):
        with refused("ballots: no such place"):
            sea.contract.vote(
                proposal,
                community | port.number,
                0,
                sea.fingerprint(port),
                FOR,
                sender=port.people[0].address,
            )
    with refused("proposals: no such proposal"):
        attempt(sea, motion, port, port.number, 0, proposal=2**200)
    for number in (motion.number, third.number):
        assert sea.contract.tally(number).people_for == 1


@pytest.mark.parametrize("choice", [0, 4, 2**32 + 1, 2**255 + 1, 2**256 - 1])
def test_a_choice_that_adds_to_anothers_count(
    sea: Assembly, motion: Motion, port: Town, choice: int
) -> None:
    with refused("ballots: no such choice"):
        sea.vote(motion, port, 1, choice)


def test_a_page_of_another_community(sea: Assembly, motion: Motion, port: Town, lab: Town) -> None:
    """The fingerprint is anybody's to choose; the community and the page make the address."""
    voter = lab.people[0].address
    for fingerprint in (sea.fingerprint(lab), bytes(32), b"\xff" * 32):
        with refused("ballots: no such place"):
            sea.contract.vote(motion.number, port.number, 0, fingerprint, FOR, sender=voter)


def test_the_same_people_twice_with_a_page_of_the_last_second(sea: Assembly, port: Town) -> None:
    """Enrolled in the second of the opening: the page proves itself, and isn't of this vote."""
    motion = sea.propose(port)
    sea.book.enrol(port.number, packed(port.people), sender=port.steward.address)
    assert now() == motion.opened_at
    sea.opens(motion)
    sea.vote(motion, port, 0)
    with refused("ballots: no such page"):
        sea.vote(motion, port, 0, page=1)
    with refused("ballots: no such page"):
        sea.cast(motion, port, sea.ballot(motion, port.people[1], 1), page=1)
    for page in (2**24, 2**24 + 1, 2**61, 2**255):
        with refused("ballots: no such page"):
            sea.cast(
                motion,
                port,
                sea.ballot(motion, port.people[1], 1),
                page=page,
                fingerprint=sea.fingerprint(port),
            )
    assert sea.contract.tally(motion.number)[:4] == (1, 0, 0, 17)


def test_a_second_ballot_by_an_old_signature_after_a_change(
    sea: Assembly, motion: Motion, port: Town
) -> None:
    """For, then Against by their own wallet: neither old signature counts, alone or in a batch."""
    person = port.people[1]
    old = sea.ballot(motion, person, 1, FOR)
    sea.cast(motion, port, old)
    sea.vote(motion, port, 1, AGAINST)
    sea.cast(motion, port, old + old)
    with refused("ballots: has voted already"):
        sea.cast_one(motion, port, 1, FOR, old[2:])
    assert sea.contract.tally(motion.number)[:2] == (1, 1)


def test_a_batch_that_comes_back_to_a_word_counts_nobody_twice(sea: Assembly, port: Town) -> None:
    """Marks are kept per 128 places while a batch is read: leaving a word must not forget them."""
    people = crowd("wide", 130)
    sea.book.enrol(port.number, packed(people), sender=port.steward.address)
    pass_time(1)
    motion = sea.propose(port)
    sea.opens(motion)
    order = [0, 129, 0, 1, 129, 128, 1, 0]
    sea.cast(motion, port, sea.ballots(motion, [(people[n], n, FOR) for n in order]), page=1)
    assert sea.contract.tally(motion.number).people_for == 4


def test_a_signature_of_nobody_on_an_empty_place(sea: Assembly, port: Town) -> None:
    """What ecrecover says of garbage is the zero address; it may stand on a page."""
    sea.book.enrol(port.number, bytes(20) + b"\x01".rjust(20, b"\0"), sender=port.steward.address)
    pass_time(1)
    motion = sea.propose(port)
    sea.opens(motion)
    for offset in (0, 1):
        garbage = (1 << 10 | offset).to_bytes(2, "big") + bytes(64)
        sea.cast(motion, port, garbage, page=1)
        for signature in (b"", bytes(64), bytes(65), bytes(64) + b"\x1b", bytes(1040)):
            with refused("ballots: not signed by this person"):
                sea.cast_one(motion, port, offset, FOR, signature, page=1)
    assert sea.contract.tally(motion.number)[:3] == (0, 0, 0)


def test_a_steward_of_no_community(sea: Assembly, motion: Motion, port: Town) -> None:
    for community in (0, HUGE | port.number, 2**256 - 1):
        with refused("federation: not the steward"):
            sea.contract.vote_as_steward(motion.number, community, FOR, sender=port.steward.address)
    with refused("federation: not the steward"):
        sea.contract.vote_as_steward(motion.number, 99, FOR, sender=account("nobody").address)
