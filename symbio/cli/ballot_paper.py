# SPDX-License-Identifier: Apache-2.0
"""A ballot paper: what is voted on, in words, so that a ballot can be signed without a node."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.cli.context import address
from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.acts import Ballot, BallotWithReason, Domain
from symbio.domain.documents import published
from symbio.domain.federation import Choice


class BallotPaper(BaseModel):
    """One proposal of one federation on one chain."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["symbio/ballot-paper/1"] = "symbio/ballot-paper/1"
    federation: Annotated[str, Field(pattern=r"^0x[0-9a-fA-F]{40}$")]
    name: str
    chain_id: Annotated[int, Field(ge=1)]
    proposal: Annotated[int, Field(ge=1)]
    title: str
    closes_at: str

    def content(self) -> bytes:
        """Write the file's bytes."""
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=2).encode() + b"\n"

    def ballot(self, choice: Choice, reason: bytes) -> Ballot | BallotWithReason:
        """Give the act that a person signs; `reason` is a digest, zero for none."""
        where = Domain(self.name, self.chain_id, self.federation)
        if not any(reason):
            return Ballot(where, self.proposal, self.title, choice)
        return BallotWithReason(where, self.proposal, self.title, choice, reason)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a ballot paper."""
    return published("ballot-paper", "Ballot paper", BallotPaper)


def read_paper(path: Path, federation: str, proposal: int) -> BallotPaper:
    """Read a ballot paper; raises BadUse unless it is of the proposal that was named."""
    try:
        found = BallotPaper.model_validate_json(read(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        raise BadUse(f"{path} is no ballot paper: {where}: {first['msg']}.") from error
    if (found.federation, found.proposal) != (address(federation), proposal):
        raise BadUse(f"{path} is of proposal {found.proposal} of {found.federation}.")
    return found
