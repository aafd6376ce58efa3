# SPDX-License-Identifier: Apache-2.0
"""An accord's terms as a file: what parties read, accept and hand on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.accord import AccordDocument, Places, check_terms
from symbio.domain.accords import MOST_CLAUSES, MOST_CURRENCIES, MOST_PARTIES, Clause, Terms
from symbio.domain.addresses import checksummed
from symbio.domain.amount import Token
from symbio.domain.documents import canonical, parse, path_of, published

Whole = Annotated[int, Field(ge=0)]
# RFC 8785 has no numbers above 2^53 - 1; a clause without a limit has one.
Digits = Annotated[str, Field(pattern=r"^[0-9]{1,78}$")]
Address = Annotated[str, Field(pattern=r"^0x[0-9a-fA-F]{40}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ClauseLine(Strict):
    seller_id: Whole
    category: Whole
    concession: Whole
    contribution: Whole
    split_id: Whole
    quantity: Digits


class CurrencyLine(Strict):
    address: Address
    symbol: str
    decimals: Annotated[int, Field(ge=0, le=255)]


class AccordTerms(Strict):
    """Terms, and where on chain the document's keys are; the digest is of the terms alone."""

    format: Literal["symbio/accord-terms/1"] = "symbio/accord-terms/1"
    accord_id: Whole
    version: Annotated[int, Field(ge=1)]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    document: Annotated[str, Field(pattern=r"^0x[0-9a-f]{64}$")]
    parties: Annotated[list[Whole], Field(min_length=2, max_length=MOST_PARTIES)]
    currencies: Annotated[list[Address], Field(min_length=1, max_length=MOST_CURRENCIES)]
    floors: Annotated[list[Digits], Field(min_length=1, max_length=MOST_CURRENCIES)]
    drift: Whole
    clauses: Annotated[list[ClauseLine], Field(min_length=1, max_length=MOST_CLAUSES)]
    starts_at: Whole
    season: Whole
    review_at: Whole
    ends_at: Whole
    notice: Whole
    market: Address
    until: Whole
    party_keys: dict[str, int]
    fund_keys: dict[str, int]
    currency_keys: dict[str, CurrencyLine]

    @classmethod
    def of(cls, terms: Terms, places: Places) -> AccordTerms:
        """Write terms as a document."""
        said: dict[str, Any] = asdict(terms)
        clauses = [each | {"quantity": str(each["quantity"])} for each in said["clauses"]]
        said |= {
            "document": "0x" + terms.document.hex(),
            "parties": list(terms.parties),
            "currencies": list(terms.currencies),
            "floors": [str(each) for each in terms.floors],
            "clauses": [ClauseLine(**each) for each in clauses],
        }
        tokens = {
            key: CurrencyLine(address=each.address, symbol=each.symbol, decimals=each.decimals)
            for key, each in places.currencies.items()
        }
        said |= {"party_keys": dict(places.parties), "fund_keys": dict(places.funds)}
        return cls(**said, currency_keys=tokens)

    def terms(self) -> Terms:
        """Give the terms."""
        names = {"format", "party_keys", "fund_keys", "currency_keys"}
        said: dict[str, Any] = self.model_dump(exclude=names)
        clauses = (each | {"quantity": int(each["quantity"])} for each in said["clauses"])
        said |= {
            "document": bytes.fromhex(self.document[2:]),
            "parties": tuple(self.parties),
            "currencies": tuple(checksummed(each) for each in self.currencies),
            "floors": tuple(int(each) for each in self.floors),
            "clauses": tuple(Clause(**each) for each in clauses),
            "market": checksummed(self.market),
        }
        return Terms(**said)

    def places(self) -> Places:
        """Give where the document's keys are."""
        tokens = {
            key: Token(checksummed(each.address), each.symbol, each.decimals)
            for key, each in self.currency_keys.items()
        }
        return Places(self.party_keys, self.fund_keys, tokens)

    def names(self) -> dict[int, str]:
        """Give the parties' keys by their numbers."""
        return {number: key for key, number in self.party_keys.items()}

    def require(self, accord: AccordDocument) -> None:
        """Hold the terms against the document; raises AccordContradictsTerms, BadDocument."""
        check_terms(accord, self.terms(), self.places())

    def content(self) -> bytes:
        """Write the file's bytes."""
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=2).encode() + b"\n"


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of an accord's terms."""
    return published("accord-terms", "Accord's terms", AccordTerms)


def read_accord_terms(path: Path) -> AccordTerms:
    """Read terms; raises BadUse with the field that is wrong."""
    try:
        return AccordTerms.model_validate_json(canonical(parse(read(path))))
    except ValidationError as error:
        first = error.errors()[0]
        where = path_of(first["loc"]) or "the document"
        raise BadUse(f"{path} holds no terms of an accord: {where}: {first['msg']}.") from error
