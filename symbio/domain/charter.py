# SPDX-License-Identifier: Apache-2.0
"""The charter: the document that founding communities agree on, and that the chain knows by digest.

Its `decision_rules` are also on chain, as `Rules`; `check_rules` holds the two together.
The published form is `docs/schemas/charter.schema.json`.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from symbio.domain import documents, durations
from symbio.domain.addresses import NOBODY
from symbio.domain.clauses import (
    DecisionRules,
    FoundingMember,
    Goal,
    Ladder,
    Language,
    Languages,
    Name,
    Protocol,
    RevenueShare,
    Text,
)
from symbio.domain.documents import BadDocument
from symbio.domain.rules import WHOLE, Electorate, RuleOutOfBounds, Rules
from symbio.domain.written import Contradiction, Written, once

COMMONS = "commons"


class CharterContradictsRules(Contradiction):
    """The document says one thing and the chain another; `fields` names where."""

    what = "The charter contradicts its rules on chain"
    sides = ("charter", "chain")
    remedy: ClassVar[str] = "Amend the document or the rules until both say the same."


class CharterDocument(Written):
    """A federation's charter. Its sha-256 in the form of RFC 8785 stands on chain.

    Raises `BadDocument`, which names the field, where the parts contradict one another.
    """

    format: Literal["symbio/charter/1"]
    name: Name
    titles: Annotated[
        dict[Language, Text],
        Field(
            description="The federation's name in its languages.",
            json_schema_extra={"additionalProperties": False},
        ),
    ] = Field(default_factory=dict)
    languages: Annotated[Languages, Field(description="The first is the one that decides.")]
    field_of_interest: Text
    shared_goals: Annotated[tuple[Goal, ...], Field(min_length=1)]
    resource_sharing: Annotated[tuple[Protocol, ...], Field(min_length=1)]
    dispute_resolution: Ladder
    decision_rules: DecisionRules
    members: Annotated[tuple[FoundingMember, ...], Field(min_length=1, max_length=64)]
    revenue_shares: Annotated[
        tuple[RevenueShare, ...],
        Field(min_length=1, max_length=64, description="They sum to 10,000."),
    ]
    amendment: Text
    exit: Text

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        once("languages[{}]", self.languages)
        once("members[{}].key", [member.key for member in self.members])
        for n, member in enumerate(self.members):
            if member.key == COMMONS:
                raise BadDocument(f"members[{n}].key", f"{COMMONS!r} stands for the federation")
            once(f"members[{n}].languages[{{}}]", member.languages)
        for language in self.titles:
            if language not in self.languages:
                raise BadDocument(f"titles.{language}", "it is none of the charter's languages")
        jury = self.dispute_resolution.global_tribunal.jury
        if jury.most_from_one_community > jury.seats:
            path = "dispute_resolution.global_tribunal.jury.most_from_one_community"
            raise BadDocument(path, "it is more than there are seats")
        _check_shares(self.revenue_shares, [member.key for member in self.members])
        self.rules()
        return self

    def rules(self) -> Rules:
        """Give the binding rules as the chain holds them.

        Raises `BadDocument` with the field where a rule is out of the chain's bounds.
        """
        said = self.decision_rules
        once("decision_rules.electorate[{}]", said.electorate)
        electorate = Electorate(0)
        for who in said.electorate:
            electorate |= Electorate[who.upper()]
        try:
            return Rules(
                electorate=electorate,
                quorum_people=said.quorum_people,
                quorum_communities=said.quorum_communities,
                approval=said.approval,
                voting_delay=durations.seconds(said.voting_delay),
                voting_period=durations.seconds(said.voting_period),
                late_extension=durations.seconds(said.late_extension),
                execution_delay=durations.seconds(said.execution_delay),
                grace=durations.seconds(said.grace),
                notice=durations.seconds(said.notice),
                tribunal=self.dispute_resolution.global_tribunal.contract or NOBODY,
            )
        except RuleOutOfBounds as error:
            raise BadDocument(f"decision_rules.{error.field}", error.problem) from error

    def shares(self) -> dict[str, int]:
        """Give the revenue shares in basis points by key, in the charter's order."""
        return {share.to: share.share for share in self.revenue_shares}


def read_charter(text: str | bytes) -> CharterDocument:
    """Read a charter from JSON.

    Raises `BadDocument` with the path of the first field that is wrong.
    """
    return CharterDocument.read(text)


def check_rules(charter: CharterDocument, rules: Rules) -> None:
    """Hold a charter's document and the rules on chain together.

    Raises `CharterContradictsRules`, which names each field that differs.
    """
    ours = charter.rules()
    fields = ours.differences(rules)
    if fields:
        raise CharterContradictsRules((f, getattr(ours, f), getattr(rules, f)) for f in fields)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a charter."""
    return documents.published("charter", "Charter", CharterDocument)


def _check_shares(shares: tuple[RevenueShare, ...], members: list[str]) -> None:
    once("revenue_shares[{}].to", [share.to for share in shares])
    for n, share in enumerate(shares):
        if share.to != COMMONS and share.to not in members:
            raise BadDocument(f"revenue_shares[{n}].to", f"{share.to!r} is no member's key")
    missing = [key for key in members if key not in {share.to for share in shares}]
    if missing:
        raise BadDocument("revenue_shares", f"{missing[0]!r} has no share")
    total = sum(share.share for share in shares)
    if total != WHOLE:
        raise BadDocument("revenue_shares", f"they sum to {total:,}, not to {WHOLE:,}")
