# SPDX-License-Identifier: Apache-2.0
"""Credit.draw, through a settled chunk: within every limit, and summing to zero."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import account, events, pass_time, refused
from tests.contracts.clearing.owing import HOUR, MOST, STEWARD, House, chunk

OVER, RICH = "credit: beyond the line", "credit: beyond the surplus"
BOUND = "credit: beyond the community's bound"


class Circle:
    """The baker and the miller of one town, the farmer of another; the baker owes the miller."""

    def __init__(self, house: House, *people: LocalAccount) -> None:
        self.house = house
        self.baker, self.miller, self.farmer = people
        self.north = house.town(account("north"), self.baker, self.miller)
        self.south = house.town(account("south"), self.farmer)
        self.debt = house.owe(self.baker, self.miller, 1_000)
        self.sale = house.owe(self.baker, self.farmer, 1_000)
        self.buy = house.owe(self.farmer, self.baker, 1_000)
        (self.euro,) = house.hold_rounds("EUR")
        house.lend(self.euro, 30, 500, 100, 80, 50)
        for place, who in enumerate(people[:2]):
            house.join(who, self.north, place)
        house.join(self.farmer, self.south, 0)
        self.round = house.open()
        pass_time(HOUR)

    def pay(self, obligation: int, debtor: Any, creditor: Any, amount: int) -> None:
        """Set an obligation off against credit."""
        draws = [(debtor, self.euro, -amount), (creditor, self.euro, amount)]
        self.house.settle(self.round, chunk((obligation, amount), draws=draws))

    def balances(self) -> list[int]:
        people = self.baker, self.miller, self.farmer
        return [self.house.balance(who, self.euro) for who in people]

    def sum(self, community: int) -> int:
        return int(self.house.credit.community_balance(self.house.league, community, self.euro))


@pytest.fixture
def circle(house: House, baker: LocalAccount, miller: LocalAccount, farmer: LocalAccount) -> Circle:
    return Circle(house, baker, miller, farmer)


def test_a_debtor_draws_and_its_creditor_earns(house: House, circle: Circle) -> None:
    circle.pay(circle.debt, circle.baker, circle.miller, 20)
    assert circle.balances() == [-20, 20, 0]
    assert house.remaining(circle.debt) == [980]
    assert (circle.sum(circle.north), circle.sum(circle.south)) == (0, 0)
    circle.pay(circle.sale, circle.baker, circle.farmer, 30)
    assert circle.balances() == [-50, 20, 30]
    assert (circle.sum(circle.north), circle.sum(circle.south)) == (-30, 30)


def test_a_newcomers_first_trade_succeeds_up_to_the_newcomers_line(circle: Circle) -> None:
    with refused(OVER):
        circle.pay(circle.sale, circle.baker, circle.farmer, 51)
    circle.pay(circle.sale, circle.baker, circle.farmer, 50)
    with refused(OVER):
        circle.pay(circle.sale, circle.baker, circle.farmer, 1)


def test_the_sign_cannot_be_turned_round(house: House, circle: Circle) -> None:
    """A debtor whose debt is set off can't earn by it."""
    draws = [(circle.baker, circle.euro, 20), (circle.miller, circle.euro, -20)]
    with refused("circulation: a net position would change"):
        house.settle(circle.round, chunk((circle.debt, 20), draws=draws))


def test_the_soft_limit_warns_once(house: House, circle: Circle) -> None:
    circle.pay(circle.sale, circle.baker, circle.farmer, 30)
    assert [log["event"] for log in events(house.clearing)] == ["ChunkSettled"]
    circle.pay(circle.sale, circle.baker, circle.farmer, 1)
    warned = {
        "event": "SoftLimitPassed",
        "federation": house.league.address,
        "account": circle.baker.address,
        "currency_id": circle.euro,
        "balance": -31,
    }
    logs = events(house.clearing)
    assert logs[0] == warned
    assert [log["event"] for log in logs] == ["SoftLimitPassed", "ChunkSettled"]
    circle.pay(circle.sale, circle.baker, circle.farmer, 1)
    assert [log["event"] for log in events(house.clearing)] == ["ChunkSettled"]


