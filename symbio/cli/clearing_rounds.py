# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio clearing` for a round: open, solve, submit, settle, round, statement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.options import FederationArgument, reads, writes
from symbio.cli.output import moment
from symbio.cli.owing import OutOption
from symbio.cli.settling import (
    DraftFiles,
    NumberedChunk,
    Solution,
    numbered,
    settleable,
    solved,
    to_register,
)
from symbio.cli.writing import Done, Receipts, write

if TYPE_CHECKING:
    from symbio.domain.claims import Round

ResultFile = Annotated[
    Path, typer.Argument(metavar="RESULT", dir_okay=False, help="What `clearing solve` wrote.")
]


def add_rounds(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (open_, solve, submit, settle, round_, statement):
        app.command(verb.__name__.removesuffix("_"))(verb)


@writes
def open_(
    context: Context,
    federation: FederationArgument,
    result: Annotated[
        Path | None,
        typer.Option(metavar="RESULT", help="Register first what this result needs of --with."),
    ] = None,
    drafts: DraftFiles = None,
) -> None:
    """Open a federation's round, by anybody, at its values of now.

    Entries may name only what was registered before; --result and --with register what a result
    touches, and nothing else.
    """
    found = context.federation(federation)
    if (result is None) != (drafts is None):
        raise BadUse("--result and --with go together.")
    plans: list[Any] = []
    if result is not None and drafts is not None:
        plans += to_register(context, result, drafts)
    plans.append(context.suite.clearing.open_round(found.address))

    def done(receipts: Receipts) -> Done:
        number = receipts[-1].value
        facts = {"registered": len(receipts) - 1, **_said(context.suite.clearing.round(number))}
        return Done(facts, f"symbio clearing solve {federation} --out FILE")

    write(context, plans, done, chained=True)


@reads
def solve(
    context: Context, federation: FederationArgument, out: OutOption, drafts: DraftFiles = None
) -> None:
    """Find the most that can be set off now, show what it does for each, and write it to a file.

    It works on the open round's values and obligations, or, before a round, on those of now; with
    --with also on obligations that both sides signed and nobody has registered.
    """
    from symbio.cli.files import write_new
    from symbio.domain.claims import Phase

    found = context.federation(federation)
    solution: Solution = solved(context, found.address, drafts)
    write_new(out, solution.result.content())
    context.out.record(
        {
            "file": str(out),
            "round": solution.result.round,
            "totals": solution.totals,
            "chunks": len(solution.result.chunks),
            "obligations": sum(len(chunk.flows) for chunk in solution.result.chunks),
            "to_register": len(solution.result.drafts()),
            "statements": [
                {"participant": each.participant, "says": str(each)} for each in solution.statements
            ],
        }
    )
    if solution.result.round:
        phase = context.suite.clearing.round(solution.result.round).phase
        verb = "submit" if phase is Phase.SUBMITTING else "settle"
        context.out.next(f"symbio clearing {verb} {out}")
    elif solution.result.drafts():
        context.out.next(f"symbio clearing open {federation} --result {out} --with FOLDER")
    else:
        context.out.next(f"symbio clearing open {federation}")


@writes
def submit(context: Context, result: ResultFile) -> None:
    """Enter a result for the round that is open; nothing is set off yet. Anybody may."""
    from symbio.cli.result_file import read_result
    from symbio.domain.claims import Phase
    from symbio.domain.clearing_promises import of_chunks

    read = read_result(result)
    round = _round_of(context, read.federation)
    if round.phase is not Phase.SUBMITTING:
        raise NotAsItShouldBe(f"Round {round.round_id} takes no entries any more.")
    chunks = numbered(context, read)
    _require_within(chunks, round)
    clearing = context.suite.clearing
    plans = [clearing.submit(round.round_id, each.chunk) for each in chunks]

    def done(receipts: Receipts) -> Done:
        facts = {"round": round.round_id, "chunks": len(plans), "entry": receipts[-1].value}
        return Done(facts, f"symbio clearing settle {result}, from {moment(round.settling_at)} on")

    write(context, plans, done, promise=of_chunks("submit", _flows(chunks), int(read.value)))


@writes
def settle(context: Context, result: ResultFile, drafts: DraftFiles = None) -> None:
    """Set off a result's chunks: the best entry's, or in the last phase any. Anybody may.

    With --with, what the result touches is registered first; that counts in the last phase only.
    """
    from symbio.cli.result_file import read_result
    from symbio.domain.claims import Phase
    from symbio.domain.clearing_promises import of_chunks

    read = read_result(result)
    round = _round_of(context, read.federation)
    if round.phase is Phase.SUBMITTING:
        when = moment(round.settling_at)
        raise NotAsItShouldBe(f"Round {round.round_id} is settled from {when} on.")
    if drafts is not None and to_register(context, result, drafts):
        if round.phase is not Phase.OPEN:
            raise NotAsItShouldBe("Only the last phase of a round takes what is registered now.")
        write(
            context,
            to_register(context, result, drafts),
            lambda _: Done({"registered": len(read.drafts())}, f"symbio clearing settle {result}"),
        )
        return
    plans, left_out, flows = settleable(context, round, numbered(context, read))
    for each in left_out:
        context.out.say(f"Left out: chunk {each['chunk']}: {each['why']}")
    if not plans:
        raise NotAsItShouldBe(f"None of the {len(left_out)} chunks can be settled now.")

    def done(receipts: Receipts) -> Done:
        value = sum(receipt.value for receipt in receipts)
        facts = {"round": round.round_id, "value": value, "chunks": len(plans)}
        return Done({**facts, "left_out": left_out}, "symbio clearing statement ACCOUNT")

    write(context, plans, done, promise=of_chunks("settle", flows, int(read.value)))


@reads
def round_(
    context: Context,
    federation: FederationArgument,
    number: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Another round than its latest.")
    ] = None,
) -> None:
    """Show a federation's round: its phase, its calendar, its values and the best entry."""
    from symbio.chain.circles import ledger
    from symbio.domain.addresses import NOBODY
    from symbio.domain.errors import NoSuchRecord

    found, clearing = context.federation(federation), context.suite.clearing
    wanted = number or clearing.latest_round(found.address)
    round = clearing.round(wanted)
    if round.federation != found.address:
        raise NoSuchRecord(f"{found.name} has had no round{f' {number}' if number else ''} yet.")
    read = ledger(clearing)
    values = read.rounds[wanted].values
    context.out.record(
        {
            **_said(round),
            "best": None if round.best == NOBODY else round.best,
            "best_value": round.best_value,
            "values": {read.currencies[key]: value for key, value in values.items()},
            "settled_chunks": sum(each.round_id == wanted for each in read.settled),
        }
    )


