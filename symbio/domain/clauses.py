# SPDX-License-Identifier: Apache-2.0
"""The parts that a charter is made of: goals, protocols, members, the ladder, decision rules."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from symbio.domain import durations
from symbio.domain.addresses import checksummed
from symbio.domain.jurisdictions import jurisdiction
from symbio.domain.rules import WHOLE

NAME_LIMIT = 50


def _printable(text: str) -> str:
    if not text.strip() or text != text.strip():
        raise ValueError("it is empty, or begins or ends with a space")
    if not all(character.isprintable() or character == "\n" for character in text):
        raise ValueError("it holds control characters")
    return text


def _name(text: str) -> str:
    if "\n" in text or len(text.encode("utf-8")) > NAME_LIMIT:
        raise ValueError(f"a name is one line of at most {NAME_LIMIT} bytes in UTF-8")
    return text


def _duration(text: str) -> str:
    durations.seconds(text)
    return text


def _address(text: str) -> str:
    # The text stays as it was written, or the document's digest would change.
    checksummed(text)
    return text


def _country(code: str) -> str:
    if not code:
        raise ValueError("it is empty; give an ISO 3166-1 code such as PT")
    return jurisdiction(code)


Text = Annotated[str, Field(min_length=1, max_length=5_000), AfterValidator(_printable)]
Name = Annotated[
    str,
    Field(min_length=1, max_length=NAME_LIMIT),
    AfterValidator(_printable),
    AfterValidator(_name),
]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
BasisPoints = Annotated[int, Field(ge=0, le=WHOLE)]
Share = Annotated[int, Field(ge=1, le=WHOLE)]
Country = Annotated[
    str,
    AfterValidator(_country),
    WithJsonSchema(
        {"type": "string", "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1 alpha-2."}
    ),
]
Duration = Annotated[
    str,
    AfterValidator(_duration),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": durations.PATTERN,
            "description": "ISO 8601 duration of a fixed length, such as P3D, P2W or PT6H.",
        }
    ),
]
Address = Annotated[
    str,
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "pattern": "^0x[0-9a-fA-F]{40}$"}),
]
Languages = Annotated[
    tuple[Language, ...], Field(min_length=1, json_schema_extra={"uniqueItems": True})
]


class Clause(BaseModel):
    """A part of a charter; nothing may be added that this version of the form doesn't know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Goal(Clause):
    """A goal that all members share."""

    title: Text
    text: Text


class Protocol(Clause):
    """How members share one resource."""

    resource: Text
    protocol: Text
    licence: Text | None = None


class Place(Clause):
    """Where a community lives; degrees as decimal text, so that no reader rounds them."""

    name: Text
    latitude: Annotated[str, Field(pattern=r"^-?[0-9]{1,2}(\.[0-9]{1,6})?$")]
    longitude: Annotated[str, Field(pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,6})?$")]


class FoundingMember(Clause):
    """A founding community."""

    key: Annotated[Key, Field(description="How the rest of the charter refers to it.")]
    name: Text
    place: Place
    jurisdiction: Country
    languages: Languages


class Step(Clause):
    """One step of the ladder; a case that isn't settled within its window may go one step up."""

    who: Text
    how: Text
    window: Duration


class Jury(Clause):
    """The tribunal's citizens, drawn by lot from the communities that are no party to the case."""

    seats: Annotated[int, Field(ge=3, le=63)]
    most_from_one_community: Annotated[int, Field(ge=1, le=63)]
    turn: Duration


class Tribunal(Step):
    """The last step: the global tribunal, with a jury of citizens."""

    jury: Jury
    contract: Annotated[
        Address | None,
        Field(description="The tribunal that knows who is party to an open case, if on chain."),
    ] = None


class Ladder(Clause):
    """Disputes are settled in three steps, restoratively: mediation, arbitration, tribunal."""

    local_mediation: Step
    federation_arbitration: Step
    global_tribunal: Tribunal


class DecisionRules(Clause):
    """How the federation decides. Every value is also on chain, where it binds."""

    electorate: Annotated[
        tuple[Literal["stewards", "citizens"], ...],
        Field(min_length=1, max_length=2, json_schema_extra={"uniqueItems": True}),
    ]
    quorum_people: Annotated[
        BasisPoints, Field(description="Of each community's own people: so many make it present.")
    ]
    quorum_communities: Annotated[
        Share, Field(description="Of the member communities: so many must be present.")
    ]
    approval: Annotated[
        int, Field(gt=WHOLE // 2, le=WHOLE, description="Of For + Against: more than half.")
    ]
    voting_delay: Duration
    voting_period: Duration
    late_extension: Duration
    execution_delay: Duration
    grace: Duration
    notice: Duration


class RevenueShare(Clause):
    """One recipient's part of the joint revenue, in basis points of the whole."""

    to: Annotated[Key, Field(description='A member\'s key, or "commons": the federation itself.')]
    share: Share
