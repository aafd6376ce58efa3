# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio jury` about votes: commit, reveal, leak."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import write_new
from symbio.cli.options import writes
from symbio.cli.owing import SignTo, sign_after_asking
from symbio.cli.sitting import JuryArgument, juror_of
from symbio.cli.writing import Done, write

if TYPE_CHECKING:
    from symbio.domain.juries import Ballot
    from symbio.domain.jury_records import Jury

VoteFile = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The vote, as `commit` kept it.")
]


def add_votes(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (commit, reveal, leak):
        app.command(verb.__name__)(verb)


@writes
def commit(
    context: Context,
    jury: JuryArgument,
    keep: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="Where your vote is kept, before it is given; without a choice: give this one.",
        ),
    ],
    plan: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, help="A plan or option you approve; repeat it."),
    ] = None,
    number: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The number you name, where one is.")
    ] = None,
    blank: Annotated[bool, typer.Option("--blank", help="Approve nothing, but take part.")] = False,
    sign_to: SignTo = None,
) -> None:
    """Give a hidden vote, or replace it; the file it is kept in shows it later."""
    juries, found = context.suite.juries, context.suite.juries.jury(jury)
    _require_time(found)
    if plan or number is not None or blank:
        ballot = _ballot(context, found, plan or [], number, blank)
        is_new = True
    else:
        ballot, is_new = _kept(context, keep, jury), False
    if ballot.juror != context.sender:
        raise NotAsItShouldBe(f"{keep} holds the vote of {ballot.juror}.")
    if is_new and keep.exists():
        from symbio.cli.exits import FileExists

        raise FileExists(f"{keep} exists already; name another with --keep.")
    if sign_to is not None:
        _sign(context, found, ballot, keep, sign_to, is_new)
        return
    from symbio.domain.jury_words import of_vote

    facts = {"jury": jury, "round": ballot.round, "kept_in": str(keep)}
    done = Done({**facts, "commitment": ballot.commitment}, f"symbio jury reveal {jury} {keep}")
    write(
        context,
        juries.commit(jury, ballot.commitment),
        lambda _: done,
        promise=of_vote(found, ballot.choice, str(keep)),
        before=lambda: _keep(keep, ballot, is_new),
    )


@writes
def reveal(context: Context, jury: JuryArgument, file: VoteFile) -> None:
    """Show a hidden vote, so that it counts; whoever holds its file may."""
    from symbio.domain.jury_words import choice_in_words, of_reveal

    found = context.suite.juries.jury(jury)
    ballot = _kept(context, file, jury)
    plan = context.suite.juries.reveal(jury, ballot.juror, ballot.choice, ballot.salt)
    said = choice_in_words(found.options, ballot.choice)
    facts = {"jury": jury, "juror": ballot.juror, "vote": said}
    done = Done(facts, f"symbio jury show {jury}, once all have shown their votes")
    write(context, plan, lambda _: done, promise=of_reveal(found, ballot.choice))


@writes
def leak(context: Context, jury: JuryArgument, file: VoteFile) -> None:
    """Report a hidden vote that came to your knowledge: it is void, and can't be sold again."""
    from symbio.domain.jury_words import of_leak

    ballot = _kept(context, file, jury)
    plan = context.suite.juries.report_leak(jury, ballot.juror, ballot.choice, ballot.salt)
    done = Done({"jury": jury, "void_vote_of": ballot.juror}, f"symbio jury show {jury}")
    write(context, plan, lambda _: done, promise=of_leak(ballot.juror))


def _require_time(jury: Jury) -> None:
    from symbio.domain.juries import Stage
    from symbio.domain.refusals.juries import NotTheTimeToCommit

    if jury.stage is not Stage.COMMITTING:
        raise NotTheTimeToCommit


def _ballot(
    context: Context, jury: Jury, plans: list[int], number: int | None, blank: bool
) -> Ballot:
    from symbio.domain.juries import BLANK, MOST_APPROVED, approving, is_choice

    if sum((bool(plans), number is not None, blank)) != 1:
        raise BadUse("Give --plan, --number or --blank: one of them.")
    by_number = jury.options > MOST_APPROVED
    if plans and by_number:
        raise BadUse(f"This jury is asked for a number up to {jury.options:,}: give --number.")
    if number is not None and not by_number:
        raise BadUse(f"This jury is asked which of {jury.options} it approves: give --plan.")
    choice = BLANK if blank else number or approving(*plans)
    if not is_choice(jury.options, choice):
        raise BadUse(f"There are only {jury.options:,} to choose from.")
    juror_of(context, jury.jury_id, context.sender)
    salt = secrets.token_bytes(32)
    return context.suite.juries.ballot(jury.jury_id, context.sender, choice, salt)


def _kept(context: Context, path: Path, jury_id: int) -> Ballot:
    """Read a vote of this jury on this chain; raises NoSuchFile, BadUse, NotAsItShouldBe."""
    from symbio.cli.hidden_vote import read_vote

    ballot, juries = read_vote(path).ballot(), context.suite.juries
    here = (context.client.chain_id, juries.address, jury_id, juries.jury(jury_id).round)
    if (ballot.chain_id, ballot.juries, ballot.jury_id, ballot.round) != here:
        raise NotAsItShouldBe(f"{path} holds a vote of another jury, round or chain.")
    return ballot


def _keep(path: Path, ballot: Ballot, is_new: bool) -> None:
    from symbio.cli.hidden_vote import HiddenVote

    if is_new:
        write_new(path, HiddenVote.of(ballot).content())


def _sign(
    context: Context, jury: Jury, ballot: Ballot, keep: Path, out: Path, is_new: bool
) -> None:
    from symbio.chain.signing import sign
    from symbio.domain.acts import sentence
    from symbio.domain.jury_words import of_vote

    act = context.suite.juries.hidden_vote(jury.jury_id, ballot.juror, ballot.commitment)

    def made() -> bytes:
        signed = sign(act, context.signer)
        _keep(keep, ballot, is_new)
        return signed.canonical() + b"\n"

    promise = of_vote(jury, ballot.choice, str(keep), signs=True)
    if sign_after_asking(context, promise, sentence(act), made, out):
        facts = {"file": str(out), "jury": jury.jury_id, "kept_in": str(keep)}
        context.out.record({**facts, "commitment": ballot.commitment})
        context.out.next(f"hand {out}, and never {keep}, to whoever carries it: jury carry {out}")
