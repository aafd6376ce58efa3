# SPDX-License-Identifier: Apache-2.0
"""From obligations to chunks that the chain takes: solve, register what is needed, number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse, NotAsItShouldBe

if TYPE_CHECKING:
    from symbio.chain.joint_acts import JointAct
    from symbio.chain.plan import Plan
    from symbio.cli.result_file import Result
    from symbio.domain.chunks import Chunk
    from symbio.domain.claims import Round
    from symbio.domain.clearing import Obligation
    from symbio.domain.clearing_ledger import Ledger
    from symbio.domain.statements import Statement

DraftFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--with",
        metavar="FILE|FOLDER",
        help="Obligations that both signed and nobody has registered; repeat it.",
    ),
]


@dataclass(frozen=True)
class Solution:
    """A result with what it does for each."""

    result: Result
    totals: list[dict[str, Any]]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class NumberedChunk:
    """A chunk as the chain takes it, with the highest obligation number in it."""

    chunk: Chunk
    flows: int
    last: int


def solved(context: Context, federation: str, files: list[Path] | None) -> Solution:
    """Read what a round may touch and solve it; raises NoSolver without OR-Tools."""
    from symbio.chain.circles import Circle, current_round, ledger
    from symbio.cli.result_file import Result, written
    from symbio.domain.claims import Phase

    suite = context.suite
    read = ledger(suite.clearing)
    round = current_round(suite.clearing, federation)
    if files and round is not None and round.phase is Phase.SUBMITTING:
        raise BadUse("--with: entries of a round name only what was registered before it opened.")
    drafts = _numbered_drafts(context, read, files or [])
    book = Circle(suite.clearing, suite.credit, federation).book(
        read, round, [each for each, _ in drafts]
    )
    if not book.values:
        raise NotAsItShouldBe("No currency of this federation has a value now.")
    parts, totals, statements = _solve(book, context.client.now())
    digests = {draft.number: digest for draft, digest in drafts}
    result = Result(
        chain_id=context.client.chain_id,
        clearing=suite.clearing.address,
        federation=federation,
        round=0 if round is None else round.round_id,
        values={code: str(value) for code, value in book.values.items()},
        value=str(totals[1]),
        chunks=[written(part, digests) for part in parts],
    )
    return Solution(result, totals[0], statements)


def drafts_in(context: Context, files: list[Path]) -> dict[str, JointAct]:
    """Read obligations that both signed, by digest; raises NotAsItShouldBe naming the file."""
    from symbio.cli.owing import obligations_in, require_signed, where

    found: dict[str, JointAct] = {}
    for path, joint in obligations_in(files).items():
        require_signed(path, joint, "")
        if joint.obligation().domain != where(context):
            raise NotAsItShouldBe(f"{path} is of another chain, or of another Clearing.")
        found["0x" + joint.digest().hex()] = joint
    return found


def to_register(context: Context, file: Path, files: list[Path]) -> list[Plan[tuple[int, ...]]]:
    """Plan to register what a result touches and nobody has registered yet."""
    from symbio.chain.circles import ledger
    from symbio.cli.registering import registrations
    from symbio.cli.result_file import read_result

    needed, drafts = read_result(file).drafts(), drafts_in(context, files)
    missing = needed - drafts.keys() - _registered(context, ledger(context.suite.clearing)).keys()
    if missing:
        raise NotAsItShouldBe(f"{len(missing)} obligations that {file} needs aren't in --with.")
    known = _registered(context, ledger(context.suite.clearing))
    wanted = [drafts[digest] for digest in sorted(needed - known.keys())]
    return registrations(context.suite.obligations, wanted)


def numbered(context: Context, result: Result) -> list[NumberedChunk]:
    """Give a result's chunks as the chain takes them; raises NotAsItShouldBe for another's."""
    from symbio.chain.circles import ledger
    from symbio.domain.chunks import to_chunk

    clearing = context.suite.clearing
    if (result.chain_id, result.clearing) != (context.client.chain_id, clearing.address):
        raise NotAsItShouldBe("The result is of another chain, or of another Clearing.")
    read = ledger(clearing)
    known = _registered(context, read) if result.drafts() else {}
    missing = result.drafts() - known.keys()
    if missing:
        raise NotAsItShouldBe(f"{len(missing)} obligations of the result aren't registered yet.")
    return [
        NumberedChunk(
            to_chunk(each, read.currency_ids),
            len(each.flows),
            max((flow.number for flow in each.flows), default=0),
        )
        for each in result.circulations(known)
    ]


def settleable(
    context: Context, round: Round, chunks: Sequence[NumberedChunk]
) -> tuple[list[Plan[int]], list[dict[str, Any]], int]:
    """Plan the chunks that would be set off now; tells which were left out, and why."""
    from symbio.domain.claims import Phase
    from symbio.domain.errors import Refused

    clearing = context.suite.clearing
    plans, left_out, flows = [], [], 0
    for at, each in enumerate(chunks, 1):
        plan = clearing.settle(round.round_id, each.chunk)
        digest = clearing.chunk_digest(each.chunk)
        if round.phase is Phase.SETTLING and not clearing.is_submitted(
            round.round_id, round.best, digest
        ):
            left_out.append({"chunk": at, "why": "it isn't in the best entry, or is settled."})
            continue
        try:
            plan.simulate(context.sender)
        except Refused as refused:
            left_out.append({"chunk": at, "why": f"{refused.reason}."})
            continue
        plans.append(plan)
        flows += each.flows
    return plans, left_out, flows


def _numbered_drafts(
    context: Context, read: Ledger, files: list[Path]
) -> list[tuple[Obligation, str]]:
    """Number what isn't registered after all that is, in the order of the digests."""
    from symbio.domain.clearing import DAY, Obligation

    if not files:
        return []
    known = _registered(context, read)
    drafts = drafts_in(context, files)
    made = []
    for number, digest in enumerate(sorted(drafts.keys() - known.keys()), len(read.owed) + 1):
        act = drafts[digest].obligation()
        if context.suite.obligations.is_nonce_used(act.debtor, act.nonce):
            continue
        sides = (act.debtor, act.creditor, act.currency)
        made.append((Obligation(number, *sides, act.amount, act.expires // DAY), digest))
    return made


def _registered(context: Context, read: Ledger) -> dict[str, int]:
    """Give the numbers of all registered obligations by the digest that both signed."""
    from symbio.chain.signing import digest
    from symbio.cli.owing import where
    from symbio.domain.acts import Obligation

    domain = where(context)
    return {
        "0x"
        + digest(
            Obligation(
                domain,
                each.debtor,
                each.registered_to,
                each.currency,
                each.amount,
                each.due,
                each.expires,
                each.reference,
                each.arbiter,
                each.nonce,
            )
        ).hex(): each.number
        for each in read.owed.values()
    }


def _solve(book: Any, now: int) -> tuple[Any, tuple[list[dict[str, Any]], int], Any]:
    from symbio.domain.clearing import together
    from symbio.domain.currencies import money
    from symbio.domain.statements import statements
    from symbio.matching import engine

    engine.require()
    from symbio.matching.chunks import chunks
    from symbio.matching.clearing import clear

    found = clear(book, now=now)
    parts = chunks(found)
    whole = together(parts)
    by_number = {each.number: each for each in book.obligations}
    sums: dict[str, int] = {}
    for flow in whole.flows:
        code = by_number[flow.number].currency
        sums[code] = sums.get(code, 0) + flow.amount
    value = sum(amount * (book.value(code) or 0) for code, amount in sums.items())
    totals = [
        {
            "currency": each.currency,
            "owed": money(each.gross, each.currency),
            "set_off": money(sums.get(each.currency, 0), each.currency),
        }
        for each in found.totals
    ]
    return parts, (totals, value), statements(book, whole)
