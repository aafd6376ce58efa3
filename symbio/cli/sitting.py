# SPDX-License-Identifier: Apache-2.0
"""What the verbs of `symbio jury` share: juries read, pools named, whose turn a seat is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from symbio.cli.context import Context
from symbio.cli.exits import NotAsItShouldBe
from symbio.domain.addresses import NOBODY

if TYPE_CHECKING:
    from symbio.domain.juries import Pool
    from symbio.domain.jury_records import Juror, Jury

JuryArgument = Annotated[int, typer.Argument(metavar="JURY", min=1, help="The jury's number.")]
PoolOption = Annotated[
    str | None,
    typer.Option(
        "--federation", metavar="FEDERATION", help="The pool of a federation; else of everybody."
    ),
]
StewardsOption = Annotated[
    bool, typer.Option("--stewards", help="The pool of stewards, not of people.")
]
SinceOption = Annotated[
    int, typer.Option("--since", metavar="BLOCK", min=0, help="A block before the jury's call.")
]


def pool_of(context: Context, federation: str | None, stewards: bool) -> Pool:
    """Give the pool that is named; raises NoSuchRecord."""
    from symbio.domain.juries import Pool, Sitters

    sitters = Sitters.STEWARDS if stewards else Sitters.PEOPLE
    return Pool(context.federation(federation).address if federation else NOBODY, sitters)


def pool_in_words(pool: Pool) -> str:
    """Say whom a jury is drawn from."""
    from symbio.domain.juries import Sitters

    whom = "stewards" if pool.sitters is Sitters.STEWARDS else "people"
    whose = "every community" if pool.federation == NOBODY else f"federation {pool.federation}"
    return f"{whom} of {whose}"


def empty_seats(jury: Jury) -> Iterator[int]:
    """Give the seats that nobody holds, counted from 0."""
    return (seat for seat in range(jury.size) if not jury.filled >> seat & 1)


def seat_for(context: Context, jury: Jury, account: str) -> int:
    """Find the seat whose turn it is an account's to take; raises NotAsItShouldBe."""
    from symbio.cli.output import moment
    from symbio.domain.juries import Stage
    from symbio.domain.jury_words import wave_ends

    if jury.stage is not Stage.SEATING:
        raise NotAsItShouldBe(
            f"Jury {jury.jury_id} takes no seats now: symbio jury show {jury.jury_id}."
        )
    now = context.client.now()
    wave = jury.clock.wave(now)
    for seat in empty_seats(jury):
        if context.suite.juries.candidate(jury.jury_id, seat, wave)[2] == account:
            return seat
    raise NotAsItShouldBe(
        f"No seat of jury {jury.jury_id} waits for {account} in this wave, which lasts until "
        f"{moment(wave_ends(jury, now))}."
    )


def juror_of(context: Context, jury_id: int, account: str) -> Juror:
    """Read somebody who sits; raises NotAsItShouldBe for who doesn't."""
    found = context.suite.juries.juror(jury_id, account)
    if not found.is_seated:
        raise NotAsItShouldBe(f"{account} doesn't sit on jury {jury_id}.")
    return found
