# SPDX-License-Identifier: Apache-2.0
"""Plans as people write them, and as the chain takes them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from symbio.domain import documents
from symbio.domain.addresses import NOBODY
from symbio.domain.documents import BadDocument
from symbio.domain.plan import read_plan, schema
from symbio.domain.plans import Kind
from symbio.domain.rules import DAY

COIN = "0x5FbDB2315678afecb367f032d93F642f64180aa3"


def repair(**other: Any) -> dict[str, Any]:
    said = {
        "obligor": 2,
        "beneficiary": 1,
        "kind": "repair",
        "within": "P90D",
        "what": "Replant the kelp on two hectares of the reef.",
    }
    return said | other


def payment(**other: Any) -> dict[str, Any]:
    paid = {"token": COIN, "units": "340282366920938463463374607431768211455", "split": 3}
    return repair(kind="restitution", what="Pay for the season.", restitution=paid | other)


def written(*obligations: dict[str, Any], **other: Any) -> str:
    said = {
        "format": "symbio/plan/1",
        "title": "Mend the whale-watching season",
        "languages": ["en"],
        "reasons": "The nets were set where the boats pass.",
        "obligations": list(obligations) or [repair(), payment()],
    }
    return json.dumps(said | other)


def test_a_plan_is_read_and_filed() -> None:
    text = written()
    plan = read_plan(text).plan()
    assert plan.text == documents.digest(json.loads(text))
    first, second = plan.obligations
    assert (first.kind, first.term, first.token) == (Kind.REPAIR, 90 * DAY, NOBODY)
    assert first.description == documents.text_digest(repair()["what"])
    assert (second.kind, second.token, second.amount) == (Kind.RESTITUTION, COIN, 2**128 - 1)
    assert second.split_id == 3 and first.clause == bytes(32)


def test_a_clause_is_known_by_its_digest() -> None:
    (owed,) = read_plan(written(repair(clause="Nets stay clear."))).plan().obligations
    assert owed.clause == documents.text_digest("Nets stay clear.")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (written(title="x" * 81), "title"),
        (written(obligations=[]), "obligations"),
        (written(*[repair()] * 9), "obligations"),
        (written(repair(kind="fine")), "obligations[0].kind"),
        (written(repair(obligor=0)), "obligations[0].obligor"),
        (written(payment(units="0")), "obligations[0].restitution.units"),
        (written(payment(units=str(2**128))), "obligations[0].restitution.units"),
        (written(penalty="none"), "penalty"),
        (written(repair(within="P3M")), "obligations[0].within"),
    ],
)
def test_refuses_with_the_path(text: str, path: str) -> None:
    with pytest.raises(BadDocument) as refused:
        read_plan(text)
    assert refused.value.path == path


@pytest.mark.parametrize(
    "wrong",
    [
        repair(beneficiary=2),
        repair(kind="restitution"),
        repair(restitution=payment()["restitution"]),
        repair(within="PT1H"),
        repair(within="P3651D"),
    ],
)
def test_refuses_what_contradicts_itself(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadDocument):
        read_plan(written(wrong))


def test_its_schema_says_what_it_is() -> None:
    assert schema()["title"] == "Plan" and "obligations" in schema()["properties"]
