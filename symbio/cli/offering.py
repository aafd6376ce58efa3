# SPDX-License-Identifier: Apache-2.0
"""`symbio market offer`: check an offer's document, sign it, list it, withdraw it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import read, write_new
from symbio.cli.indexing import HeldOffer, IndexOption, OfferArgument, offer_named
from symbio.cli.options import agrees, reads, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, Receipts, agree, promised, tell, write

if TYPE_CHECKING:
    from symbio.domain.amount import Token
    from symbio.domain.market import Offer
    from symbio.domain.offering import OfferDocument
    from symbio.domain.promise import Promise

offer = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="What a seller offers: from a document to a listing.",
    rich_markup_mode=None,
)

DocumentFile = Annotated[
    Path, typer.Argument(metavar="DOCUMENT", dir_okay=False, help="The offer's document, JSON.")
]
Nonce = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="Tells equal offers apart; drawn, by default."),
]


@offer.command()
@reads
def check(
    context: Context,
    document: DocumentFile,
    seller: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Also hold it against the roll and the Market's rules."
        ),
    ] = None,
) -> None:
    """Check an offer's document: its form, its currencies, its split, its seller."""
    from symbio.cli.context import address
    from symbio.domain.offering import read_offer

    said = read_offer(read(document))
    tokens = _tokens(context, said)
    _require_split(context, said)
    facts: dict[str, Any] = {
        "title": said.title,
        "category": said.category,
        "prices": [tokens[each].amount(price) for each, price in said.prices.items()],
        "description": said.description.digest(),
    }
    if seller is not None:
        made = _made(context, said, address(seller), tokens, 0)
        context.suite.market.list_offer(made).simulate(made.seller)
        promise = _promise(made, tokens)
        tell(context, promise)
        facts.update(promised(promise))
    context.out.record(facts)
    context.out.next(f"symbio market offer sign {document} --out FILE")


@offer.command()
@agrees
def sign(
    context: Context,
    document: DocumentFile,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Where to write it.")
    ] = None,
    nonce: Nonce = None,
) -> None:
    """Sign an offer into a file: it costs nothing, and whoever has it can order under it."""
    from symbio.chain.signing import sign as sign_act
    from symbio.domain.offering import read_offer

    said = read_offer(read(document))
    tokens = _tokens(context, said)
    _require_split(context, said)
    made = _made(context, said, context.sender, tokens, nonce)
    market = context.suite.market
    promise = _promise(made, tokens)
    tell(context, promise)
    facts = {"digest": market.digest(made), **promised(promise)}
    if context.settings.dry_run:
        context.out.record({"dry_run": True, **facts})
        context.out.say("Nothing was signed.")
        return
    if out is None:
        raise BadUse("Give --out FILE, where the signed offer is written.")
    agree(context, f"Sign it as {made.seller}?")
    signed = sign_act(market.offering(made), context.signer, community=made.community or None)
    write_new(out, signed.canonical() + b"\n")
    context.out.record({"file": str(out), "says": signed.sentence(), **facts})
    context.out.next(f"symbio market offer list {out}")


@offer.command("list")
@writes
def list_(context: Context, which: OfferArgument, index: IndexOption = None) -> None:
    """List a signed offer on chain, for everybody to find; anybody may carry it."""
    held = offer_named(context, which, index)
    _send_listing(context, held)


@offer.command()
@writes
def withdraw(context: Context, which: OfferArgument, index: IndexOption = None) -> None:
    """Take no further orders under an offer, listed or only signed; its seller sends it."""
    held = offer_named(context, which, index)
    plan = context.suite.market.withdraw_offer(held.offer)
    write(context, plan, lambda _: Done({"title": held.offer.title}, "symbio order list"))


def facts_of(context: Context, made: Offer) -> dict[str, Any]:
    """Give an offer as fields of a record, with its prices in their currencies."""
    from symbio.domain.addresses import NOBODY
    from symbio.domain.categories import category_from
    from symbio.domain.market import STEWARD
    from symbio.domain.stages import percents

    prices = [context.coin(each).token.units(price) for each, price in made.prices.items()]
    return {
        "title": made.title,
        "seller": made.seller,
        "community": made.community or None,
        "as_steward": made.place == STEWARD,
        "category": category_from(made.category).words,
        "unit": made.unit,
        "stock": made.stock,
        "prices": prices,
        "split": made.split_id,
        "visible_to": "everyone" if made.everyone else list(made.federations),
        "deliver_from": moment(made.deliver_from),
        "deliver_until": moment(made.deliver_until),
        "delivery_place": made.delivery_place,
        "stages": list(percents(made.stages)),
        "cooling": made.cooling,
        "inspection": made.inspection,
        "arbiter": None if made.arbiter == NOBODY else made.arbiter,
        "ruling_time": made.ruling_time,
        "to_seller_if_unruled": made.unruled,
        "orders_until": moment(made.until),
        "description": made.description,
        "nonce": made.nonce,
    }


def _send_listing(context: Context, held: HeldOffer) -> None:
    from symbio.domain.promise import of_offer

    made = held.offer
    market = context.suite.market
    # The seller's own transaction is its signature.
    signature = b"" if context.sender == made.seller else held.signature
    prices = tuple(context.coin(each).token.units(price) for each, price in made.prices.items())
    digest = market.digest(made)

    def done(receipts: Receipts) -> Done:
        facts = {"offer": receipts[0].value, "digest": digest, "title": made.title}
        return Done(facts, "symbio market index, then symbio market search")

    write(context, market.list_offer(made, signature), done, promise=of_offer(made, prices))


def _tokens(context: Context, said: OfferDocument) -> dict[str, Token]:
    return {each: context.coin(each).token for each in said.prices}


def _require_split(context: Context, said: OfferDocument) -> None:
    from symbio.cli.splits import split_of

    split_of(context, said.paid_to_split)


def _made(
    context: Context, said: OfferDocument, seller: str, tokens: dict[str, Token], nonce: int | None
) -> Offer:
    from symbio.chain.dealing import new_nonce, place_of

    place = place_of(context.suite, said.community, seller)
    return said.offer(seller, place, new_nonce() if nonce is None else nonce, tokens)


def _promise(made: Offer, tokens: dict[str, Token]) -> Promise:
    from symbio.domain.promise import of_offer

    return of_offer(made, tuple(made.price(token) for token in tokens.values()))
