# SPDX-License-Identifier: Apache-2.0
"""A round's result as a file: chunks that anybody may submit and settle, each valid alone.

An obligation stands in it by its number, or by the digest that both signed where it isn't
registered yet. Amounts are texts, since they can be larger than JSON's numbers hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.clearing import Circulation, Conversion, Draw, Flow
from symbio.domain.documents import BadDocument, canonical, parse, published

Whole = Annotated[str, Field(pattern=r"^(0|-?[1-9][0-9]{0,38})$")]
Number = Annotated[int, Field(ge=1, lt=2**53)]
Digest = Annotated[str, Field(pattern=r"^0x[0-9a-f]{64}$")]
Address = Annotated[str, Field(pattern=r"^0x[0-9a-fA-F]{40}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WrittenFlow(_Strict):
    obligation: Number | Digest
    amount: Whole


class WrittenConversion(_Strict):
    acceptance: Number
    gives: Whole
    takes: Whole


class WrittenDraw(_Strict):
    account: Address
    currency: str
    delta: Whole


class WrittenChunk(_Strict):
    flows: list[WrittenFlow]
    conversions: list[WrittenConversion] = Field(default_factory=list)
    draws: list[WrittenDraw] = Field(default_factory=list)


class Result(_Strict):
    """What a solver found for a federation's circle; `round` 0: before a round was opened."""

    format: Literal["symbio/clearing-result/1"] = "symbio/clearing-result/1"
    chain_id: Number
    clearing: Address
    federation: Address
    round: Annotated[int, Field(ge=0, lt=2**53)]
    values: dict[str, Whole]
    value: Whole
    chunks: list[WrittenChunk]

    def content(self) -> bytes:
        """Write the file's bytes, in their one form."""
        return canonical(self.model_dump()) + b"\n"

    def drafts(self) -> set[str]:
        """Name the obligations that stand in it by their digest."""
        flows = (flow.obligation for chunk in self.chunks for flow in chunk.flows)
        return {each for each in flows if isinstance(each, str)}

    def circulations(self, numbers: Mapping[str, int]) -> tuple[Circulation, ...]:
        """Give the chunks as circulations; `numbers` are of those that stand by their digest."""
        return tuple(_read(chunk, numbers) for chunk in self.chunks)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a round's result."""
    return published("clearing-result", "Result of a round", Result)


def written(circulation: Circulation, digests: Mapping[int, str]) -> WrittenChunk:
    """Write a circulation down; `digests` are of the numbers that aren't registered yet."""
    return WrittenChunk(
        flows=[
            WrittenFlow(obligation=digests.get(flow.number, flow.number), amount=str(flow.amount))
            for flow in circulation.flows
        ],
        conversions=[
            WrittenConversion(
                acceptance=each.acceptance,
                gives=str(each.gives_amount),
                takes=str(each.takes_amount),
            )
            for each in circulation.conversions
        ],
        draws=[
            WrittenDraw(account=each.participant, currency=each.currency, delta=str(each.delta))
            for each in circulation.draws
        ],
    )


def read_result(path: Path) -> Result:
    """Read a result's file; raises NoSuchFile, BadUse."""
    try:
        return Result.model_validate(parse(read(path)))
    except BadDocument as error:
        raise BadUse(f"{path} is no result of a solver: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        raise BadUse(f"{path} is no result of a solver: {where}: {first['msg']}.") from error


def _read(chunk: WrittenChunk, numbers: Mapping[str, int]) -> Circulation:
    flows = [
        Flow(
            numbers[each.obligation] if isinstance(each.obligation, str) else each.obligation,
            int(each.amount),
        )
        for each in chunk.flows
    ]
    return Circulation(
        tuple(sorted(flows, key=lambda flow: flow.number)),
        tuple(Conversion(c.acceptance, int(c.gives), int(c.takes)) for c in chunk.conversions),
        tuple(Draw(each.account, each.currency, int(each.delta)) for each in chunk.draws),
    )
