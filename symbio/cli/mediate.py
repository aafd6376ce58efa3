# SPDX-License-Identifier: Apache-2.0
"""`symbio mediate`: who helps the parties of a case to a plan of their own."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import NotAsItShouldBe
from symbio.cli.judging import CaseArgument, case_of
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityArgument, CommunityOption, reads, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, Receipts, write
from symbio.domain.addresses import NOBODY

app = noun("mediate")

WhoOption = Annotated[
    str | None,
    typer.Option("--who", metavar="ADDRESS", help="A person of it; its steward, by default."),
]


@app.command()
@writes
def volunteer(
    context: Context,
    community: CommunityArgument,
    who: WhoOption = None,
    federation: Annotated[
        str | None,
        typer.Option(metavar="FEDERATION", help="For its cases; else for those without one."),
    ] = None,
    no_more: Annotated[
        bool, typer.Option("--no-more", help="Isn't willing any more; drawn in no new case.")
    ] = False,
) -> None:
    """List who of a community is willing to mediate others' cases; by its steward."""
    from symbio.domain.case_words import of_volunteering

    account, place = _who(context, community, who)
    listed = context.federation(federation).address if federation else NOBODY
    plan = context.suite.mediation.volunteer(
        community, account, federation=listed, place=place, is_willing=not no_more
    )
    facts = {"community": community, "mediator": account, "willing": not no_more}
    promise = None if no_more else of_volunteering(account)
    after = "symbio mediate accept CASE, when a case asks"
    write(context, plan, lambda _: Done(facts, after), promise=promise)


@app.command()
@writes
def propose(
    context: Context,
    case: CaseArgument,
    mediators: Annotated[
        int, typer.Argument(metavar="MEDIATORS", min=1, help="The mediator's community.")
    ],
    community: CommunityOption,
    who: WhoOption = None,
) -> None:
    """Name a mediator of a third community for a party; agreed once all parties name the same."""
    from symbio.domain.case_words import of_proposing

    case_of(context, case)
    account, place = _who(context, mediators, who)
    plan = context.suite.mediation.propose_mediator(case, community, mediators, account, place)

    def done(receipts: Receipts) -> Done:
        agreed = receipts[0].value
        facts = {"case": case, "mediator": account, "agreed": agreed}
        after = f"symbio mediate accept {case}, by {account}" if agreed else "the other parties"
        return Done(facts, after)

    write(context, plan, done, promise=of_proposing(account))


@app.command()
@writes
def draw(context: Context, case: CaseArgument) -> None:
    """Draw three of the willing by lot, where the parties haven't agreed in time; by anybody.

    The block of the lot is proven first, if it isn't yet.
    """
    from symbio.domain.refusals.mediation import NoSeedYet

    found = case_of(context, case)
    plans: list[Any] = [context.suite.mediation.draw_mediator(case)]
    try:
        plans[0].simulate(context.sender)
    except NoSeedYet:
        plans.insert(0, context.suite.beacon.prove(found.target))

    def done(receipts: Receipts) -> Done:
        rows = _drawn(context, case)
        return Done({"case": case, "drawn": rows}, f"symbio mediate accept {case}, in their turns")

    write(context, plans, done, chained=True)


@app.command()
@writes
def accept(context: Context, case: CaseArgument) -> None:
    """Become a case's mediator, if all parties named you or it is your turn in the lot."""
    from symbio.domain.case_words import of_mediating

    found = case_of(context, case)
    facts = {"case": case, "mediator": context.sender}
    done = Done(facts, f"symbio case plan file {case} FILE, when you have one")
    plan = context.suite.mediation.accept_mediation(case)
    write(context, plan, lambda _: done, promise=of_mediating(found))


@app.command("step-down")
@writes
def step_down(context: Context, case: CaseArgument) -> None:
    """Mediate a case no more; the parties go on without you, or name another."""
    if context.suite.mediation.mediator(case_of(context, case).case_id) != context.sender:
        raise NotAsItShouldBe(f"{context.sender} doesn't mediate case {case}.")
    done = Done({"case": case, "mediator": None}, f"symbio case show {case}")
    write(context, context.suite.mediation.step_down(case), lambda _: done)


@app.command()
@reads
def show(context: Context, case: CaseArgument) -> None:
    """Show who mediates a case, whom its parties named, and whose turn it is in the lot."""
    mediation, found = context.suite.mediation, case_of(context, case)
    standing = mediation.mediation(case)
    named = [(party, *mediation.proposed(case, party)) for party in found.parties]
    facts: dict[str, Any] = {
        "case": case,
        "mediator": None if standing.mediator == NOBODY else standing.mediator,
        "agreed_on": None if standing.agreed == NOBODY else standing.agreed,
        "named": [
            {"by": party, "community": community, "mediator": account}
            for party, community, account in named
            if account != NOBODY
        ],
        "drawn": _drawn(context, case),
    }
    context.out.record(facts)


def _who(context: Context, community: int, who: str | None) -> tuple[str, int]:
    """Give an account of a community and its place; raises NotOnRoll."""
    from symbio.chain.dealing import place_of

    steward = context.community(community).steward
    account = steward if who is None else address(who)
    return account, place_of(context.suite, community, account)


def _drawn(context: Context, case: int) -> list[dict[str, Any]]:
    from symbio.domain.mediation import TURN

    mediation = context.suite.mediation
    standing, federation = mediation.mediation(case), context.suite.tribunal.case(case).federation
    rows = []
    for turn, position in enumerate(standing.drawn):
        each = mediation.volunteer_at(federation, position)
        begins = standing.drawn_at + turn * TURN
        rows.append(
            {
                "community": each.community_id,
                "mediator": each.account,
                "from": moment(begins),
                "until": moment(begins + TURN),
            }
        )
    return rows
