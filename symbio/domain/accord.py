# SPDX-License-Identifier: Apache-2.0
"""The accord: the document that parties agree on, and that the chain knows by digest.

Its figures are also on chain, as `Terms`; `check_terms` holds the two together.
The published form is `docs/schemas/accord.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from symbio.domain import documents, durations
from symbio.domain.accord_parts import (
    AccordName,
    CurrencyClause,
    Fund,
    Notice,
    Origin,
    PartyClause,
    ReviewClause,
    SaleClause,
    Season,
    Term,
)
from symbio.domain.accords import (
    FLOOR_LIMIT,
    MOST_CLAUSES,
    MOST_CURRENCIES,
    MOST_PARTIES,
    UNLIMITED,
    Clause,
    Terms,
)
from symbio.domain.amount import Token
from symbio.domain.categories import category_of
from symbio.domain.clauses import Goal, Language, Languages, Text
from symbio.domain.documents import BadDocument
from symbio.domain.refusals.base import SymbioError
from symbio.domain.written import Contradiction, Written, once


class AccordContradictsTerms(Contradiction):
    """The document says one thing and the terms another; `fields` names where."""

    what = "The accord's document contradicts its terms"
    sides = ("document", "terms")
    remedy: ClassVar[str] = "Write the terms again from the document that was agreed on."


@dataclass(frozen=True, slots=True)
class Places:
    """Where on chain is what a document names by keys: communities, splits, currencies."""

    parties: Mapping[str, int]
    funds: Mapping[str, int]
    currencies: Mapping[str, Token]


class AccordDocument(Written):
    """A mutual-benefit accord. Its sha-256 in the form of RFC 8785 stands on chain.

    Raises `BadDocument`, which names the field, where the parts contradict one another.
    """

    format: Literal["symbio/accord/1"]
    name: AccordName
    titles: Annotated[
        dict[Language, Text],
        Field(
            description="The accord's name in its languages.",
            json_schema_extra={"additionalProperties": False},
        ),
    ] = Field(default_factory=dict)
    languages: Annotated[Languages, Field(description="The first is the one that decides.")]
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]
    parties: Annotated[tuple[PartyClause, ...], Field(min_length=2, max_length=MOST_PARTIES)]
    currencies: Annotated[
        tuple[CurrencyClause, ...], Field(min_length=1, max_length=MOST_CURRENCIES)
    ]
    funds: tuple[Fund, ...] = ()
    clauses: Annotated[tuple[SaleClause, ...], Field(min_length=1, max_length=MOST_CLAUSES)]
    season: Annotated[Season, Field(description="Quantities are counted by seasons.")]
    origin: Origin
    review: ReviewClause
    lasts: Annotated[Term, Field(description="From its start.")]
    notice: Annotated[Notice, Field(description="From announcing to leave to having left.")]
    leaving: Text
    disputes: Text

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        once("languages[{}]", self.languages)
        once("parties[{}].key", [party.key for party in self.parties])
        once("parties[{}].community", [p.community for p in self.parties if p.community])
        once("currencies[{}].symbol", [currency.symbol for currency in self.currencies])
        once("funds[{}].key", [fund.key for fund in self.funds])
        once("clauses[{}].key", [clause.key for clause in self.clauses])
        for language in self.titles:
            if language not in self.languages:
                raise BadDocument(f"titles.{language}", "it is none of the accord's languages")
        parties, funds = ({each.key for each in some} for some in (self.parties, self.funds))
        for n, clause in enumerate(self.clauses):
            if clause.seller not in parties:
                raise BadDocument(f"clauses[{n}].seller", f"{clause.seller!r} is no party's key")
            if clause.into is not None and clause.into not in funds:
                raise BadDocument(f"clauses[{n}].into", f"{clause.into!r} is no fund's key")
            if clause.contribution and clause.into is None:
                raise BadDocument(f"clauses[{n}].into", "the contribution goes into no fund")
        lasts = durations.seconds(self.lasts)
        if not 0 < durations.seconds(self.review.after) < lasts:
            raise BadDocument("review.after", "it is not between the accord's start and its end")
        return self

    def terms(
        self,
        places: Places,
        *,
        starts_at: int,
        until: int,
        market: str,
        accord_id: int = 0,
        version: int = 1,
    ) -> Terms:
        """Give the terms that bind on chain; raises BadDocument for a key without a place."""
        numbers, splits = self._numbers(places), self._splits(places)
        tokens = [_place("currencies", each.symbol, places.currencies) for each in self.currencies]
        return Terms(
            accord_id=accord_id,
            version=version,
            name=self.name,
            document=self.digest(),
            parties=tuple(sorted(numbers.values())),
            currencies=tuple(token.address for token in tokens),
            floors=tuple(self._floor(n, token) for n, token in enumerate(tokens)),
            drift=self.review.drift,
            clauses=tuple(_clause(each, numbers, splits) for each in self.clauses),
            starts_at=starts_at,
            season=durations.seconds(self.season),
            review_at=starts_at + durations.seconds(self.review.after),
            ends_at=starts_at + durations.seconds(self.lasts),
            notice=durations.seconds(self.notice),
            market=market,
            until=until,
        )

    def _numbers(self, places: Places) -> dict[str, int]:
        """Give each party's number by key, held against what the document says itself."""
        found: dict[str, int] = {}
        for n, party in enumerate(self.parties):
            number = party.community or _place("parties", party.key, places.parties)
            if places.parties.get(party.key, number) != number:
                raise BadDocument(f"parties[{n}].community", f"it is {number} in the document")
            if number in found.values():
                raise BadDocument(f"parties[{n}]", f"community {number} stands twice")
            found[party.key] = number
        return found

    def _splits(self, places: Places) -> dict[str, int]:
        """Give each fund's split by key, held against what the document says itself."""
        for n, fund in enumerate(self.funds):
            if fund.split and places.funds.get(fund.key, fund.split) != fund.split:
                raise BadDocument(f"funds[{n}].split", f"it is {fund.split} in the document")
        own = {fund.key: fund.split for fund in self.funds if fund.split}
        return {**places.funds, **own}

    def _floor(self, number: int, token: Token) -> int:
        path = f"currencies[{number}].alarm_from"
        try:
            floor = token.amount(self.currencies[number].alarm_from).units
        except SymbioError as error:
            raise BadDocument(path, str(error)) from error
        if floor >= FLOOR_LIMIT:
            raise BadDocument(path, "it is more than the chain can hold")
        return floor


