# SPDX-License-Identifier: Apache-2.0
"""`symbio jury`: seasons and their tables, juries drawn by lot, and the draw done again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import NotAsItShouldBe
from symbio.cli.jury_seats import add_seats
from symbio.cli.jury_stipends import add_stipends
from symbio.cli.jury_votes import add_votes
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityArgument, reads, writes
from symbio.cli.output import moment
from symbio.cli.practising import add_practice
from symbio.cli.sitting import (
    JuryArgument,
    PoolOption,
    SinceOption,
    StewardsOption,
    empty_seats,
    pool_in_words,
    pool_of,
)
from symbio.cli.writing import Done, write
from symbio.domain.addresses import NOBODY

if TYPE_CHECKING:
    from symbio.chain.plan import Plan
    from symbio.domain.jury_records import Jury, Turn

app = noun("jury")

SeasonOption = Annotated[
    int | None, typer.Option("--season", metavar="N", min=1, help="Another season than this.")
]


@app.command()
@writes
def enlist(
    context: Context,
    community: CommunityArgument,
    season: SeasonOption = None,
    federation: PoolOption = None,
    stewards: StewardsOption = False,
) -> None:
    """Enter a community into the lot of a coming season, the next by default; by its steward."""
    from symbio.domain.jury_words import of_enlisting

    context.community(community)
    juries, pool = context.suite.juries, pool_of(context, federation, stewards)
    chosen = season or juries.running_season() + 1
    whom = "the steward" if stewards else "a third of the people, those whose turn it is,"
    facts = {"community": community, "season": chosen, "pool": pool_in_words(pool)}
    plan = juries.enlist(pool, community, chosen)
    after = f"symbio jury freeze, once season {chosen} has begun"
    promise = of_enlisting(community, chosen, whom)
    write(context, plan, lambda _: Done(facts, after), promise=promise)


@app.command("season")
@reads
def season_(
    context: Context,
    season: SeasonOption = None,
    federation: PoolOption = None,
    stewards: StewardsOption = False,
) -> None:
    """Show a season, the running one by default: its table, and what each community weighs."""
    from symbio.domain.juries import season_starts

    juries, pool = context.suite.juries, pool_of(context, federation, stewards)
    running = juries.running_season()
    chosen = season or running
    found = juries.season(pool, chosen)
    facts: dict[str, Any] = {
        "season": chosen,
        "running": running,
        "begins": moment(season_starts(chosen)),
        "ends": moment(season_starts(chosen + 1)),
        "pool": pool_in_words(pool),
        "communities": found.communities,
        "frozen": found.is_frozen,
        "weight": found.weight,
        "most_of_one_community": found.cap,
        "table": [
            {
                "community": each.community_id,
                "people": each.people,
                "as_of": moment(each.version),
                "weight": each.weight,
            }
            for each in juries.entries(pool, chosen)
        ],
    }
    context.out.record(facts)


@app.command()
@writes
def freeze(
    context: Context,
    season: SeasonOption = None,
    federation: PoolOption = None,
    stewards: StewardsOption = False,
) -> None:
    """Fix whom the juries of the running season are drawn from; by anybody."""
    juries, pool = context.suite.juries, pool_of(context, federation, stewards)
    chosen = season or juries.running_season()
    facts = {"season": chosen, "pool": pool_in_words(pool)}
    done = Done(facts, "symbio jury season, for what each community weighs")
    write(context, juries.freeze_season(pool, chosen), lambda _: done)


@app.command()
@reads
def show(context: Context, jury: JuryArgument) -> None:
    """Show a jury: its phase, what that asks of whom and until when, and whose turn seats are."""
    from symbio.domain.juries import Pool, Stage
    from symbio.domain.jury_words import asks, phases

    juries, now = context.suite.juries, context.client.now()
    found = juries.jury(jury)
    facts: dict[str, Any] = {
        "jury": jury,
        "phase": found.stage,
        "asks": asks(found, now),
        "court": found.court,
        "pool": pool_in_words(Pool.of(found.pool)),
        "season": found.season,
        "seats": found.size,
        "seated": found.seated,
        "options": found.options,
        "round": found.round,
        "revealed": found.revealed,
        **{f"{name}_until": moment(until) for name, until in phases(found).items()},
    }
    if found.stage is Stage.DECIDED:
        outcome = juries.outcome(jury)
        facts |= {"option": outcome.option, "approvals": outcome.approvals}
    if found.stage is Stage.SEATING:
        facts["waits_for"] = _waiting(context, found, found.clock.wave(now))
    context.out.record(facts)


@app.command()
@writes
def seat(
    context: Context,
    jury: JuryArgument,
    drand: Annotated[
        Path | None,
        typer.Option(
            "--round", metavar="FILE", dir_okay=False, help="A round as a relay of drand gives it."
        ),
    ] = None,
) -> None:
    """Draw a jury: prove the block or post the round of its lot if needed, then open its seats."""
    juries, beacon = context.suite.juries, context.suite.beacon
    target = juries.jury(jury).target
    plans: list[Plan[Any]] = []
    if beacon.seed(target, bytes(32)) is None:
        plans += _lot(context, target, drand)
    is_last = not plans or not _waits_for_round(context, drand)
    if is_last:
        plans.append(juries.seat_jury(jury))
    after = f"symbio jury show {jury}" if is_last else f"symbio jury seat {jury} --round FILE"
    facts = {"jury": jury, "drawn": is_last}
    write(context, plans, lambda _: Done(facts, after), chained=True)


@app.command()
@reads
def verify(
    context: Context,
    jury: JuryArgument,
    since: SinceOption = 0,
    every: Annotated[
        bool, typer.Option("--all", help="Also turns in which nobody took the seat.")
    ] = False,
) -> None:
    """Do a jury's whole draw again from rolls, table and seed alone, and hold it against who sat.

    Place is where on the line the lot fell; the community and the index on its roll follow.
    """
    found = context.suite.juries.replay(jury, context.suite.communities, since)
    line = found.line
    shown = [turn for turn in found.turns if every or turn.sat]
    excluded = [line.table.enlisted[position].community_id for position in line.excluded]
    context.out.record(
        {
            "jury": jury,
            "right": found.is_right,
            "seed": found.seed,
            "seed_is_the_beacons": found.is_seed_right,
            "season": line.table.season,
            "weight": line.weight,
            "most_of_one_community": line.table.cap,
            "excluded_communities": excluded,
            "turns": [_turn(each, found.seed, line.weight) for each in shown],
        }
    )
    if not found.is_right:
        raise NotAsItShouldBe(f"Jury {jury} isn't what its lot gives.")


add_seats(app)
add_votes(app)
add_stipends(app)
add_practice(app)


def _waiting(context: Context, jury: Jury, wave: int) -> list[dict[str, Any]]:
    rows = []
    for empty in empty_seats(jury):
        community, _, account = context.suite.juries.candidate(jury.jury_id, empty, wave)
        if account != NOBODY:
            rows.append({"seat": empty + 1, "community": community, "account": account})
    return rows


def _lot(context: Context, target: int, drand: Path | None) -> list[Plan[Any]]:
    """Plan what the beacon needs; raises NotThereYet, NotAsItShouldBe."""
    from symbio.cli.drand_file import read_round
    from symbio.domain.errors import NotThereYet

    beacon = context.suite.beacon
    if beacon.lapsed(target):
        raise NotAsItShouldBe("The lot has lapsed; the jury's court may have another drawn.")
    block, number = beacon.needs(target)
    plans: list[Plan[Any]] = [beacon.prove(target)] if block else []
    if drand is not None:
        given, signature = read_round(drand)
        if number and given != number:
            raise NotAsItShouldBe(
                f"{drand} is round {given:,} of drand; the lot waits for round {number:,}."
            )
        plans.append(beacon.post(given, signature))
    if not plans:
        raise NotThereYet(
            f"The lot waits for round {number:,} of drand: give it with --round, as a relay of "
            "drand gives it."
        )
    return plans


def _waits_for_round(context: Context, drand: Path | None) -> bool:
    from symbio.domain.beacon import Source

    settings = context.suite.beacon.settings()
    return drand is None and bool(Source(settings.source) & Source.DRAND)


def _turn(turn: Turn, seed: bytes, weight: int) -> dict[str, Any]:
    from symbio.domain.draw import STEWARD, permute

    drawn = turn.drawn
    is_steward = drawn is not None and drawn.index == STEWARD
    return {
        "seat": turn.seat + 1,
        "wave": turn.wave + 1,
        "ordinal": turn.ordinal,
        "place": permute(seed, turn.ordinal, weight) if drawn else None,
        "community": drawn.community_id if drawn else None,
        "index": ("steward" if is_steward else drawn.index) if drawn else None,
        "as_of": moment(drawn.version) if drawn else None,
        "account": turn.key,
        "sat": turn.sat.juror if turn.sat else None,
        "right": turn.is_right,
    }
