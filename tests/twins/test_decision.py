# SPDX-License-Identifier: Apache-2.0
"""The decision in Python and the one on chain are the same, at every edge of their integers."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

import boa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symbio.domain.decision import is_carried, is_present, is_quorate
from symbio.domain.federation import Tally
from symbio.domain.rules import DAY, HOUR, Electorate, Rules
from tests.contracts.boa_chain import deployer

BOTH = Electorate.STEWARDS | Electorate.CITIZENS
RULES = Rules(BOTH, 2_500, 5_000, 6_000, HOUR, DAY, HOUR, HOUR, DAY, DAY)
SHARES = st.sampled_from([1, 2_500, 3_333, 3_334, 5_000, 6_666, 6_667, 10_000])


@pytest.fixture(scope="module")
def bench() -> Any:
    return deployer("tests/mocks/DecisionBench.vy").deploy()


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    electorate = draw(st.sampled_from([Electorate.STEWARDS, Electorate.CITIZENS, BOTH]))
    with_people = bool(electorate & Electorate.CITIZENS)
    return replace(
        RULES,
        electorate=electorate,
        quorum_people=draw(SHARES) if with_people else 0,
        quorum_communities=draw(SHARES),
        approval=draw(st.sampled_from([5_001, 6_000, 6_666, 6_667, 7_500, 10_000])),
    )


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    people, communities = draw(st.integers(0, 12)), draw(st.integers(0, 12))
    ballots = sorted(draw(st.lists(st.integers(0, people), min_size=3, max_size=3)))
    stewards = sorted(draw(st.lists(st.integers(0, communities), min_size=3, max_size=3)))
    present = draw(st.integers(stewards[2], communities))
    return Tally(*_parts(ballots), people, *_parts(stewards), present, communities)


def _parts(ends: list[int]) -> tuple[int, int, int]:
    return ends[0], ends[1] - ends[0], ends[2] - ends[1]


def seats(tally: Tally) -> tuple[int, int]:
    return tally.communities_present, tally.communities


def on_chain(bench: Any, rules: Rules, tally: Tally) -> tuple[bool, bool]:
    packed, wire = bench.pack(rules.for_chain()), astuple(tally)
    return bench.is_quorate(packed, *seats(tally)), bench.is_carried(packed, wire)


@given(rules(), tallies())
@example(RULES, Tally(0, 0, 0, 0, 0, 0, 0, 0, 0))
@example(RULES, Tally(2**32 - 1, 0, 0, 2**32 - 1, 100, 0, 0, 100, 100))
def test_the_two_decide_alike(bench: Any, rules: Rules, tally: Tally) -> None:
    with boa.env.anchor():
        expected = is_quorate(rules, *seats(tally)), is_carried(rules, tally)
        assert on_chain(bench, rules, tally) == expected


@given(rules(), st.integers(0, 30), st.integers(0, 30), st.booleans())
@example(RULES, 2**32 - 1, 2**32 - 1, True)
def test_the_two_see_the_same_communities(
    bench: Any, rules: Rules, turnout: int, people: int, has_voted: bool
) -> None:
    with boa.env.anchor():
        seen = bench.is_present(bench.pack(rules.for_chain()), turnout, people, has_voted)
        assert seen == is_present(rules, turnout, people, has_voted)


CITIZENS = replace(RULES, electorate=Electorate.CITIZENS)
STEWARDS = replace(RULES, electorate=Electorate.STEWARDS, quorum_people=0)


@pytest.mark.parametrize(
    ("rules", "turnout", "people", "has_voted", "present"),
    [
        # exactly the quorum of its people, and one short of it
        (CITIZENS, 5, 20, False, True),
        (CITIZENS, 5, 21, False, False),
        (CITIZENS, 4, 17, False, False),
        # nobody is never enough, not even of nobody
        (CITIZENS, 0, 0, True, False),
        # where both are asked, both must come
        (RULES, 5, 20, True, True),
        (RULES, 5, 20, False, False),
        (RULES, 4, 20, True, False),
        # where stewards alone are asked, people aren't counted
        (STEWARDS, 0, 20, True, True),
        (STEWARDS, 20, 20, False, False),
    ],
)
def test_is_present(
    bench: Any, rules: Rules, turnout: int, people: int, has_voted: bool, present: bool
) -> None:
    assert bench.is_present(bench.pack(rules.for_chain()), turnout, people, has_voted) == present
    assert is_present(rules, turnout, people, has_voted) == present


# people for, against, abstain, all; communities for, against, abstain, present, all
@pytest.mark.parametrize(
    ("rules", "tally", "quorate", "carried"),
    [
        # exactly the quorum of communities, and one short of it
        (RULES, (9, 0, 0, 20, 2, 0, 0, 2, 4), True, True),
        (RULES, (9, 0, 0, 20, 2, 0, 0, 2, 5), False, False),
        # abstentions aren't approval
        (RULES, (0, 0, 9, 20, 2, 0, 0, 2, 4), True, False),
        (RULES, (9, 0, 0, 20, 0, 0, 2, 2, 4), True, False),
        (RULES, (3, 2, 9, 20, 3, 2, 1, 6, 6), True, True),
        # exactly the approval, and just below, of each side
        (RULES, (6, 4, 0, 10, 3, 2, 0, 5, 5), True, True),
        (RULES, (599, 400, 0, 999, 3, 2, 0, 5, 5), True, False),
        (RULES, (6, 4, 0, 10, 7, 5, 0, 12, 12), True, False),
        # against, and a tie
        (RULES, (4, 6, 0, 10, 3, 2, 0, 5, 5), True, False),
        (RULES, (5, 5, 0, 10, 5, 0, 0, 5, 5), True, False),
        (RULES, (5, 0, 0, 10, 2, 2, 0, 5, 5), True, False),
        # nobody is never a yes
        (RULES, (0, 0, 0, 0, 2, 0, 0, 2, 2), True, False),
        (RULES, (0, 0, 0, 0, 0, 0, 0, 0, 0), False, False),
        # one electorate alone doesn't ask the other
        (CITIZENS, (6, 4, 0, 10, 0, 5, 0, 5, 5), True, True),
        (STEWARDS, (0, 9, 0, 10, 3, 2, 0, 5, 5), True, True),
    ],
)
def test_decides(
    bench: Any, rules: Rules, tally: tuple[int, ...], quorate: bool, carried: bool
) -> None:
    said = Tally(*tally)
    assert on_chain(bench, rules, said) == (quorate, carried)
    assert (is_quorate(rules, *seats(said)), is_carried(rules, said)) == (quorate, carried)
