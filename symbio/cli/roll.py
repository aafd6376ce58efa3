# SPDX-License-Identifier: Apache-2.0
"""`symbio roll`: read a community's people, check and enrol a list of them, collect consents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import read, write_new
from symbio.cli.moments import second
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityArgument, offline, reads, signs, writes
from symbio.cli.rotating import add_changes
from symbio.cli.writing import Done, Receipts, write

if TYPE_CHECKING:
    from symbio.domain.roll_csv import Person

app = noun("roll")

RollFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.csv", dir_okay=False, help="Columns person, address, joined, consent."
    ),
]
Invited = Annotated[
    str,
    typer.Option(metavar="TIME", help="When they were invited, in UTC: 2026-11-23T15:00:00Z."),
]


@app.command()
@reads
def show(
    context: Context,
    community: CommunityArgument,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="As of then, in UTC; now, by default.")
    ] = None,
) -> None:
    """List everybody who may act for a community's roll, with their current keys."""
    from symbio.chain.rolls import Rolls

    context.community(community)
    version = None if at is None else second(at, "--at")
    communities = context.suite.communities
    rows = [
        {
            "index": each.index,
            "address": each.person,
            "page": each.page,
            "offset": each.offset,
            "consented": communities.consented(community, each.index),
        }
        for each in Rolls(communities).people(community, version)
    ]
    context.out.table(rows, ["index", "address", "page", "offset", "consented"])


@app.command()
@offline
def check(context: Context, file: RollFile) -> None:
    """Check a list of people without sending anything; names the row and column of an error."""
    people = people_of(file)
    facts = {
        "file": str(file),
        "people": len(people),
        "consenting": sum(person.consent for person in people),
        "first_joined": min(person.joined for person in people).isoformat(),
        "last_joined": max(person.joined for person in people).isoformat(),
    }
    context.out.record(facts)
    context.out.next(f"symbio roll enrol COMMUNITY {file}")


@app.command()
@writes
def enrol(
    context: Context,
    community: CommunityArgument,
    file: RollFile,
    consents: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            file_okay=False,
            help="A folder of signed consents (symbio roll sign); they must be of one --invited.",
        ),
    ] = None,
    skip_enrolled: Annotated[
        bool, typer.Option("--skip-enrolled", help="Leave out who stands on the roll already.")
    ] = False,
) -> None:
    """Enrol the people of a list, in pages of up to 1,024; the steward signs."""
    from symbio.chain.people import pages_of
    from symbio.cli.consents import consenting_pages

    context.community(community)
    people = _newcomers(context, community, file, skip_enrolled)
    communities = context.suite.communities
    if consents is None:
        plans = [communities.enrol(community, page) for page in pages_of(people)]
        given = 0
    else:
        plans, given = consenting_pages(communities, community, people, consents)

    def done(receipts: Receipts) -> Done:
        pages = [receipt.value for receipt in receipts]
        facts = {"community": community, "people": len(people), "pages": pages, "consents": given}
        return Done(facts, f"symbio roll show {community}")

    write(context, plans, done)


@app.command()
@signs
def sign(
    context: Context,
    community: CommunityArgument,
    invited: Invited,
    out: Annotated[
        Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write the consent.")
    ],
) -> None:
    """Sign one's consent to be enrolled; needs the manifest, but no node."""
    from symbio.chain.signing import sign as sign_act
    from symbio.domain.acts import COMMUNITIES_DOMAIN, Domain, Enrolment

    manifest = context.manifest
    where = Domain(COMMUNITIES_DOMAIN, manifest.chain_id, manifest.address("Communities"))
    signed = sign_act(Enrolment(where, community, second(invited, "--invited")), context.signer)
    write_new(out, signed.canonical() + b"\n")
    context.out.record({"file": str(out), "signer": signed.signer, "says": signed.sentence()})
    context.out.next(f"hand {out} to the steward, for roll enrol --consents FOLDER")


add_changes(app)


def people_of(file: Path) -> tuple[Person, ...]:
    """Read a list of people; raises BadCsv with row and column."""
    from symbio.domain.roll_csv import read_roll

    return read_roll(read(file), source=str(file))


def _newcomers(context: Context, community: int, file: Path, skip: bool) -> list[str]:
    """List whom the file adds; raises BadCsv at the first who stands on the roll already."""
    from symbio.chain.rolls import Rolls
    from symbio.domain.csv_rows import BadCsv

    people = people_of(file)
    enrolled = {each.person for each in Rolls(context.suite.communities).people(community)}
    for row, person in enumerate(people, 2):
        if person.address in enrolled and not skip:
            said = f"{person.address} stands on the roll already (--skip-enrolled leaves them out)"
            raise BadCsv(str(file), row, "address", said)
    newcomers = [person.address for person in people if person.address not in enrolled]
    if not newcomers:
        raise BadUse(f"Everybody in {file} stands on the roll already.")
    return newcomers