def test_a_line_of_ones_own_within_the_circles(house: House, circle: Circle) -> None:
    house.decide("set_line", circle.baker, circle.euro, 60, 70, 0)
    circle.pay(circle.sale, circle.baker, circle.farmer, 70)
    with refused(OVER):
        circle.pay(circle.sale, circle.baker, circle.farmer, 1)
    house.lend(circle.euro, 0, 60, 100, 80, 0)
    line = house.credit.line(house.league, circle.baker, circle.euro)
    assert line == (60, 60, 0, True)
    circle.pay(circle.buy, circle.farmer, circle.baker, 5)
    with refused(OVER):
        circle.pay(circle.sale, circle.baker, circle.farmer, 1)


def test_the_surplus_is_bounded_too(house: House, circle: Circle) -> None:
    house.lend(circle.euro, 0, 500, 40, 500, 500)
    with refused(RICH):
        circle.pay(circle.debt, circle.baker, circle.miller, 41)
    circle.pay(circle.debt, circle.baker, circle.miller, 40)


def test_threat_22_a_communitys_balance_is_bounded_in_both_directions(
    house: House, circle: Circle
) -> None:
    house.lend(circle.euro, 0, 500, 500, 80, 500)
    with refused(BOUND):
        circle.pay(circle.sale, circle.baker, circle.farmer, 81)
    circle.pay(circle.sale, circle.baker, circle.farmer, 80)
    circle.pay(circle.debt, circle.baker, circle.miller, 400)
    house.lend(circle.euro, 0, 500, 500, 10, 500)
    with refused(BOUND):
        circle.pay(circle.sale, circle.baker, circle.farmer, 1)
    circle.pay(circle.buy, circle.farmer, circle.baker, 20)
    with refused(BOUND):
        circle.pay(circle.buy, circle.farmer, circle.baker, 121)
    circle.pay(circle.buy, circle.farmer, circle.baker, 70)
    assert (circle.sum(circle.north), circle.sum(circle.south)) == (10, -10)


def test_draws_of_an_account_are_taken_together(house: House, circle: Circle) -> None:
    """In whatever order, and however often it is named."""
    draws = [
        (circle.baker, circle.euro, -60),
        (circle.farmer, circle.euro, 40),
        (circle.baker, circle.euro, 20),
    ]
    house.settle(circle.round, chunk((circle.sale, 40), draws=draws))
    assert circle.balances() == [-40, 0, 40]
    draws = [
        (circle.farmer, circle.euro, 20),
        (circle.baker, circle.euro, -10),
        (circle.baker, circle.euro, -10),
    ]
    with refused(OVER):
        house.settle(circle.round, chunk((circle.sale, 20), draws=draws))


def test_a_ring_with_a_rest_on_credit(house: House, circle: Circle) -> None:
    draws = [(circle.baker, circle.euro, -5), (circle.farmer, circle.euro, 5)]
    house.settle(circle.round, chunk((circle.sale, 205), (circle.buy, 200), draws=draws))
    assert circle.balances() == [-5, 0, 5]


