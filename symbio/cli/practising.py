# SPDX-License-Identifier: Apache-2.0
"""`symbio jury practice`: a juror's rehearsal on a chain of its own; nothing real is touched."""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse, Declined
from symbio.cli.options import offline

if TYPE_CHECKING:
    from symbio.story.practising import Practice, Step

BLANK_WORDS = ("none", "blank")


def add_practice(app: typer.Typer) -> None:
    """Put this verb under the noun."""
    app.command("practice")(practice)


@offline
def practice(
    context: Context,
    plan: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, help="A plan you approve, of three; repeat it."),
    ] = None,
    blank: Annotated[bool, typer.Option("--blank", help="Approve nothing, but take part.")] = False,
) -> None:
    """Practise being a juror: a made-up case, your hidden vote, its reveal; needs no node or keys.

    Without a vote it asks for one. Days pass in seconds, and nothing is left behind.
    """
    from symbio.cli.writing import is_at_a_terminal
    from symbio.story.practice_case import PLANS

    chosen = None if plan is None and not blank else _checked(plan or [], blank, len(PLANS))
    if chosen is None and not is_at_a_terminal():
        raise BadUse("Nobody is at a terminal to be asked: give --plan or --blank.")
    rows: list[dict[str, Any]] = []
    for number, step in enumerate(_steps(context, chosen), 1):
        if context.out.as_json:
            rows.append(_row(step))
        else:
            context.out.text(_words(number, step))
    if context.out.as_json:
        context.out.record({"practice": True, "steps": rows})
    context.out.next("symbio jury show JURY says what a real jury asks of you, and until when")


def _steps(context: Context, chosen: list[int] | None) -> Iterator[Step]:
    """Take a juror's steps one after the other; a person who is asked is waited for."""
    import symbio
    from symbio.cli.files import write_new
    from symbio.cli.hidden_vote import HiddenVote, read_vote
    from symbio.story.practising import Practice

    wait = _wait if chosen is None else _at_once
    context.out.say("A chain of its own is started; this takes some seconds.")
    with symbio.demo() as world, tempfile.TemporaryDirectory(prefix="symbio-practice-") as folder:
        you: Practice = Practice.begin(world)
        yield you.drawn()
        wait("take your seat")
        yield you.take_seat()
        yield you.deliberate()
        ballot = you.ballot(_asked() if chosen is None else chosen, secrets.token_bytes(32))
        kept = Path(folder) / "my.vote"
        write_new(kept, HiddenVote.of(ballot).content())
        yield you.commit(ballot, str(kept))
        wait("see what a leak does")
        yield you.leak(ballot)
        yield you.mistake(ballot)
        wait("show your vote")
        yield you.reveal(read_vote(kept).ballot())
        yield you.result()


def _checked(plans: list[int], blank: bool, most: int) -> list[int]:
    if bool(plans) == blank:
        raise BadUse("Give --plan or --blank: one of them.")
    if any(not 0 < each <= most for each in plans):
        raise BadUse(f"There are only {most} to choose from.")
    return plans


def _asked() -> list[int]:
    """Ask until there is an answer that is one; raises Declined for the end of what is typed."""
    from symbio.story.practice_case import PLANS

    while True:
        said = _line("Which plans do you approve? Such as 1 or 1,3; or none: ")
        words = said.replace(",", " ").split()
        if len(words) == 1 and words[0].casefold() in BLANK_WORDS:
            return []
        if words and all(each.isascii() and each.isdigit() for each in words):
            try:
                return _checked([int(each) for each in words], False, len(PLANS))
            except BadUse as wrong:
                print(wrong.args[0], file=sys.stderr)


def _wait(what: str) -> None:
    _line(f"Press Enter to {what}. ")


def _at_once(_: str) -> None:
    return None


def _line(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    said = sys.stdin.readline()
    if not said:
        raise Declined("The practice was left.")
    return said


def _row(step: Step) -> dict[str, Any]:
    return {
        "step": step.name,
        "title": step.title,
        "asks": step.asks,
        "in_real_life": step.in_real_life,
        "if_you_do_not": step.if_you_do_not,
        **step.facts,
    }


def _words(number: int, step: Step) -> str:
    lines = [
        f"{number}. {step.title}",
        f"   Asked of you: {step.asks}",
        f"   In real life: {step.in_real_life}",
        f"   If you don't: {step.if_you_do_not}",
    ]
    for name, value in step.facts.items():
        lines += [f"   {name.replace('_', ' ')}: {each}" for each in _shown(value)]
    return "\n".join(lines) + "\n\n"


def _shown(value: Any) -> list[str]:
    from symbio.cli.output import plain

    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ["; ".join(plain(each) for each in row.values()) for row in value]
    return [plain(value)]
