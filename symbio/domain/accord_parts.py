# SPDX-License-Identifier: Apache-2.0
"""The parts that an accord's document is made of: parties, clauses, funds, currencies, review."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from symbio.domain import categories, durations
from symbio.domain.accords import LONGEST, NAME_BYTES, UNLIMITED, YEAR
from symbio.domain.clauses import Clause as Part
from symbio.domain.clauses import Country, Duration, Key, Text
from symbio.domain.refusals.base import SymbioError
from symbio.domain.rules import DAY, WHOLE

AMOUNT = r"^[0-9]{1,30}(\.[0-9]{1,30})?$"


def _name(text: str) -> str:
    if "\n" in text or len(text.encode("utf-8")) > NAME_BYTES:
        raise ValueError(f"a name is one line of at most {NAME_BYTES} bytes in UTF-8")
    return text


def _category(text: str) -> str:
    try:
        found = categories.category_of(text)
    except SymbioError as error:
        raise ValueError(str(error)) from error
    if str(found) != text:
        raise ValueError(f"write it as “{found}”")
    return text


def _within(least: int, most: int) -> AfterValidator:
    def check(text: str) -> str:
        if not least <= durations.seconds(text) <= most:
            said = [durations.in_words(each) for each in (least, most)]
            raise ValueError(f"it is not from {said[0]} to {said[1]}")
        return text

    return AfterValidator(check)


AccordName = Annotated[Text, AfterValidator(_name), Field(max_length=NAME_BYTES)]
CategoryCode = Annotated[
    str,
    AfterValidator(_category),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": categories.PATTERN,
            "description": "HS 2022 with 2, 4 or 6 digits, or CPC 2.1 with 1 to 5; "
            "it covers every code that begins with it.",
        }
    ),
]
LessThanAll = Annotated[int, Field(ge=0, lt=WHOLE)]
Season = Annotated[Duration, _within(DAY, YEAR)]
Notice = Annotated[Duration, _within(0, YEAR)]
Term = Annotated[Duration, _within(DAY, LONGEST)]


class PartyClause(Part):
    """A party: a community, or a federation whose members trade under the accord."""

    key: Annotated[Key, Field(description="How the rest of the accord refers to it.")]
    name: Text
    jurisdiction: Annotated[
        Country | None, Field(description="For readers; no rule of an accord reads it.")
    ] = None
    community: Annotated[
        int | None, Field(ge=1, description="Its number on chain, once it is known.")
    ] = None


class Fund(Part):
    """A shared benefit that contributions flow into, in place of tariffs."""

    key: Key
    name: Text
    purpose: Text
    split: Annotated[
        int | None, Field(ge=1, description="Its split's number in the Treasury, once known.")
    ] = None


class CurrencyClause(Part):
    """A currency that may be paid in."""

    symbol: Annotated[str, Field(pattern=r"^[A-Za-z0-9.$€-]{1,12}$")]
    alarm_from: Annotated[
        str,
        Field(
            pattern=AMOUNT,
            description="The alarm is silent while a party gave and got less than this together.",
        ),
    ] = "0"


class SaleClause(Part):
    """What one party sells to the others, and at what rates; in basis points."""

    key: Key
    seller: Annotated[Key, Field(description="A party's key.")]
    category: CategoryCode
    words: Annotated[Text, Field(description="What it is, as people say it.")]
    concession: Annotated[
        LessThanAll, Field(description="Off the offer's price, for buyers of the other parties.")
    ]
    contribution: Annotated[
        LessThanAll, Field(description="Of what is paid, in place of a tariff.")
    ]
    into: Annotated[
        Key | None, Field(description="The key of the fund that has the contribution.")
    ] = None
    unit: Annotated[str, Field(pattern=r"^\S{1,16}$")]
    most_a_season: Annotated[
        int | None, Field(ge=1, lt=UNLIMITED, description="In that unit; null: without limit.")
    ]


class Origin(Part):
    """How a seller shows that what they sell is their own."""

    rule: Text
    evidence: Annotated[tuple[Text, ...], Field(min_length=1)]


class ReviewClause(Part):
    """When the parties look at the accord again; a question, and never a penalty."""

    after: Duration
    drift: Annotated[
        int,
        Field(
            ge=0,
            le=WHOLE,
            description="The alarm: what a party gave and got are apart by more than this share "
            "of both together. 10,000: never.",
        ),
    ]
    how: Text
