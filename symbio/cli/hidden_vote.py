# SPDX-License-Identifier: Apache-2.0
"""A hidden vote as a file: all that it takes to show it, kept before it is given."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.cli.context import address
from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.documents import BadDocument, canonical, parse, path_of, published
from symbio.domain.juries import MOST_OPTIONS, Ballot

Address = Annotated[str, Field(pattern=r"^0x[0-9a-fA-F]{40}$")]
Number = Annotated[int, Field(ge=1, lt=2**53)]


class HiddenVote(BaseModel):
    """One juror's vote in one round of one jury; whoever reads it can show it, or make it void."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["symbio/hidden-vote/1"] = "symbio/hidden-vote/1"
    chain_id: Number
    juries: Address
    jury: Number
    round: Number
    seat: Annotated[int, Field(ge=0, le=59)]
    juror: Address
    choice: Annotated[int, Field(ge=0, le=MOST_OPTIONS)]
    salt: Annotated[str, Field(pattern=r"^0x[0-9a-f]{64}$")]

    @classmethod
    def of(cls, ballot: Ballot) -> HiddenVote:
        """Write a vote down."""
        return cls(
            chain_id=ballot.chain_id,
            juries=ballot.juries,
            jury=ballot.jury_id,
            round=ballot.round,
            seat=ballot.seat,
            juror=ballot.juror,
            choice=ballot.choice,
            salt="0x" + ballot.salt.hex(),
        )

    def ballot(self) -> Ballot:
        """Give the vote with all that it is bound to."""
        juries, juror = address(self.juries), address(self.juror)
        where = (self.chain_id, juries, self.jury, self.round, self.seat, juror)
        return Ballot(*where, self.choice, bytes.fromhex(self.salt[2:]))

    def content(self) -> bytes:
        """Write the file's bytes, in their one form."""
        return canonical(self.model_dump()) + b"\n"


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a hidden vote."""
    return published("hidden-vote", "Hidden vote", HiddenVote)


def read_vote(path: Path) -> HiddenVote:
    """Read a hidden vote's file; raises NoSuchFile, BadUse."""
    try:
        return HiddenVote.model_validate_json(canonical(parse(read(path))))
    except BadDocument as error:
        raise BadUse(f"{path} is no hidden vote: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = path_of(first["loc"]) or "the document"
        raise BadUse(f"{path} is no hidden vote: {where}: {first['msg']}.") from error