@reads
def statement(
    context: Context,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Who owes and is owed.")],
    number: Annotated[
        int | None, typer.Option("--round", metavar="N", min=1, help="Of this round alone.")
    ] = None,
) -> None:
    """Say what rounds did for an account: what shrank, at which rate, and what the circle lent."""
    from symbio.chain.circles import ledger
    from symbio.domain.statements import statement as said

    who = address(account)
    rows = []
    for each in ledger(context.suite.clearing).settled:
        if number in (None, each.round_id):
            told = said(each.book, each.circulation, who)
            if told.positions:
                rows.append({"round": each.round_id, "says": str(told)})
    context.out.table(rows, ["round", "says"])


def _round_of(context: Context, federation: str) -> Round:
    from symbio.chain.circles import current_round

    found = current_round(context.suite.clearing, federation)
    if found is None:
        raise NotAsItShouldBe(f"No round of {federation} is under way.")
    return found


def _require_within(chunks: list[NumberedChunk], round: Round) -> None:
    last = max((each.last for each in chunks), default=0)
    if last > round.obligations:
        raise NotAsItShouldBe(
            f"Obligation {last} was registered after round {round.round_id} opened: it can be set "
            "off in the last phase, or in the next round."
        )


def _flows(chunks: list[NumberedChunk]) -> int:
    return sum(each.flows for each in chunks)


def _said(round: Round) -> dict[str, Any]:
    return {
        "round": round.round_id,
        "phase": round.phase,
        "opened_at": moment(round.opened_at),
        "settling_at": moment(round.settling_at),
        "open_to_all_at": moment(round.open_at),
        "closes_at": moment(round.closes_at),
        "obligations": round.obligations,
    }
