# SPDX-License-Identifier: Apache-2.0
"""Federation.vote and vote_with_reason: a person votes by their own wallet, until the close."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.rules import Electorate
from tests.contracts.boa_chain import account, events, refused
from tests.contracts.federation.assembly import (
    ABSTAIN,
    AGAINST,
    DELAY,
    FOR,
    RULES,
    Assembly,
    Motion,
    Town,
    until,
)


@pytest.fixture
def motion(sea: Assembly, port: Town) -> Motion:
    opened = sea.propose(port)
    sea.opens(opened)
    return opened


def counted(*choices: int) -> tuple[int, int, int]:
    return choices.count(FOR), choices.count(AGAINST), choices.count(ABSTAIN)


@pytest.mark.parametrize("choice", [FOR, AGAINST, ABSTAIN])
def test_a_person_votes(sea: Assembly, motion: Motion, lab: Town, choice: int) -> None:
    sea.vote(motion, lab, 7, choice)
    logged = events(sea.contract)
    assert logged == [
        {
            "event": "BallotCast",
            "proposal_id": 1,
            "voter": lab.people[7].address,
            "community_id": lab.number,
            "place": 7,
            "choice": choice,
        }
    ]
    assert sea.contract.tally(1) == (*counted(choice), 17, 0, 0, 0, 0, 3)
    assert [sea.choice(motion, lab, place) for place in range(8)] == [0] * 7 + [choice]
    assert sea.choice(motion, lab, 1 << 10 | 7) == 0


def test_numbers_beyond_what_is_kept_have_no_choice(
    sea: Assembly, motion: Motion, lab: Town
) -> None:
    sea.vote(motion, lab, 7, FOR)
    said = sea.contract.choice_of
    assert said(motion.number, lab.number, 7) == FOR
    assert said(motion.number + 2**128, lab.number, 7) == 0
    assert said(motion.number, lab.number + 2**64, 7) == 0
    assert said(motion.number, lab.number, 7 + 2**64) == 0


@pytest.mark.parametrize("before", [FOR, AGAINST, ABSTAIN])
@pytest.mark.parametrize("after", [FOR, AGAINST, ABSTAIN])
def test_a_person_changes_their_vote(
    sea: Assembly, motion: Motion, port: Town, before: int, after: int
) -> None:
    sea.vote(motion, port, 0, ABSTAIN)
    sea.vote(motion, port, 1, before)
    sea.vote(motion, port, 2, FOR)
    sea.vote(motion, port, 1, after)
    assert events(sea.contract)[0]["choice"] == after
    assert sea.contract.tally(1)[:4] == (*counted(ABSTAIN, after, FOR), 17)
    assert [sea.choice(motion, port, place) for place in range(4)] == [ABSTAIN, after, FOR, 0]


def test_a_vote_with_its_reason(sea: Assembly, motion: Motion, port: Town) -> None:
    person, reason = port.people[3], b"\x5e" * 32
    mark = sea.fingerprint(port)
    for choice in (AGAINST, FOR):
        sea.contract.vote_with_reason(
            1, port.number, 3, mark, choice, reason, sender=person.address
        )
        cast = {
            "event": "BallotCast",
            "proposal_id": 1,
            "voter": person.address,
            "community_id": port.number,
            "place": 3,
            "choice": choice,
        }
        given = {"event": "ReasonGiven", "proposal_id": 1, "voter": person.address}
        assert events(sea.contract) == [cast, given | {"reason": reason}]
    assert sea.contract.tally(1)[:3] == (1, 0, 0)
    with refused("ballots: not this person's wallet"):
        sea.contract.vote_with_reason(
            1, port.number, 3, mark, FOR, reason, sender=port.steward.address
        )


def test_votes_of_communities_add_up(sea: Assembly, motion: Motion, towns: list[Town]) -> None:
    port, lab, shore = towns
    for town, offset, choice in (
        (port, 0, FOR),
        (port, 4, AGAINST),
        (lab, 0, FOR),
        (lab, 1, ABSTAIN),
        (lab, 2, ABSTAIN),
        (shore, 3, FOR),
    ):
        sea.vote(motion, town, offset, choice)
    assert sea.contract.tally(1) == (3, 1, 2, 17, 0, 0, 0, 0, 3)


def test_from_the_opening_to_the_close(sea: Assembly, port: Town) -> None:
    motion = sea.propose(port)
    for second in (motion.opened_at, motion.opened_at + DELAY - 1):
        until(second)
        with refused("ballots: voting hasn't started"):
            sea.vote(motion, port, 0)
    for offset, second in enumerate((DELAY, DELAY + 1)):
        until(motion.opened_at + second)
        sea.vote(motion, port, offset)
    until(sea.closes_at(motion) - 1)
    sea.vote(motion, port, 2)
    for second in (0, 1):
        until(sea.closes_at(motion) + second)
        for offset in (2, 3):
            with refused("ballots: voting has closed"):
                sea.vote(motion, port, offset, AGAINST)
    assert sea.contract.tally(1)[:3] == (3, 0, 0)


def test_a_community_that_votes_first_after_the_close_is_too_late(
    sea: Assembly, motion: Motion, lab: Town
) -> None:
    until(sea.closes_at(motion))
    with refused("ballots: voting has closed"):
        sea.vote(motion, lab, 0)


def test_only_the_persons_own_wallet(sea: Assembly, motion: Motion, port: Town, lab: Town) -> None:
    for sender in (port.people[1], lab.people[0], port.steward, account("stranger")):
        with refused("ballots: not this person's wallet"):
            sea.vote(motion, port, 0, sender=sender)


@pytest.mark.parametrize("choice", [0, 4, 5, 2**256 - 1])
def test_refuses_other_choices(sea: Assembly, motion: Motion, port: Town, choice: int) -> None:
    with refused("ballots: no such choice"):
        sea.vote(motion, port, 0, choice)


def test_refuses_places_off_the_page(sea: Assembly, motion: Motion, port: Town, lab: Town) -> None:
    mark = sea.fingerprint(port)

    def vote(place: int, fingerprint: bytes) -> None:
        person = port.people[4].address
        sea.contract.vote(1, port.number, place, fingerprint, FOR, sender=person)

    for offset in (5, 6, 1_023):
        with refused("ballots: no such place"):
            vote(offset, mark)
    for page in (1, 2, 2**200):
        with refused("ballots: no such page"):
            vote(page << 10, mark)
    for forged in (bytes(32), sea.fingerprint(lab), b"\xff" * 32):
        with refused("ballots: no such place"):
            vote(4, forged)
    vote(4, mark)


def test_only_communities_that_were_members(sea: Assembly, motion: Motion, reef: Town) -> None:
    with refused("ballots: not a member community"):
        sea.vote(motion, reef, 0)
    with refused("ballots: not a member community"):
        sea.contract.vote(1, 99, 0, bytes(32), FOR, sender=reef.people[0].address)


def test_only_where_citizens_vote(sea: Assembly, towns: list[Town]) -> None:
    rules = replace(RULES, electorate=Electorate.STEWARDS, quorum_people=0)
    council = Assembly.found(sea.book, sea.factory, towns, rules)
    until(council.contract.charter(1).effective_at + 1)
    motion = council.propose(towns[0])
    council.opens(motion)
    with refused("ballots: citizens don't vote here"):
        council.vote(motion, towns[0], 0)
    with refused("ballots: citizens don't vote here"):
        council.cast(motion, towns[0], council.ballot(motion, towns[0].people[0], 0))


def test_refuses_a_proposal_that_isnt_there(sea: Assembly, port: Town) -> None:
    with refused("proposals: no such proposal"):
        sea.contract.vote(1, port.number, 0, bytes(32), FOR, sender=port.people[0].address)
