# SPDX-License-Identifier: Apache-2.0
"""Federation.withdraw: the proposer takes a proposal back before voting starts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.boa_chain import account, events, now, refused
from tests.contracts.federation.assembly import (
    DELAY,
    NOTICE,
    WITHDRAWN,
    Assembly,
    Motion,
    Town,
    until,
)


@pytest.fixture
def motion(sea: Assembly, port: Town) -> Motion:
    return sea.propose(port)


def withdraw(sea: Assembly, motion: Motion, sender: Any) -> None:
    sea.contract.withdraw(*motion.docket, sender=sender.address)


def test_the_steward_withdraws(sea: Assembly, motion: Motion, port: Town) -> None:
    withdraw(sea, motion, port.steward)
    logged = events(sea.contract)
    assert logged == [
        {"event": "ProposalWithdrawn", "proposal_id": 1, "proposer": port.steward.address}
    ]
    for second in (now(), motion.opened_at + DELAY, sea.closes_at(motion), now() + 10**8):
        until(second)
        assert sea.stage(motion) == WITHDRAWN
        with refused("federation: not executable now"):
            sea.execute(motion)


def test_the_speaker_withdraws_what_the_steward_opened(
    sea: Assembly, motion: Motion, port: Town
) -> None:
    speaker = account("speaker")
    sea.contract.appoint(port.number, speaker.address, sender=port.steward.address)
    withdraw(sea, motion, speaker)
    assert events(sea.contract)[0]["proposer"] == speaker.address


def test_only_until_voting_starts(sea: Assembly, port: Town) -> None:
    first, second = sea.propose(port), sea.propose(port)
    until(first.opened_at + DELAY - 1)
    withdraw(sea, first, port.steward)
    for moment in (first.opened_at + DELAY, first.opened_at + DELAY + 1):
        until(moment)
        with refused("federation: voting has started"):
            withdraw(sea, second, port.steward)


def test_only_once(sea: Assembly, motion: Motion, port: Town) -> None:
    withdraw(sea, motion, port.steward)
    with refused("federation: already withdrawn"):
        withdraw(sea, motion, port.steward)


def test_only_by_the_proposing_community(
    sea: Assembly, motion: Motion, port: Town, lab: Town
) -> None:
    """Threat: a proposal cancelled by another."""
    for sender in (lab.steward, port.people[0], account("stranger")):
        with refused("federation: not the steward"):
            withdraw(sea, motion, sender)


def test_another_cant_be_named_as_proposer(sea: Assembly, motion: Motion, lab: Town) -> None:
    number, title, matter, _ = motion.docket
    with refused("proposals: not what was proposed"):
        sea.contract.withdraw(number, title, matter, lab.number, sender=lab.steward.address)


@pytest.mark.parametrize("part", [1, 2])
def test_refuses_another_title_or_matter(
    sea: Assembly, motion: Motion, port: Town, part: int
) -> None:
    docket = list(motion.docket)
    docket[part] = bytes(32)
    with refused("proposals: not what was proposed"):
        sea.contract.withdraw(*docket, sender=port.steward.address)


def test_refuses_a_proposal_that_isnt_there(sea: Assembly, motion: Motion, port: Town) -> None:
    for number in (0, 2):
        with refused("proposals: no such proposal"):
            sea.contract.withdraw(number, *motion.docket[1:], sender=port.steward.address)


def test_nobody_votes_on_it_any_more(sea: Assembly, motion: Motion, port: Town) -> None:
    withdraw(sea, motion, port.steward)
    for second in (now(), motion.opened_at + DELAY, sea.closes_at(motion)):
        until(second)
        with refused("ballots: the proposal is withdrawn"):
            sea.vote(motion, port, 0)
        with refused("ballots: the proposal is withdrawn"):
            sea.steward_votes(motion, port)
        with refused("ballots: the proposal is withdrawn"):
            sea.cast(motion, port, sea.ballot(motion, port.people[0], 0))


def test_a_community_that_left_withdraws_by_its_steward_alone(
    sea: Assembly, port: Town, towns: list[Town]
) -> None:
    speaker = account("speaker")
    sea.contract.appoint(port.number, speaker.address, sender=port.steward.address)
    sea.contract.leave(port.number, sender=port.steward.address)
    ended_at = now() + NOTICE
    until(ended_at - 1)
    first, second = sea.propose(port), sea.propose(port)
    withdraw(sea, first, speaker)
    until(ended_at)
    with refused("federation: not the steward"):
        withdraw(sea, second, speaker)
    withdraw(sea, second, port.steward)
    assert sea.stage(second) == WITHDRAWN
