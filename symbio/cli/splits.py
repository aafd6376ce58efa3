# SPDX-License-Identifier: Apache-2.0
"""Splits, payees and tokens as arguments; the shares of a split, read from its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import COINS, Context, address
from symbio.cli.exits import BadUse

if TYPE_CHECKING:
    from symbio.chain.plan import Plan
    from symbio.chain.token import Coin
    from symbio.domain.amount import Amount
    from symbio.domain.holds import Hold
    from symbio.domain.payee import Payee
    from symbio.domain.treasury import Split

SplitArgument = Annotated[int, typer.Argument(metavar="SPLIT", min=1, help="The split's number.")]
TokenArgument = Annotated[
    str, typer.Argument(metavar="TOKEN", help="The token's contract; ETH for the chain's own coin.")
]
PayeeArgument = Annotated[str, typer.Argument(metavar="PAYEE", help="0x…, community:3 or split:2.")]

HoldOption = Annotated[
    int | None,
    typer.Option(metavar="HOLD", min=1, help="What the split got of this held payment."),
]


def split_of(context: Context, split: int) -> Split:
    """Read a split; raises NoSuchRecord."""
    from symbio.domain.errors import NoSuchRecord

    if not 0 < split <= context.suite.treasury.count():
        raise NoSuchRecord(f"There is no split {split}.")
    return context.suite.treasury.split(split)


def hold_of(context: Context, number: int) -> Hold:
    """Read a hold; raises NoSuchRecord."""
    from symbio.domain.errors import NoSuchRecord

    if not 0 < number <= context.suite.treasury.holds():
        raise NoSuchRecord(f"There is no hold {number}.")
    return context.suite.treasury.hold(number)


def paid_in(context: Context, token: str, hold: int | None) -> Coin:
    """Give the currency of a claim; raises BadUse where a hold is in another."""
    coin = context.coin(token)
    if hold is not None and hold_of(context, hold).token.lower() != coin.token.address.lower():
        raise BadUse(f"Hold {hold} is not in {coin.token.symbol}.")
    return coin


def token_address(token: str) -> str:
    """Give a currency's address without asking a node."""
    from symbio.domain.addresses import checksummed
    from symbio.domain.amount import NATIVE

    return checksummed(NATIVE) if token.upper() in COINS else address(token)


def positive(coin: Coin, text: str) -> Amount:
    """Read an amount that is more than nothing; raises BadUse, BadAmount."""
    money = coin.token.amount(text)
    if not money:
        raise BadUse("The amount is zero.")
    return money


def deposit_plans(context: Context, coin: Coin, money: Amount, plan: Plan[Any]) -> list[Plan[Any]]:
    """Put the allowance before a payment that takes a token, where it is needed."""
    treasury = context.suite.treasury.address
    if coin.token.is_native or coin.allowance(context.sender, treasury) >= money:
        return [plan]
    return [coin.approve(treasury, money), plan]


def payee_of(text: str) -> Payee:
    """Read a payee; raises BadPayee, and BadAddress for nobody or a mistyped address."""
    from symbio.domain.payee import Payee

    return Payee.parse(address(text) if text.strip().startswith("0x") else text)


def standing(context: Context, split: int, *, former: bool = False) -> dict[Payee, int]:
    """Give the payees of a split and their shares; `former` ones too, who may still be owed."""
    from symbio.domain.events import SharesSet, SplitCreated

    shares: dict[Payee, int] = {}
    for each in context.suite.treasury.events():
        event = each.event
        if isinstance(event, SplitCreated | SharesSet) and event.split_id == split:
            shares.update(zip(event.payees, event.shares, strict=True))
    return {payee: share for payee, share in shares.items() if share or former}