@pytest.mark.parametrize(
    ("draws", "reason"),
    [
        ([("baker", 1, 0), ("miller", 1, 0)], "circulation: a draw is nothing"),
        ([("baker", 1, -20)], "circulation: a net position would change"),
        ([("baker", 1, -20), ("farmer", 1, 20)], "circulation: a net position would change"),
        ([("baker", 1, -20), ("miller", 1, 21)], "circulation: a net position would change"),
        ([("baker", 2, -20), ("miller", 2, 20)], "circulation: currency isn't in this round"),
        ([("baker", 1 + 2**31, -20)], "circulation: currency isn't in this round"),
        ([("baker", 1 + 2**32, -20)], "circulation: currency isn't in this round"),
        ([("baker", 1 + 2**224, -20)], "circulation: currency isn't in this round"),
        ([("baker", 0, -20)], "circulation: currency isn't in this round"),
        ([("stranger", 1, -20), ("miller", 1, 20)], "circulation: no such participant"),
        ([("nobody", 1, -20), ("miller", 1, 20)], "circulation: no such participant"),
        ([("baker", 1, -MOST - 1)], "circulation: amount out of range"),
        ([("baker", 1, MOST + 1)], "circulation: amount out of range"),
        ([("baker", 1, -(2**255))], "circulation: amount out of range"),
    ],
)
def test_refuses_what_does_not_fit(
    house: House, circle: Circle, draws: list[tuple[str, int, int]], reason: str
) -> None:
    nobody = "0x" + 20 * "00"
    named = [(getattr(circle, who, nobody), *rest) for who, *rest in draws]
    named = [
        (account("stranger") if original[0] == "stranger" else each[0], *each[1:])
        for each, original in zip(named, draws, strict=True)
    ]
    with refused(reason):
        house.settle(circle.round, chunk((circle.debt, 20), draws=named))


def test_who_has_not_joined_draws_nothing(
    house: House, circle: Circle, stranger: LocalAccount
) -> None:
    debt = house.owe(stranger, circle.baker, 10)
    with refused("credit: hasn't joined the circle"):
        circle.pay(debt, stranger, circle.baker, 10)


def test_who_left_the_circle_or_the_roll_draws_no_more_but_comes_back_to_zero(
    house: House, circle: Circle
) -> None:
    circle.pay(circle.sale, circle.baker, circle.farmer, 30)
    house.credit.leave(house.league, sender=circle.baker.address)
    house.communities.leave(circle.south, 0, sender=circle.farmer.address)
    with refused(OVER):
        circle.pay(circle.sale, circle.baker, circle.farmer, 1)
    circle.pay(circle.buy, circle.farmer, circle.baker, 30)
    assert circle.balances() == [0, 0, 0]
    with refused(OVER):
        circle.pay(circle.buy, circle.farmer, circle.baker, 1)


def test_who_left_earns_no_more(house: House, circle: Circle) -> None:
    house.credit.leave(house.league, sender=circle.miller.address)
    with refused(RICH):
        circle.pay(circle.debt, circle.baker, circle.miller, 1)


def test_a_community_that_left_the_federation_draws_no_more(house: House, circle: Circle) -> None:
    house.league.set_member(circle.south, False)
    with refused(RICH):
        circle.pay(circle.sale, circle.baker, circle.farmer, 1)


def test_a_steward_has_a_seat_too(house: House, circle: Circle) -> None:
    town = account("south")
    house.join(town, circle.south, STEWARD)
    debt = house.owe(town, circle.baker, 10)
    circle.pay(debt, town, circle.baker, 10)
    assert house.balance(town, circle.euro) == -10


def test_an_entry_draws_nothing(house: House, circle: Circle) -> None:
    pass_time(3 * HOUR)
    opened = house.open()
    draws = [(circle.baker, circle.euro, -20), (circle.farmer, circle.euro, 20)]
    house.submit(opened, chunk((circle.sale, 20), draws=draws))
    assert circle.balances() == [0, 0, 0]
    assert circle.sum(circle.north) == circle.sum(circle.south) == 0
    draws = [(circle.baker, circle.euro, -51), (circle.farmer, circle.euro, 51)]
    with refused(OVER):
        house.submit(opened, chunk((circle.sale, 51), draws=draws), circle.farmer)


def test_only_clearing_draws(house: House, circle: Circle, stranger: LocalAccount) -> None:
    for who in (stranger.address, house.league.address, house.obligations.address):
        with refused("credit: not by clearing"):
            house.credit.draw(house.league, [], True, sender=who)


def test_nothing_is_lent_where_nothing_was_set(house: House, circle: Circle) -> None:
    house.decide("set_credit", circle.euro, (0, 0, 0, 0, 0))
    with refused(OVER):
        circle.pay(circle.debt, circle.baker, circle.miller, 1)
