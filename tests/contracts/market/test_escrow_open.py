# SPDX-License-Identifier: Apache-2.0
"""What comes into escrow: all of it, or nothing is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import account, deployer, refused
from tests.contracts.market.trading import (
    QUANTITY,
    TOTAL,
    Trade,
    token,
)
from tests.contracts.treasury.paying import NATIVE


def test_refuses_value_that_is_not_the_total(trade: Trade, buyer: LocalAccount) -> None:
    offer, bought = trade.offer(), trade.purchase()
    paper = (offer.for_chain(), trade.sign_offer(offer))
    with refused("escrow: value isn't the total"):
        trade.market.open(*paper, bought.for_chain(), value=1, sender=buyer.address)
    native = replace(bought, currency=NATIVE, total=70)
    for value in (69, 71, 0):
        with refused("escrow: value isn't the total"):
            trade.market.open(*paper, native.for_chain(), value=value, sender=buyer.address)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("FeeTaking", "escrow: less arrived than agreed"),
        ("Grabbing", "escrow: less arrived than agreed"),
        ("Refusing", "escrow: token refused the transfer"),
    ],
)
def test_threat_1_refuses_a_token_that_brings_less(trade: Trade, name: str, reason: str) -> None:
    bad = token(trade, name)
    if name == "Refusing":
        bad.refuse(True)
    with refused(reason):
        trade.open(purchase=trade.purchase(currency=bad.address), currency_1=bad.address)


def test_refuses_a_token_that_lost_balance(trade: Trade) -> None:
    """A newcomer would bear a share of the loss of those who came before."""
    shrinking = token(trade, "Rebasing")
    bought = trade.purchase(currency=shrinking.address)
    trade.open(purchase=bought, currency_1=shrinking.address)
    shrinking.rebase(trade.escrow, TOTAL - 1)
    with refused("escrow: the token lost balance"):
        trade.open(purchase=replace(bought, nonce=1), currency_1=shrinking.address)
    shrinking.rebase(trade.escrow, TOTAL)
    trade.open(purchase=replace(bought, nonce=1), currency_1=shrinking.address)


def test_refuses_a_token_without_code(trade: Trade) -> None:
    nothing = account("nothing").address
    with refused("escrow: token has no code"):
        trade.open(purchase=trade.purchase(currency=nothing), currency_1=nothing)


def test_refuses_what_it_can_not_count(trade: Trade) -> None:
    price = 2**110 - 1
    with refused("escrow: more than it can count"):
        trade.open(purchase=trade.purchase(total=price * QUANTITY), price_1=price)


def test_only_the_market_opens_in_the_escrow(trade: Trade, buyer: LocalAccount) -> None:
    trade.open()
    order = trade.escrow.order(1)
    with refused("escrow: not the market"):
        trade.escrow.open(order, sender=buyer.address)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"total": 2**110}, "escrow: more than it can count"),
        ({"season": 2**34}, "escrow: more than it can count"),
        ({"accord_id": 2**28}, "escrow: more than it can count"),
        ({"seller_party": 2**28}, "escrow: more than it can count"),
        ({"buyer_party": 2**28}, "escrow: more than it can count"),
        ({"clause": 32}, "escrow: more than it can count"),
        ({"contribution": 10_000}, "escrow: contribution takes everything"),
    ],
)
def test_the_escrow_refuses_what_it_can_not_keep(
    trade: Trade, said: dict[str, Any], reason: str, stranger: LocalAccount
) -> None:
    """Whatever the market that created it may say."""
    trade.open()
    order = trade.escrow.order(1)._asdict()
    escrow = deployer("Escrow").deploy(trade.treasury, sender=stranger.address)
    with refused(reason):
        escrow.open(tuple((order | said).values()), sender=stranger.address)


def test_the_escrow_keeps_the_most_it_can(
    trade: Trade, buyer: LocalAccount, stranger: LocalAccount
) -> None:
    trade.open()
    escrow = deployer("Escrow").deploy(trade.treasury, sender=stranger.address)
    trade.coin.mint(buyer.address, 2**111)
    trade.coin.approve(escrow, 2**111, sender=buyer.address)
    most = {"total": 2**110 - 1, "left": 2**110 - 1, "quantity": 2**32 - 1, "clause": 31}
    numbers = dict.fromkeys(("offer_id", "split_id", "contribution_split"), 2**32 - 1)
    parties = dict.fromkeys(("accord_id", "seller_party", "buyer_party"), 2**28 - 1)
    times = dict.fromkeys(("due", "deliver_from", "deliver_until", "season"), 2**34 - 1)
    rest = {
        "contribution": 9_999,
        "stages": 10**15 * 9 + 10**14 * 3 + 10101010101,
        "unruled": 10_000,
    }
    order = trade.escrow.order(1)._asdict() | most | numbers | parties | times | rest
    escrow.open(tuple(order.values()), sender=stranger.address)
    assert escrow.order(1)._asdict() == order
