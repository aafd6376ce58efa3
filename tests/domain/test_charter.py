# SPDX-License-Identifier: Apache-2.0
"""A charter is read whole or refused at the field that is wrong, and its digest never moves."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import rfc8785

from symbio.domain.addresses import NOBODY
from symbio.domain.charter import CharterContradictsRules, check_rules, read_charter
from symbio.domain.documents import BadDocument
from symbio.domain.rules import DAY, Electorate, Rules
from tests.domain import global_ocean
from tests.domain.global_ocean import spoil

TRIBUNAL = "0x52908400098527886E0F7030069857D2E4169EE7"


def read(document: dict[str, Any]):
    return read_charter(json.dumps(document))


def test_the_example_gives_its_rules_and_shares():
    charter = read(global_ocean.charter())
    assert charter.rules() == Rules(
        electorate=Electorate.STEWARDS | Electorate.CITIZENS,
        quorum_people=2_500,
        quorum_communities=6_000,
        approval=6_000,
        voting_delay=DAY,
        voting_period=5 * DAY,
        late_extension=DAY,
        execution_delay=2 * DAY,
        grace=14 * DAY,
        notice=30 * DAY,
        tribunal=NOBODY,
    )
    assert charter.shares() == {"peniche": 3367, "shimoda": 2650, "kaikoura": 2983, "commons": 1000}


def test_the_digest_is_of_what_was_written_and_not_of_how():
    document = global_ocean.charter()
    canonical = rfc8785.dumps(document)
    charter = read_charter(json.dumps(document, indent=7, ensure_ascii=True))
    assert charter.document() == document
    assert charter.canonical() == canonical
    assert charter.digest() == hashlib.sha256(canonical).digest()
    assert read_charter(canonical).digest() == charter.digest()


def test_an_address_stays_as_it_was_written():
    document = global_ocean.charter()
    path = "dispute_resolution.global_tribunal.contract"
    charter = read(spoil(document, path, TRIBUNAL.lower()))
    assert charter.canonical() == rfc8785.dumps(document)
    assert charter.rules().tribunal == TRIBUNAL


def test_optional_parts_may_be_left_out():
    document = spoil(global_ocean.charter(), "titles", ...)
    assert read(document).document() == document


@pytest.mark.parametrize(
    ("path", "value", "named", "problem"),
    [
        ("name", ..., "name", "required"),
        ("name", "", "name", "at least 1 character"),
        ("name", "海" * 17, "name", "50 bytes"),
        ("name", "Two\nlines", "name", "one line"),
        ("name", "Hidden\u202e", "name", "control characters"),
        ("format", "symbio/charter/2", "format", "symbio/charter/1"),
        ("goals", [], "goals", "not permitted"),
        ("shared_goals", [], "shared_goals", "at least 1 item"),
        ("shared_goals.0.text", 7, "shared_goals[0].text", "string"),
        ("languages", ["en", "en"], "languages[1]", "stands twice"),
        ("languages", ["English"], "languages[0]", "pattern"),
        ("titles.fr", "Fédération", "titles.fr", "none of the charter's languages"),
        ("members.1.key", "peniche", "members[1].key", "stands twice"),
        ("members.1.key", "commons", "members[1].key", "stands for the federation"),
        ("members.2.jurisdiction", "XX", "members[2].jurisdiction", "ISO 3166-1"),
        ("members.2.jurisdiction", "nz", "members[2].jurisdiction", "ISO 3166-1"),
        ("members.2.jurisdiction", "", "members[2].jurisdiction", "empty"),
        ("members.0.place.latitude", 39.356, "members[0].place.latitude", "string"),
        ("members.0.languages", ["pt", "pt"], "members[0].languages[1]", "stands twice"),
        ("revenue_shares.0.share", 3366, "revenue_shares", "sum to 9,999, not to 10,000"),
        ("revenue_shares.0.share", 0, "revenue_shares[0].share", "greater than or equal to 1"),
        ("revenue_shares.0.share", 3367.5, "revenue_shares[0].share", "integer"),
        ("revenue_shares.1.to", "peniche", "revenue_shares[1].to", "stands twice"),
        ("revenue_shares.1.to", "atlantis", "revenue_shares[1].to", "no member's key"),
        ("revenue_shares.1", ..., "revenue_shares", "'shimoda' has no share"),
        ("decision_rules.approval", 5_000, "decision_rules.approval", "greater than 5000"),
        ("decision_rules.quorum_people", 0, "decision_rules.quorum_people", "0 is not from 1"),
        ("decision_rules.electorate", [], "decision_rules.electorate", "at least 1"),
        (
            "decision_rules.electorate",
            ["citizens", "citizens"],
            "decision_rules.electorate[1]",
            "stands twice",
        ),
        ("decision_rules.grace", "P1M", "decision_rules.grace", "not a duration"),
        ("decision_rules.grace", "PT23H", "decision_rules.grace", "86,400"),
        ("decision_rules.voting_period", "P31D", "decision_rules.voting_period", "2,592,000"),
        ("decision_rules.late_extension", "P6D", "decision_rules.late_extension", "longer"),
        (
            "dispute_resolution.global_tribunal.contract",
            "0x52908400098527886E0F7030069857D2E4169Ee7",
            "dispute_resolution.global_tribunal.contract",
            "checksum",
        ),
        (
            "dispute_resolution.global_tribunal.jury.most_from_one_community",
            13,
            "dispute_resolution.global_tribunal.jury.most_from_one_community",
            "more than there are seats",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_path(path, value, named, problem):
    with pytest.raises(BadDocument) as refused:
        read(spoil(global_ocean.charter(), path, value))
    assert refused.value.path == named
    assert problem in refused.value.problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"name": "a", "name": "b"}', "stands twice"),
        ('{"name": NaN}', "NaN"),
        ('{"name": "a",}', "line 1, column"),
        (b'{"name": "\xff"}', "not UTF-8"),
        ('{"name": 9007199254740993}', "canonical form"),
        ('{"name": "\\ud800"}', "canonical form"),
        pytest.param("[" * 100_000, "nested too deeply", id="deep"),
        ("[]", "object"),
    ],
)
def test_what_is_no_plain_json_object_is_refused(text, problem):
    with pytest.raises(BadDocument, match=problem):
        read_charter(text)


def test_a_charter_that_says_what_the_chain_says_passes():
    charter = read(global_ocean.charter())
    check_rules(charter, Rules.from_chain(charter.rules().for_chain()))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("electorate", 2),
        ("quorum_people", 2_501),
        ("quorum_communities", 5_999),
        ("approval", 5_001),
        ("voting_delay", 3_600),
        ("voting_period", 6 * DAY),
        ("late_extension", 0),
        ("execution_delay", DAY),
        ("grace", 15 * DAY),
        ("notice", 31 * DAY),
        ("tribunal", TRIBUNAL),
    ],
)
def test_a_charter_that_contradicts_the_chain_is_refused_by_field(field, value):
    charter = read(global_ocean.charter())
    names = list(Rules.__dataclass_fields__)
    onchain = list(charter.rules().for_chain())
    onchain[names.index(field)] = value
    with pytest.raises(CharterContradictsRules, match=field) as refused:
        check_rules(charter, Rules.from_chain(onchain))
    assert refused.value.fields == (field,)
