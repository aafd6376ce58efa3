# SPDX-License-Identifier: Apache-2.0
"""The draw in Python and on chain are the same, and fair to person, community and seat."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha3_256
from itertools import permutations
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import chisquare

from symbio.domain import draw
from symbio.domain.draw import TURNS, Enlisted, Table
from tests.contracts.boa_chain import deployer

SEEDS = st.binary(min_size=32, max_size=32)
SIZES = st.one_of(st.integers(1, 40), st.integers(1, 2**40), st.integers(0, 40).map(lambda b: 2**b))
PEOPLE = st.one_of(st.integers(0, 40), st.integers(0, 2**40 - 1))
# So rare a chance that a fair draw hardly ever shows it in all runs of this file.
RARE = 1e-6
SAMPLE = 100_000


@pytest.fixture(scope="module")
def bench() -> Any:
    return deployer("tests/mocks/DrawBench.vy").deploy()


@given(seed=SEEDS, size=SIZES, place=st.integers(0, 2**40))
@example(seed=bytes(32), size=1, place=0)
@example(seed=b"\xff" * 32, size=2**40, place=2**40 - 1)
def test_the_same_place(bench: Any, seed: bytes, size: int, place: int) -> None:
    found = draw.permute(seed, place % size, size)
    assert found is not None and 0 <= found < size
    assert bench.permute(seed, place % size, size) == found


@given(seed=SEEDS, size=st.integers(1, 300))
def test_nobody_is_drawn_twice(seed: bytes, size: int) -> None:
    assert sorted(draw.permute(seed, i, size) or 0 for i in range(size)) == list(range(size))


@given(size=st.integers(1, 2**40), seed=SEEDS, ordinals=st.integers(0, 2**32))
def test_the_walk_always_comes_back(size: int, seed: bytes, ordinals: int) -> None:
    """Half of the network's places at most lie beyond the pool: 64 steps miss it never."""
    for step in range(8):
        assert draw.permute(seed, (ordinals + step) % size, size) is not None


@given(number=st.integers(0, 2**48))
@example(number=0)
@example(number=2**48 - 1)
def test_the_same_bits(bench: Any, number: int) -> None:
    assert bench.bits(number) == number.bit_length()


@given(people=PEOPLE, turn=st.integers(0, TURNS - 1))
def test_the_same_turns(bench: Any, people: int, turn: int) -> None:
    assert bench.turns(people, turn) == draw.turns(people, turn)
    if people < 100:
        assert draw.turns(people, turn) == sum(i % TURNS == turn for i in range(people))


@st.composite
def tables(given_: st.DrawFn) -> Table:
    count = given_(st.integers(1, 24))
    sizes = given_(st.lists(PEOPLE, min_size=count, max_size=count))
    rows = (Enlisted(10 + i, size, 7 + i) for i, size in enumerate(sizes))
    return Table.freeze(rows, given_(st.integers(0, 500)), given_(st.booleans()))


@given(table=tables())
def test_the_cap_is_the_largest_there_is(table: Table) -> None:
    turn = table.season % TURNS
    found = [1 if table.of_stewards else draw.turns(r.people, turn) for r in table.enlisted]
    cap, present = table.cap, [weight for weight in found if weight]
    if len(present) < 4:
        assert cap == min(present, default=0)
        return
    assert 4 * cap <= sum(min(cap, weight) for weight in found)
    assert 4 * (cap + 1) > sum(min(cap + 1, weight) for weight in found)


@given(table=tables(), out=st.sets(st.integers(10, 40), max_size=6), seed=SEEDS)
def test_who_is_drawn_is_in_turn_and_of_no_excluded_community(
    table: Table, out: set[int], seed: bytes
) -> None:
    line = table.without(out)
    seen = set()
    for ordinal in range(min(line.weight, 60)):
        found = line.draw(seed, ordinal)
        assert found is not None
        row = table.enlisted[found.position]
        assert (row.community_id, row.version) == (found.community_id, found.version)
        assert found.community_id not in out
        if not table.of_stewards:
            assert found.index < row.people and found.index % TURNS == table.season % TURNS
        seen.add((found.community_id, found.index))
    assert len(seen) == min(line.weight, 60)
    assert line.draw(seed, line.weight) is None


@given(
    seed=SEEDS, number=st.integers(1, 2**64 - 1), people=st.integers(3, 2**40 - 1), data=st.data()
)
def test_the_same_person_of_a_capped_community(
    bench: Any, seed: bytes, number: int, people: int, data: st.DataObject
) -> None:
    turn = data.draw(st.integers(0, TURNS - 1))
    most = draw.turns(people, turn)
    cap = data.draw(st.integers(1, most))
    offset = data.draw(st.integers(0, cap - 1))
    table = Table((Enlisted(number, people, 1),), turn, False, cap)
    found = table.without(())._index(seed, table.enlisted[0], offset)
    assert bench.index(seed, number, people, turn, cap, offset) == found


# --- fairness, over 100,000 seeds


@pytest.fixture(scope="module")
def fast() -> Iterator[None]:
    """Draw with SHA3-256 for Keccak-256, its sibling of another padding, thirty times as fast."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draw, "keccak", lambda data: sha3_256(data).digest())
        yield


def seeds(count: int = SAMPLE) -> list[bytes]:
    return [number.to_bytes(32, "big") for number in range(count)]


@pytest.fixture(scope="module")
def drawn(fast: None) -> list[list[draw.Drawn]]:
    """Draw the three seats of 100,000 juries, of six communities of which one is excluded."""
    sizes = (12, 15, 18, 21, 24, 90)
    table = Table.freeze((Enlisted(i, size, 1) for i, size in enumerate(sizes)), 9)
    line = table.without([2])
    return [[found for j in range(3) if (found := line.draw(s, j))] for s in seeds()]


def is_fair(counts: list[int], weights: list[int]) -> bool:
    whole = sum(counts)
    expected = [whole * weight / sum(weights) for weight in weights]
    return bool(chisquare(counts, expected).pvalue > RARE)


def test_fair_to_each_community_and_seat(drawn: list[list[draw.Drawn]]) -> None:
    sizes = (12, 15, 18, 21, 24, 90)
    table = Table.freeze((Enlisted(i, size, 1) for i, size in enumerate(sizes)), 9)
    weights = [weight for i, weight in enumerate(table.weights) if i != 2]
    for seat in range(3):
        counts = [0] * 6
        for jury in drawn:
            counts[jury[seat].community_id] += 1
        assert counts.pop(2) == 0
        assert is_fair(counts, weights)


def test_fair_to_each_person(drawn: list[list[draw.Drawn]]) -> None:
    """All of a community alike, capped or not, whether in one seat or in all."""
    for number, size in ((0, 12), (4, 24), (5, 90)):
        for seats in ((0,), (2,), (0, 1, 2)):
            counts = dict.fromkeys(range(0, size, TURNS), 0)
            for jury in drawn:
                for seat in seats:
                    if jury[seat].community_id == number:
                        counts[jury[seat].index] += 1
            assert is_fair(list(counts.values()), [1] * len(counts))


@pytest.mark.parametrize("size", [3, 5, 9, 16, 36])
def test_fair_to_each_pair(fast: None, size: int) -> None:
    """Who sits in one seat says nothing of who sits in the next."""
    pairs = dict.fromkeys(permutations(range(size), 2), 0)
    for seed in seeds(20_000):
        pairs[(draw.permute(seed, 0, size) or 0, draw.permute(seed, 1, size) or 0)] += 1
    assert is_fair(list(pairs.values()), [1] * len(pairs))
