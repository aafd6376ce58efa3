# SPDX-License-Identifier: Apache-2.0
"""An offer's document becomes exactly the offer that is signed; its form is published."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from symbio.domain.addresses import NOBODY
from symbio.domain.categories import category_of
from symbio.domain.documents import BadDocument
from symbio.domain.errors import BadAmount
from symbio.domain.market import STEWARD
from symbio.domain.offering import (
    description_schema,
    offer_schema,
    read_description,
    read_offer,
)
from tests.domain.global_ocean import ROOT
from tests.domain.market_values import DAY, EURO, FEDERATION, SELLER, YEN

DESCRIPTION = {
    "format": "symbio/offer-description/1",
    "wordings": {"pt": {"title": "Sardinhas", "text": "Da noite."}},
    "origin": "PT",
    "keywords": ["peixe azul"],
}
DOCUMENT: dict[str, Any] = {
    "format": "symbio/offer/1",
    "title": "Sardinhas – 鰯",
    "description": DESCRIPTION,
    "category": "HS 030243",
    "unit": "kg",
    "stock": 400,
    "prices": {EURO.address: "4.20", YEN.address: "690"},
    "paid_to_split": 7,
    "community": 3,
    "visible_to": [FEDERATION],
    "delivery": {
        "from": "2026-11-18T00:00:00Z",
        "until": "2027-01-17T00:00:00Z",
        "place": "Cais de Peniche",
    },
    "stages": [5, 95],
    "cooling": "P1D",
    "inspection": "PT12H",
    "disputes": {"arbiter": SELLER, "ruling_time": "P30D", "to_seller_if_unruled": 2500},
    "orders_until": "2026-12-18T00:00:00Z",
}
TOKENS = {EURO.address: EURO, YEN.address: YEN}
SCHEMAS = {"offer": offer_schema, "offer-description": description_schema}


def read(**changes: Any) -> Any:
    return read_offer(json.dumps({**DOCUMENT, **changes}))


def test_a_document_becomes_the_offer_that_is_signed() -> None:
    offer = read().offer(SELLER, STEWARD, 12, TOKENS)
    assert offer.prices == {EURO.address: 420, YEN.address: 690}
    assert (offer.category, offer.stages) == (category_of("HS 030243").word, 595)
    assert (offer.cooling, offer.inspection, offer.ruling_time) == (DAY, DAY // 2, 30 * DAY)
    assert offer.deliver_until - offer.deliver_from == 60 * DAY
    assert (offer.everyone, offer.federations) == (False, (FEDERATION,))
    assert offer.description == read_description(json.dumps(DESCRIPTION)).digest()
    assert (offer.seller, offer.place, offer.nonce, offer.unruled) == (SELLER, STEWARD, 12, 2_500)


def test_what_isn_t_said_has_a_default() -> None:
    left_out = ("visible_to", "stages", "cooling", "inspection", "disputes", "community")
    said = {key: value for key, value in DOCUMENT.items() if key not in left_out}
    offer = read_offer(json.dumps(said)).offer(SELLER, 0, 1, TOKENS)
    assert (offer.everyone, offer.stages, offer.cooling) == (True, 100, 0)
    assert (offer.arbiter, offer.unruled) == (NOBODY, 5_000)


def test_a_price_finer_than_its_currency_is_refused() -> None:
    with pytest.raises(BadAmount, match="decimals"):
        read(prices={EURO.address: "4.205"}).offer(SELLER, STEWARD, 1, TOKENS)


def test_a_description_s_digest_doesn_t_hang_on_how_it_is_written() -> None:
    description = read_description(json.dumps(DESCRIPTION))
    spaced = json.dumps(dict(reversed(DESCRIPTION.items())), indent=4)
    assert read_description(spaced).digest() == description.digest()
    assert "peixe azul" in description.all_texts() and "Sardinhas" in description.all_texts()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"title": "x" * 81}, "title"),
        ({"title": "鰯" * 27}, "title"),
        ({"unit": "a unit of seventeen"}, "unit"),
        ({"stock": 0}, "stock"),
        ({"stock": 2**32}, "stock"),
        ({"stages": [50, 49]}, "stages"),
        ({"stages": []}, "stages"),
        ({"prices": {EURO.address: "-1"}}, "prices"),
        ({"prices": {"0x12": "1"}}, "prices"),
        ({"category": "HS 1"}, "category"),
        ({"visible_to": []}, "visible_to"),
        ({"community": 0}, "visible_to"),
        ({"orders_until": "2027-02-01T00:00:00Z"}, "orders_until"),
        ({"orders_until": "tomorrow"}, "orders_until"),
        ({"delivery": {**DOCUMENT["delivery"], "until": "2026-01-01T00:00:00Z"}}, "delivery.until"),
        ({"disputes": {"to_seller_if_unruled": 10_001}}, "disputes"),
        ({"description": {**DESCRIPTION, "wordings": {}}}, "description.wordings"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read(**changes)
    assert caught.value.path.startswith(path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_the_model_s(name: str) -> None:
    path = ROOT / "docs" / "schemas" / f"{name}.schema.json"
    published = json.loads(path.read_text(encoding="utf-8"))
    assert published == SCHEMAS[name]()
    Draft202012Validator.check_schema(published)
    said = DOCUMENT if name == "offer" else DESCRIPTION
    assert Draft202012Validator(published).is_valid(said)
    assert not Draft202012Validator(published).is_valid({**said, "extra": 1})


def test_times_are_seconds_of_the_chain() -> None:
    assert read().offer(SELLER, 0, 1, TOKENS).deliver_from == 1_794_960_000
