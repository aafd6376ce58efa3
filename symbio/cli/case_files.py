# SPDX-License-Identifier: Apache-2.0
"""Cases and plans as JSON files: what the command line reads to open the one and file the other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain import plan
from symbio.domain.documents import (
    BadDocument,
    canonical,
    digest,
    parse,
    path_of,
    published,
    text_digest,
)
from symbio.domain.plan import PlanDocument
from symbio.domain.tribunal import MOST_AFFECTED, MOST_PARTIES

Number = Annotated[int, Field(ge=1, lt=2**32, description="Its number in Communities.")]
Text = Annotated[str, Field(min_length=1)]


class CaseFile(BaseModel):
    """A case: `facts` are told in words, `clause` as the charter words it; communities by number.

    The facts' digest is that of this text alone, so the same facts are the same case.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["symbio/case/1"]
    title: str = ""
    claimant: Number
    respondents: Annotated[list[Number], Field(min_length=1, max_length=MOST_PARTIES - 1)]
    affected: Annotated[list[Number], Field(max_length=MOST_AFFECTED)] = Field(default_factory=list)
    facts: Text
    clause: Annotated[
        dict[str, Any] | None, Field(description="The goal of the charter, as the charter has it.")
    ] = None

    def facts_digest(self) -> bytes:
        return text_digest(self.facts)

    def clause_digest(self) -> bytes:
        """Give the digest of a goal of the charter in its canonical form; zero for none."""
        return bytes(32) if self.clause is None else digest(self.clause)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a case."""
    return published("case", "Case", CaseFile)


def read_case(path: Path) -> CaseFile:
    """Read a case's file; raises NoSuchFile, BadUse."""
    try:
        return CaseFile.model_validate_json(canonical(parse(read(path))))
    except BadDocument as error:
        raise BadUse(f"{path} is no case: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = path_of(first["loc"]) or "the document"
        raise BadUse(f"{path} is no case: {where}: {first['msg']}.") from error


def read_plan(path: Path) -> PlanDocument:
    """Read a plan's file; raises NoSuchFile, BadUse."""
    try:
        return plan.read_plan(read(path))
    except BadDocument as error:
        raise BadUse(f"{path} is no plan: {error}") from error
