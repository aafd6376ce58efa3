# SPDX-License-Identifier: Apache-2.0
"""Offers as documents: the description whose digest is on chain, and an offer in words.

A description says what is offered, in as many languages as its seller likes; buyers hold it against
the digest in the offer. An offer's document is what a seller writes and signs from. The published
forms are `docs/schemas/offer-description.schema.json` and `docs/schemas/offer.schema.json`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from symbio.domain import categories, documents, durations, market
from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Token
from symbio.domain.clauses import Address, BasisPoints, Clause, Country, Duration, Language, Text
from symbio.domain.documents import BadDocument
from symbio.domain.errors import BadCategory
from symbio.domain.stages import ALL_AT_ONCE, MAX_STAGES, plan_of
from symbio.domain.written import Written


def _line(limit: int) -> Any:
    def fits(text: str) -> str:
        if not text.strip() or not text.isprintable() or len(text.encode("utf-8")) > limit:
            raise ValueError(f"it is one line of 1 to {limit} bytes in UTF-8")
        return text

    return AfterValidator(fits)


def _moment(text: str) -> str:
    if seconds_of(text) <= 0:
        raise ValueError("it is before there were chains")
    return text


def _category(text: str) -> str:
    try:
        found = categories.category_of(text)
    except BadCategory as error:
        raise ValueError(error.what) from error
    if str(found) != text:
        raise ValueError(f"it is written {found}")
    return text


def seconds_of(moment: str) -> int:
    """Read a time of a document as a second; raises ValueError."""
    return int(datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())


Moment = Annotated[
    str,
    AfterValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
            "description": "A second in UTC, such as 2027-03-01T12:00:00Z.",
        }
    ),
]
Category = Annotated[
    str,
    AfterValidator(_category),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": categories.PATTERN,
            "description": "HS 2022 for goods, CPC 2.1 for services and knowledge: HS 030243.",
        }
    ),
]
Price = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?$")]
Count = Annotated[int, Field(ge=1, lt=2**32)]


class Wording(Clause):
    """What is offered, in one language."""

    title: Text
    text: Text


class OfferDescription(Written):
    """What is offered. Its sha-256 in the form of RFC 8785 stands in the offer."""

    format: Literal["symbio/offer-description/1"]
    wordings: Annotated[dict[Language, Wording], Field(min_length=1)]
    origin: Country | None = None
    evidence_of_origin: Text | None = None
    licence: Annotated[
        Text | None, Field(description="For knowledge and works: what the buyer may do with it.")
    ] = None
    keywords: Annotated[tuple[Text, ...], Field(max_length=32)] = ()
    attachments: Annotated[
        dict[str, Annotated[str, Field(pattern="^[0-9a-f]{64}$")]],
        Field(description="Files that belong to it, by name, with their sha-256."),
    ] = Field(default_factory=dict)

    def all_texts(self) -> list[str]:
        """List what can be searched for."""
        said = [text for each in self.wordings.values() for text in (each.title, each.text)]
        return [*said, *self.keywords, self.evidence_of_origin or "", self.licence or ""]


class Delivery(Clause):
    """When and where the seller delivers; `from` and `until` are seconds in UTC."""

    start: Annotated[Moment, Field(alias="from")]
    until: Moment
    place: Annotated[str, _line(market.MAX_PLACE)]


class Disputes(Clause):
    """Who rules a dispute, for how long, and who gets what if nobody does."""

    arbiter: Address | None = None
    ruling_time: Duration = "P60D"
    to_seller_if_unruled: BasisPoints = 5_000


class OfferDocument(Written):
    """An offer in words; prices are decimal numbers of a currency, by its contract's address."""

    format: Literal["symbio/offer/1"]
    title: Annotated[str, _line(market.MAX_TITLE)]
    description: OfferDescription
    category: Category
    unit: Annotated[str, _line(market.MAX_UNIT)]
    stock: Count
    prices: Annotated[dict[Address, Price], Field(min_length=1, max_length=market.MAX_PRICES)]
    paid_to_split: Count
    community: Annotated[int, Field(ge=0, description="0: the seller stands for none.")] = 0
    visible_to: (
        Literal["everyone"]
        | Annotated[tuple[Address, ...], Field(min_length=1, max_length=market.MAX_AUDIENCE)]
    ) = "everyone"
    delivery: Delivery
    stages: Annotated[
        tuple[Annotated[int, Field(ge=1, le=100)], ...],
        Field(
            min_length=1,
            max_length=MAX_STAGES,
            description="Percents of the price; they sum to 100.",
        ),
    ] = (ALL_AT_ONCE,)
    cooling: Duration = "PT0S"
    inspection: Duration = "P7D"
    disputes: Disputes = Field(default_factory=Disputes)
    orders_until: Moment

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if sum(self.stages) != 100:
            raise BadDocument("stages", f"they sum to {sum(self.stages)}, not to 100")
        if seconds_of(self.delivery.start) > seconds_of(self.delivery.until):
            raise BadDocument("delivery.until", "it is before delivery.from")
        if seconds_of(self.orders_until) > seconds_of(self.delivery.until):
            raise BadDocument("orders_until", "it is after delivery.until")
        if not self.community and self.visible_to != "everyone":
            raise BadDocument("visible_to", "who stands for no community offers to everyone")
        return self

    def offer(
        self, seller: str, place: int, nonce: int, tokens: Mapping[str, Token]
    ) -> market.Offer:
        """Give the offer as it is signed; `tokens` are its currencies by address.

        Raises BadOffer, BadAmount.
        """
        prices = [tokens[each].amount(price) for each, price in self.prices.items()]
        audience: Sequence[str] = () if self.visible_to == "everyone" else self.visible_to
        return market.Offer(
            seller=seller,
            community=self.community,
            place=place,
            title=self.title,
            description=self.description.digest(),
            category=categories.category_of(self.category).word,
            unit=self.unit,
            stock=self.stock,
            **market.price_fields(prices),
            split_id=self.paid_to_split,
            **market.audience_fields(audience),
            deliver_from=seconds_of(self.delivery.start),
            deliver_until=seconds_of(self.delivery.until),
            delivery_place=self.delivery.place,
            stages=plan_of(self.stages),
            cooling=durations.seconds(self.cooling),
            inspection=durations.seconds(self.inspection),
            arbiter=self.disputes.arbiter or NOBODY,
            ruling_time=durations.seconds(self.disputes.ruling_time),
            unruled=self.disputes.to_seller_if_unruled,
            until=seconds_of(self.orders_until),
            nonce=nonce,
        )


def read_description(text: str | bytes) -> OfferDescription:
    """Read a description; raises BadDocument with the path of the first field that is wrong."""
    return OfferDescription.read(text)


def read_offer(text: str | bytes) -> OfferDocument:
    """Read an offer's document; raises BadDocument with the path of the first wrong field."""
    return OfferDocument.read(text)


def offer_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of an offer's document."""
    return documents.published("offer", "Offer", OfferDocument)


def description_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a description."""
    return documents.published("offer-description", "Offer description", OfferDescription)
