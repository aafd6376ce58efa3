# SPDX-License-Identifier: Apache-2.0
"""The bounds of rules, their packed word and a proposal's calendar: Python and chain agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.rules import BOUNDS, DAY, HOUR, Electorate, RuleOutOfBounds, Rules
from tests.contracts.boa_chain import account, deployer, refused

BOTH = Electorate.STEWARDS | Electorate.CITIZENS
RULES = Rules(BOTH, 2_500, 5_000, 6_000, HOUR, 8 * DAY, HOUR, HOUR, DAY, DAY)
FIELDS = list(BOUNDS)
BITS = (2, 14, 14, 14, 32, 32, 32, 32, 32, 32)
SAID = {"electorate": "rules: no electorate"} | {
    field: f"rules: {field.replace('_', ' ')} out of range" for field in FIELDS[3:]
}
SAID["quorum_people"] = "rules: quorum of people out of range"
SAID["quorum_communities"] = "rules: quorum of communities out of range"


@pytest.fixture(scope="module")
def bench() -> Any:
    return deployer("tests/mocks/DecisionBench.vy").deploy()


def word(values: tuple[Any, ...]) -> int:
    """Pack as the interface says: each field above the one before."""
    packed, place = 0, 0
    for value, bits in zip(values, BITS, strict=False):
        packed |= int(value) << place
        place += bits
    return packed


@st.composite
def within(draw: st.DrawFn) -> Rules:
    said = {field: draw(st.integers(*BOUNDS[field])) for field in FIELDS}
    if not said["electorate"] & Electorate.CITIZENS:
        said["quorum_people"] = 0
    said["late_extension"] = min(said["late_extension"], said["voting_period"])
    return Rules(tribunal=account(str(said["grace"])).address, **said)


@given(within())
def test_what_is_within_bounds_is_packed_and_read_back(bench: Any, rules: Rules) -> None:
    with boa.env.anchor():
        packed = bench.pack(rules.for_chain())
        assert packed == word(rules.for_chain())
        assert Rules.from_chain(tuple(bench.unpack(packed, rules.tribunal))) == rules


@given(within(), st.integers(1, 2**39), st.booleans())
def test_the_calendar_follows_from_the_rules(
    bench: Any, rules: Rules, opened_at: int, is_extended: bool
) -> None:
    closes = opened_at + rules.voting_delay + rules.voting_period
    closes += rules.late_extension if is_extended else 0
    executable = closes + rules.execution_delay
    packed = bench.pack(rules.for_chain())
    said = bench.line(packed, opened_at, is_extended)
    assert tuple(said) == (closes, executable, executable + rules.grace)


@pytest.mark.parametrize("field", FIELDS[1:])
def test_each_bound_is_the_last_that_is_allowed(bench: Any, field: str) -> None:
    for edge, step in zip(BOUNDS[field], (-1, 1), strict=True):
        rules = replace(RULES, **{field: edge})
        assert bench.pack(rules.for_chain()) == word(rules.for_chain())
        if edge + step < 0:
            continue
        with pytest.raises(RuleOutOfBounds, match=field):
            replace(RULES, **{field: edge + step})
        beyond = list(RULES.for_chain())
        beyond[FIELDS.index(field)] = edge + step
        with refused(SAID[field]):
            bench.pack(tuple(beyond))


@pytest.mark.parametrize("field", FIELDS[1:])
def test_refuses_the_greatest_number_there_is(bench: Any, field: str) -> None:
    beyond = list(RULES.for_chain())
    beyond[FIELDS.index(field)] = 2**256 - 1
    with refused(SAID[field]):
        bench.pack(tuple(beyond))


def test_refuses_no_electorate(bench: Any) -> None:
    with refused("rules: no electorate"):
        bench.pack((0, *RULES.for_chain()[1:]))


def test_a_quorum_of_people_stands_exactly_where_people_decide(bench: Any) -> None:
    stewards = replace(RULES, electorate=Electorate.STEWARDS, quorum_people=0)
    assert bench.pack(stewards.for_chain()) == word(stewards.for_chain())
    for electorate, quorum in ((1, 1), (1, 10_000), (2, 0), (3, 0)):
        with refused("rules: quorum of people out of range"):
            bench.pack((electorate, quorum, *RULES.for_chain()[2:]))


def test_the_late_extension_is_never_longer_than_the_voting(bench: Any) -> None:
    for extra, is_good in ((0, True), (1, False)):
        values = list(RULES.for_chain())
        values[5], values[6] = 2 * HOUR, 2 * HOUR + extra
        if is_good:
            assert bench.pack(tuple(values)) == word(tuple(values))
            continue
        with refused("rules: late extension out of range"):
            bench.pack(tuple(values))
