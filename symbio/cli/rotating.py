# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio roll` that change who speaks for a place: leave, rotate, strike, consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.options import CommunityArgument, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, write
from symbio.domain.addresses import NOBODY

if TYPE_CHECKING:
    from symbio.chain.plan import Plan

Who = Annotated[
    str, typer.Argument(metavar="PERSON", help="Their current address, or their index.")
]


def add_changes(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (leave, consent, rotate, veto, complete, strike):
        app.command(verb.__name__)(verb)


@writes
def leave(context: Context, community: CommunityArgument) -> None:
    """Leave a roll; the person themself signs, and later proposals don't count them."""
    plan = context.suite.communities.leave(community, _index(context, community, context.sender))
    _write(context, community, plan)


@writes
def consent(context: Context, community: CommunityArgument) -> None:
    """Record one's own consent to stand on a roll."""
    plan = context.suite.communities.consent(community, _index(context, community, context.sender))
    _write(context, community, plan)


@writes
def rotate(
    context: Context,
    community: CommunityArgument,
    person: Who,
    successor: Annotated[
        str | None, typer.Argument(metavar="SUCCESSOR", help="The person's new address.")
    ] = None,
    strike_off: Annotated[
        bool, typer.Option("--strike-off", help="Propose to strike the person off instead.")
    ] = False,
) -> None:
    """Propose another key for a person; the steward signs, the old key can veto for 7 days."""
    if strike_off == (successor is not None):
        raise BadUse("Give a SUCCESSOR, or --strike-off.")
    index = _index(context, community, person)
    heir = NOBODY if successor is None else address(successor)
    plan = context.suite.communities.propose_rotation(community, index, heir)
    write(
        context,
        plan,
        lambda receipts: Done(
            {"index": index, "ready_at": moment(receipts[0].value)},
            f"symbio roll complete {community} {index}, from {moment(receipts[0].value)} on",
        ),
    )


@writes
def veto(context: Context, community: CommunityArgument, person: Who) -> None:
    """Stop a proposed change of key; the old key or the steward signs."""
    index = _index(context, community, person)
    _write(context, community, context.suite.communities.veto_rotation(community, index))


@writes
def complete(context: Context, community: CommunityArgument, person: Who) -> None:
    """Complete a change of key after its delay; anybody may."""
    index = _index(context, community, person)
    _write(context, community, context.suite.communities.complete_rotation(community, index))


@writes
def strike(
    context: Context,
    community: CommunityArgument,
    kept: Annotated[int, typer.Argument(metavar="KEPT", min=0, help="The index that stays.")],
    index: Annotated[int, typer.Argument(metavar="INDEX", min=0, help="The later index, struck.")],
) -> None:
    """Strike off an index whose key stands on an earlier one too; anybody may."""
    context.community(community)
    plan = context.suite.communities.strike_duplicate(community, kept, index)
    _write(context, community, plan)


def _index(context: Context, community: int, person: str) -> int:
    from symbio.chain.rolls import Rolls

    context.community(community)
    if person.isascii() and person.isdigit():
        return int(person)
    return Rolls(context.suite.communities).find(community, address(person)).index


def _write(context: Context, community: int, plan: Plan[Any]) -> None:
    write(context, plan, lambda _: Done({}, f"symbio roll show {community}"))
