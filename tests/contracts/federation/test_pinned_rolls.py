# SPDX-License-Identifier: Apache-2.0
"""What happens after the opening changes nothing for a proposal, and counts for the next.

Threats: same-block power; Sybil enrolment for a known dispute; double counting on a roll change;
an expelled or departed member votes.
"""

from __future__ import annotations

import pytest

from tests.contracts.boa_chain import account, crowd, events, now, packed, refused
from tests.contracts.federation.assembly import (
    AGAINST,
    FOR,
    NOT_SIGNED,
    NOTICE,
    Assembly,
    Town,
    until,
)
from tests.contracts.federation.papers import compact

WEEK = 7 * 24 * 3600


@pytest.mark.parametrize(("wait", "counts"), [(0, False), (1, True), (60, True)])
def test_people_who_join_count_from_the_next_second(
    sea: Assembly, port: Town, wait: int, counts: bool
) -> None:
    newcomers = crowd("newcomer", 9)
    sea.book.enrol(port.number, packed(newcomers), sender=port.steward.address)
    until(now() + wait)
    motion = sea.propose(port)
    sea.opens(motion)
    ballot = sea.ballot(motion, newcomers[0], 0)
    if counts:
        sea.cast(motion, port, ballot, page=1)
    else:
        with refused("ballots: no such page"):
            sea.cast(motion, port, ballot, page=1)
        with refused("ballots: no such page"):
            sea.vote(motion, port, 0, sender=newcomers[0], page=1)
        sea.vote(motion, port, 0)
    assert sea.contract.tally(1)[:4] == (1, 0, 0, 17 + 9 * counts)


@pytest.mark.parametrize("after", [0, 60])
def test_who_joins_after_the_opening_has_no_ballot(sea: Assembly, port: Town, after: int) -> None:
    motion = sea.propose(port)
    until(now() + after)
    newcomers = crowd("newcomer", 9)
    sea.book.enrol(port.number, packed(newcomers), sender=port.steward.address)
    sea.opens(motion)
    assert sea.contract.tally(1)[3] == 17
    with refused("ballots: no such page"):
        sea.vote(motion, port, 0, sender=newcomers[0], page=1)
    sea.vote(motion, port, 0)
    assert sea.contract.tally(1)[:4] == (1, 0, 0, 17)
    later = sea.propose(port)
    sea.opens(later)
    sea.vote(later, port, 0, sender=newcomers[0], page=1)
    assert sea.contract.tally(2)[:4] == (1, 0, 0, 26)


@pytest.mark.parametrize("after", [0, 60])
def test_who_leaves_after_the_opening_still_votes(sea: Assembly, port: Town, after: int) -> None:
    motion = sea.propose(port)
    until(now() + after)
    for index in (0, 1, 2):
        sea.book.leave(port.number, index, sender=port.people[index].address)
    until(now() + 1)
    later = sea.propose(port)
    sea.opens(later)
    sea.vote(motion, port, 0)
    sea.cast(motion, port, sea.ballots(motion, [(port.people[1], 1, AGAINST)]))
    sea.cast_one(motion, port, 2, FOR, compact(port.people[2], sea.digest(motion, FOR)))
    assert sea.contract.tally(1)[:4] == (2, 1, 0, 17)
    with refused("ballots: not this person's wallet"):
        sea.vote(later, port, 0)
    sea.cast(later, port, sea.ballot(later, port.people[1], 1))
    assert [each.get("reason") for each in events(sea.contract)] == [NOT_SIGNED, None]
    with refused("ballots: not signed by this person"):
        sea.cast_one(later, port, 2, FOR, compact(port.people[2], sea.digest(later, FOR)))
    sea.vote(later, port, 3)
    assert sea.contract.tally(2)[:4] == (1, 0, 0, 14)


def test_who_left_the_second_before_is_gone(sea: Assembly, port: Town) -> None:
    sea.book.leave(port.number, 0, sender=port.people[0].address)
    until(now() + 1)
    motion = sea.propose(port)
    sea.opens(motion)
    assert sea.contract.tally(1)[3] == 16
    with refused("ballots: not this person's wallet"):
        sea.vote(motion, port, 0)


@pytest.mark.parametrize("before", [0, 1])
def test_a_key_rotated_mid_vote_has_one_ballot(sea: Assembly, port: Town, before: int) -> None:
    """Rotated in the second of the opening, or in the one before."""
    heir = account("heir")
    sea.book.propose_rotation(port.number, 0, heir.address, sender=port.steward.address)
    until(now() + WEEK)
    if before:
        sea.book.complete_rotation(port.number, 0)
        until(now() + 1)
    motion = sea.propose(port)
    if not before:
        sea.book.complete_rotation(port.number, 0)
    sea.opens(motion)
    good, bad = (heir, port.people[0]) if before else (port.people[0], heir)
    with refused("ballots: not this person's wallet"):
        sea.vote(motion, port, 0, sender=bad)
    sea.cast(motion, port, sea.ballot(motion, bad, 0) + sea.ballot(motion, good, 0))
    assert [each.get("reason") for each in events(sea.contract)] == [NOT_SIGNED, None]
    sea.vote(motion, port, 0, AGAINST, sender=good)
    assert sea.contract.tally(1)[:4] == (0, 1, 0, 17)


def test_a_community_admitted_after_the_opening_votes_on_the_next(
    sea: Assembly, reef: Town, towns: list[Town]
) -> None:
    admission = sea.propose(towns[0], sea.call("admit", reef.number))
    sea.carry(admission, towns)
    early = sea.propose(towns[0])
    sea.execute(admission)
    same = sea.propose(towns[0])
    until(now() + 1)
    later = sea.propose(towns[0])
    sea.opens(later)
    for motion in (early, same):
        for call in (
            lambda m=motion: sea.vote(m, reef, 0),
            lambda m=motion: sea.steward_votes(m, reef),
        ):
            with refused("ballots: not a member community"):
                call()
        assert sea.contract.tally(motion.number) == (0, 0, 0, 17, 0, 0, 0, 0, 3)
        assert sea.contract.steward_choice_of(motion.number, reef.number) == 0
    sea.vote(later, reef, 2)
    sea.steward_votes(later, reef, AGAINST)
    assert sea.contract.tally(later.number) == (1, 0, 0, 20, 0, 1, 0, 1, 4)


@pytest.mark.parametrize("is_expelled", [True, False])
def test_a_community_that_ends_after_the_opening_still_votes(
    sea: Assembly, lab: Town, towns: list[Town], is_expelled: bool
) -> None:
    if is_expelled:
        sea.decide(towns, sea.call("expel", lab.number))
    else:
        sea.contract.leave(lab.number, sender=lab.steward.address)
    ended_at = now() + NOTICE
    until(ended_at)
    last = sea.propose(towns[0])
    until(ended_at + 1)
    gone = sea.propose(towns[0])
    sea.opens(gone)
    sea.vote(last, lab, 0)
    sea.steward_votes(last, lab)
    assert sea.contract.tally(last.number) == (1, 0, 0, 17, 1, 0, 0, 0, 3)
    for call in (lambda: sea.vote(gone, lab, 0), lambda: sea.steward_votes(gone, lab)):
        with refused("ballots: not a member community"):
            call()
    assert sea.contract.tally(gone.number) == (0, 0, 0, 9, 0, 0, 0, 0, 2)