def read_accord(text: str | bytes) -> AccordDocument:
    """Read an accord's document from JSON.

    Raises `BadDocument` with the path of the first field that is wrong.
    """
    return AccordDocument.read(text)


def check_terms(accord: AccordDocument, terms: Terms, places: Places) -> None:
    """Hold an accord's document and terms together.

    Raises `AccordContradictsTerms`, which names each clause and figure that differs.
    """
    ours = accord.terms(
        places,
        starts_at=terms.starts_at,
        until=terms.until,
        market=terms.market,
        accord_id=terms.accord_id,
        version=terms.version,
    )
    differences = list(_differences(accord, ours, terms))
    if differences:
        raise AccordContradictsTerms(differences)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of an accord."""
    return documents.published("accord", "Accord", AccordDocument)


def _differences(
    accord: AccordDocument, ours: Terms, theirs: Terms
) -> Iterable[tuple[str, object, object]]:
    for field in fields(Terms):
        one, other = getattr(ours, field.name), getattr(theirs, field.name)
        if field.name != "clauses" and one != other:
            yield field.name, _shown(one), _shown(other)
    if len(ours.clauses) != len(theirs.clauses):
        yield "clauses", len(ours.clauses), len(theirs.clauses)
    for said, one, other in zip(accord.clauses, ours.clauses, theirs.clauses, strict=False):
        for part in fields(Clause):
            here, there = getattr(one, part.name), getattr(other, part.name)
            if here != there:
                yield f"clause {said.key}, {part.name}", here, there


def _shown(value: object) -> object:
    return "0x" + value.hex() if isinstance(value, bytes) else value


def _clause(said: SaleClause, numbers: Mapping[str, int], splits: Mapping[str, int]) -> Clause:
    return Clause(
        seller_id=numbers[said.seller],
        category=category_of(said.category).word,
        concession=said.concession,
        contribution=said.contribution,
        split_id=_place("funds", said.into, splits) if said.into else 0,
        quantity=said.most_a_season or UNLIMITED,
    )


def _place(path: str, key: str, known: Mapping[str, Any]) -> Any:
    if key not in known:
        raise BadDocument(path, f"where {key!r} is on chain is not known")
    return known[key]
