# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio jury` about seats: take, sign, carry, recuse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import NotAsItShouldBe
from symbio.cli.files import read
from symbio.cli.options import agrees, writes
from symbio.cli.owing import OutOption, sign_after_asking
from symbio.cli.sitting import JuryArgument, juror_of, seat_for
from symbio.cli.writing import Done, write

if TYPE_CHECKING:
    from symbio.chain.plan import Plan
    from symbio.domain.acts import Act


def add_seats(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (take, sign, carry, recuse):
        app.command(verb.__name__)(verb)


@writes
def take(context: Context, jury: JuryArgument) -> None:
    """Sit on a jury, if a seat waits for you in this wave; it is found by your account."""
    from symbio.domain.jury_words import of_seat

    juries = context.suite.juries
    found = juries.jury(jury)
    seat = seat_for(context, found, context.sender)
    facts = {"jury": jury, "seat": seat + 1, "juror": context.sender}
    done = Done(facts, f"symbio jury show {jury}, for what is asked of you and until when")
    write(context, juries.take_seat(jury, seat), lambda _: done, promise=of_seat(found, seat))


@agrees
def sign(context: Context, jury: JuryArgument, out: OutOption) -> None:
    """Sign that you take the seat that waits for you; it costs nothing, and anybody carries it."""
    from symbio.chain.signing import sign as sign_act
    from symbio.cli.output import moment
    from symbio.domain.acts import sentence
    from symbio.domain.jury_words import of_seat, wave_ends

    juries, who = context.suite.juries, context.sender
    found = juries.jury(jury)
    seat = seat_for(context, found, who)
    act = juries.acceptance(jury, seat, who)

    def made() -> bytes:
        return sign_act(act, context.signer).canonical() + b"\n"

    promise = of_seat(found, seat, signs=True)
    if sign_after_asking(context, promise, sentence(act), made, out):
        until = moment(wave_ends(found, context.client.now()))
        facts = {"file": str(out), "jury": jury, "seat": seat + 1, "juror": who, "until": until}
        context.out.record(facts)
        context.out.next(f"have anybody send it before {until}: symbio jury carry {out}")


@writes
def carry(
    context: Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Signed acceptances and hidden votes.")
    ],
) -> None:
    """Carry what jurors signed, acceptances and hidden votes; anybody may, and pays the gas."""
    plans, rows = [], []
    for path in files:
        plan, row = _carried(context, path)
        plans.append(plan)
        rows.append({"file": str(path), **row})
    after = f"symbio jury show {rows[0]['jury']}"
    write(context, plans, lambda _: Done({"carried": rows}, after))


@writes
def recuse(context: Context, jury: JuryArgument) -> None:
    """Step aside for conscience or interest, until votes begin; no reason is asked."""
    from symbio.domain.jury_words import of_recusal

    juries = context.suite.juries
    found = juries.jury(jury)
    seat = juror_of(context, jury, context.sender).seat
    done = Done({"jury": jury, "gave_up_seat": seat + 1}, f"symbio jury show {jury}")
    write(context, juries.recuse(jury), lambda _: done, promise=of_recusal(found))


def _carried(context: Context, path: Path) -> tuple[Plan[None], dict[str, Any]]:
    from symbio.chain.signing import parse
    from symbio.domain.acts import HiddenVote, SeatAcceptance

    signed = parse(read(path))
    act: Act = signed.read()
    juries = context.suite.juries
    if not isinstance(act, SeatAcceptance | HiddenVote) or act.domain != juries.eip712Domain():
        raise NotAsItShouldBe(f"{path} is nothing that was signed for juries here.")
    signature = signed.raw_signature()
    row: dict[str, Any] = {"jury": act.jury, "juror": act.juror}
    if isinstance(act, SeatAcceptance):
        given = (act.jury, act.seat, act.juror, signature)
        return juries.take_seat_by_signature(*given), {**row, "seat": act.seat + 1}
    plan = juries.commit_by_signature(act.jury, act.juror, act.commitment, signature)
    return plan, {**row, "commitment": act.commitment}
