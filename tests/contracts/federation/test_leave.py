# SPDX-License-Identifier: Apache-2.0
"""Federation.leave: a community goes by its steward's own act, and nobody holds it back."""

from __future__ import annotations

from dataclasses import replace

from symbio.domain.rules import DAY
from tests.contracts.boa_chain import account, events, now, refused
from tests.contracts.federation.assembly import CHARTER, NOTICE, RULES, Assembly, Town, until


def leave(sea: Assembly, town: Town) -> None:
    sea.contract.leave(town.number, sender=town.steward.address)


def test_a_community_leaves_after_the_notice(sea: Assembly, lab: Town) -> None:
    joined_at = sea.contract.member(lab.number).joined_at
    leave(sea, lab)
    logged, ended_at = events(sea.contract), now() + NOTICE
    assert logged == [
        {
            "event": "MemberLeft",
            "community_id": lab.number,
            "actor": lab.steward.address,
            "ended_at": ended_at,
        }
    ]
    assert sea.contract.member(lab.number) == (lab.number, joined_at, ended_at)
    assert sea.contract.member_in(1) == (lab.number, joined_at, ended_at)
    for second, is_member in ((ended_at - 1, True), (ended_at, False), (ended_at + 1, False)):
        until(second)
        assert sea.contract.is_member(lab.number) == is_member
    assert sea.contract.is_member(1)


def test_only_the_steward_takes_it_out(sea: Assembly, port: Town, lab: Town) -> None:
    speaker = account("speaker")
    sea.contract.appoint(port.number, speaker.address, sender=port.steward.address)
    for sender in (speaker, lab.steward, port.people[0], account("stranger")):
        with refused("federation: not the steward"):
            sea.contract.leave(port.number, sender=sender.address)


def test_the_steward_of_today_takes_it_out(sea: Assembly, port: Town) -> None:
    heir = account("heir").address
    sea.book.offer_stewardship(port.number, heir, sender=port.steward.address)
    sea.book.accept_stewardship(port.number, sender=heir)
    with refused("federation: not the steward"):
        leave(sea, port)
    sea.contract.leave(port.number, sender=heir)
    assert events(sea.contract)[0]["actor"] == heir


def test_refuses_who_isnt_a_member(sea: Assembly, reef: Town, port: Town) -> None:
    with refused("members: not a member"):
        leave(sea, reef)
    leave(sea, port)
    until(now() + NOTICE)
    with refused("members: not a member"):
        leave(sea, port)


def test_an_end_that_is_set_isnt_put_off(sea: Assembly, port: Town) -> None:
    leave(sea, port)
    ended_at = now() + NOTICE
    for second in (now(), now() + 1, ended_at - 1):
        until(second)
        with refused("members: already leaving"):
            leave(sea, port)
    assert sea.contract.member(port.number).ended_at == ended_at


def test_who_didnt_ratify_is_out_before_an_amendment_is_in_force(
    sea: Assembly, port: Town, lab: Town, towns: list[Town]
) -> None:
    """Threat: narrow capture; there is an exit before the effect."""
    sea.decide(towns, sea.call("amend", CHARTER, RULES.for_chain()))
    effective_at = now() + NOTICE
    sea.contract.ratify(lab.number, 2, sender=lab.steward.address)
    until(now() + DAY)
    leave(sea, port)
    leave(sea, lab)
    assert sea.contract.member(port.number).ended_at == effective_at
    assert sea.contract.member(lab.number).ended_at == now() + NOTICE
    until(effective_at)
    assert not sea.contract.is_member(port.number)
    assert sea.contract.is_member(lab.number)


def test_even_in_the_last_second_before_it(sea: Assembly, port: Town, towns: list[Town]) -> None:
    sea.decide(towns, sea.call("amend", CHARTER, RULES.for_chain()))
    effective_at = now() + NOTICE
    until(effective_at - 1)
    leave(sea, port)
    assert sea.contract.member(port.number).ended_at == effective_at


def test_once_it_is_in_force_its_notice_holds(sea: Assembly, port: Town, towns: list[Town]) -> None:
    rules = replace(RULES, notice=2 * DAY).for_chain()
    sea.decide(towns, sea.call("amend", CHARTER, rules))
    until(now() + NOTICE)
    leave(sea, port)
    assert sea.contract.member(port.number).ended_at == now() + 2 * DAY


def test_an_end_may_be_brought_forward(sea: Assembly, port: Town, towns: list[Town]) -> None:
    rules = replace(RULES, notice=DAY).for_chain()
    sea.decide(towns, sea.call("amend", CHARTER, rules))
    effective_at = now() + NOTICE
    sea.contract.ratify(port.number, 2, sender=port.steward.address)
    until(now() + 2 * DAY)
    leave(sea, port)
    assert sea.contract.member(port.number).ended_at == effective_at + 2 * DAY
    until(effective_at)
    leave(sea, port)
    joined_at = sea.contract.member(port.number).joined_at
    assert sea.contract.member(port.number) == (port.number, joined_at, effective_at + DAY)
    assert sea.contract.member_in(0) == (port.number, joined_at, effective_at + DAY)
