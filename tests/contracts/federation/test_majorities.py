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
    WAIT,
    WAITING,
    Assembly,
    Town,
    until,
)

STEWARDS = replace(RULES, electorate=Electorate.STEWARDS, quorum_people=0, late_extension=0)
CITIZENS = replace(RULES, electorate=Electorate.CITIZENS, late_extension=0)
DOUBLE = replace(RULES, electorate=BOTH, late_extension=0)

# Each person of port (5), lab (8) and shore (4), and each steward: 1 For, 2 Against, 3 Abstain, 0.
# A quarter of a town's people make it present: two of the port, two of the lab, one of the shore.
SIZES = (5, 8, 4)
MATRIX: dict[str, tuple[Rules, tuple[str, str, str], str, bool]] = {
    "all silent": (DOUBLE, ("", "", ""), "000", False),
    "both approve": (DOUBLE, ("1111", "11", ""), "110", True),
    "people approve, stewards don't": (DOUBLE, ("1111", "11", ""), "122", False),
    "stewards approve, people don't": (DOUBLE, ("2222", "11", ""), "110", False),
    "stewards are silent": (DOUBLE, ("1111", "11", ""), "000", False),
    "people are silent": (DOUBLE, ("", "", ""), "111", False),
    "stewards tie": (DOUBLE, ("1111", "11", ""), "120", False),
    "people tie": (DOUBLE, ("111", "222", ""), "111", False),
    "one steward for, one against": (DOUBLE, ("1111", "11", "1"), "312", False),
    "two of three stewards": (DOUBLE, ("1111", "11", ""), "112", True),
    "people at 60 %": (DOUBLE, ("111", "22", ""), "110", True),
    "people below 60 %": (DOUBLE, ("111", "1222", ""), "110", False),
    "two of eight are enough": (DOUBLE, ("11", "11", ""), "110", True),
    "one of eight is not": (DOUBLE, ("11", "1", ""), "110", False),
    "one of five is not": (DOUBLE, ("1", "11", ""), "110", False),
    "one of four is enough": (DOUBLE, ("11", "", "1"), "101", True),
    "abstentions are part of the quorum": (DOUBLE, ("1333", "33", ""), "113", True),
    "and no approval": (DOUBLE, ("3333", "33", ""), "333", False),
    "a crowded town can't decide alone": (DOUBLE, ("", "11111111", ""), "010", False),
    "a second town isn't there by its people": (DOUBLE, ("11", "11111111", ""), "010", False),
    "nor by its steward": (DOUBLE, ("", "11111111", ""), "310", False),
    "but by both": (DOUBLE, ("11", "11111111", ""), "310", True),
    "citizens alone": (CITIZENS, ("1111", "11", ""), "000", True),
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
    present = sum(
        (steward != "0" or not rules.electorate & Electorate.STEWARDS)
        and ((len(cast) * 4 >= size and cast != "") or not citizens)
        for steward, cast, size in zip(stewards, people, SIZES, strict=True)
    )
    said = tuple(stewards.count(choice) for choice in "123")
    assert tally == Tally(*counts, *said, present, 3)
    assert is_carried(rules, tally) == expected


def test_a_roll_blown_up_by_its_steward_stalls_nobody(
    sea: Assembly, port: Town, lab: Town, shore: Town
) -> None:
    """Threat: invented people who never vote make every quorum unreachable, expulsion included."""
    invented = b"".join((1 << 100 | n).to_bytes(20, "big") for n in range(1, 61))
    sea.book.enrol(shore.number, invented, sender=shore.steward.address)
    until(now() + 1)
    motion = sea.propose(port, sea.call("expel", shore.number))
    sea.opens(motion)
    for town in (port, lab, shore):
        sea.steward_votes(motion, town, 2 if town == shore else 1)
        for offset in range(2):
            sea.vote(motion, town, offset)
    until(sea.closes_at(motion) + WAIT)
    assert sea.contract.tally(motion.number) == (6, 0, 0, 77, 2, 1, 0, 2, 3)
    sea.execute(motion)
    assert sea.contract.member(shore.number).ended_at != 0
