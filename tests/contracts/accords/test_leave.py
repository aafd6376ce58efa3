# SPDX-License-Identifier: Apache-2.0
"""Accords.leave: a party goes with the notice that was agreed, and by its own act alone."""

from __future__ import annotations

from symbio.domain.rules import DAY
from tests.contracts.accords.concluding import LENGTH, NOTICE, House
from tests.contracts.boa_chain import account, events, now, pass_time, refused
from tests.contracts.federation.assembly import Town


def test_left_when_the_notice_has_run_out(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    house.leave(accord, towns[1])
    leaves_at = now() + NOTICE
    assert events(house.accords) == [
        {
            "event": "PartyLeft",
            "accord_id": accord,
            "steward": towns[1].steward.address,
            "community_id": 2,
            "leaves_at": leaves_at,
        }
    ]
    assert tuple(house.accords.party(accord, 2)) == (1, leaves_at)
    pass_time(NOTICE - 1)
    assert house.quote(buyer=2).version == 1
    pass_time(1)
    for seller, buyer, clause in ((1, 2, 0), (2, 1, 1)):
        with refused("accords: the party has left"):
            house.quote(seller=seller, buyer=buyer, clause=clause)
    assert house.quote(buyer=3).version == 1


def test_the_notice_in_force_counts(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    house.conclude(house.amendment(accord, notice=DAY, starts_at=now() + DAY))
    house.leave(accord, towns[0])
    assert house.accords.party(accord, 1).leaves_at == now() + NOTICE
    pass_time(DAY)
    house.leave(accord, towns[1])
    assert house.accords.party(accord, 2).leaves_at == now() + DAY


def test_before_the_accord_starts(house: House, towns: tuple[Town, ...]) -> None:
    accord = house.conclude(house.terms(starts_at=now() + 9 * DAY, notice=0))
    house.leave(accord, towns[1])
    assert house.accords.party(accord, 2).leaves_at == now()
    pass_time(9 * DAY)
    with refused("accords: the party has left"):
        house.quote(buyer=2)


def test_after_it_has_ended_too(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    pass_time(LENGTH)
    house.leave(accord, towns[0])
    assert house.accords.party(accord, 1).leaves_at == now() + NOTICE


def test_only_the_steward(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    for other in (account("stranger"), towns[0].steward, towns[1].people[0]):
        with refused("accords: not the steward"):
            house.accords.leave(accord, 2, sender=other.address)


def test_once(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    house.leave(accord, towns[1])
    with refused("accords: already leaving"):
        house.leave(accord, towns[1])
    pass_time(NOTICE)
    with refused("accords: the party has left"):
        house.leave(accord, towns[1])


def test_only_a_party(house: House, accord: int, towns: tuple[Town, ...]) -> None:
    with refused("accords: not a party"):
        house.leave(accord, towns[3])
    with refused("accords: no such accord"):
        house.leave(accord + 1, towns[0])
