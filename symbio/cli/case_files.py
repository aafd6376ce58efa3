# SPDX-License-Identifier: Apache-2.0
"""Cases and plans as JSON files: what the command line reads to open the one and file the other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.documents import BadDocument, digest, parse, text_digest
from symbio.domain.plans import MOST_OBLIGATIONS, TITLE_BYTES, Kind, Obligation, Plan
from symbio.domain.rules import DAY

Number = Annotated[int, Field(ge=1, lt=2**53)]
Text = Annotated[str, Field(min_length=1)]
Money = Annotated[str, Field(pattern=r"^[0-9]{1,30}(\.[0-9]{1,30})?$")]
KINDS = {
    "restitution": Kind.RESTITUTION,
    "repair": Kind.REPAIR,
    "apology": Kind.APOLOGY,
    "joint project": Kind.JOINT_PROJECT,
    "change of practice": Kind.CHANGE,
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CaseFile(_Strict):
    """A case: `facts` are told in words, `clause` as the charter words it; communities by number.

    The facts' digest is that of this text alone, so the same facts are the same case.
    """

    format: Literal["symbio/case/1"]
    title: str = ""
    claimant: Number
    respondents: Annotated[list[Number], Field(min_length=1, max_length=7)]
    affected: Annotated[list[Number], Field(max_length=8)] = Field(default_factory=list)
    facts: Text
    clause: dict[str, Any] | None = None

    def facts_digest(self) -> bytes:
        return text_digest(self.facts)

    def clause_digest(self) -> bytes:
        """Give the digest of a goal of the charter in its canonical form; zero for none."""
        return bytes(32) if self.clause is None else digest(self.clause)


class WrittenObligation(_Strict):
    """What one community owes another; money only for restitution, into a split of theirs."""

    obligor: Number
    beneficiary: Number
    kind: Literal["restitution", "repair", "apology", "joint project", "change of practice"]
    within_days: Annotated[int, Field(ge=1, le=3_650)]
    what: Text
    currency: str | None = None
    amount: Money | None = None
    split: Number | None = None

    @model_validator(mode="after")
    def _coherent(self) -> WrittenObligation:
        money = [each is not None for each in (self.currency, self.amount, self.split)]
        if self.kind == "restitution" and not all(money):
            raise ValueError("restitution needs currency, amount and split")
        if self.kind != "restitution" and any(money):
            raise ValueError("only restitution has currency, amount and split")
        return self


class PlanFile(_Strict):
    """A plan: who does what for whom, and within how many days of its coming into force."""

    format: Literal["symbio/plan/1"]
    title: Annotated[str, Field(min_length=1, max_length=TITLE_BYTES)]
    text: Text
    obligations: Annotated[
        list[WrittenObligation], Field(min_length=1, max_length=MOST_OBLIGATIONS)
    ]

    def on_chain(self, money: dict[int, tuple[str, int]]) -> Plan:
        """Write it as the chain takes it; `money`: (token, units) by an obligation's place."""
        owed = []
        for place, each in enumerate(self.obligations):
            kind, term = KINDS[each.kind], each.within_days * DAY
            head = (each.obligor, each.beneficiary, kind, term, text_digest(each.what))
            if place in money:
                token, units = money[place]
                made = Obligation(*head, token=token, amount=units, split_id=each.split or 0)
            else:
                made = Obligation(*head)
            owed.append(made)
        return Plan(self.title, digest(self.model_dump(mode="json")), tuple(owed))


M = TypeVar("M", bound=_Strict)


def read_case(path: Path) -> CaseFile:
    """Read a case's file; raises NoSuchFile, BadUse."""
    return _read(path, CaseFile, "case")


def read_plan(path: Path) -> PlanFile:
    """Read a plan's file; raises NoSuchFile, BadUse."""
    found = _read(path, PlanFile, "plan")
    if len(found.title.encode()) > TITLE_BYTES:
        raise BadUse(f"{path}: the title is longer than {TITLE_BYTES} bytes.")
    return found


def _read(path: Path, model: type[M], what: str) -> M:
    try:
        return model.model_validate(parse(read(path)))
    except BadDocument as error:
        raise BadUse(f"{path} is no {what}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        said = first["msg"].removeprefix("Value error, ")
        raise BadUse(f"{path} is no {what}: {where}: {said}.") from error
