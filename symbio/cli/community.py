# SPDX-License-Identifier: Apache-2.0
"""`symbio community`: who exists, who acts for them, how they stand to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.files import digest
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityArgument, CommunityOption, reads, writes
from symbio.cli.output import moment, words
from symbio.cli.writing import Done, write
from symbio.domain.addresses import NOBODY
from symbio.domain.communities import Kind, Stance

if TYPE_CHECKING:
    from symbio.domain.communities import Community

app = noun("community")

KINDS = {words(kind).replace(" ", "-"): kind for kind in Kind}
STANCES = {words(stance): stance for stance in Stance}

Jurisdiction = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="ISO 3166-1 alpha-2, such as PT; '' for no one country."),
]
Profile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE|0xDIGEST",
        help="The document that describes it; only its sha-256 goes on chain.",
    ),
]


@app.command("list")
@reads
def list_(context: Context) -> None:
    """List every community of the deployment."""
    communities = context.suite.communities
    rows = [_row(communities.community(n)) for n in range(1, communities.count() + 1)]
    context.out.table(rows, ["id", "kind", "jurisdiction", "people", "pages", "steward"])


@app.command()
@reads
def show(context: Context, community: CommunityArgument) -> None:
    """Show one community: its kind, steward, heir, people and profile's digest."""
    found = context.community(community)
    heir = None if found.heir == NOBODY else found.heir
    context.out.record({**_row(found), "heir": heir, "profile": found.profile})


@app.command()
@writes
def register(
    context: Context,
    kind: Annotated[str, typer.Option(metavar="KIND", help=f"One of: {', '.join(KINDS)}.")],
    jurisdiction: Jurisdiction = None,
    profile: Profile = None,
) -> None:
    """Register a community whose steward is who signs this."""
    if kind not in KINDS:
        raise BadUse(f"“{kind}” is no kind of community; there are {', '.join(KINDS)}.")
    if jurisdiction is None or profile is None:
        raise BadUse("A community needs a --jurisdiction (it may be '') and a --profile.")
    code = _country(jurisdiction)
    plan = context.suite.communities.register(KINDS[kind], code, digest(profile, "--profile"))
    write(
        context,
        plan,
        lambda receipts: Done(
            {"community": receipts[0].value},
            f"symbio roll enrol {receipts[0].value} FILE.csv",
        ),
    )


@app.command()
@writes
def revise(
    context: Context,
    community: CommunityArgument,
    jurisdiction: Jurisdiction = None,
    profile: Profile = None,
) -> None:
    """Change what a community says of itself; what isn't given stays."""
    if jurisdiction is None and profile is None:
        raise BadUse("Nothing would change: give --jurisdiction or --profile.")
    now = context.community(community)
    code = now.jurisdiction if jurisdiction is None else _country(jurisdiction)
    said = now.profile if profile is None else digest(profile, "--profile")
    plan = context.suite.communities.revise(community, code, said)
    write(context, plan, lambda _: Done({}, f"symbio community show {community}"))


@app.command()
@writes
def offer(
    context: Context,
    community: CommunityArgument,
    heir: Annotated[
        str | None, typer.Argument(metavar="HEIR", help="The address that may accept it.")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Take an offer back.")] = False,
) -> None:
    """Offer the stewardship to an heir, who has to accept it."""
    if nobody == (heir is not None):
        raise BadUse("Give an HEIR, or --nobody to take an offer back.")
    context.community(community)
    who = NOBODY if heir is None else address(heir)
    plan = context.suite.communities.offer_stewardship(community, who)
    after = "show" if heir is None else "accept"
    write(context, plan, lambda _: Done({"heir": who}, f"symbio community {after} {community}"))


@app.command()
@writes
def accept(context: Context, community: CommunityArgument) -> None:
    """Accept a stewardship that was offered to who signs this."""
    context.community(community)
    plan = context.suite.communities.accept_stewardship(community)
    write(context, plan, lambda _: Done({}, f"symbio community show {community}"))


@app.command()
@writes
def declare(
    context: Context,
    about: Annotated[int, typer.Argument(metavar="ABOUT", min=1, help="The other's number.")],
    stance: Annotated[str, typer.Argument(metavar="STANCE", help=f"One of: {', '.join(STANCES)}.")],
    community: CommunityOption,
    statement: Annotated[
        str,
        typer.Option(metavar="FILE|0xDIGEST", help="The statement; its sha-256 goes on chain."),
    ],
) -> None:
    """Declare how a community stands to another; a public record that no rule reads."""
    if stance not in STANCES:
        raise BadUse(f"“{stance}” is no stance; there are {', '.join(STANCES)}.")
    said = digest(statement, "--statement")
    for each in (community, about):
        context.community(each)
    plan = context.suite.communities.declare(community, about, STANCES[stance], said)
    write(context, plan, lambda _: Done({}, f"symbio community stances {community}"))


@app.command()
@reads
def stances(context: Context, community: CommunityArgument) -> None:
    """List what a community has declared towards others, and they towards it."""
    from symbio.domain.events import StanceDeclared

    context.community(community)
    pairs = [
        (each.event.community_id, each.event.about_id)
        for each in context.suite.communities.events()
        if isinstance(each.event, StanceDeclared)
        and community in (each.event.community_id, each.event.about_id)
    ]
    rows = []
    for by, about in dict.fromkeys(pairs):
        record = context.suite.communities.stance(by, about)
        rows.append(
            {
                "by": by,
                "about": about,
                "stance": record.stance,
                "since": moment(record.since),
                "statement": record.statement,
            }
        )
    context.out.table(rows, ["by", "about", "stance", "since", "statement"])


def _row(found: Community) -> dict[str, Any]:
    return {
        "id": found.community_id,
        "kind": found.kind,
        "jurisdiction": found.jurisdiction,
        "people": found.people,
        "pages": found.pages,
        "steward": found.steward,
    }


def _country(code: str) -> str:
    from symbio.domain.jurisdictions import jurisdiction

    try:
        return jurisdiction(code)
    except ValueError as error:
        raise BadUse(f"--jurisdiction: {error}.") from error
