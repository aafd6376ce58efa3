# SPDX-License-Identifier: Apache-2.0
"""`symbio vote`: by one's own wallet, signed offline, carried by a relayer, or as a steward."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import read, write_new
from symbio.cli.nouns import noun
from symbio.cli.options import (
    ChoiceArgument,
    CommunityOption,
    FederationArgument,
    ProposalArgument,
    reads,
    signs,
    writes,
)
from symbio.cli.output import moment
from symbio.cli.writing import Done, Receipts, write

app = noun("vote")

Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why; its digest is logged beside the ballot.")
]
OutFile = Annotated[Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write it.")]


@app.command()
@writes
def cast(
    context: Context,
    federation: FederationArgument,
    proposal: ProposalArgument,
    choice: ChoiceArgument,
    community: CommunityOption,
    reason: Reason = "",
) -> None:
    """Vote by one's own wallet, or change one's vote, until the close."""
    from symbio.domain.federation import Choice

    found, said = context.federation(federation), Choice.parse(choice)
    plan = found.vote(community, context.sender, proposal, said, reason)
    after = f"symbio vote show {federation} {proposal}"
    write(context, plan, lambda _: Done({"proposal": proposal, "choice": said.words}, after))


@app.command()
@reads
def paper(
    context: Context, federation: FederationArgument, proposal: ProposalArgument, out: OutFile
) -> None:
    """Write a ballot paper: all that a person needs to sign a ballot without any node."""
    from symbio.cli.ballot_paper import BallotPaper

    found = context.federation(federation)
    state, docket = found.proposal(proposal), found.docket(proposal)
    paper = BallotPaper(
        federation=found.address,
        name=found.name,
        chain_id=context.client.chain_id,
        proposal=proposal,
        title=docket.title,
        closes_at=moment(state.closes_at),
    )
    write_new(out, paper.content())
    context.out.record({"file": str(out), **paper.model_dump()})
    context.out.next(
        f"symbio vote sign {found.address} {proposal} for --community N --paper {out} --out FILE"
    )


@app.command()
@signs
def sign(
    context: Context,
    federation: FederationArgument,
    proposal: ProposalArgument,
    choice: ChoiceArgument,
    community: CommunityOption,
    out: OutFile,
    reason: Reason = "",
    paper: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="A ballot paper; with it, no node is asked."
        ),
    ] = None,
) -> None:
    """Sign a ballot into a file; it costs nothing, and anybody may carry it."""
    from symbio.chain.signing import reason_digest
    from symbio.chain.signing import sign as sign_act
    from symbio.cli.ballot_paper import read_paper
    from symbio.domain.federation import Choice

    said = Choice.parse(choice)
    if paper is not None:
        act = read_paper(paper, federation, proposal).ballot(said, reason_digest(reason))
    else:
        act = context.federation(federation).ballot(proposal, said, reason)
    signed = sign_act(act, context.signer, community=community, reason=reason or None)
    write_new(out, signed.canonical() + b"\n")
    context.out.record({"file": str(out), "signer": signed.signer, "says": signed.sentence()})
    context.out.next(f"symbio vote carry {federation} {proposal} {out}")


@app.command()
@writes
def carry(
    context: Context,
    federation: FederationArgument,
    proposal: ProposalArgument,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Signed ballots, or folders of them (*.json)."),
    ],
) -> None:
    """Carry signed ballots to the chain in batches; anybody may, and pays the gas."""
    from symbio.chain.signing import parse

    found = context.federation(federation)
    ballots = [parse(read(file)) for file in _listed(files)]
    casting = found.cast(proposal, ballots)
    for each in casting.rejected:
        context.out.say(f"Left out: {each.signer}: {each.reason}")
    if not casting.plans:
        raise NotAsItShouldBe(f"None of the {len(ballots)} ballots can be carried.")
    rejected = [{"signer": each.signer, "why": each.reason} for each in casting.rejected]

    def done(receipts: Receipts) -> Done:
        skipped = [each for receipt in receipts for each in receipt.value.skipped]
        facts: dict[str, Any] = {
            "proposal": proposal,
            "counted": sum(receipt.value.counted for receipt in receipts),
            "skipped": [
                {
                    "community": e.community_id,
                    "page": e.page,
                    "offset": e.offset,
                    "why": e.reason.words,
                }
                for e in skipped
            ],
            "left_out": rejected,
        }
        return Done(facts, f"symbio vote show {federation} {proposal}")

    write(context, list(casting.plans), done)


@app.command()
@writes
def steward(
    context: Context,
    federation: FederationArgument,
    proposal: ProposalArgument,
    choice: ChoiceArgument,
    community: CommunityOption,
) -> None:
    """Vote for a community as its steward."""
    from symbio.domain.federation import Choice

    said = Choice.parse(choice)
    plan = context.federation(federation).vote_as_steward(community, proposal, said)
    after = f"symbio vote show {federation} {proposal}"
    write(context, plan, lambda _: Done({"proposal": proposal, "choice": said.words}, after))


@app.command()
@reads
def show(
    context: Context,
    federation: FederationArgument,
    proposal: ProposalArgument,
    community: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Show how its steward voted.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Show how this person of it voted.")
    ] = None,
) -> None:
    """Show the count of a proposal, and how a steward or a person voted."""
    from symbio.cli.proposal import said_tally
    from symbio.domain.decision import is_carried, is_quorate

    if person is not None and community is None:
        raise BadUse("A person votes on a community's roll: give --community, too.")
    found = context.federation(federation)
    state, tally = found.proposal(proposal), found.tally(proposal)
    rules = found.contract.charter(state.charter_version).rules
    facts: dict[str, Any] = {
        "proposal": proposal,
        "stage": state.stage,
        "closes_at": moment(state.closes_at),
        "quorate": is_quorate(rules, tally.communities_present, tally.communities),
        "carried_as_it_stands": is_carried(rules, tally),
        **said_tally(tally),
    }
    if community is not None:
        facts["steward_choice"] = found.contract.steward_choice_of(proposal, community).words
    if community is not None and person is not None:
        facts["person_choice"] = found.choice_of(community, address(person), proposal).words
    context.out.record(facts)


def _listed(files: list[Path]) -> list[Path]:
    found: list[Path] = []
    for each in files:
        found += sorted(each.glob("*.json")) if each.is_dir() else [each]
    if not found:
        raise BadUse(f"There are no ballots (*.json) in {', '.join(map(str, files))}.")
    return found
