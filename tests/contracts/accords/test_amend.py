# SPDX-License-Identifier: Apache-2.0
"""Accords.conclude of a next version: by all who will be in, and nobody is put out by others."""

from __future__ import annotations

import pytest

from symbio.domain.rules import DAY
from tests.contracts.accords.concluding import EURO, LENGTH, NOTICE, YEN, House, digest_of
from tests.contracts.boa_chain import events, now, pass_time, refused
from tests.contracts.federation.assembly import Town


def test_in_force_at_once(house: House, accord: int) -> None:
    terms = house.amendment(accord, currencies=(YEN,), floors=(3,), drift=77)
    assert house.conclude(terms) == accord
    found = house.accords.accord(accord)
    assert (found.version, found.latest, found.drift) == (2, 2, 77)
    assert found.terms == digest_of(terms)
    assert house.accords.count() == 1
    assert house.quote(currency=YEN).version == 2
    with refused("accords: currency not accepted"):
        house.quote(currency=EURO)
    assert [tuple(house.accords.party(accord, n)) for n in (1, 2, 3)] == [(1, 0)] * 3


def test_the_former_terms_hold_until_the_new_ones_start(house: House, accord: int) -> None:
    terms = house.amendment(accord, starts_at=now() + DAY, currencies=(YEN,), floors=(0,))
    house.conclude(terms)
    pass_time(DAY - 1)
    found = house.accords.accord(accord)
    assert (found.version, found.latest) == (1, 2)
    assert house.quote(currency=EURO).version == 1
    pass_time(1)
    assert house.accords.accord(accord).version == 2
    assert house.quote(currency=YEN).version == 2


def test_terms_that_wait_are_replaced_by_later_ones(house: House, accord: int) -> None:
    house.conclude(house.amendment(accord, starts_at=now() + 9 * DAY, drift=1))
    house.conclude(house.amendment(accord, starts_at=now() + 2 * DAY, drift=2))
    found = house.accords.accord(accord)
    assert (found.version, found.latest, found.drift) == (1, 3, 2)
    pass_time(2 * DAY)
    assert house.accords.accord(accord).version == 3
    assert house.quote().version == 3


def test_a_newcomer_is_in_from_the_version_that_names_it(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    house.conclude(house.amendment(accord, *towns, starts_at=now() + DAY))
    assert tuple(house.accords.party(accord, 4)) == (2, 0)
    with refused("accords: not a party"):
        house.quote(buyer=4)
    pass_time(DAY)
    assert house.quote(buyer=4).version == 2


def test_every_party_must_accept(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    for missing in range(3):
        terms = house.amendment(accord, drift=missing)
        signatures = [house.sign(terms, town) for town in towns[:3]]
        signatures[missing] = b""
        with refused("accords: a party hasn't accepted"):
            house.concluded(terms, *signatures)


@pytest.mark.parametrize("starts_in", [0, NOTICE + DAY])
def test_nobody_is_put_out(
    house: House, accord: int, towns: tuple[Town, ...], starts_in: int
) -> None:
    """Threat: the others agree on terms that leave one party out."""
    for others in (towns[:2], towns[1:3], (towns[0], towns[2], towns[3])):
        terms = house.amendment(accord, *others, starts_at=now() + starts_in)
        house.accept(terms)
        with refused("accords: a party is left out"):
            house.concluded(terms)


def test_nobody_of_terms_that_wait_is_put_out(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    house.conclude(house.amendment(accord, *towns, starts_at=now() + 9 * DAY))
    terms = house.amendment(accord, *towns[:3])
    house.accept(terms)
    with refused("accords: a party is left out"):
        house.concluded(terms)


def test_without_a_party_that_will_have_left(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    house.leave(accord, towns[2])
    leaves_at = now() + NOTICE
    early = house.amendment(accord, *towns[:2], starts_at=leaves_at - 1)
    house.accept(early)
    with refused("accords: a party is left out"):
        house.concluded(early)
    house.conclude(house.amendment(accord, *towns[:2], starts_at=leaves_at))
    assert house.quote(buyer=3).version == 1
    pass_time(NOTICE)
    assert house.quote().version == 2
    with refused("accords: the party has left"):
        house.quote(buyer=3)


def test_who_announced_to_leave_stays_only_by_accepting_after_that(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    """Threat: an older acceptance keeps a party in, or brings it back, against its will."""
    terms = house.amendment(accord)
    signatures = [house.sign(terms, town) for town in towns[:3]]
    house.accept(terms, towns[2])
    house.leave(accord, towns[2])
    for given in (signatures, [*signatures[:2], b""]):
        with refused("accords: a leaver hasn't accepted again"):
            house.concluded(terms, *given)
    pass_time(1)
    house.accords.decline(digest_of(terms), 3, sender=towns[2].steward.address)
    house.accept(terms, towns[2])
    house.concluded(terms, *signatures[:2], b"\x01")
    assert tuple(house.accords.party(accord, 3)) == (1, 0)
    pass_time(NOTICE)
    assert house.quote(buyer=3).version == 2


def test_who_has_left_comes_back(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    house.leave(accord, towns[2])
    pass_time(NOTICE)
    house.conclude(house.amendment(accord, *towns[:2]))
    terms = house.amendment(accord, starts_at=now() + DAY)
    signatures = [house.sign(terms, town) for town in towns[:3]]
    with refused("accords: a leaver hasn't accepted again"):
        house.concluded(terms, *signatures)
    house.accept(terms, towns[2])
    house.concluded(terms, *signatures)
    assert tuple(house.accords.party(accord, 3)) == (3, 0)
    with refused("accords: not a party"):
        house.quote(buyer=3)
    pass_time(DAY)
    assert house.quote(buyer=3).version == 3


def test_an_accord_that_has_ended_is_renewed(house: House, accord: int) -> None:
    pass_time(LENGTH)
    assert house.accords.accord(accord).version == 0
    with refused("accords: the accord has ended"):
        house.quote()
    house.conclude(house.amendment(accord))
    assert house.quote().version == 2


def test_strangers_do_not_take_an_accord_that_is_over(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    """Threat: others amend an accord whose parties have left, and pass for it."""
    for town in towns[1:3]:
        house.leave(accord, town)
    pass_time(NOTICE)
    terms = house.amendment(accord, towns[0], towns[3])
    house.accept(terms)
    with refused("accords: fewer than two parties stay"):
        house.concluded(terms)


def test_the_next_version(house: House, accord: int) -> None:
    for version in (1, 3):
        terms = house.amendment(accord, version=version, drift=1)
        house.accept(terms)
        with refused("accords: not the next version"):
            house.concluded(terms)


def test_an_amendment_binds_once(house: House, accord: int) -> None:
    terms = house.amendment(accord)
    house.conclude(terms)
    with refused("accords: already concluded"):
        house.concluded(terms)


def test_of_an_accord_that_exists(house: House) -> None:
    terms = house.terms(accord_id=9, version=1)
    house.accept(terms)
    with refused("accords: no such accord"):
        house.concluded(terms)


def test_an_open_review_is_closed(house: House, accord: int) -> None:
    house.market.say(accord, 1, YEN, 10, 1)
    house.accords.open_review(accord, 1, YEN)
    house.conclude(house.amendment(accord))
    assert [each["event"] for each in events(house.accords)] == ["AccordConcluded", "ReviewClosed"]
    assert house.accords.review(accord).is_open is False
