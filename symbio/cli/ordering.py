# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio order` that begin one: open it, or sign it for anybody to carry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import read, write_new
from symbio.cli.indexing import HeldOffer, IndexOption, OfferArgument, offer_named
from symbio.cli.options import agrees, writes
from symbio.cli.output import moment
from symbio.cli.permit_file import PermitFile, read_permit, write_permit
from symbio.cli.writing import Done, Receipts, agree, promised, tell, write

if TYPE_CHECKING:
    from symbio.chain.dealing import Deal
    from symbio.chain.token import Coin
    from symbio.domain.promise import Promise

Quantity = Annotated[int, typer.Option(min=1, metavar="N", help="How many units.")]
Currency = Annotated[
    str, typer.Option(metavar="TOKEN", help="The currency's contract; ETH for the chain's coin.")
]
Community = Annotated[
    int, typer.Option(metavar="N", min=0, help="The community you buy for; 0: none.")
]
Accord = Annotated[int, typer.Option(metavar="N", min=0, help="The accord you buy under.")]
Until = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Until when this may be carried, in UTC; the offer's end."),
]


@dataclass(frozen=True)
class Wanted:
    """What was asked for, put together: the offer, the purchase, what it costs."""

    held: HeldOffer
    deal: Deal
    coin: Coin
    promise: Promise

    def facts(self) -> dict[str, Any]:
        purchase, cost = self.deal.purchase, self.deal.cost
        facts: dict[str, Any] = {
            "title": self.held.offer.title,
            "quantity": purchase.quantity,
            "unit": self.held.offer.unit,
            "total": cost.total,
            "concession": cost.concession,
            "contribution": cost.contribution,
        }
        if purchase.accord_id:
            facts |= {
                "accord": purchase.accord_id,
                "clause": purchase.clause,
                "seller_party": purchase.seller_party,
                "buyer_party": purchase.buyer_party,
            }
        return facts


def add_ordering(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    app.command("open")(open_)
    app.command()(sign)
    app.command()(carry)
    app.command()(allow)


@writes
def open_(
    context: Context,
    which: OfferArgument,
    quantity: Quantity,
    currency: Currency,
    community: Community = 0,
    accord: Accord = 0,
    index: IndexOption = None,
) -> None:
    """Order: what it costs goes into escrow, where neither side can take it alone."""
    wanted = _wanted(context, which, index, quantity, currency, community, accord, None)
    market, purchase = context.suite.market, wanted.deal.purchase
    escrow = context.suite.escrow.address
    plans: list[Any] = [market.open(wanted.held.offer, purchase, wanted.held.signature)]
    total, coin = wanted.deal.cost.total, wanted.coin
    if not coin.token.is_native and coin.allowance(purchase.buyer, escrow) < total:
        plans.insert(0, coin.approve(escrow, total))

    def done(receipts: Receipts) -> Done:
        number = receipts[-1].value
        return Done({"order": number, **wanted.facts()}, f"symbio order show {number}")

    write(context, plans, done, chained=True, promise=wanted.promise)


@agrees
def sign(
    context: Context,
    which: OfferArgument,
    quantity: Quantity,
    currency: Currency,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Where to write it.")
    ] = None,
    permit: PermitFile = None,
    community: Community = 0,
    accord: Accord = 0,
    until: Until = None,
    index: IndexOption = None,
) -> None:
    """Sign an order for anybody to carry; the Escrow must be allowed to take what it costs.

    With --permit this is allowed by a second signature, and you send nothing at all.
    """
    from symbio.chain.signing import sign as sign_act

    wanted = _wanted(context, which, index, quantity, currency, community, accord, until)
    if wanted.coin.token.is_native:
        raise BadUse("The chain's own coin can't be taken by a signature; open the order yourself.")
    tell(context, wanted.promise)
    purchase, total = wanted.deal.purchase, wanted.deal.cost.total
    facts = {**wanted.facts(), "until": moment(purchase.until), "nonce": purchase.nonce}
    facts |= promised(wanted.promise)
    if context.settings.dry_run:
        context.out.record({"dry_run": True, **facts})
        context.out.say("Nothing was signed.")
        return
    if out is None:
        raise BadUse("Give --out FILE, where the signed order is written.")
    agree(context, f"Sign it as {purchase.buyer}?")
    market = context.suite.market
    act = market.purchasing(wanted.held.offer, purchase)
    signed = sign_act(act, context.signer, community=community or None)
    if permit is not None:
        write_permit(context, permit, total, purchase.until)
        facts["permit"] = str(permit)
    write_new(out, signed.canonical() + b"\n")
    context.out.record({"file": str(out), "says": signed.sentence(), **facts})
    if permit:
        context.out.next(f"symbio order carry {out} {which} --permit {permit}")
        return
    if wanted.coin.allowance(purchase.buyer, context.suite.escrow.address) < total:
        context.out.say(f"The Escrow must be allowed to take {total} before it is carried.")
    context.out.next(f"symbio order carry {out} {which}")


@writes
def carry(
    context: Context,
    signed: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="The buyer's signed order.")
    ],
    which: OfferArgument,
    permit: PermitFile = None,
    index: IndexOption = None,
) -> None:
    """Carry a signed order to the chain; the carrier pays the gas and has no rights from it."""
    from symbio.chain.signing import parse
    from symbio.domain import acts
    from symbio.domain.errors import BadAct

    held = offer_named(context, which, index)
    market = context.suite.market
    found = parse(read(signed))
    act = found.read()
    if not isinstance(act, acts.Purchase) or act.domain != market.domain:
        raise BadAct(f"{signed} is no order for this Market.")
    if act.offer != market.digest(held.offer):
        raise BadAct(f"{signed} orders under another offer.")
    plan = market.open_by_signature(
        held.offer,
        act.purchase(),
        found.raw_signature(),
        offer_signature=held.signature,
        permit=None if permit is None else read_permit(permit),
    )

    def done(receipts: Receipts) -> Done:
        number = receipts[0].value
        facts = {"order": number, "buyer": act.buyer, "title": held.offer.title}
        return Done(facts, f"symbio order show {number}")

    context.out.say(found.sentence())
    write(context, plan, done)


@writes
def allow(
    context: Context,
    amount: Annotated[str, typer.Argument(metavar="“AMOUNT TOKEN”", help="Such as “84 0x…”.")],
) -> None:
    """Allow the Escrow to take so much of a currency for orders that you signed."""
    from symbio.cli.bartering import money_of

    money = money_of(context, amount, "AMOUNT")
    plan = context.coin(money.token.address).approve(context.suite.escrow.address, money)
    write(context, plan, lambda _: Done({"allowed": money}, "symbio order carry FILE OFFER"))


def _wanted(
    context: Context,
    which: str,
    index: Path | None,
    quantity: int,
    currency: str,
    community: int,
    accord: int,
    until: str | None,
) -> Wanted:
    from symbio.chain.dealing import deal
    from symbio.cli.moments import second
    from symbio.domain.promise import of_purchase

    held = offer_named(context, which, index)
    if accord and not community:
        raise BadUse("--accord needs the --community that you buy for.")
    if community:
        context.community(community)
    coin = context.coin(currency)
    made = deal(
        context.suite,
        held.offer,
        context.sender,
        quantity,
        coin.token,
        until=held.offer.until if until is None else second(until, "--until"),
        community_id=community,
        accord_id=accord,
    )
    split = made.under.quote.split_id if made.under and made.under.quote.contribution else 0
    promise = of_purchase(
        held.offer,
        quantity,
        made.cost,
        context.client.now(),
        accord_id=accord,
        split_id=split,
    )
    return Wanted(held, made, coin, promise)
