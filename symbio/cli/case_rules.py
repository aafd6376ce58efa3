# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio case` for what a federation decides: rules, and which clauses are grave.

Each writes a call for a proposal; it takes effect when the proposal is executed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import digest
from symbio.cli.handing_over import hand_over
from symbio.cli.options import FederationArgument, reads
from symbio.cli.owing import OutOption

if TYPE_CHECKING:
    from symbio.domain.tribunal import Rules

Span = Annotated[str | None, typer.Option(metavar="DURATION", help="Such as P7D or PT12H.")]
Seats = Annotated[int | None, typer.Option(metavar="N", min=1, help="So many seats.")]
ClauseArgument = Annotated[
    str, typer.Argument(metavar="FILE|0xDIGEST", help="The clause of the charter.")
]


def add_rules(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (rules, set_rules, set_grave):
        app.command(verb.__name__.replace("_", "-"))(verb)


@reads
def rules(
    context: Context,
    federation: Annotated[
        str | None,
        typer.Argument(metavar="FEDERATION", help="Its number or address; else the usual rules."),
    ] = None,
    clause: Annotated[
        str | None,
        typer.Option(metavar="FILE|0xDIGEST", help="Also say whether this clause is grave."),
    ] = None,
) -> None:
    """Show the rules that cases opening now would keep: how long each step takes, and who judges.

    Version 0 is the usual rules, of cases without a federation and of those that set none.
    """
    from symbio.domain.case_words import rules_in_words

    if clause is not None and federation is None:
        raise BadUse("Only a federation has clauses: name it before --clause.")
    where, version = "", 0
    if federation is not None:
        where = context.federation(federation).address
        version = context.suite.tribunal.rules_version(where)
    found = _rules(context, where, version)
    facts: dict[str, Any] = {"federation": where or None, "version": version, **_written(found)}
    facts["in_words"] = rules_in_words(found)
    if clause is not None:
        which = digest(clause, "--clause")
        facts |= {"clause": which, "is_grave": context.suite.tribunal.is_grave(where, which)}
    context.out.record(facts)


@reads
def set_rules(
    context: Context,
    federation: FederationArgument,
    out: OutOption,
    mediation: Span = None,
    agreement: Span = None,
    appeal: Span = None,
    panel: Seats = None,
    panel_of: Annotated[
        Literal["stewards", "people"] | None, typer.Option(help="Who sits on panels.")
    ] = None,
    jury: Seats = None,
    grave_jury: Seats = None,
    wave: Span = None,
    deliberation: Span = None,
    commit: Span = None,
    reveal: Span = None,
) -> None:
    """Write the call by which a federation changes the rules of its later cases.

    What isn't given stays as it is. --agreement: how long parties have to agree on a mediator;
    --wave: how long whoever is drawn has to take a seat.
    """
    from dataclasses import replace

    from symbio.domain.case_words import of_rules
    from symbio.domain.tribunal import Bench

    spans = {
        "mediation": mediation,
        "agreement": agreement,
        "appeal": appeal,
        "wave": wave,
        "deliberation": deliberation,
        "commit": commit,
        "reveal": reveal,
    }
    seats = {"panel": panel, "jury": jury, "grave_jury": grave_jury}
    said: dict[str, Any] = {name: _span(name, text) for name, text in spans.items() if text}
    said |= {name: number for name, number in seats.items() if number is not None}
    if panel_of is not None:
        said["panel_of"] = Bench[panel_of.upper()]
    if not said:
        raise BadUse("Give at least one rule to change.")
    tribunal, where = context.suite.tribunal, context.federation(federation)
    found = _rules(context, where.address, tribunal.rules_version(where.address))
    wanted = replace(found, **said)
    if wanted == found:
        raise NotAsItShouldBe(f"These rules hold already: symbio case rules {federation}.")
    hand_over(context, federation, tribunal.set_rules(wanted), out, of_rules(where.name, wanted))


@reads
def set_grave(
    context: Context,
    federation: FederationArgument,
    clause: ClauseArgument,
    out: OutOption,
    no: Annotated[bool, typer.Option("--no", help="Say that they are grave no more.")] = False,
) -> None:
    """Write the call by which a federation has the larger jury for cases under a clause.

    CLAUSE is the goal of the charter as a case's file has it, in a .json file of its own.
    """
    from symbio.domain.case_words import of_grading

    which, is_grave = digest(clause, "CLAUSE"), not no
    if not any(which):
        raise BadUse("CLAUSE: a case under no clause can't be grave.")
    tribunal, where = context.suite.tribunal, context.federation(federation)
    if tribunal.is_grave(where.address, which) == is_grave:
        so = "grave already" if is_grave else "not grave"
        raise NotAsItShouldBe(f"Cases under this clause are {so}.")
    found = _rules(context, where.address, tribunal.rules_version(where.address))
    promise = of_grading(where.name, found, is_grave)
    hand_over(context, federation, tribunal.set_grave(which, is_grave), out, promise)


def _rules(context: Context, federation: str, version: int) -> Rules:
    from symbio.domain.addresses import NOBODY

    return context.suite.tribunal.rules(federation or NOBODY, version)


def _written(found: Rules) -> dict[str, Any]:
    """Give rules as the options of set-rules take them."""
    from dataclasses import asdict

    from symbio.domain.durations import written

    spans = ("mediation", "agreement", "appeal", "wave", "deliberation", "commit", "reveal")
    return {
        name: written(value) if name in spans else value for name, value in asdict(found).items()
    }


def _span(name: str, text: str) -> int:
    from symbio.domain.durations import seconds

    try:
        return seconds(text)
    except ValueError as error:
        raise BadUse(f"--{name.replace('_', '-')}: {error}.") from error
