# SPDX-License-Identifier: Apache-2.0
"""Federation.appoint: the steward lets another account propose for the community."""

from __future__ import annotations

from tests.contracts.boa_chain import NOBODY, account, events, now, refused
from tests.contracts.federation.assembly import DELAY, Assembly, Town, until

SPEAKER = account("speaker")


def appoint(sea: Assembly, town: Town, speaker: str) -> None:
    sea.contract.appoint(town.number, speaker, sender=town.steward.address)


def test_the_steward_is_speaker_from_the_start(sea: Assembly, port: Town) -> None:
    appoint(sea, port, SPEAKER.address)
    logged = events(sea.contract)
    assert logged == [
        {
            "event": "SpeakerAppointed",
            "community_id": port.number,
            "speaker": SPEAKER.address,
            "former": port.steward.address,
        }
    ]
    appoint(sea, port, account("next").address)
    assert events(sea.contract)[0]["former"] == SPEAKER.address
    with refused("federation: not the steward"):
        sea.propose(port, sender=SPEAKER)
    sea.propose(port, sender=account("next"))


def test_nobody_may_be_speaker(sea: Assembly, port: Town) -> None:
    appoint(sea, port, NOBODY)
    sea.propose(port)
    with refused("federation: not the steward"):
        sea.propose(port, sender=SPEAKER)


def test_a_speaker_proposes_and_withdraws_and_no_more(sea: Assembly, port: Town, lab: Town) -> None:
    appoint(sea, port, SPEAKER.address)
    motion = sea.propose(port, sender=SPEAKER)
    sea.contract.withdraw(*motion.docket, sender=SPEAKER.address)
    motion = sea.propose(port)
    until(now() + DELAY)
    for call in (
        lambda: sea.contract.vote_as_steward(motion.number, 1, 1, sender=SPEAKER.address),
        lambda: sea.contract.ratify(port.number, 1, sender=SPEAKER.address),
        lambda: sea.contract.appoint(port.number, NOBODY, sender=SPEAKER.address),
        lambda: sea.contract.leave(port.number, sender=SPEAKER.address),
        lambda: sea.propose(lab, sender=SPEAKER),
    ):
        with refused("federation: not the steward"):
            call()


def test_the_speaker_stays_when_the_steward_changes(sea: Assembly, port: Town) -> None:
    heir = account("heir")
    sea.book.offer_stewardship(port.number, heir.address, sender=port.steward.address)
    sea.book.accept_stewardship(port.number, sender=heir.address)
    sea.propose(port)
    sea.propose(port, sender=heir)
    with refused("federation: not the steward"):
        appoint(sea, port, SPEAKER.address)
    sea.contract.appoint(port.number, heir.address, sender=heir.address)
    with refused("federation: not the steward"):
        sea.propose(port)


def test_the_membership_stays_as_it_is(sea: Assembly, port: Town) -> None:
    sea.contract.leave(port.number, sender=port.steward.address)
    member = sea.contract.member(port.number)
    appoint(sea, port, SPEAKER.address)
    assert sea.contract.member(port.number) == member
    assert sea.contract.member_in(0) == member
    until(member.ended_at - 1)
    appoint(sea, port, account("last").address)
    until(member.ended_at)
    with refused("members: not a member"):
        appoint(sea, port, SPEAKER.address)


def test_refuses_who_isnt_a_member(sea: Assembly, reef: Town) -> None:
    with refused("members: not a member"):
        appoint(sea, reef, SPEAKER.address)


def test_refuses_anybody_else(sea: Assembly, port: Town, lab: Town) -> None:
    for sender in (lab.steward, SPEAKER):
        with refused("federation: not the steward"):
            sea.contract.appoint(port.number, SPEAKER.address, sender=sender.address)
