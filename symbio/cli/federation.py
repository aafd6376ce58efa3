# SPDX-License-Identifier: Apache-2.0
"""`symbio federation`: terms, founding, members, and who speaks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.founding import add_founding
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityOption, FederationArgument, reads, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, write

if TYPE_CHECKING:
    from symbio.federation import Federation

app = noun("federation")


@app.command("list")
@reads
def list_(context: Context) -> None:
    """List every federation of the deployment."""
    rows = [
        {"id": n, **_row(context.federation(str(n)))}
        for n in range(1, context.suite.federations.count() + 1)
    ]
    headings = ["id", "name", "level", "members", "proposals", "community", "address"]
    context.out.table(rows, headings)


@app.command()
@reads
def show(context: Context, federation: FederationArgument) -> None:
    """Show one federation: its charter in force, members and proposals."""
    from symbio.cli.charter import said_rules

    found = context.federation(federation)
    charter = found.charter()
    context.out.record(
        {
            **_row(found),
            "charter_version": found.contract.charter_version(),
            "charter": charter.digest,
            "rules": said_rules(charter.rules),
        }
    )


@app.command()
@reads
def members(context: Context, federation: FederationArgument) -> None:
    """List a federation's members, also those whose membership ended."""
    found = context.federation(federation)
    now, version = context.client.now(), found.contract.charter_version()
    rows = []
    for each in found.members():
        community = context.suite.communities.community(each.community_id)
        rows.append(
            {
                "community": each.community_id,
                "jurisdiction": community.jurisdiction,
                "people": community.people,
                "joined": moment(each.joined_at),
                "ends": moment(each.ended_at),
                "member": each.joined_at <= now and not 0 < each.ended_at <= now,
                "ratified": found.contract.ratified(version, each.community_id),
                "steward": community.steward,
            }
        )
    headings = ["community", "jurisdiction", "people", "joined", "ends", "ratified", "steward"]
    context.out.table(rows, headings)


add_founding(app)


@app.command()
@writes
def leave(context: Context, federation: FederationArgument, community: CommunityOption) -> None:
    """Take a community out after the charter's notice; its steward signs, claims stay."""
    found = context.federation(federation)
    write(
        context,
        found.contract.leave(community),
        lambda receipts: Done(
            {"ends": moment(receipts[0].value)}, f"symbio federation members {federation}"
        ),
    )


@app.command()
@writes
def appoint(
    context: Context,
    federation: FederationArgument,
    community: CommunityOption,
    speaker: Annotated[
        str | None,
        typer.Argument(metavar="SPEAKER", help="Who besides the steward may propose for it."),
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Take an appointment back.")] = False,
) -> None:
    """Name who else may propose for a community; its steward signs."""
    from symbio.domain.addresses import NOBODY

    if nobody == (speaker is not None):
        raise BadUse("Give a SPEAKER, or --nobody to take an appointment back.")
    who = NOBODY if speaker is None else address(speaker)
    plan = context.federation(federation).contract.appoint(community, who)
    after = f"symbio proposal create {federation} --community {community} --title …"
    write(context, plan, lambda _: Done({"speaker": who}, after))


@app.command()
@writes
def ratify(
    context: Context,
    federation: FederationArgument,
    community: CommunityOption,
    version: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Which version of the charter; the one in force."),
    ] = None,
) -> None:
    """Ratify a version of the charter for a community; its steward signs."""
    contract = context.federation(federation).contract
    wanted = version or contract.charter_version()
    plan = contract.ratify(community, wanted)
    after = f"symbio federation members {federation}"
    write(context, plan, lambda _: Done({"version": wanted}, after))


def _row(found: Federation) -> dict[str, Any]:
    return {
        "name": found.name,
        "address": found.address,
        "level": found.contract.level(),
        "community": found.community_id,
        "members": found.contract.seats(),
        "proposals": found.contract.proposal_count(),
    }
