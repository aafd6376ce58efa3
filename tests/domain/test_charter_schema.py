# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schema takes what the model takes, and refuses what any schema can see."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from symbio.domain.charter import read_charter, schema
from symbio.domain.documents import BadDocument
from tests.domain import global_ocean
from tests.domain.global_ocean import ROOT, spoil

PUBLISHED = ROOT / "docs" / "schemas" / "charter.schema.json"


@pytest.fixture(scope="module")
def validator():
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published)


def test_the_published_schema_is_the_model_s():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()


def test_the_builder_finds_nothing_to_do():
    done = subprocess.run(
        [sys.executable, "scripts/build_schemas.py", "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("name", "Northern Kelp Circle"),
        ("titles", ...),
        ("decision_rules.electorate", ["citizens"]),
        ("decision_rules.voting_delay", "P1DT1M"),
        ("decision_rules.voting_period", "P2W"),
        ("dispute_resolution.global_tribunal.contract", "0x" + "a" * 40),
        ("resource_sharing.1.licence", "CC0-1.0"),
    ],
)
def test_good_charters_validate_in_both(validator, path, value):
    document = spoil(global_ocean.charter(), path, value)
    assert validator.is_valid(document)
    assert read_charter(json.dumps(document)).document() == document


def every_path(value, path=""):
    """Every field of the example, by its path."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        place = f"{path}.{key}" if path else str(key)
        yield place, inner
        if isinstance(inner, dict | list):
            yield from every_path(inner, place)


FIELDS = list(every_path(global_ocean.charter()))
OPTIONAL = {"titles", "titles.en", "titles.pt", "titles.ja", "resource_sharing.0.licence"}


def test_every_field_of_a_wrong_type_fails_in_both(validator):
    for path, _ in FIELDS:
        document = spoil(global_ocean.charter(), path, True)
        assert not validator.is_valid(document), path
        with pytest.raises(BadDocument):
            read_charter(json.dumps(document))


def test_every_field_taken_away_or_misspelt_fails_in_both(validator):
    named = [path for path, _ in FIELDS if not path.rpartition(".")[2].isdigit()]
    for path in named:
        misspelt = spoil(global_ocean.charter(), f"{path}_s", "so")
        assert not validator.is_valid(misspelt), path
        with pytest.raises(BadDocument):
            read_charter(json.dumps(misspelt))
        if path not in OPTIONAL:
            shorter = spoil(global_ocean.charter(), path, ...)
            assert not validator.is_valid(shorter), path
            with pytest.raises(BadDocument):
                read_charter(json.dumps(shorter))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("decision_rules.grace", "P1M"),
        ("decision_rules.grace", "PT"),
        ("decision_rules.approval", 5_000),
        ("decision_rules.approval", 10_001),
        ("decision_rules.electorate", ["citizens", "citizens"]),
        ("decision_rules.electorate", ["governments"]),
        ("members.0.jurisdiction", "Portugal"),
        ("members.0.key", "Peniche!"),
        ("members", []),
        ("languages", []),
        ("revenue_shares.0.share", 0),
        ("revenue_shares.0.share", -3367),
        ("dispute_resolution.global_tribunal.jury.seats", 2),
        ("dispute_resolution.global_tribunal.contract", "0x12"),
    ],
)
def test_values_out_of_form_fail_in_both(validator, path, value):
    document = spoil(global_ocean.charter(), path, value)
    assert not validator.is_valid(document)
    with pytest.raises(BadDocument):
        read_charter(json.dumps(document))
