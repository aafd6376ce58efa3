# SPDX-License-Identifier: Apache-2.0
"""Terms as a file: what founding stewards read, accept and hand on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.charter import CharterDocument, check_rules
from symbio.domain.communities import Kind
from symbio.domain.documents import canonical, parse, path_of, published
from symbio.domain.federations import MAX_FOUNDERS, MAX_LEVEL, Terms
from symbio.domain.rules import Rules

Digest = Annotated[str, Field(pattern=r"^0x[0-9a-f]{64}$")]
Founder = Annotated[int, Field(ge=1)]


class TermsDocument(BaseModel):
    """The terms under which a federation is founded; their digest is what stewards accept."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["symbio/terms/1"] = "symbio/terms/1"
    name: Annotated[str, Field(min_length=1, max_length=50)]
    level: Annotated[int, Field(ge=1, le=MAX_LEVEL)]
    kind: Literal["regional federation", "global federation"]
    profile: Digest
    charter: Digest
    rules: Annotated[list[int | str], Field(min_length=11, max_length=11)]
    founders: Annotated[list[Founder], Field(min_length=1, max_length=MAX_FOUNDERS)]
    until: Annotated[int, Field(ge=1)]
    salt: Digest

    @classmethod
    def of(cls, terms: Terms) -> TermsDocument:
        """Write terms as a document."""
        kind: Any = (terms.kind.name or "").lower().replace("_", " ")
        return cls(
            name=terms.name,
            level=terms.level,
            kind=kind,
            profile="0x" + terms.profile.hex(),
            charter="0x" + terms.charter.hex(),
            rules=list(terms.rules.for_chain()),
            founders=list(terms.founders),
            until=terms.until,
            salt="0x" + terms.salt.hex(),
        )

    def terms(self) -> Terms:
        """Give the terms; raises RuleOutOfBounds."""
        return Terms(
            name=self.name,
            level=self.level,
            kind=Kind[self.kind.upper().replace(" ", "_")],
            profile=bytes.fromhex(self.profile[2:]),
            charter=bytes.fromhex(self.charter[2:]),
            rules=Rules.from_chain(self.rules),
            founders=tuple(self.founders),
            until=self.until,
            salt=bytes.fromhex(self.salt[2:]),
        )

    def content(self) -> bytes:
        """Write the file's bytes."""
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=2).encode() + b"\n"


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of founding terms."""
    return published("terms", "Founding terms", TermsDocument)


def read_terms(path: Path) -> Terms:
    """Read terms; raises BadUse with the field that is wrong."""
    try:
        found = TermsDocument.model_validate_json(canonical(parse(read(path))))
    except ValidationError as error:
        first = error.errors()[0]
        where = path_of(first["loc"]) or "the document"
        raise BadUse(f"{path} holds no terms: {where}: {first['msg']}.") from error
    if len(set(found.founders)) != len(found.founders):
        raise BadUse(f"{path}: a community stands twice among the founders.")
    return found.terms()


def require_charter(terms: Terms, charter: CharterDocument) -> None:
    """Hold terms against the charter they name; raises CharterContradictsRules, BadUse."""
    check_rules(charter, terms.rules)
    if charter.digest() != terms.charter:
        raise BadUse(
            f"The terms name the charter 0x{terms.charter.hex()}; "
            f"this one is 0x{charter.digest().hex()}."
        )
