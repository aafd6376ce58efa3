# SPDX-License-Identifier: Apache-2.0
"""Credit: what currencies are worth, by reporters or by vote; and Clearing.open_round."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import crowd, events, now, pass_time, refused
from tests.contracts.clearing.owing import DAY, HOUR, House, chunk

MOST = 10**10 - 1


@pytest.fixture
def euro(house: House) -> int:
    return house.currency("EUR")


def report(house: House, who: LocalAccount, currency: int, value: int) -> None:
    house.credit.report_values(house.league, [currency], [value], sender=who.address)


@pytest.mark.parametrize(
    ("reported", "median"),
    [
        ([7], 7),
        ([9, 7], 7),
        ([9, 1, 7], 7),
        ([4, 3, 2, 1], 2),
        ([1, 5, 2, 4, 3], 3),
        ([9, 8, 7, 6, 5, 4, 3, 2, 1], 5),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], 5),
        ([MOST, 1, MOST], MOST),
    ],
)
def test_the_median_of_all_reports(
    house: House, euro: int, reported: list[int], median: int
) -> None:
    reporters = crowd("reporter", len(reported))
    house.decide("set_reporters", [who.address for who in reporters], HOUR)
    for who, value in zip(reporters, reported, strict=True):
        report(house, who, euro, value)
    assert house.credit.value(house.league, euro) == median


def test_more_than_half_of_the_reporters_must_be_fresh(house: House, euro: int) -> None:
    reporters = crowd("reporter", 4)
    house.decide("set_reporters", [who.address for who in reporters], HOUR)
    assert house.credit.reporters(house.league) == ([who.address for who in reporters], HOUR)
    for who in reporters[:2]:
        report(house, who, euro, 5)
    assert house.credit.value(house.league, euro) == 0
    pass_time(10)
    report(house, reporters[2], euro, 9)
    assert house.credit.value(house.league, euro) == 5
    pass_time(HOUR - 10)
    assert house.credit.value(house.league, euro) == 5
    pass_time(1)
    assert house.credit.value(house.league, euro) == 0
    assert house.credit.report(house.league, reporters[2], euro) == (9, now() - HOUR + 9)


def test_a_vote_counts_where_reports_give_nothing_and_until_its_last_second(
    house: House, euro: int
) -> None:
    (reporter,) = crowd("reporter", 1)
    house.decide("set_reporters", [reporter.address], HOUR)
    until = now() + 2 * HOUR
    house.decide("set_values", [euro], [3], until)
    assert events(house.credit)[0]["until"] == until
    assert house.credit.voted_value(house.league, euro) == (3, until)
    assert house.credit.value(house.league, euro) == 3
    report(house, reporter, euro, 8)
    assert house.credit.value(house.league, euro) == 8
    pass_time(HOUR + 1)
    assert house.credit.value(house.league, euro) == 3
    pass_time(HOUR - 1)
    assert house.credit.value(house.league, euro) == 3
    pass_time(1)
    assert house.credit.value(house.league, euro) == 0


def test_who_is_no_reporter_any_more_counts_no_more(house: House, euro: int) -> None:
    first, second = crowd("reporter", 2)
    house.decide("set_reporters", [first.address], HOUR)
    report(house, first, euro, 8)
    house.decide("set_reporters", [second.address], HOUR)
    assert house.credit.value(house.league, euro) == 0
    with refused("credit: not a reporter"):
        report(house, first, euro, 8)
    house.decide("set_reporters", [], 0)
    assert house.credit.value(house.league, euro) == 0


def test_refuses_values_and_reporters_out_of_range(house: House, euro: int) -> None:
    first, second = crowd("reporter", 2)
    for order in ([second, first], [first, first]):
        with refused("credit: reporters not in ascending order"):
            house.decide("set_reporters", [who.address for who in order], HOUR)
    with refused("credit: reporters not in ascending order"):
        house.decide("set_reporters", ["0x" + 20 * "00"], HOUR)
    with refused("credit: age out of range"):
        house.decide("set_reporters", [first.address], 400 * DAY + 1)
    house.decide("set_reporters", [first.address], 400 * DAY)
    with refused("credit: age out of range"):
        house.decide("set_values", [euro], [1], now() + 400 * DAY + 1)
    house.decide("set_values", [euro], [1], now() + 400 * DAY)
    for value in (0, MOST + 1):
        with refused("credit: value out of range"):
            report(house, first, euro, value)
        with refused("credit: value out of range"):
            house.decide("set_values", [euro], [value], now())
    report(house, first, euro, MOST)
    with refused("credit: not one value a currency"):
        house.credit.report_values(house.league, [euro], [1, 2], sender=first.address)
    with refused("credit: no currency named"):
        house.credit.report_values(house.league, [], [], sender=first.address)


class TestOpenRound:
    def test_by_anybody_as_the_federation_set(
        self, house: House, ring: list[int], stranger: LocalAccount
    ) -> None:
        numbers = house.hold_rounds("EUR", "USD", "ISK", values=[110, 100, 1])
        opened = house.clearing.open_round(house.league, sender=stranger.address)
        assert events(house.clearing) == [
            {
                "event": "RoundOpened",
                "round_id": opened,
                "federation": house.league.address,
                "actor": stranger.address,
                "opened_at": now(),
                "window": HOUR,
                "obligations": 3,
                "currency_ids": numbers,
                "values": [110, 100, 1],
            }
        ]
        nobody = "0x" + 20 * "00"
        expected = (house.league.address, now(), HOUR, 3, nobody, 0, 1)
        assert house.clearing.round(opened) == expected
        assert house.clearing.round(opened + 1)[6] == 0
        assert house.clearing.latest_round(house.league) == house.clearing.round_count() == 1
        pinned = [house.clearing.pinned_value(opened, each) for each in (*numbers, 4, 2**40)]
        assert pinned == [110, 100, 1, 0, 0]

    def test_values_are_pinned(self, house: House, ring: list[int]) -> None:
        (euro,) = house.hold_rounds("EUR", values=[5])
        opened = house.open()
        house.decide("set_values", [euro], [9], now() + DAY)
        assert house.clearing.pinned_value(opened, euro) == 5
        pass_time(HOUR)
        assert house.settle(opened, chunk((1, 1), (2, 1), (3, 1))) == 15

    def test_one_at_a_time(self, house: House, opened: int) -> None:
        for _ in range(3):
            with refused("clearing: a round is under way"):
                house.open()
            pass_time(HOUR - 1)
            with refused("clearing: a round is under way"):
                house.open()
            pass_time(1)
        assert house.open() == opened + 1
        assert house.clearing.round(opened).phase == 8

    def test_a_currency_without_a_fresh_value_keeps_no_other_from_the_round(
        self, house: House, ring: list[int]
    ) -> None:
        euro, dollar = house.hold_rounds("EUR", "USD")
        with refused("clearing: no currency has a fresh value"):
            house.open()
        house.decide("set_values", [dollar], [5], now() + DAY)
        opened = house.open()
        pinned = [house.clearing.pinned_value(opened, each) for each in (euro, dollar)]
        assert pinned == [0, 5]

    def test_refuses_a_federation_without_rounds(self, house: House) -> None:
        with refused("clearing: the federation holds no rounds"):
            house.open()

    def test_eight_currencies(self, house: House, ring: list[int]) -> None:
        codes = ["EUR", "A", "B", "C", "D", "E", "F", "G"]
        numbers = house.hold_rounds(*codes, values=[11, 12, 13, 14, 15, 16, 17, MOST])
        opened = house.open()
        pinned = [house.clearing.pinned_value(opened, each) for each in numbers]
        assert pinned == [11, 12, 13, 14, 15, 16, 17, MOST]
