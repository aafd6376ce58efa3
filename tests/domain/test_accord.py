# SPDX-License-Identifier: Apache-2.0
"""An accord is read whole or refused at the field that is wrong, and its terms say the same."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from jsonschema import Draft202012Validator

from symbio.domain.accord import (
    AccordContradictsTerms,
    AccordDocument,
    Places,
    check_terms,
    read_accord,
    schema,
)
from symbio.domain.accords import UNLIMITED, Clause, Terms, check
from symbio.domain.amount import Token
from symbio.domain.categories import category_of
from symbio.domain.documents import BadDocument
from symbio.domain.rules import DAY
from tests.domain import global_ocean
from tests.domain.global_ocean import ROOT, spoil

PUBLISHED = ROOT / "docs" / "schemas" / "accord.schema.json"
EURO, YEN, DOLLAR = (f"0x{n:040x}" for n in (1, 2, 3))
MARKET = "0x52908400098527886E0F7030069857D2E4169EE7"
PLACES = Places(
    parties={"peniche": 3, "shimoda": 1, "kaikoura": 7},
    funds={"ocean-fund": 9},
    currencies={
        "DEUR": Token(EURO, "DEUR", 2),
        "DJPY": Token(YEN, "DJPY", 0),
        "DNZD": Token(DOLLAR, "DNZD", 2),
    },
)
START = 1_800_000_000


def read(document: dict[str, Any]) -> AccordDocument:
    return read_accord(json.dumps(document))


def terms_of(accord: AccordDocument, places: Places = PLACES) -> Terms:
    return accord.terms(places, starts_at=START, until=START + DAY, market=MARKET)


def test_the_example_gives_its_terms() -> None:
    accord = read(global_ocean.accord())
    terms = terms_of(accord)
    assert terms.clauses[0] == Clause(3, category_of("HS 03").word, 500, 200, 9, 9_000)
    assert terms.clauses[4].quantity == UNLIMITED
    assert terms.clauses[6] == Clause(7, category_of("CPC 631").word, 1_000, 0, 0, 600)
    assert replace(terms, clauses=()) == Terms(
        accord_id=0,
        version=1,
        name="Accord of the three coasts",
        document=accord.digest(),
        parties=(1, 3, 7),
        currencies=(EURO, YEN, DOLLAR),
        floors=(500_000, 800_000, 900_000),
        drift=6_000,
        clauses=(),
        starts_at=START,
        season=90 * DAY,
        review_at=START + 180 * DAY,
        ends_at=START + 365 * DAY,
        notice=30 * DAY,
        market=MARKET,
        until=START + DAY,
    )
    check(terms, START)
    check_terms(accord, terms, PLACES)


def test_the_digest_is_of_what_was_written_and_not_of_how() -> None:
    document = global_ocean.accord()
    accord = read_accord(json.dumps(document, indent=7, ensure_ascii=True))
    assert accord.document() == document
    assert read_accord(rfc8785.dumps(document)).digest() == accord.digest()


@pytest.mark.parametrize(
    ("path", "value", "named", "problem"),
    [
        ("name", ..., "name", "required"),
        ("name", "海" * 34, "name", "100 bytes"),
        ("name", "Two\nlines", "name", "one line"),
        ("format", "symbio/accord/2", "format", "symbio/accord/1"),
        ("tariffs", [], "tariffs", "not permitted"),
        ("languages", ["en", "en"], "languages[1]", "stands twice"),
        ("titles.fr", "Accord", "titles.fr", "none of the accord's languages"),
        ("goals", [], "goals", "at least 1 item"),
        ("parties", [{"key": "a", "name": "A"}], "parties", "at least 2 items"),
        ("parties.1.key", "peniche", "parties[1].key", "stands twice"),
        ("parties.0.jurisdiction", "XX", "parties[0].jurisdiction", "XX"),
        ("currencies", [], "currencies", "at least 1 item"),
        ("currencies.1.symbol", "DEUR", "currencies[1].symbol", "stands twice"),
        ("currencies.0.alarm_from", "1e5", "currencies[0].alarm_from", "pattern"),
        ("clauses", [], "clauses", "at least 1 item"),
        ("clauses.1.key", "fish", "clauses[1].key", "stands twice"),
        ("clauses.0.seller", "lisbon", "clauses[0].seller", "no party's key"),
        ("clauses.0.into", "navy", "clauses[0].into", "no fund's key"),
        ("clauses.0.into", ..., "clauses[0].into", "into no fund"),
        ("clauses.0.category", "HS 77", "clauses[0].category", "HS has no 77"),
        ("clauses.0.category", "HS 0302.43", "clauses[0].category", "write it as “HS 030243”"),
        ("clauses.0.category", "fish", "clauses[0].category", "no category"),
        ("clauses.0.concession", 10_000, "clauses[0].concession", "less than 10000"),
        ("clauses.0.contribution", -1, "clauses[0].contribution", "greater than or equal to 0"),
        ("clauses.0.most_a_season", 0, "clauses[0].most_a_season", "greater than or equal to 1"),
        ("clauses.0.most_a_season", ..., "clauses[0].most_a_season", "required"),
        ("season", "PT1H", "season", "1 day"),
        ("season", "P1M", "season", "not a duration"),
        ("notice", "P400D", "notice", "366 days"),
        ("lasts", "P4000D", "lasts", "3660 days"),
        ("review.after", "P365D", "review.after", "between"),
        ("review.after", "P0D", "review.after", "between"),
        ("review.drift", 10_001, "review.drift", "less than or equal to 10000"),
        ("origin.evidence", [], "origin.evidence", "at least 1 item"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(
    path: str, value: Any, named: str, problem: str
) -> None:
    with pytest.raises(BadDocument) as error:
        read(spoil(global_ocean.accord(), path, value))
    assert error.value.path == named
    assert problem in error.value.problem


@pytest.mark.parametrize("missing", ["parties", "funds", "currencies"])
def test_a_key_without_a_place_is_named(missing: str) -> None:
    accord = read(global_ocean.accord())
    with pytest.raises(BadDocument, match=f"{missing}.*not known"):
        terms_of(accord, replace(PLACES, **{missing: {}}))


def test_places_that_the_document_says_itself() -> None:
    document = spoil(global_ocean.accord(), "parties.0.community", 3)
    accord = read(spoil(document, "funds.0.split", 9))
    bare = replace(PLACES, parties={"shimoda": 1, "kaikoura": 7}, funds={})
    assert terms_of(accord, bare) == terms_of(accord)
    for wrong, path in (
        (replace(PLACES, parties={**PLACES.parties, "peniche": 4}), "parties[0].community"),
        (replace(PLACES, funds={"ocean-fund": 8}), "funds[0].split"),
        (replace(PLACES, parties={**PLACES.parties, "shimoda": 7}), "parties[2]"),
    ):
        with pytest.raises(BadDocument) as error:
            terms_of(accord, wrong)
        assert error.value.path == path


def test_a_floor_that_the_currency_can_not_say() -> None:
    accord = read(spoil(global_ocean.accord(), "currencies.1.alarm_from", "0.5"))
    with pytest.raises(BadDocument, match=r"currencies\[1\]"):
        terms_of(accord)
    accord = read(spoil(global_ocean.accord(), "currencies.1.alarm_from", "9" * 30))
    huge = replace(PLACES, currencies={**PLACES.currencies, "DJPY": Token(YEN, "DJPY", 18)})
    with pytest.raises(BadDocument, match="more than the chain can hold"):
        terms_of(accord, huge)


def changed(terms: Terms, number: int, **other: Any) -> Terms:
    made = list(terms.clauses)
    made[number] = replace(made[number], **other)
    return replace(terms, clauses=tuple(made))


def test_terms_that_say_something_else_are_refused_by_the_name_of_the_clause() -> None:
    accord = read(global_ocean.accord())
    terms = terms_of(accord)
    others = {
        "clause fish, contribution": changed(terms, 0, contribution=201),
        "clause software, split_id": changed(terms, 4, split_id=8),
        "clause tours, seller_id": changed(terms, 5, seller_id=1),
        "clause rooms, quantity": changed(terms, 6, quantity=601),
        "clauses": replace(terms, clauses=terms.clauses[:-1]),
        "document": replace(terms, document=bytes(32)),
        "name": replace(terms, name="Other"),
        "parties": replace(terms, parties=(1, 3)),
        "floors": replace(terms, floors=(0, 0, 0)),
        "drift": replace(terms, drift=10_000),
        "season": replace(terms, season=91 * DAY),
        "review_at": replace(terms, review_at=terms.review_at + 1),
        "ends_at": replace(terms, ends_at=terms.ends_at + 1),
        "notice": replace(terms, notice=0),
    }
    for field, other in others.items():
        with pytest.raises(AccordContradictsTerms) as error:
            check_terms(accord, other, PLACES)
        assert error.value.fields == (field,)


def test_the_published_schema_is_the_model_s() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    assert published == schema()
    takes = Draft202012Validator(published)
    assert takes.is_valid(global_ocean.accord())
    for path, value in (("clauses.0.category", "HS 030"), ("name", ...), ("lasts", "1 year")):
        assert not takes.is_valid(spoil(global_ocean.accord(), path, value))
