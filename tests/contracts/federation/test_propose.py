# SPDX-License-Identifier: Apache-2.0
"""Federation.propose: a member opens a proposal, and what was opened is fixed."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.boa_chain import account, events, now, pass_time, refused
from tests.contracts.federation.assembly import (
    DELAY,
    GRACE,
    PENDING,
    PERIOD,
    TEXT,
    TITLE,
    WAIT,
    Assembly,
    Town,
    until,
)


def test_a_member_opens_a_proposal(sea: Assembly, port: Town, lab: Town) -> None:
    call = (lab.steward.address, 5, b"")
    motion = sea.propose(port, call)
    logged = events(sea.contract)
    opened = now()
    assert motion.number == 1
    assert logged == [
        {
            "event": "ProposalOpened",
            "proposal_id": 1,
            "proposer": port.steward.address,
            "community_id": port.number,
            "title": TITLE,
            "text": TEXT,
            "calls": [call],
        }
    ]
    opens, closes = opened + DELAY, opened + DELAY + PERIOD
    line = (opened, opens, closes, closes + WAIT, closes + WAIT + GRACE, 1, PENDING)
    assert sea.contract.proposal(1) == line
    assert sea.contract.proposal_count() == 1


def test_proposals_are_numbered_from_1_and_need_not_differ(sea: Assembly, port: Town) -> None:
    """Threat: a proposal front-run and cancelled by its content hash."""
    numbers = [sea.propose(port).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert sea.contract.proposal_count() == 3
    sea.contract.withdraw(*sea.propose(port).docket, sender=port.steward.address)
    pass_time(DELAY)
    assert [sea.contract.proposal(number).stage for number in (1, 2, 3, 4)] == [2, 2, 2, 4]


def test_a_speaker_proposes_and_so_does_the_steward(sea: Assembly, port: Town) -> None:
    speaker = account("speaker")
    sea.contract.appoint(port.number, speaker.address, sender=port.steward.address)
    assert sea.propose(port, sender=speaker).number == 1
    assert events(sea.contract)[0]["proposer"] == speaker.address
    assert sea.propose(port).number == 2


@pytest.mark.parametrize("size", [1, 160])
def test_takes_titles_up_to_160_bytes(sea: Assembly, port: Town, size: int) -> None:
    motion = sea.propose(port, title="x" * size)
    sea.contract.withdraw(*motion.docket, sender=port.steward.address)


def test_takes_eight_calls_and_their_order_counts(
    sea: Assembly, port: Town, towns: list[Town]
) -> None:
    calls = [(account(f"payee {n}").address, n, b"") for n in range(8)]
    motion = sea.propose(port, *calls)
    boa.env.set_balance(sea.address, 28)
    sea.carry(motion, towns)
    with refused("proposals: not what was proposed"):
        sea.contract.execute(*motion.execution[:4], calls[::-1])
    sea.execute(motion)
    assert [boa.env.get_balance(target) for target, _, _ in calls] == list(range(8))
    assert boa.env.get_balance(sea.address) == 0


def test_refuses_a_ninth_call(sea: Assembly, port: Town) -> None:
    with refused(None):
        sea.propose(port, *[(account("payee").address, 1, b"")] * 9)
    assert sea.contract.proposal_count() == 0


def test_refuses_no_title(sea: Assembly, port: Town) -> None:
    with refused("federation: a proposal needs a title"):
        sea.propose(port, title="")


def test_refuses_anybody_else(sea: Assembly, port: Town, lab: Town) -> None:
    for other in (account("stranger"), port.people[0], lab.steward):
        with refused("federation: not the steward"):
            sea.propose(port, sender=other)


def test_refuses_the_steward_of_no_member(sea: Assembly, reef: Town) -> None:
    with refused("federation: not a member"):
        sea.propose(reef)


def test_refuses_nobody_in_the_name_of_no_community(sea: Assembly) -> None:
    nowhere = Town(99, account("stranger"), ())
    with refused("federation: not the steward"):
        sea.propose(nowhere)


@pytest.mark.parametrize("by_speaker", [True, False])
def test_a_leaving_member_proposes_until_its_last_second(
    sea: Assembly, port: Town, by_speaker: bool
) -> None:
    sender = account("speaker") if by_speaker else port.steward
    said = "federation: not the steward" if by_speaker else "federation: not a member"
    if by_speaker:
        sea.contract.appoint(port.number, sender.address, sender=port.steward.address)
    sea.contract.leave(port.number, sender=port.steward.address)
    ended_at = sea.contract.member(port.number).ended_at
    until(ended_at - 1)
    sea.propose(port, sender=sender)
    for second in (ended_at, ended_at + 1):
        until(second)
        with refused(said):
            sea.propose(port, sender=sender)


def test_refuses_data_for_an_address_without_code(sea: Assembly, port: Town) -> None:
    """Threat: code put behind an approved address later."""
    for funded in (0, 1):
        payee = account(f"payee {funded}").address
        boa.env.set_balance(payee, funded)
        with refused("proposals: target has no code"):
            sea.propose(port, (payee, 0, b"\x01"))
