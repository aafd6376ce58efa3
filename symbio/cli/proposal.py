# SPDX-License-Identifier: Apache-2.0
"""`symbio proposal`: put proposals, read where they stand, withdraw and execute them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.files import one_of
from symbio.cli.nouns import noun
from symbio.cli.opening import Wanted, open_proposal
from symbio.cli.options import (
    CommunityOption,
    FederationArgument,
    ProposalArgument,
    reads,
    writes,
)
from symbio.cli.output import moment
from symbio.cli.writing import Done, write

if TYPE_CHECKING:
    from symbio.domain.federation import Call, Proposal, Tally

app = noun("proposal")


@app.command("list")
@reads
def list_(context: Context, federation: FederationArgument) -> None:
    """List a federation's proposals with their stage and titles."""
    from symbio.domain.events import ProposalOpened

    found = context.federation(federation)
    titles = {
        each.event.proposal_id: each.event.title
        for each in found.contract.events()
        if isinstance(each.event, ProposalOpened)
    }
    rows = [
        {
            "id": each.proposal_id,
            "stage": each.stage,
            "opens": moment(each.opens_at),
            "closes": moment(each.closes_at),
            "title": titles.get(each.proposal_id, ""),
        }
        for each in found.proposals()
    ]
    context.out.table(rows, ["id", "stage", "opens", "closes", "title"])


@app.command()
@reads
def show(context: Context, federation: FederationArgument, proposal: ProposalArgument) -> None:
    """Show one proposal: its words, calls, calendar, stage and count."""
    found = context.federation(federation)
    state, docket = found.proposal(proposal), found.docket(proposal)
    context.out.record(
        {
            "proposal": proposal,
            "title": docket.title,
            "text": docket.text,
            "community": docket.proposer,
            "proposer": docket.account,
            "stage": state.stage,
            **_calendar(state),
            "tally": said_tally(found.tally(proposal)),
            "calls": [_said_call(call) for call in docket.calls],
        }
    )


@app.command()
@writes
def create(
    context: Context,
    federation: FederationArgument,
    community: CommunityOption,
    title: Annotated[
        str, typer.Option(metavar="TEXT", help="What voters read; at most 160 bytes.")
    ],
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The proposal itself; its digest is kept.")
    ] = None,
    text_file: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="The text, from a file.")
    ] = None,
    pay: Annotated[
        list[str] | None,
        typer.Option(metavar="'AMOUNT TOKEN TO'", help="Pay out; TOKEN is an address or ETH."),
    ] = None,
    admit: Annotated[
        list[int] | None, typer.Option(metavar="N", min=1, help="Admit a community.")
    ] = None,
    expel: Annotated[
        list[int] | None, typer.Option(metavar="N", min=1, help="Expel a community after notice.")
    ] = None,
    amend: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Adopt this charter after notice."),
    ] = None,
    call: Annotated[
        list[str] | None,
        typer.Option(metavar="'TARGET VALUE DATA'", help="Make any call."),
    ] = None,
    call_file: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Calls that another command's --dry-run --json printed."),
    ] = None,
) -> None:
    """Put a proposal for a community; its calls are made in the order of these options."""
    wanted = Wanted(
        pay=tuple(pay or ()),
        admit=tuple(admit or ()),
        expel=tuple(expel or ()),
        amend=amend,
        call=tuple(call or ()),
        call_file=tuple(call_file or ()),
    )
    words = one_of(text, text_file, "text")
    open_proposal(context, context.federation(federation), community, title, words, wanted)


@app.command()
@writes
def withdraw(context: Context, federation: FederationArgument, proposal: ProposalArgument) -> None:
    """Take a proposal back before the vote starts; its proposer signs."""
    plan = context.federation(federation).withdraw(proposal)
    write(context, plan, lambda _: Done({}, f"symbio proposal list {federation}"))


@app.command()
@writes
def execute(context: Context, federation: FederationArgument, proposal: ProposalArgument) -> None:
    """Make the calls of a proposal that was carried, after its delay; anybody may."""
    found = context.federation(federation)
    plan = found.execute(proposal)

    def done(receipts: Any) -> Done:
        events = [type(each).__name__ for each in receipts[0].events]
        facts = {"proposal": proposal, "stage": found.proposal(proposal).stage, "events": events}
        return Done(facts, f"symbio proposal show {federation} {proposal}")

    write(context, plan, done)


def said_tally(tally: Tally) -> dict[str, Any]:
    """Give a count, of people and of communities."""
    return {
        "people_for": tally.people_for,
        "people_against": tally.people_against,
        "people_abstain": tally.people_abstain,
        "people": tally.people,
        "communities_for": tally.communities_for,
        "communities_against": tally.communities_against,
        "communities_abstain": tally.communities_abstain,
        "communities_present": tally.communities_present,
        "communities": tally.communities,
    }


def _calendar(state: Proposal) -> dict[str, str]:
    return {
        "opened_at": moment(state.opened_at),
        "opens_at": moment(state.opens_at),
        "closes_at": moment(state.closes_at),
        "executable_at": moment(state.executable_at),
        "expires_at": moment(state.expires_at),
    }


def _said_call(call: Call) -> dict[str, Any]:
    return {
        "target": call.target,
        "value": str(call.value),
        "does": _words(call) or "a call that Symbio doesn't know",
        "data": call.data,
    }


def _words(call: Call) -> str:
    """Say a call as a function with its arguments, where Symbio knows the function."""
    from symbio.chain.abi import decode
    from symbio.chain.artifacts import artifact, names

    if not call.data:
        return "pay"
    for name in names():
        abi = artifact(name).abi
        for entry in abi.entries:
            if entry["type"] != "function" or abi[entry["name"]].selector != call.data[:4]:
                continue
            values = decode(entry["inputs"], call.data[4:])
            pairs = zip(entry["inputs"], values, strict=True)
            said = ", ".join(f"{each['name']}={_shown(value)}" for each, value in pairs)
            return f"{name}.{entry['name']}({said})"
    return ""


def _shown(value: Any) -> str:
    return "0x" + value.hex() if isinstance(value, bytes) else str(value)
