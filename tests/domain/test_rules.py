# SPDX-License-Identifier: Apache-2.0
"""Binding rules are within the chain's bounds by construction, to the second."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from symbio.domain.addresses import NOBODY
from symbio.domain.rules import BOUNDS, DAY, HOUR, WHOLE, Electorate, RuleOutOfBounds, Rules
from tests.domain.global_ocean import ROOT

BOTH = Electorate.STEWARDS | Electorate.CITIZENS


def rules(**changes: Any) -> Rules:
    values: dict[str, Any] = {
        "electorate": BOTH,
        "quorum_people": 2_500,
        "quorum_communities": 6_000,
        "approval": 6_000,
        "voting_delay": DAY,
        "voting_period": 30 * DAY,
        "late_extension": HOUR,
        "execution_delay": DAY,
        "grace": 14 * DAY,
        "notice": 30 * DAY,
    }
    return Rules(**(values | changes))


def test_the_fields_are_those_of_the_contract_in_its_order():
    face = (ROOT / "contracts" / "interfaces" / "IFederation.vyi").read_text(encoding="utf-8")
    struct = re.search(r"^struct Rules:\n((?:    .*\n)+)", face, re.M)
    assert struct is not None
    onchain = re.findall(r"^    (\w+):", struct[1], re.M)
    assert [field.name for field in dataclasses.fields(Rules)] == onchain
    flag = re.search(r"^flag Electorate:\n((?:    \w+\n)+)", face, re.M)
    assert flag is not None
    assert [who.name for who in Electorate] == flag[1].split()
    assert [who.value for who in Electorate] == [1, 2]


@pytest.mark.parametrize("field", BOUNDS)
def test_each_bound_is_kept_to_the_last_unit(field):
    least, most = BOUNDS[field]
    people = {"quorum_people": 0} if field == "electorate" else {}
    assert getattr(rules(**(people | {field: least})), field) == least
    assert getattr(rules(**{field: most}), field) == most
    for value in (least - 1, most + 1):
        with pytest.raises(RuleOutOfBounds) as refused:
            rules(**{field: value})
        assert refused.value.field == field


def test_the_bounds_are_the_agreed_ones():
    assert BOUNDS["approval"] == (5_001, WHOLE)
    assert BOUNDS["voting_delay"] == BOUNDS["voting_period"] == (HOUR, 30 * DAY)
    assert BOUNDS["execution_delay"] == (HOUR, 30 * DAY)
    assert BOUNDS["grace"] == (DAY, 60 * DAY)
    assert BOUNDS["notice"] == (DAY, 90 * DAY)
    assert BOUNDS["late_extension"] == (0, 7 * DAY)


def test_there_is_a_quorum_of_people_exactly_where_people_decide():
    assert rules(electorate=Electorate.STEWARDS, quorum_people=0).quorum_people == 0
    with pytest.raises(RuleOutOfBounds, match="quorum_people"):
        rules(electorate=Electorate.STEWARDS, quorum_people=1)
    for electorate in (Electorate.CITIZENS, BOTH):
        with pytest.raises(RuleOutOfBounds, match="quorum_people"):
            rules(electorate=electorate, quorum_people=0)


def test_an_extension_is_no_longer_than_the_vote():
    assert rules(voting_period=HOUR, late_extension=HOUR).late_extension == HOUR
    with pytest.raises(RuleOutOfBounds, match="voting period") as refused:
        rules(voting_period=HOUR, late_extension=HOUR + 1)
    assert refused.value.field == "late_extension"


@pytest.mark.parametrize("value", [6_000.0, "6000", True, None])
def test_only_whole_numbers_are_rules(value):
    with pytest.raises(RuleOutOfBounds, match="approval"):
        rules(approval=value)


@pytest.mark.parametrize("value", ["", "0x12", None, "0x52908400098527886E0F7030069857D2E4169Ee7"])
def test_a_tribunal_is_an_address_with_a_good_checksum(value):
    with pytest.raises(RuleOutOfBounds, match="tribunal"):
        rules(tribunal=value)


def test_they_go_to_the_chain_and_back():
    ours = rules(tribunal="0x52908400098527886e0f7030069857d2e4169ee7")
    onchain = ours.for_chain()
    assert onchain[0] == 3 and type(onchain[0]) is int
    assert onchain[-1] == "0x52908400098527886E0F7030069857D2E4169EE7"
    assert Rules.from_chain(onchain) == ours
    assert Rules.from_chain(onchain).electorate is BOTH
    with pytest.raises(ValueError, match="11 values"):
        Rules.from_chain(onchain[:-1])


def test_differences_are_named_in_the_struct_s_order():
    assert rules().differences(rules()) == ()
    changed = rules(notice=31 * DAY, approval=WHOLE)
    assert rules().differences(changed) == ("approval", "notice")
    assert rules().tribunal == NOBODY
