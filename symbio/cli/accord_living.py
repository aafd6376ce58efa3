# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio accord` once there is one: leave, balance, review, answer."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import digest
from symbio.cli.options import CommunityOption, reads, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, Receipts, write

Accord = Annotated[int, typer.Argument(metavar="ACCORD", min=1, help="The accord's number.")]


def add_living(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (leave, balance, review, answer):
        app.command(verb.__name__)(verb)


@writes
def leave(context: Context, accord: Accord, community: CommunityOption) -> None:
    """Announce that a community leaves an accord; its steward sends."""
    from symbio.domain.accord_words import of_leaving

    accords = context.suite.accords
    standing = accords.accord(accord)
    notice = accords.terms(accord, standing.version or standing.latest).notice
    promise = of_leaving(accord, context.client.now() + notice)

    def done(receipts: Receipts) -> Done:
        facts = {"community": community, "leaves_at": moment(receipts[0].value)}
        return Done(facts, f"symbio accord show {accord}")

    write(context, accords.leave(accord, community), done, promise=promise)


@reads
def balance(
    context: Context,
    accord: Accord,
    community: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only this party.")
    ] = None,
    by_category: Annotated[
        bool, typer.Option("--by-category", help="Add up the orders by what was sold, instead.")
    ] = False,
) -> None:
    """Show what each party gave and got in each currency, and whether its alarm rings."""
    if by_category:
        _by_category(context, accord, community)
        return
    accords = context.suite.accords
    standing = accords.accord(accord)
    version = standing.version or standing.latest
    rows: list[dict[str, Any]] = []
    for party in accords.parties(accord, version):
        for currency, floor in accords.currencies(accord, version).items():
            if community in (None, party):
                token = context.coin(currency).token
                found = accords.alarm(accord, party, currency)
                rows.append(
                    {
                        "party": party,
                        "currency": currency,
                        "gave": token.units(found.gave),
                        "got": token.units(found.got),
                        "drift": found.drift,
                        "alarm_above": standing.drift,
                        "alarm_from": token.units(floor),
                        "rings": found.rings,
                    }
                )
    if not rows:
        raise BadUse(f"Community {community} is no party of accord {accord}.")
    headings = ["party", "gave", "got", "drift", "alarm_above", "alarm_from", "rings"]
    context.out.table(rows, headings)


def _by_category(context: Context, accord: int, community: int | None) -> None:
    from symbio.chain.benefits import benefits_of

    rows = [
        {
            "party": each.party,
            "category": str(each.category),
            "sells": each.category.name,
            "currency": each.currency,
            "gave": context.coin(each.currency).token.units(each.gave),
            "got": context.coin(each.currency).token.units(each.got),
        }
        for each in benefits_of(context.suite, accord)
        if community in (None, each.party)
    ]
    context.out.table(rows, ["party", "category", "sells", "gave", "got"])


@writes
def review(
    context: Context,
    accord: Accord,
    community: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The party whose alarm rings.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="TOKEN", help="The currency in which it rings.")
    ] = None,
) -> None:
    """Open a review: by its date, or with --community and --currency because an alarm rings."""
    accords = context.suite.accords
    if (community is None) != (currency is None):
        raise BadUse("Give --community and --currency together, or neither for the review by date.")
    if community is None or currency is None:
        plan = accords.open_review_by_date(accord)
    else:
        plan = accords.open_review(accord, community, context.coin(currency).token.address)

    def done(receipts: Receipts) -> Done:
        after = f"symbio accord answer {accord} --community N --statement FILE"
        return Done({"accord": accord, "review": receipts[0].value}, after)

    write(context, plan, done)


@writes
def answer(
    context: Context,
    accord: Accord,
    community: CommunityOption,
    statement: Annotated[
        str, typer.Option(metavar="FILE|0xDIGEST", help="What the party says; its digest is kept.")
    ],
) -> None:
    """Answer the open review for a party; its steward sends."""
    said = digest(statement, "--statement")
    plan = context.suite.accords.answer_review(accord, community, said)

    def done(_: Receipts) -> Done:
        is_open = context.suite.accords.review(accord).is_open
        facts = {"accord": accord, "statement": said, "review_is_open": is_open}
        return Done(facts, f"symbio accord show {accord}")

    write(context, plan, done)
