# SPDX-License-Identifier: Apache-2.0
"""The plan as people write it: the document whose digest stands on chain with its obligations.

The published form is `docs/schemas/plan.schema.json`; what the chain takes is `domain/plans.py`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from symbio.domain import documents, durations
from symbio.domain.addresses import NOBODY
from symbio.domain.clauses import Address, Duration, Languages, Text
from symbio.domain.clauses import Clause as Part
from symbio.domain.documents import BadDocument
from symbio.domain.plans import LONGEST, MOST_OBLIGATIONS, MOST_OWED, TITLE_BYTES, Kind
from symbio.domain.plans import Obligation as Owed
from symbio.domain.plans import Plan as OnChain
from symbio.domain.rules import DAY

_KINDS = {
    "restitution": Kind.RESTITUTION,
    "repair": Kind.REPAIR,
    "apology": Kind.APOLOGY,
    "joint-project": Kind.JOINT_PROJECT,
    "change-of-practice": Kind.CHANGE,
}


def _title(text: str) -> str:
    if "\n" in text or len(text.encode("utf-8")) > TITLE_BYTES:
        raise ValueError(f"a title is one line of at most {TITLE_BYTES} bytes in UTF-8")
    return text


def _units(text: str) -> str:
    if not 0 < int(text) <= MOST_OWED:
        raise ValueError("it is not above zero and below 2^128")
    return text


Title = Annotated[Text, AfterValidator(_title)]
Units = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,38}$"), AfterValidator(_units)]
Community = Annotated[int, Field(ge=1, lt=2**32, description="Its number in Communities.")]


class Restitution(Part):
    """What is paid, in smallest units of a token, into which split of the Treasury."""

    token: Address
    units: Units
    split: Annotated[int, Field(ge=1, lt=2**32)]


class Obligation(Part):
    """What one community does for another, and by when."""

    obligor: Community
    beneficiary: Community
    kind: Literal["restitution", "repair", "apology", "joint-project", "change-of-practice"]
    within: Annotated[Duration, Field(description="From the moment the plan is in force.")]
    what: Text
    clause: Annotated[Text | None, Field(description="The charter's clause it answers to.")] = None
    restitution: Restitution | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.obligor == self.beneficiary:
            raise BadDocument("beneficiary", "it is the obligor itself")
        if (self.kind == "restitution") != (self.restitution is not None):
            raise BadDocument("restitution", "restitution, and nothing else, says what is paid")
        if not DAY <= durations.seconds(self.within) <= LONGEST:
            raise BadDocument("within", "it is not from a day to ten years")
        return self

    def owed(self) -> Owed:
        """Give it as the chain takes it."""
        paid = self.restitution
        return Owed(
            obligor=self.obligor,
            beneficiary=self.beneficiary,
            kind=_KINDS[self.kind],
            term=durations.seconds(self.within),
            description=documents.text_digest(self.what),
            clause=documents.text_digest(self.clause) if self.clause else bytes(32),
            token=paid.token if paid else NOBODY,
            amount=int(paid.units) if paid else 0,
            split_id=paid.split if paid else 0,
        )


class PlanDocument(Part):
    """A plan that could mend a case. Its sha-256 in the form of RFC 8785 stands on chain."""

    format: Literal["symbio/plan/1"]
    title: Title
    languages: Annotated[Languages, Field(description="The first is the one that decides.")]
    reasons: Annotated[Text, Field(description="What happened, and why this mends it.")]
    obligations: Annotated[tuple[Obligation, ...], Field(min_length=1, max_length=MOST_OBLIGATIONS)]

    def plan(self) -> OnChain:
        """Give the plan as it is filed."""
        owed = tuple(each.owed() for each in self.obligations)
        return OnChain(self.title, self.digest(), owed)

    def document(self) -> dict[str, Any]:
        """Give the JSON value, exactly as it was written."""
        return self.model_dump(mode="json", exclude_unset=True)

    def digest(self) -> bytes:
        """Give the 32 bytes that stand on chain as the plan's text."""
        return documents.digest(self.document())


def read_plan(text: str | bytes) -> PlanDocument:
    """Read a plan's document from JSON.

    Raises `BadDocument` with the path of the first field that is wrong.
    """
    value = documents.canonical(documents.parse(text))
    try:
        return PlanDocument.model_validate_json(value)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        said = problems[0]["msg"].removeprefix("Value error, ")
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        raise BadDocument(documents.path_of(problems[0]["loc"]), f"{said}{more}") from error


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a plan."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:symbio:schema:plan:1",
        **PlanDocument.model_json_schema(mode="validation"),
        "title": "Plan",
    }
