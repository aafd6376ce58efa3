# SPDX-License-Identifier: Apache-2.0
"""Communities through their handle: who exists, who stands on a roll, who left and who rotated."""

from __future__ import annotations

import pytest

from symbio import KeySigner, World
from symbio.chain.signing import sign
from symbio.domain import events
from symbio.domain.addresses import NOBODY
from symbio.domain.communities import Kind, Place, Stance
from symbio.domain.errors import BadRoll, NotOnRoll
from symbio.domain.refusals import communities as refusals
from symbio.domain.rules import DAY
from tests.chain.conftest import Town, settle


def test_registers_a_community(world: World) -> None:
    steward = world.account("fishers")
    receipt = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", b"\x01" * 32).send(steward)
    assert receipt.value == world.communities.count()
    assert receipt.one(events.CommunityRegistered).steward == steward.address
    seen = world.communities.community(receipt.value)
    assert (seen.community_id, seen.kind, seen.steward) == (
        receipt.value,
        Kind.LOCAL_COMMUNITY,
        steward.address,
    )
    assert (seen.jurisdiction, seen.profile, seen.people) == ("PT", b"\x01" * 32, 0)
    assert world.communities.steward(receipt.value) == steward.address


def test_refuses_a_stranger_by_class(world: World, town: Town) -> None:
    stranger = world.account("stranger")
    before = world.client.nonce(stranger.address)
    with pytest.raises(refusals.NotTheSteward):
        world.communities.revise(town.community_id, "ES", bytes(32)).send(stranger)
    assert world.client.nonce(stranger.address) == before
    assert world.communities.community(town.community_id).jurisdiction == "PT"


def test_hands_the_stewardship_over(world: World, town: Town) -> None:
    heir = world.account("heir")
    world.communities.revise(town.community_id, "ES", b"\x02" * 32).send(town.steward)
    world.communities.offer_stewardship(town.community_id, heir.address).send(town.steward)
    assert world.communities.community(town.community_id).heir == heir.address
    receipt = world.communities.accept_stewardship(town.community_id).send(heir)
    assert receipt.one(events.StewardshipAccepted).former == town.steward.address


def test_reads_the_roll_from_its_pages(world: World, town: Town) -> None:
    page = world.communities.page(town.community_id, 0)
    assert (page.first, page.count) == (0, len(town.people))
    people = list(world.rolls.people(town.community_id))
    assert [each.person for each in people] == town.addresses
    assert people[5] == world.rolls.find(town.community_id, town.addresses[5])
    assert people[5].fingerprint == page.fingerprint
    assert world.communities.place(town.community_id, 5) == Place(0, 5)
    assert world.communities.member_at(town.community_id, world.now, 5) == town.addresses[5]
    with pytest.raises(NotOnRoll):
        world.rolls.find(town.community_id, KeySigner.new().address)


def test_finds_people_on_later_pages(world: World, town: Town) -> None:
    late = KeySigner.new()
    plan = world.communities.enrol(town.community_id, [KeySigner.new().address, late.address])
    assert plan.send(town.steward).value == 1
    found = world.rolls.find(town.community_id, late.address)
    assert (found.page, found.offset, found.index) == (1, 1, len(town.people) + 1)


def test_a_past_second_never_changes(world: World, town: Town) -> None:
    version = world.now
    world.travel(10)
    leaver = town.people[3]
    place = world.rolls.find(town.community_id, leaver.address)
    _fund(world, leaver)
    world.communities.leave(town.community_id, place.index).send(leaver)
    with pytest.raises(NotOnRoll):
        world.rolls.find(town.community_id, leaver.address)
    assert world.rolls.find(town.community_id, leaver.address, version) == place
    now = world.communities.roll_at(town.community_id, world.now)
    assert (now.people, now.amended) == (len(town.people) - 1, True)
    assert world.communities.amended(town.community_id, 0) == frozenset({3})


def test_rotates_a_lost_key(world: World, town: Town) -> None:
    fresh = KeySigner.new().address
    plan = world.communities.propose_rotation(town.community_id, 2, fresh)
    ready_at = plan.send(town.steward).value
    assert world.communities.rotation(town.community_id, 2).successor == fresh
    with pytest.raises(refusals.Refused):
        world.communities.complete_rotation(town.community_id, 2).send(world.account("stranger"))
    world.travel_to(ready_at + 1)
    world.communities.complete_rotation(town.community_id, 2).send(world.account("stranger"))
    assert world.rolls.find(town.community_id, fresh).index == 2
    with pytest.raises(NotOnRoll):
        world.rolls.find(town.community_id, town.addresses[2])


def test_a_rotation_can_be_vetoed_and_a_duplicate_struck(world: World, town: Town) -> None:
    world.communities.propose_rotation(town.community_id, 2, NOBODY).send(town.steward)
    world.communities.veto_rotation(town.community_id, 2).send(town.steward)
    assert world.communities.rotation(town.community_id, 2).ready_at == 0
    world.communities.enrol(town.community_id, town.addresses[:1]).send(town.steward)
    twice = len(town.people)
    plan = world.communities.strike_duplicate(town.community_id, 0, twice)
    departed = plan.send(world.account("stranger")).one(events.PersonDeparted)
    assert (departed.person, departed.index) == (town.addresses[0], twice)


def test_enrols_with_signed_consents(world: World) -> None:
    town = settle(world, "fishers", "PT", size=1)
    invited = world.now - DAY
    people = sorted((KeySigner.new() for _ in range(3)), key=lambda each: int(each.address, 16))
    act = world.communities.enrolment(town.community_id, invited)
    consents = [sign(act, people[0]).raw_signature(), None, sign(act, people[2]).raw_signature()]
    plan = world.communities.enrol_with_consent(
        town.community_id, [each.address for each in people], invited, consents
    )
    assert "2 with their signed consent" in plan.explain()
    plan.send(town.steward)
    given = [world.communities.consented(town.community_id, index) for index in (1, 2, 3)]
    assert given == [True, False, True]
    _fund(world, people[1])
    world.communities.consent(town.community_id, 2).send(people[1])
    assert world.communities.consented(town.community_id, 2)


def test_refuses_a_bad_list_before_sending(world: World, town: Town) -> None:
    with pytest.raises(BadRoll, match="Person 2 is the same as person 1"):
        world.communities.enrol(town.community_id, [town.addresses[0], town.addresses[0].lower()])
    with pytest.raises(BadRoll, match="empty"):
        world.communities.enrol(town.community_id, [])


def test_parts_a_long_list_into_pages(world: World, town: Town) -> None:
    people = [f"0x{number:040x}" for number in range(1, 1_026)]
    plans = world.communities.enrol_pages(town.community_id, people)
    assert [plan.send(town.steward).value for plan in plans] == [1, 2]
    assert world.communities.page(town.community_id, 1).count == 1_024
    assert world.rolls.find(town.community_id, people[-1]).place == 2_048


def test_declares_a_stance(world: World, towns: tuple[Town, Town, Town]) -> None:
    one, other, _ = towns
    plan = world.communities.declare(
        one.community_id, other.community_id, Stance.DISPUTE, b"\x05" * 32
    )
    assert "dispute" in plan.explain()
    plan.send(one.steward)
    seen = world.communities.stance(one.community_id, other.community_id)
    assert (seen.stance, seen.statement) == (Stance.DISPUTE, b"\x05" * 32)


def _fund(world: World, who: KeySigner) -> None:
    world.coin.transfer(who.address, world.coin.token.amount("1")).send(world.account("faucet"))
