# SPDX-License-Identifier: Apache-2.0
"""`symbio market`: offers of every market that the index follows, and barter in rings."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.bartering import barter
from symbio.cli.context import Context, address
from symbio.cli.files import read
from symbio.cli.indexing import IndexOption, OfferArgument, offer_named, open_index
from symbio.cli.nouns import noun
from symbio.cli.offering import offer
from symbio.cli.options import offline, reads
from symbio.cli.output import moment

if TYPE_CHECKING:
    from symbio.indexer.finding import Found, Question

app = noun("market")
app.add_typer(offer, name="offer")
app.add_typer(barter, name="barter")

Time = Annotated[str | None, typer.Option(metavar="TIME", help="In UTC: 2027-03-01.")]


@app.command()
@reads
def index(
    context: Context,
    index: IndexOption = None,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What the index calls this deployment.")
    ] = "",
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Derive all of it anew from the events it holds.")
    ] = False,
) -> None:
    """Bring the index up to the newest block of this deployment; others in it stay as they are."""
    from symbio.indexer.deriving import rebuild as derive_all
    from symbio.indexer.following import follow

    with open_index(index, must_exist=False) as store:
        progress = follow(store, context.client, context.manifest, name=name)
        if rebuild:
            derive_all(store)
        offers = store.row("SELECT count(*) FROM offers")[0]
    facts = {
        "deployment": progress.source.name,
        "next_block": progress.next_block,
        "new_events": progress.logs,
        "turned_back_to": progress.turned_back_to,
        "offers_in_all": offers,
    }
    context.out.record(facts)
    context.out.next("symbio market search WORDS")


@app.command()
@offline
def add(
    context: Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", dir_okay=False, help="Signed offers and descriptions."),
    ],
    index: IndexOption = None,
) -> None:
    """Take signed offers and descriptions from files into the index; asks no node."""
    from symbio.chain.signing import parse as parse_act
    from symbio.domain.documents import parse
    from symbio.domain.offering import read_description
    from symbio.indexer.filing import file_description, file_offer

    rows = []
    found = [(file, parse(read(file))) for file in files]
    with open_index(index, must_exist=False) as store:
        for file, value in found:
            kind = value.get("format") if isinstance(value, dict) else None
            if kind == "symbio/offer-description/1":
                read_description(read(file))
                rows.append((file, "description", file_description(store, read(file))))
            else:
                rows.append((file, "offer", file_offer(store, parse_act(read(file)))))
    listed = [{"file": str(file), "what": what, "digest": digest} for file, what, digest in rows]
    context.out.table(listed, ["file", "what", "digest"])


@app.command()
@offline
def search(
    context: Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS", help="All of them must be there; “quoted words” as they stand."
        ),
    ] = None,
    category: Annotated[
        str | None, typer.Option(metavar="CODE", help="Such as “HS 03” or “CPC 8”.")
    ] = None,
    place: Annotated[str, typer.Option(metavar="WORDS", help="Words of the delivery place.")] = "",
    after: Time = None,
    before: Time = None,
    currency: Annotated[
        str, typer.Option(metavar="CURRENCY", help="A symbol, or a contract's address.")
    ] = "",
    federation: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Only of its members' sellers.")
    ] = "",
    deployment: Annotated[
        str, typer.Option(metavar="NAME", help="Only of this deployment of the index.")
    ] = "",
    buyer: Annotated[
        int | None,
        typer.Option(
            "--for", metavar="COMMUNITY", min=1, help="Only what this community's people may buy."
        ),
    ] = None,
    quantity: Annotated[int, typer.Option(min=1, help="How many units to price.")] = 1,
    most: Annotated[int, typer.Option(min=1, max=1_000, help="How many offers to show.")] = 20,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="As of this time; now, by default.")
    ] = None,
    index: IndexOption = None,
) -> None:
    """Find offers that take orders, with the landed cost under each accord side by side.

    Asks the index alone. --after and --before bound when it can be delivered.
    """
    from symbio.cli.moments import second
    from symbio.domain.categories import category_of
    from symbio.indexer.finding import Question, find

    question = Question(
        now=int(time.time()) if at is None else second(at, "--at"),
        words=" ".join(_quoted(each) for each in words or []),
        category=None if category is None else category_of(category).word,
        place=place,
        deliver_from=None if after is None else second(after, "--after"),
        deliver_until=None if before is None else second(before, "--before"),
        currency=currency,
        federation=address(federation) if federation else "",
        source=deployment,
        buyer=buyer,
        quantity=quantity,
        most=most,
    )
    with open_index(index) as store:
        found = find(store, question)
    _print_found(context, found, question)


@app.command()
@reads
def show(context: Context, which: OfferArgument, index: IndexOption = None) -> None:
    """Show one offer of this Market in full, and what is left of it."""
    from symbio.cli.offering import facts_of

    held = offer_named(context, which, index)
    market = context.suite.market
    digest = market.digest(held.offer)
    listing = market.listing(digest)
    context.out.record(
        {
            **facts_of(context, held.offer),
            "digest": digest,
            "is_listed": listing.offer_id != 0,
            "is_withdrawn": listing.is_withdrawn,
            "left": held.offer.stock - listing.taken,
        }
    )
    context.out.next(f"symbio order open 0x{digest.hex()[:12]} --quantity N --currency TOKEN")


def _print_found(context: Context, found: list[Found], question: Question) -> None:
    if context.out.as_json:
        context.out.table([_wired(each) for each in found], [])
        return
    rows = [
        {
            "offer": f"0x{each.digest.hex()[:12]}",
            "title": _shown(each.offer.title),
            "under": _shown(cost.accord) or "no accord",
            "you_pay": cost.cost.total,
            "of_it_shared": cost.cost.contribution if cost.cost.contribution else "",
            "left": f"{each.left:,} {_shown(each.offer.unit)}",
            "delivery": f"{_day(each.offer.deliver_from)} – {_day(each.offer.deliver_until)}",
            "place": _shown(each.offer.delivery_place),
            "deployment": each.source or f"chain {each.chain_id}",
        }
        for each in found
        for cost in each.costs
    ]
    headings = ["offer", "title", "under", "you_pay", "of_it_shared", "left", "delivery", "place"]
    context.out.table(rows, [*headings, "deployment"])
    context.out.say(f"{len(found)} offers; what you pay is for {question.quantity:,}.")


def _wired(found: Found) -> dict[str, Any]:
    offer = found.offer
    return {
        "digest": found.digest,
        "title": offer.title,
        "seller": offer.seller,
        "community": offer.community,
        "category": _code(offer.category),
        "unit": offer.unit,
        "left": found.left,
        "everyone": offer.everyone,
        "deliver_from": moment(min(offer.deliver_from, _LAST)),
        "deliver_until": moment(min(offer.deliver_until, _LAST)),
        "delivery_place": offer.delivery_place,
        "orders_until": moment(min(offer.until, _LAST)),
        "is_listed": found.is_listed,
        "deployment": found.source,
        "chain": found.chain_id,
        "market": found.market,
        "costs": [
            {
                "accord": each.accord_id or None,
                "name": each.accord,
                "clause": each.clause if each.accord_id else None,
                "buyers": list(each.buyers),
                "season_left": each.left,
                "price": each.cost.gross,
                "concession": each.cost.concession,
                "you_pay": each.cost.total,
                "contribution": each.cost.contribution,
                "contribution_split": each.split_id or None,
                "to_seller": each.cost.to_seller,
            }
            for each in found.costs
        ],
    }


_LAST = 253_402_300_799


def _day(second: int) -> str:
    return moment(min(second, _LAST))[:10]


def _code(word: int) -> str:
    from symbio.domain.categories import category_from
    from symbio.domain.errors import Refused

    try:
        return str(category_from(word))
    except Refused:
        return str(word)


def _shown(text: str) -> str:
    from symbio.indexer.costing import shown

    return shown(text)


def _quoted(word: str) -> str:
    """What the shell handed over as one word with spaces was quoted there."""
    return f'"{word}"' if " " in word else word
