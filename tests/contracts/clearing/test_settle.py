# SPDX-License-Identifier: Apache-2.0
"""Clearing.settle: a circle is set off, and nothing else."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import events, pass_time, refused
from tests.contracts.clearing.owing import DAY, HOUR, House, chunk, flows


@pytest.fixture
def free(house: House, opened: int) -> int:
    """The same round, in which nobody entered anything: it is open to all."""
    pass_time(HOUR)
    return opened


def test_a_ring_is_set_off(house: House, free: int, stranger: LocalAccount) -> None:
    assert house.settle(free, chunk((1, 80), (2, 80), (3, 80)), stranger) == 240
    assert events(house.clearing) == [
        {
            "event": "ChunkSettled",
            "round_id": free,
            "actor": stranger.address,
            "value": 240,
            "flows": flows((1, 80), (2, 80), (3, 80)),
            "conversions": [],
            "draws": [],
        }
    ]
    assert house.remaining(1, 2, 3) == [20, 0, 40]


def test_two_circles_that_share_a_side(
    house: House, free: int, baker: LocalAccount, miller: LocalAccount
) -> None:
    back = house.owe(miller, baker, 15)
    house.settle(free, chunk((1, 75), (2, 60), (3, 60), (back, 15)))
    assert house.remaining(1, 2, 3, back) == [25, 20, 60, 0]


def test_again_while_something_is_left(house: House, free: int) -> None:
    part = chunk((1, 40), (2, 40), (3, 40))
    house.settle(free, part)
    house.settle(free, part)
    assert house.remaining(1, 2, 3) == [20, 0, 40]
    with refused("circulation: flow exceeds what is owed"):
        house.settle(free, part)


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([], "circulation: no flow"),
        ([(1, 80), (2, 80)], "circulation: a net position would change"),
        ([(1, 80), (2, 80), (3, 81)], "circulation: a net position would change"),
        ([(1, 81), (2, 80), (3, 80)], "circulation: a net position would change"),
        ([(1, 81), (2, 81), (3, 81)], "circulation: flow exceeds what is owed"),
        ([(1, 0), (2, 80), (3, 80)], "circulation: a flow is nothing"),
        ([(0, 80), (2, 80), (3, 80)], "circulation: flows not in ascending order"),
        ([(2, 80), (1, 80), (3, 80)], "circulation: flows not in ascending order"),
        ([(1, 40), (1, 40), (2, 80), (3, 80)], "circulation: flows not in ascending order"),
        ([(1, 80), (2, 80), (4, 80)], "circulation: no such obligation"),
        ([(1, 80), (2, 80), (2**40 - 1, 80)], "circulation: no such obligation"),
    ],
)
def test_refuses_what_is_no_circle(
    house: House, free: int, pairs: list[tuple[int, int]], reason: str
) -> None:
    with refused(reason):
        house.settle(free, chunk(*pairs))
    assert house.remaining(1, 2, 3) == [100, 80, 120]


@pytest.mark.parametrize("size", [1, 15, 17, 47])
def test_refuses_flows_cut_off(house: House, free: int, size: int) -> None:
    with refused("circulation: flows truncated"):
        house.settle(free, (flows((1, 80), (2, 80), (3, 80))[:size], [], []))


def test_refuses_a_disputed_obligation(house: House, free: int, baker: LocalAccount) -> None:
    ring = chunk((1, 80), (2, 80), (3, 80))
    for number in (1, 3):
        house.obligations.dispute(number, bytes(32), sender=baker.address)
        with refused("circulation: obligation is disputed"):
            house.settle(free, ring)
        house.obligations.withdraw_dispute(number, sender=baker.address)
    house.settle(free, ring)


def test_takes_part_to_the_last_second_of_its_last_day(
    house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount
) -> None:
    end = (boa.env.timestamp // DAY + 2) * DAY
    back = house.owe(miller, baker, 10, expires=end - DAY)
    house.hold_rounds("EUR")
    pair = chunk((1, 1), (back, 1))
    pass_time(end - boa.env.timestamp - HOUR - 1)
    opened = house.open()
    pass_time(HOUR)
    assert boa.env.timestamp == end - 1
    house.settle(opened, pair)
    pass_time(1)
    with refused("circulation: obligation has expired"):
        house.settle(opened, pair)


def test_refuses_a_currency_that_is_not_in_the_round(
    house: House, free: int, baker: LocalAccount, miller: LocalAccount
) -> None:
    there = house.owe(baker, miller, 5, currency="USD")
    back = house.owe(miller, baker, 5, currency="USD")
    with refused("circulation: currency isn't in this round"):
        house.settle(free, chunk((there, 5), (back, 5)))


def test_currencies_do_not_mix_without_an_acceptance(
    house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount
) -> None:
    back = house.owe(miller, baker, 100, currency="USD")
    house.hold_rounds("EUR", "USD", values=[1, 1])
    opened = house.open()
    pass_time(HOUR)
    with refused("circulation: a net position would change"):
        house.settle(opened, chunk((1, 100), (back, 100)))


def test_phases_to_the_second(house: House, opened: int, stranger: LocalAccount) -> None:
    """Submitting, settling the best, open, closed."""
    best, other = chunk((1, 80), (2, 80), (3, 80)), chunk((1, 1), (2, 1), (3, 1))
    late = "clearing: not the time to submit"
    house.submit(opened, other, stranger)
    with refused("clearing: not the time to settle"):
        house.settle(opened, best)
    pass_time(HOUR - 1)
    house.submit(opened, best)
    with refused("clearing: not the time to settle"):
        house.settle(opened, best)
    pass_time(1)
    with refused(late):
        house.submit(opened, best, stranger)
    with refused("clearing: not in the best entry"):
        house.settle(opened, other)
    pass_time(HOUR - 1)
    with refused("clearing: not in the best entry"):
        house.settle(opened, other)
    pass_time(1)
    house.settle(opened, other)
    pass_time(HOUR - 1)
    house.settle(opened, other)
    pass_time(1)
    for act, said in ((house.settle, "clearing: not the time to settle"), (house.submit, late)):
        with refused(said):
            act(opened, other)


def test_the_best_entry_is_settled_once_by_anybody(
    house: House, opened: int, stranger: LocalAccount
) -> None:
    part = chunk((1, 10), (2, 10), (3, 10))
    house.submit(opened, part)
    pass_time(HOUR)
    house.settle(opened, part, stranger)
    with refused("clearing: not in the best entry"):
        house.settle(opened, part)
    pass_time(HOUR)
    house.settle(opened, part)
    assert house.remaining(1, 2, 3) == [80, 60, 100]


def test_refuses_a_round_that_is_not_there(house: House, opened: int) -> None:
    for unknown in (0, opened + 1):
        with refused("clearing: no such round"):
            house.settle(unknown, chunk((1, 1), (2, 1), (3, 1)))
        with refused("clearing: no such round"):
            house.submit(unknown, chunk((1, 1), (2, 1), (3, 1)))


def test_only_clearing_sets_off(house: House, free: int, stranger: LocalAccount) -> None:
    args: tuple[Any, ...] = flows((1, 80), (2, 80), (3, 80)), [], [], [1 << 64 | 1], True
    for who in (stranger.address, house.league.address, house.credit.address):
        with refused("obligations: not by clearing"):
            house.obligations.set_off(*args, sender=who)


def test_a_full_chunk(house: House, baker: LocalAccount, miller: LocalAccount) -> None:
    """As many flows as fit, of amounts up to the largest."""
    house.hold_rounds("EUR")
    numbers = []
    for _ in range(4):
        numbers += [house.owe(baker, miller, 2**88 - 1), house.owe(miller, baker, 2**88 - 1)]
    opened = house.open()
    pass_time(HOUR)
    house.settle(opened, chunk(*((number, 2**88 - 1) for number in numbers)))
    assert set(house.remaining(*numbers)) == {0}
