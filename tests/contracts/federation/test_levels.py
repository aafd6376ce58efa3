# SPDX-License-Identifier: Apache-2.0
"""A federation takes in only federations of a lower level, and those vote as any community does.

Threat: nested federation cycles, a federation that joins itself or a higher one.
"""

from __future__ import annotations

import pytest

from tests.contracts.boa_chain import NOBODY, deployer, events, now, refused
from tests.contracts.federation.assembly import (
    FOR,
    WAIT,
    Assembly,
    Town,
    terms_of,
    until,
)


def founded(sea: Assembly, towns: list[Town], level: int, salt: int) -> Assembly:
    salted = salt.to_bytes(32, "big")
    new = Assembly.found(sea.book, sea.factory, towns, level=level, salt=salted)
    until(now() + 1)
    return new


@pytest.fixture
def ring(sea: Assembly, towns: list[Town]) -> Assembly:
    """A federation of level 3."""
    return founded(sea, towns, 3, 1)


@pytest.mark.parametrize(("level", "is_lower"), [(1, True), (2, True), (3, False), (4, False)])
def test_a_federation_joins_a_higher_one_only(
    ring: Assembly, towns: list[Town], level: int, is_lower: bool
) -> None:
    other = founded(ring, towns, level, 2)
    number = other.contract.community_id()
    motion = ring.propose(towns[0], ring.call("admit", number))
    ring.carry(motion, towns)
    if not is_lower:
        with refused("federation: not of a lower level"):
            ring.execute(motion)
        return
    ring.execute(motion)
    assert events(ring.contract)[0]["speaker"] == other.address
    assert ring.contract.is_member(number)


def test_a_federation_doesnt_join_itself(ring: Assembly, towns: list[Town]) -> None:
    motion = ring.propose(towns[0], ring.call("admit", ring.contract.community_id()))
    ring.carry(motion, towns)
    with refused("federation: not of a lower level"):
        ring.execute(motion)


def test_a_circle_cant_be_closed(ring: Assembly, towns: list[Town]) -> None:
    lower = founded(ring, towns, 2, 2)
    ring.decide(towns, ring.call("admit", lower.contract.community_id()))
    motion = lower.propose(towns[0], lower.call("admit", ring.contract.community_id()))
    lower.carry(motion, towns)
    with refused("federation: not of a lower level"):
        lower.execute(motion)


@pytest.mark.parametrize(("level", "is_lower"), [(2, True), (3, False)])
def test_a_federation_founds_a_higher_one_only(
    ring: Assembly, towns: list[Town], level: int, is_lower: bool
) -> None:
    other = founded(ring, towns, level, 2)
    number = other.contract.community_id()
    terms = terms_of([number], level=3, until=now() + 10**7)
    digest = ring.factory.terms_digest(terms)
    accept = ring.factory.accept.prepare_calldata(digest, number)
    other.decide(towns, (str(ring.factory.address), 0, accept))
    assert ring.factory.accepted(digest, number) == other.address
    if not is_lower:
        with refused("federation: not of a lower level"):
            ring.factory.found(terms, [b""])
        return
    union = Assembly(ring.book, ring.factory, ring.factory.found(terms, [b""]))
    assert union.contract.is_member(number)


def test_a_member_federation_votes_by_its_own_decision(ring: Assembly, towns: list[Town]) -> None:
    lower = founded(ring, towns, 2, 2)
    number = lower.contract.community_id()
    ring.decide(towns, ring.call("admit", number))
    until(now() + 1)
    ballot = ring.contract.vote_as_steward.prepare_calldata(2, number, FOR)
    mandate = lower.propose(towns[0], (ring.address, 0, ballot))
    lower.opens(mandate)
    for town in towns:
        for offset in range(len(town.people)):
            lower.vote(mandate, town, offset)
        lower.steward_votes(mandate, town)
    until(lower.closes_at(mandate))
    motion = ring.propose(towns[0])
    until(lower.closes_at(mandate) + WAIT)
    assert motion.number == 2
    lower.execute(mandate)
    assert ring.contract.steward_choice_of(2, number) == FOR
    assert ring.contract.tally(2) == (0, 0, 0, 17, 1, 0, 0, 0, 4)


def test_a_wallet_that_is_no_federation_has_no_level(sea: Assembly, towns: list[Town]) -> None:
    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    number = sea.book.count() + 1
    call = sea.book.register.prepare_calldata(1, "PT", bytes(32))
    wallet.send(sea.book.address, call)
    assert sea.book.steward(number) == wallet.address
    sea.decide(towns, sea.call("admit", number))
    until(now() + 1)
    motion = sea.propose(towns[0])
    sea.opens(motion)
    vote = sea.contract.vote_as_steward.prepare_calldata(motion.number, number, FOR)
    wallet.send(sea.address, vote)
    assert sea.contract.steward_choice_of(motion.number, number) == FOR


@pytest.mark.parametrize(("level", "is_lower"), [(2, True), (3, False)])
def test_a_seat_that_was_handed_to_a_federation_votes_if_that_is_lower(
    ring: Assembly, towns: list[Town], level: int, is_lower: bool
) -> None:
    """Threat: a higher federation comes in by taking over a member's stewardship."""
    port = towns[0]
    other = founded(ring, towns, level, 2)
    motion = ring.propose(port)
    ring.book.offer_stewardship(port.number, other.address, sender=port.steward.address)
    ring.book.accept_stewardship(port.number, sender=other.address)
    ring.opens(motion)
    if is_lower:
        ring.contract.vote_as_steward(motion.number, port.number, FOR, sender=other.address)
        return
    with refused("federation: not of a lower level"):
        ring.contract.vote_as_steward(motion.number, port.number, FOR, sender=other.address)
    assert ring.factory.level(NOBODY) == 0
