# SPDX-License-Identifier: Apache-2.0
"""Chunks: each passes the contract's check alone, in any order, and an entry's share nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from symbio.domain.chunks import MOST_FLOWS
from symbio.domain.circulation import verify
from symbio.domain.clearing import Book, Circulation, Obligation
from symbio.matching import parts
from symbio.matching.chunks import CHAIN, Limits, chunks, pieces
from symbio.matching.clearing import Clearing, clear
from symbio.matching.partitioned import NoDask, clear_partitioned
from tests.matching.books import (
    NOW,
    book,
    owed,
    people,
    random_book,
    random_obligations,
)

SMALL = Limits(flows=12, conversions=4, draws=5)


def settle(of: Book, found: Circulation) -> Book:
    """Write what a chunk leaves into the book, as the contract does."""
    left = verify(of, found, now=NOW)
    return Book(
        tuple(
            Obligation(
                each.number,
                each.debtor,
                each.creditor,
                each.currency,
                left.obligations.get(each.number, each.remaining),
                each.expires,
                each.disputed,
            )
            for each in of.obligations
        ),
        of.values,
        tuple(
            replace(a, remaining=left.acceptances.get(a.number, a.remaining))
            for a in of.acceptances
        ),
        tuple(
            replace(e, balance=left.balances.get((e.participant, e.currency), e.balance))
            for e in of.lines
        ),
        tuple(
            replace(e, balance=left.communities.get((e.community, e.currency), e.balance))
            for e in of.bounds
        ),
    )


@pytest.mark.parametrize("once", [True, False])
@pytest.mark.parametrize("batch", range(4))
def test_every_chunk_is_valid_alone_and_in_any_order(batch: int, once: bool) -> None:
    for seed in range(batch * 6, batch * 6 + 6):
        r = random.Random(seed)
        of = random_book(r, persons=14, obligations=80, acceptances=30, lines=10)
        found = chunks(clear(of, now=NOW), SMALL, once=once)
        for chunk in found:
            assert SMALL.hold(chunk)
            verify(of, chunk, now=NOW)
        if once:
            numbers = [flow.number for chunk in found for flow in chunk.flows]
            assert len(numbers) == len(set(numbers))
        state = of
        for chunk in r.sample(found, len(found)):
            state = settle(state, chunk)


def cleared(found: tuple[Circulation, ...]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for chunk in found:
        for flow in chunk.flows:
            sums[flow.number] = sums.get(flow.number, 0) + flow.amount
    return sums


def test_chunks_that_share_obligations_set_off_all_of_the_result() -> None:
    of = Book(random_obligations(random.Random(3), people(20), 150))
    found = clear(of, now=NOW)
    whole = {flow.number: flow.amount for flow in found.circulation.flows}
    assert cleared(chunks(found, Limits(flows=20), once=False)) == whole


def test_what_has_nothing_to_do_with_each_other_is_never_cut() -> None:
    rows = []
    for place in range(300):
        a, b, c = (f"{side}{place}" for side in "abc")
        for side, (debtor, creditor) in enumerate(((a, b), (b, c), (c, a))):
            rows.append(owed(3 * place + side + 1, debtor, creditor, 5 + place))
    found = clear(book(*rows), now=NOW)
    cut = chunks(found, Limits(flows=512))
    assert len(pieces(found.book, found.circulation)) == 300
    assert [len(chunk.flows) for chunk in cut] == [510, 390]
    assert cleared(cut) == {flow.number: flow.amount for flow in found.circulation.flows}


def test_a_small_result_is_one_chunk_and_an_empty_one_none() -> None:
    found = clear(book(owed(1, "a", "b", 9), owed(2, "b", "a", 9)), now=NOW)
    assert chunks(found) == (found.circulation,)
    assert chunks(clear(book(), now=NOW)) == ()
    assert CHAIN.flows == MOST_FLOWS


def test_a_circle_longer_than_a_chunk_stays_owed() -> None:
    ring = [owed(place + 1, f"{place}", f"{(place + 1) % 9}", 5) for place in range(9)]
    assert chunks(clear(book(*ring), now=NOW), Limits(flows=8)) == ()


class Client:
    """Stands where a cluster would: solves each part apart, last first."""

    def __init__(self) -> None:
        self.parts = 0

    def map(self, solve: object, tables: list[object], *, pure: bool) -> list[object]:
        assert not pure
        self.parts += len(tables)
        return [solve(each) for each in reversed(tables)][::-1]  # type: ignore[operator]

    def gather(self, found: list[object]) -> list[object]:
        return found


def many_components() -> Book:
    rows: list[Obligation] = []
    r = random.Random(11)
    for place in range(3):
        names = [f"{place}-{name}" for name in people(40)]
        for number, each in enumerate(random_obligations(r, names, 300)):
            rows.append(owed(number * 3 + place + 1, each.debtor, each.creditor, each.remaining))
    return Book(tuple(rows))


def test_many_machines_give_the_result_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    of, client = many_components(), Client()
    monkeypatch.setattr(parts, "MOST_IN_PART", 700)
    alone = clear(of, now=NOW)
    assert same(clear_partitioned(of, now=NOW, client=client), alone)
    assert client.parts == 2
    assert same(clear_partitioned(of, now=NOW), alone)


def test_several_currencies_are_the_same_on_many_machines() -> None:
    for seed in range(5):
        of = random_book(random.Random(seed))
        assert same(clear_partitioned(of, now=NOW), clear(of, now=NOW))


def same(one: Clearing, other: Clearing) -> bool:
    return one.circulation == other.circulation and one.totals == other.totals


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "dask", None)
    with pytest.raises(NoDask, match="partitioned"):
        clear_partitioned(book(owed(1, "a", "b", 9), owed(2, "b", "a", 9)), now=NOW)
