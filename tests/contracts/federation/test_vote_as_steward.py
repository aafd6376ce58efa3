# SPDX-License-Identifier: Apache-2.0
"""Federation.vote_as_steward: a steward votes for the community, where the charter says so."""

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


@pytest.mark.parametrize("before", [0, FOR, AGAINST, ABSTAIN])
@pytest.mark.parametrize("after", [FOR, AGAINST, ABSTAIN])
def test_a_steward_votes_and_changes_the_vote(
    sea: Assembly, motion: Motion, port: Town, lab: Town, before: int, after: int
) -> None:
    sea.steward_votes(motion, port, ABSTAIN)
    if before:
        sea.steward_votes(motion, lab, before)
    sea.steward_votes(motion, lab, after)
    logged = events(sea.contract)
    assert logged == [
        {
            "event": "StewardVoted",
            "proposal_id": 1,
            "steward": lab.steward.address,
            "community_id": lab.number,
            "choice": after,
            "former": before,
        }
    ]
    choices = [ABSTAIN, after]
    counts = tuple(choices.count(choice) for choice in (FOR, AGAINST, ABSTAIN))
    assert sea.contract.tally(1) == (0, 0, 0, 17, *counts, 0, 3)
    said = [sea.contract.steward_choice_of(1, number) for number in (1, 2, 3, 4, 99)]
    assert said == [ABSTAIN, after, 0, 0, 0]


def test_a_community_is_present_once(sea: Assembly, motion: Motion, port: Town) -> None:
    sea.steward_votes(motion, port)
    sea.vote(motion, port, 0)
    sea.vote(motion, port, 1)
    assert sea.contract.tally(1) == (2, 0, 0, 17, 1, 0, 0, 1, 3)


def test_from_the_opening_to_the_close(sea: Assembly, port: Town) -> None:
    motion = sea.propose(port)
    until(motion.opened_at + DELAY - 1)
    with refused("ballots: voting hasn't started"):
        sea.steward_votes(motion, port)
    for second in (motion.opened_at + DELAY, sea.closes_at(motion) - 1):
        until(second)
        sea.steward_votes(motion, port)
    for second in (0, 1):
        until(sea.closes_at(motion) + second)
        with refused("ballots: voting has closed"):
            sea.steward_votes(motion, port, AGAINST)


def test_only_the_steward(sea: Assembly, motion: Motion, port: Town, lab: Town) -> None:
    for sender in (lab.steward, port.people[0], account("stranger")):
        with refused("federation: not the steward"):
            sea.contract.vote_as_steward(1, port.number, FOR, sender=sender.address)


def test_the_steward_of_today_votes(sea: Assembly, motion: Motion, port: Town) -> None:
    """A handover mid-vote: the community has one vote, and whoever is steward holds it."""
    heir = account("heir").address
    sea.steward_votes(motion, port)
    sea.book.offer_stewardship(port.number, heir, sender=port.steward.address)
    sea.steward_votes(motion, port)
    sea.book.accept_stewardship(port.number, sender=heir)
    with refused("federation: not the steward"):
        sea.steward_votes(motion, port)
    sea.contract.vote_as_steward(1, port.number, AGAINST, sender=heir)
    logged = events(sea.contract)[0]
    assert (logged["steward"], logged["choice"], logged["former"]) == (heir, AGAINST, FOR)
    assert sea.contract.tally(1) == (0, 0, 0, 17, 0, 1, 0, 0, 3)


@pytest.mark.parametrize("choice", [0, 4, 2**256 - 1])
def test_refuses_other_choices(sea: Assembly, motion: Motion, port: Town, choice: int) -> None:
    with refused("ballots: no such choice"):
        sea.steward_votes(motion, port, choice)


def test_refuses_who_isnt_a_member(sea: Assembly, motion: Motion, reef: Town) -> None:
    with refused("ballots: not a member community"):
        sea.steward_votes(motion, reef)


def test_refuses_a_proposal_that_isnt_there(sea: Assembly, port: Town) -> None:
    with refused("proposals: no such proposal"):
        sea.contract.vote_as_steward(1, port.number, FOR, sender=port.steward.address)
    with refused("proposals: no such proposal"):
        sea.contract.steward_choice_of(1, port.number)


def test_only_where_stewards_vote(sea: Assembly, towns: list[Town]) -> None:
    rules = replace(RULES, electorate=Electorate.CITIZENS)
    agora = Assembly.found(sea.book, sea.factory, towns, rules)
    until(agora.contract.charter(1).effective_at + 1)
    motion = agora.propose(towns[0])
    agora.opens(motion)
    with refused("ballots: stewards don't vote here"):
        agora.steward_votes(motion, towns[0])
    agora.vote(motion, towns[0], 0)
    assert agora.contract.tally(1) == (1, 0, 0, 17, 0, 0, 0, 0, 3)
