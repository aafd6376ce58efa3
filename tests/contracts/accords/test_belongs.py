# SPDX-License-Identifier: Apache-2.0
"""Accords.belongs: a community is a party itself, or a member of the federation that is."""

from __future__ import annotations

from symbio.domain.rules import DAY
from tests.contracts.accords.concluding import House
from tests.contracts.boa_chain import now, pass_time
from tests.contracts.federation.assembly import NOTICE, Assembly, Town


def test_to_itself(house: House) -> None:
    assert house.accords.belongs(1, 1) is True
    assert house.accords.belongs(2, 1) is False


def test_not_to_what_does_not_exist(house: House) -> None:
    assert house.accords.belongs(99, 99) is False
    assert house.accords.belongs(0, 0) is False
    assert house.accords.belongs(1, 99) is False


def test_to_the_federation_whose_member_it_is(house: House) -> None:
    founded = Assembly.found(house.book, house.factory, house.towns[:2])
    party = founded.contract.community_id()
    assert [house.accords.belongs(n, party) for n in (1, 2, 3, party)] == [True, True, False, True]
    assert house.accords.belongs(party, 1) is False
    steward = house.towns[1].steward.address
    founded.contract.leave(2, sender=steward)
    assert house.accords.belongs(2, party) is True
    pass_time(NOTICE)
    assert house.accords.belongs(2, party) is False


def test_not_to_another_community_that_the_federation_is_steward_of(house: House) -> None:
    founded = Assembly.found(house.book, house.factory, house.towns[:2])
    pass_time(1)
    other = house.towns[2]
    house.book.offer_stewardship(3, founded.address, sender=other.steward.address)
    take = (str(house.book.address), 0, house.book.accept_stewardship.prepare_calldata(3))
    founded.decide(house.towns[:2], take)
    assert house.book.steward(3) == founded.address
    assert house.accords.belongs(1, 3) is False
    assert house.accords.belongs(3, 3) is True


def test_a_federation_is_a_party_by_proposal(house: House) -> None:
    founded = Assembly.found(house.book, house.factory, house.towns[:2])
    party = founded.contract.community_id()
    pass_time(1)
    town = Town(party, house.towns[0].steward, ())
    terms = house.terms(house.towns[2], town, until=now() + 60 * DAY)
    house.accept(terms, house.towns[2])
    digest = house.accords.terms_digest(terms.for_chain())
    accept = house.accords.accept.prepare_calldata(digest, party)
    founded.decide(house.towns[:2], (str(house.accords.address), 0, accept))
    assert house.concluded(terms) == 1
    assert house.quote(seller=3, buyer=party).version == 1
