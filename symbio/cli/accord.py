# SPDX-License-Identifier: Apache-2.0
"""`symbio accord`: mutual-benefit accords in place of tariffs, from the document to the review."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from symbio.cli.accord_living import add_living
from symbio.cli.agreeing import add_agreeing
from symbio.cli.context import Context, address
from symbio.cli.files import read
from symbio.cli.nouns import noun
from symbio.cli.options import offline, reads
from symbio.cli.output import moment

app = noun("accord")

AccordFile = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The accord's JSON document.")
]
AccordArgument = Annotated[
    int, typer.Argument(metavar="ACCORD", min=1, help="The accord's number.")
]


@app.command()
@offline
def check(
    context: Context,
    file: AccordFile,
    terms: Annotated[
        Path | None,
        typer.Option(metavar="TERMS", dir_okay=False, help="Hold these terms against it, too."),
    ] = None,
) -> None:
    """Check an accord's document; with --terms, also that the terms say the same."""
    from symbio.cli.accord_file import read_accord_terms
    from symbio.domain.accord import read_accord
    from symbio.domain.categories import category_of

    accord = read_accord(read(file))
    facts: dict[str, Any] = {
        "name": accord.name,
        "digest": accord.digest(),
        "parties": [party.key for party in accord.parties],
        "currencies": [each.symbol for each in accord.currencies],
        "clauses": [
            {"clause": n, "key": each.key, "sells": category_of(each.category).words}
            for n, each in enumerate(accord.clauses)
        ],
    }
    if terms is not None:
        read_accord_terms(terms).require(accord)
        facts["terms_agree"] = True
    context.out.record(facts)
    after = f"symbio accord terms {file}" if terms is None else f"symbio accord sign {terms}"
    context.out.next(after)


@app.command()
@offline
def schema(context: Context) -> None:
    """Print the JSON Schema of an accord's document."""
    from symbio.domain.accord import schema as accord_schema

    context.out.document(accord_schema())


@app.command()
@reads
def show(
    context: Context,
    accord: AccordArgument,
    version: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Which version; the latest, by default."),
    ] = None,
) -> None:
    """Show an accord: its parties, what each sells and at what rates, in words too."""
    from symbio.domain.accord_words import terms_in_words

    accords = context.suite.accords
    standing = accords.accord(accord)
    terms = accords.terms(accord, version)
    review = accords.review(accord)
    for line in terms_in_words(terms):
        context.out.say(line)
    context.out.record(
        {
            "accord": accord,
            "name": terms.name,
            "version": terms.version,
            "in_force": standing.version == terms.version,
            "document": terms.document,
            "starts_at": moment(terms.starts_at),
            "review_at": moment(terms.review_at),
            "ends_at": moment(terms.ends_at),
            "season": terms.season,
            "notice": terms.notice,
            "drift": terms.drift,
            "market": terms.market,
            "currencies": list(terms.currencies),
            "parties": [_party(context, accord, number) for number in terms.parties],
            "clauses": _clauses(terms),
            "review": {
                "number": review.number,
                "opened_at": moment(review.opened_at),
                "is_open": review.is_open,
            },
        }
    )


@app.command("list")
@reads
def list_(
    context: Context,
    community: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only accords that it is party to.")
    ] = None,
) -> None:
    """List the accords, the newest first."""
    from symbio.domain.events import AccordConcluded

    accords = context.suite.accords
    latest: dict[int, Any] = {}
    for logged in accords.events():
        if isinstance(logged.event, AccordConcluded):
            latest[logged.event.accord_id] = logged.event.terms
    rows = []
    for number in sorted(latest, reverse=True):
        terms = latest[number]
        if community is None or accords.party(number, community).since:
            standing = accords.accord(number)
            rows.append(
                {
                    "accord": number,
                    "name": terms.name,
                    "version": standing.latest,
                    "in_force": standing.is_in_force,
                    "parties": list(terms.parties),
                    "ends_at": moment(terms.ends_at),
                }
            )
    context.out.table(rows, ["accord", "name", "version", "in_force", "parties", "ends_at"])


@app.command()
@reads
def quote(
    context: Context,
    accord: AccordArgument,
    clause: Annotated[int, typer.Option(metavar="N", min=0, help="The clause, from 0.")],
    seller: Annotated[int, typer.Option(metavar="N", min=1, help="The seller's party.")],
    buyer: Annotated[int, typer.Option(metavar="N", min=1, help="The buyer's party.")],
    category: Annotated[
        str, typer.Option(metavar="CODE", help="Of the offer, such as “HS 030243”.")
    ],
    currency: Annotated[
        str, typer.Option(metavar="TOKEN", help="An ERC-20's address, or ETH for the own coin.")
    ],
) -> None:
    """Say what an order would be bound to now, or why none can be made."""
    from symbio.domain.accords import UNLIMITED
    from symbio.domain.amount import NATIVE
    from symbio.domain.categories import category_of

    sold = category_of(category)
    token = NATIVE if currency.upper() == "ETH" else address(currency)
    found = context.suite.accords.quote(accord, clause, seller, buyer, sold.word, token)
    context.out.record(
        {
            "accord": accord,
            "version": found.version,
            "category": sold.words,
            "concession": found.concession,
            "contribution": found.contribution,
            "split": found.split_id,
            "most_a_season": None if found.quantity == UNLIMITED else found.quantity,
            "season": moment(found.season),
            "market": found.market,
        }
    )


def _party(context: Context, accord: int, number: int) -> dict[str, Any]:
    found = context.suite.accords.party(accord, number)
    return {"community": number, "since": found.since, "leaves_at": moment(found.leaves_at)}


def _clauses(terms: Any) -> list[dict[str, Any]]:
    from symbio.domain.accords import UNLIMITED

    return [
        {
            "clause": n,
            "seller": each.seller_id,
            "category": str(each.goods),
            "sells": each.goods.name,
            "concession": each.concession,
            "contribution": each.contribution,
            "split": each.split_id,
            "most_a_season": None if each.quantity == UNLIMITED else each.quantity,
        }
        for n, each in enumerate(terms.clauses)
    ]


add_agreeing(app)
add_living(app)
