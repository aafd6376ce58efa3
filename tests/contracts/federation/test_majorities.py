# SPDX-License-Identifier: Apache-2.0
"""What carries: stewards, citizens or both, quorums at their rounding edge, ties.

Threats: hostile takeover by low turnout; narrow capture with few voters.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.decision import is_carried
from symbio.domain.federation import Tally
from symbio.domain.rules import Electorate, Rules
from tests.contracts.boa_chain import now
from tests.contracts.federation.assembly import (
    BOTH,
    DEFEATED,
    RULES,
    WAITING,
    Assembly,
    Town,
    until,
)

STEWARDS = replace(RULES, electorate=Electorate.STEWARDS, quorum_people=0, late_extension=0)
CITIZENS = replace(RULES, electorate=Electorate.CITIZENS, late_extension=0)
DOUBLE = replace(RULES, electorate=BOTH, late_extension=0)

# Each person of port (5), lab (8) and shore (4), and each steward: 1 For, 2 Against, 3 Abstain, 0.
MATRIX: dict[str, tuple[Rules, tuple[str, str, str], str, bool]] = {
    "all silent": (DOUBLE, ("", "", ""), "000", False),
    "both approve": (DOUBLE, ("1111", "11", ""), "110", True),
    "people approve, stewards don't": (DOUBLE, ("1111", "11", ""), "122", False),
    "stewards approve, people don't": (DOUBLE, ("2222", "11", ""), "110", False),
    "stewards are silent": (DOUBLE, ("1111", "11", ""), "000", False),
    "people are silent": (DOUBLE, ("", "", ""), "111", False),
    "stewards tie": (DOUBLE, ("1111", "11", ""), "120", False),
    "people tie": (DOUBLE, ("111", "222", ""), "111", False),
    "one steward short of 60 %": (DOUBLE, ("1111", "11", ""), "012", False),
    "two of three stewards": (DOUBLE, ("1111", "11", ""), "112", True),
    "people at 60 %": (DOUBLE, ("111", "22", ""), "110", True),
    "people below 60 %": (DOUBLE, ("111", "1222", ""), "110", False),
    "five people are the quorum": (DOUBLE, ("1111", "1", ""), "110", True),
    "four are not": (DOUBLE, ("111", "1", ""), "110", False),
    "abstentions are part of the quorum": (DOUBLE, ("1333", "3", ""), "113", True),
    "and no approval": (DOUBLE, ("3333", "3", ""), "333", False),
    "a crowded town can't decide alone": (DOUBLE, ("", "11111111", ""), "010", False),
    "a second town is present by one person": (DOUBLE, ("1", "11111111", ""), "010", True),
    "a second town is present by its steward": (DOUBLE, ("", "11111111", ""), "310", True),
    "citizens alone": (CITIZENS, ("1111", "1", ""), "000", True),
    "citizens of one town": (CITIZENS, ("11111", "", ""), "000", False),
    "citizens at a tie": (CITIZENS, ("111", "222", ""), "000", False),
    "citizens against": (CITIZENS, ("222", "222", "1"), "000", False),
    "stewards alone": (STEWARDS, ("", "", ""), "110", True),
    "one steward alone": (STEWARDS, ("", "", ""), "100", False),
    "one steward and one who abstains": (STEWARDS, ("", "", ""), "130", True),
    "stewards alone at a tie": (STEWARDS, ("", "", ""), "012", False),
    "two stewards of three": (STEWARDS, ("", "", ""), "211", True),
}


@pytest.mark.parametrize("case", MATRIX)
def test_what_carries(sea: Assembly, towns: list[Town], case: str) -> None:
    rules, people, stewards, expected = MATRIX[case]
    house = Assembly.found(sea.book, sea.factory, towns, rules)
    until(now() + 1)
    motion = house.propose(towns[0])
    house.opens(motion)
    for town, choices in zip(towns, people, strict=True):
        for offset, choice in enumerate(choices):
            house.vote(motion, town, offset, int(choice))
    for town, choice in zip(towns, stewards, strict=True):
        if choice != "0":
            house.steward_votes(motion, town, int(choice))
    until(house.closes_at(motion))
    assert house.stage(motion) == (WAITING if expected else DEFEATED)
    tally = Tally(*house.contract.tally(motion.number))
    cast = "".join(people)
    citizens = rules.electorate & Electorate.CITIZENS
    counts = (*(cast.count(choice) for choice in "123"), 17 if citizens else 0)
    present = sum(s != "0" or bool(p) for s, p in zip(stewards, people, strict=True))
    said = tuple(stewards.count(choice) for choice in "123")
    assert tally == Tally(*counts, *said, present, 3)
    assert is_carried(rules, tally) == expected
