# SPDX-License-Identifier: Apache-2.0
"""What the solver sets off is all that can be: against an LP and a network simplex, 500 times."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from symbio.domain.circulation import verify
from symbio.domain.clearing import Book
from symbio.matching.clearing import clear, clear_arrays
from tests.matching.books import (
    NOW,
    VALUES,
    book,
    optimum,
    owed,
    people,
    random_book,
    random_obligations,
)

EACH = 25


def by_networkx(of: Book) -> int:
    graph = nx.MultiDiGraph()
    for each in of.obligations:
        graph.add_edge(each.debtor, each.creditor, capacity=each.remaining, weight=-1)
    return -int(nx.network_simplex(split(graph))[0])


def split(graph: nx.MultiDiGraph) -> nx.DiGraph:
    """Give every obligation a node of its own: the network simplex takes no parallel arcs."""
    single = nx.DiGraph()
    for place, (tail, head, data) in enumerate(graph.edges(data=True)):
        single.add_edge(tail, place, **data)
        single.add_edge(place, head, capacity=data["capacity"], weight=0)
    return single


@pytest.mark.parametrize("batch", range(10))
def test_one_currency_equals_the_lp(batch: int) -> None:
    for seed in range(batch * EACH, (batch + 1) * EACH):
        r = random.Random(seed)
        of = Book(random_obligations(r, people(r.randint(2, 60)), r.randint(1, 240)))
        assert clear(of, now=NOW).value == round(optimum(of))


@pytest.mark.parametrize("batch", range(3))
def test_one_currency_equals_the_network_simplex(batch: int) -> None:
    for seed in range(batch * EACH, (batch + 1) * EACH):
        r = random.Random(1000 + seed)
        of = Book(random_obligations(r, people(r.randint(2, 40)), r.randint(1, 90)))
        assert clear(of, now=NOW).value == by_networkx(of)


@pytest.mark.parametrize("batch", range(5))
def test_credit_within_all_bounds_equals_the_lp(batch: int) -> None:
    for seed in range(batch * EACH, (batch + 1) * EACH):
        r = random.Random(2000 + seed)
        of = random_book(r, persons=30, obligations=90, currencies=1, lines=20)
        found = clear(of, now=NOW)
        assert found.value == round(optimum(of) / VALUES["EUR"]) * VALUES["EUR"]
        if found.circulation.flows:
            assert verify(of, found.circulation, now=NOW).value == found.value


@pytest.mark.parametrize("batch", range(4))
def test_several_currencies_reach_the_lp_to_a_minor_unit_a_conversion(batch: int) -> None:
    """With room between the round's values and what holders ask, rounding costs nearly nothing."""
    for seed in range(batch * EACH, (batch + 1) * EACH):
        r = random.Random(3000 + seed)
        of = random_book(r, persons=20, obligations=90, acceptances=40, lines=8, parts=(0.2,))
        found = clear(of, now=NOW)
        best, unit = optimum(of), sum(VALUES.values())
        conversions = len(found.circulation.conversions)
        # Over: each conversion may be off by less than a minor unit on each side.
        assert found.value <= best + 1 + unit * conversions
        # Under: only a conversion that would be less than a minor unit was left out.
        assert found.value >= best - 1 - unit * len(of.acceptances)


def test_a_circle_is_set_off_whole_and_a_chain_not_at_all() -> None:
    circle = book(owed(1, "a", "b", 70), owed(2, "b", "c", 50), owed(3, "c", "a", 90))
    found = clear(circle, now=NOW)
    assert [(f.number, f.amount) for f in found.circulation.flows] == [(1, 50), (2, 50), (3, 50)]
    assert (found.value, found.gross, found.most) == (150, 210, 170)
    chain = book(owed(1, "a", "b", 70), owed(2, "b", "c", 50))
    assert clear(chain, now=NOW).circulation.flows == ()
    assert clear(book(), now=NOW).value == 0


def test_nobody_s_net_position_moves_and_the_bound_holds() -> None:
    for seed in range(40):
        r = random.Random(4000 + seed)
        of = Book(random_obligations(r, people(25), 120))
        found = clear(of, now=NOW)
        assert found.value <= found.most
        for said in found.statements():
            assert all(each.debt == each.claim for each in said.positions)


def test_arrays_give_what_objects_give() -> None:
    r = random.Random(7)
    rows = random_obligations(r, people(30), 200)
    flows = clear_arrays(
        [int(each.debtor[1:]) for each in rows],
        [int(each.creditor[1:]) for each in rows],
        [each.remaining for each in rows],
    )
    found = clear(Book(rows), now=NOW).circulation.flows
    assert {f.number: f.amount for f in found} == {
        place + 1: amount for place, amount in enumerate(flows.tolist()) if amount
    }
