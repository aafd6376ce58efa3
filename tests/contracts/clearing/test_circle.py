# SPDX-License-Identifier: Apache-2.0
"""Credit: joining and leaving a circle, and what a federation sets."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import (
    NOBODY,
    account,
    deployer,
    events,
    now,
    pass_time,
    refused,
)
from tests.contracts.clearing.conftest import blueprint
from tests.contracts.clearing.owing import DAY, HOUR, STEWARD, House, chunk


@pytest.fixture
def north(house: House, baker: LocalAccount, miller: LocalAccount) -> int:
    return house.town(account("north"), baker, miller)


class TestJoin:
    def test_a_person_of_a_member_community(
        self, house: House, north: int, baker: LocalAccount
    ) -> None:
        house.join(baker, north, 0)
        assert events(house.credit) == [
            {
                "event": "CircleJoined",
                "federation": house.league.address,
                "account": baker.address,
                "seat_id": 1,
                "community_id": north,
                "place": 0,
                "former": NOBODY,
            }
        ]
        assert house.credit.seat(house.league, baker) == (1, north, 0, True)
        assert house.credit.seat(house.league, account("miller")) == (0, 0, 0, False)

    def test_refuses_whoever_stands_elsewhere(
        self, house: House, north: int, baker: LocalAccount, stranger: LocalAccount
    ) -> None:
        for who, place in ((baker, 1), (baker, 2), (baker, STEWARD), (stranger, 0)):
            with refused("credit: not on the roll"):
                house.join(who, north, place)
        for place in (2**64 - 1, 2**64, 2**255):
            with refused("credit: not on the roll"):
                house.join(baker, north, place)

    def test_refuses_a_community_that_is_no_member(
        self, house: House, north: int, baker: LocalAccount
    ) -> None:
        house.league.set_member(north, False)
        with refused("credit: not a member community"):
            house.join(baker, north, 0)

    def test_refuses_what_is_no_federation(
        self, house: House, north: int, baker: LocalAccount
    ) -> None:
        with refused("credit: no such federation"):
            house.credit.join(account("x").address, north, 0, sender=baker.address)

    def test_threat_19_one_seat_for_a_person_on_two_rolls(
        self, house: House, north: int, baker: LocalAccount
    ) -> None:
        south = house.town(account("south"), baker)
        house.join(baker, north, 0)
        for community in (north, south):
            with refused("credit: joined already"):
                house.join(baker, community, 0)

    def test_a_new_key_takes_the_seat_over(
        self, house: House, north: int, baker: LocalAccount, stranger: LocalAccount
    ) -> None:
        house.join(baker, north, 0)
        steward = account("north").address
        house.communities.propose_rotation(north, 0, stranger.address, sender=steward)
        pass_time(8 * DAY)
        house.communities.complete_rotation(north, 0)
        assert not house.credit.seat(house.league, baker).may_draw
        house.join(stranger, north, 0)
        assert events(house.credit)[0]["former"] == baker.address
        assert house.credit.seat(house.league, stranger) == (1, north, 0, True)
        assert house.credit.seat(house.league, baker).seat_id == 0
        with refused("credit: not on the roll"):
            house.join(baker, north, 0)

    def test_back_after_leaving(self, house: House, north: int, baker: LocalAccount) -> None:
        house.join(baker, north, 0)
        house.credit.leave(house.league, sender=baker.address)
        left = {"event": "CircleLeft", "federation": house.league.address}
        assert events(house.credit) == [left | {"account": baker.address, "seat_id": 1}]
        assert not house.credit.seat(house.league, baker).may_draw
        with refused("credit: left already"):
            house.credit.leave(house.league, sender=baker.address)
        house.join(baker, north, 0)
        assert house.credit.seat(house.league, baker).may_draw

    def test_who_holds_a_seat_takes_no_other(
        self, house: House, north: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        house.join(baker, north, 0)
        house.join(miller, north, 1)
        steward = account("north").address
        house.communities.propose_rotation(north, 1, baker.address, sender=steward)
        pass_time(8 * DAY)
        house.communities.complete_rotation(north, 1)
        house.credit.leave(house.league, sender=baker.address)
        with refused("credit: joined already"):
            house.join(baker, north, 1)

    def test_refuses_to_leave_what_was_not_joined(self, house: House, baker: LocalAccount) -> None:
        with refused("credit: hasn't joined the circle"):
            house.credit.leave(house.league, sender=baker.address)


def test_only_a_federation_sets_anything(house: House, north: int, baker: LocalAccount) -> None:
    euro = house.currency("EUR")
    acts: list[tuple[str, tuple[Any, ...]]] = [
        ("set_rounds", (HOUR, [euro])),
        ("set_credit", (euro, (0, 0, 0, 0, 0))),
        ("set_line", (baker.address, euro, 0, 0, 0)),
        ("set_reporters", ([baker.address], HOUR)),
        ("set_values", ([euro], [1], now())),
    ]
    for function, args in acts:
        for who in (baker, account("north")):
            with refused("credit: not a federation"):
                getattr(house.credit, function)(*args, sender=who.address)


class TestLimits:
    def test_are_set_and_read(self, house: House) -> None:
        euro = house.currency("EUR")
        house.decide("set_credit", euro, (1, 2**84 - 1, 2**84 - 1, 2**128 - 1, 3))
        limits = (1, 2**84 - 1, 2**84 - 1, 2**128 - 1, 3)
        assert events(house.credit)[0]["limits"] == limits
        assert house.credit.limits(house.league, euro) == limits

    @pytest.mark.parametrize(
        ("limits", "reason"),
        [
            ((0, 2**84, 0, 0, 0), "credit: limit out of range"),
            ((0, 0, 2**84, 0, 0), "credit: limit out of range"),
            ((0, 0, 0, 2**128, 0), "credit: limit out of range"),
            ((6, 5, 9, 9, 5), "credit: a limit beyond the hard limit"),
            ((5, 5, 9, 9, 6), "credit: a limit beyond the hard limit"),
        ],
    )
    def test_refuses_limits_that_make_no_sense(
        self, house: House, limits: tuple[int, ...], reason: str
    ) -> None:
        euro = house.currency("EUR")
        with refused(reason):
            house.decide("set_credit", euro, limits)

    def test_a_line_within_the_circles(self, house: House, north: int, baker: LocalAccount) -> None:
        euro = house.currency("EUR")
        house.lend(euro, 1, 9, 7, 5, 3)
        with refused("credit: hasn't joined the circle"):
            house.decide("set_line", baker, euro, 0, 0, 0)
        house.join(baker, north, 0)
        assert house.credit.line(house.league, baker, euro) == (1, 3, 7, False)
        for soft, hard in ((10, 9), (9, 10)):
            with refused("credit: a limit beyond the hard limit"):
                house.decide("set_line", baker, euro, soft, hard, 0)
        with refused("credit: limit out of range"):
            house.decide("set_line", baker, euro, 0, 0, 2**84)
        house.decide("set_line", baker, euro, 9, 8, 2**84 - 1)
        assert house.credit.line(house.league, baker, euro) == (9, 8, 2**84 - 1, True)
        house.decide("set_line", baker, euro, 0, 0, 0)
        assert house.credit.line(house.league, baker, euro) == (0, 0, 0, True)
        assert house.credit.line(house.league, account("x"), euro) == (0, 0, 0, False)

    def test_refuses_a_number_that_no_currency_has_yet(
        self, house: House, north: int, baker: LocalAccount
    ) -> None:
        """It could come to mean any currency."""
        euro = house.currency("EUR")
        house.join(baker, north, 0)
        for number in (0, euro + 1, 2**32 + euro):
            acts: list[tuple[str, tuple[Any, ...]]] = [
                ("set_rounds", (HOUR, [number])),
                ("set_credit", (number, (0, 0, 0, 0, 0))),
                ("set_line", (baker.address, number, 0, 0, 0)),
                ("set_values", ([number], [1], now())),
            ]
            for function, args in acts[1 if number == 0 else 0 :]:
                with refused("credit: no such currency"):
                    house.decide(function, *args)
        assert house.credit.account_balance(house.league, baker, euro + 2**32) == 0
        assert house.credit.community_balance(house.league, north, euro + 2**32) == 0
        assert house.credit.line(house.league, baker, euro + 2**32) == (0, 0, 0, False)


class TestRounds:
    def test_window_and_currencies(self, house: House) -> None:
        first, second = house.currency("EUR"), house.currency("USD")
        for window in (HOUR, 30 * DAY):
            house.decide("set_rounds", window, [first, second])
            assert house.credit.rounds(house.league) == (window, [first, second])
        for window in (1, HOUR - 1, 30 * DAY + 1):
            with refused("credit: window out of range"):
                house.decide("set_rounds", window, [first])
        for order in ([second, first], [first, first], [0]):
            with refused("credit: currencies not in order"):
                house.decide("set_rounds", HOUR, order)
        with refused("credit: no currency named"):
            house.decide("set_rounds", HOUR, [])
        house.decide("set_rounds", 0, [])
        with refused("clearing: the federation holds no rounds"):
            house.open()


def test_knows_its_makers(house: House) -> None:
    assert house.credit.clearing() == house.obligations.clearing() == house.clearing.address
    for registers in ((account("x"), house.league), (house.communities, account("x"))):
        with refused("credit: no code at the registers"):
            deployer("Clearing").deploy(blueprint("Obligations"), blueprint("Credit"), *registers)


def test_what_a_round_of_one_currency_begins_with(house: House, ring: list[int]) -> None:
    (euro,) = house.hold_rounds("EUR")
    assert house.credit.terms(house.league) == (HOUR, [euro], [1])
    house.decide("set_values", [euro], [7], now() + DAY)
    assert house.credit.terms(house.league) == (HOUR, [euro], [7])
    opened = house.open()
    pass_time(HOUR)
    assert house.settle(opened, chunk((1, 1), (2, 1), (3, 1))) == 21
