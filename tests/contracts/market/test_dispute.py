# SPDX-License-Identifier: Apache-2.0
"""Escrow.dispute and Escrow.summon: no arbiter can keep a buyer from disputing."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, now, pass_time, refused
from tests.contracts.market.trading import (
    CLAIM,
    COURT_PRICE,
    DISPUTED,
    INSPECTION,
    QUANTITY,
    RULING,
    Trade,
)
from tests.contracts.treasury.paying import NATIVE, native_balance


def test_disputes_before_the_arbiter(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.delivered(4)
    pass_time(INSPECTION - 1)
    trade.dispute(order_id, COURT_PRICE + 5)
    due = now() + RULING
    assert trade.said() == [
        {
            "event": "OrderDisputed",
            "order_id": order_id,
            "buyer": buyer.address,
            "claim": CLAIM,
            "due": due,
        },
        {
            "event": "ArbiterSummoned",
            "order_id": order_id,
            "party": buyer.address,
            "arbiter": trade.court.address,
            "dispute_id": 1,
            "cost": COURT_PRICE,
        },
        {
            "event": "RefundCredited",
            "order_id": order_id,
            "account": buyer.address,
            "token": NATIVE,
            "amount": 5,
        },
    ]
    order = trade.escrow.order(order_id)
    assert (order.state, order.due, order.is_summoned) == (DISPUTED, due, True)
    assert order.delivered == 4
    assert trade.escrow.disputed_order(trade.court, 1) == order_id
    assert (trade.court.choices(), trade.court.info()) == (101, order_id.to_bytes(32, "big"))
    assert native_balance(trade.court) == COURT_PRICE
    assert trade.owed(token=NATIVE) == trade.escrow.held(NATIVE) == 5


def test_refuses_who_and_when(trade: Trade, seller: LocalAccount) -> None:
    order_id = trade.open()
    with refused("escrow: no delivery to decide on"):
        trade.dispute(order_id)
    trade.deliver(order_id)
    with refused("escrow: not the buyer"):
        trade.escrow.dispute(order_id, CLAIM, sender=seller.address)
    pass_time(INSPECTION)
    with refused("escrow: inspection is over"):
        trade.dispute(order_id)


@pytest.mark.parametrize("manner", range(1, 7))
def test_threat_11_no_arbiter_stops_a_dispute(trade: Trade, manner: int) -> None:
    """It has no price, is closed, burns all gas, says nothing, lies, rules at once."""
    trade.court.set(COURT_PRICE, manner)
    first, second = trade.delivered(), trade.open(purchase=trade.purchase(nonce=1))
    trade.deliver(second)
    trade.dispute(first)
    trade.dispute(second)
    assert trade.state(first) == trade.state(second) == DISPUTED
    summoned = [trade.escrow.order(n).is_summoned for n in (first, second)]
    assert summoned == ([True, False] if manner == 5 else [False, False])
    spent = {4: 2, 5: 2}.get(manner, 0) * COURT_PRICE
    assert trade.owed(token=NATIVE) == trade.escrow.held(NATIVE) == 2 * COURT_PRICE - spent
    assert native_balance(trade.court) == spent
    if manner != 5:
        with refused("escrow: arbiter takes no dispute"):
            trade.escrow.summon(first, value=COURT_PRICE, sender=trade.buyer.address)


def test_a_dear_arbiter_can_be_summoned_later_by_either(
    trade: Trade, seller: LocalAccount, buyer: LocalAccount, stranger: LocalAccount
) -> None:
    order_id = trade.delivered()
    trade.dispute(order_id, COURT_PRICE - 1)
    assert trade.state(order_id) == DISPUTED
    assert trade.owed(token=NATIVE) == COURT_PRICE - 1
    with refused("escrow: not a party"):
        trade.escrow.summon(order_id, value=COURT_PRICE, sender=stranger.address)
    with refused("escrow: arbiter takes no dispute"):
        trade.escrow.summon(order_id, value=COURT_PRICE - 1, sender=seller.address)
    trade.escrow.summon(order_id, value=COURT_PRICE + 1, sender=seller.address)
    assert [log["event"] for log in trade.said()] == ["ArbiterSummoned", "RefundCredited"]
    assert trade.owed(seller, NATIVE) == 1
    assert trade.escrow.order(order_id).is_summoned
    with refused("escrow: already summoned"):
        trade.escrow.summon(order_id, value=COURT_PRICE, sender=buyer.address)
    trade.court.rule(trade.escrow, 1, 101)


def test_summons_in_time_only(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.delivered()
    with refused("escrow: not disputed"):
        trade.escrow.summon(order_id, sender=buyer.address)
    trade.dispute(order_id, 0)
    pass_time(RULING)
    with refused("escrow: time for a ruling is over"):
        trade.escrow.summon(order_id, value=COURT_PRICE, sender=buyer.address)


def test_without_an_arbiter_the_value_is_owed_back(trade: Trade, buyer: LocalAccount) -> None:
    order_id = trade.delivered(QUANTITY, arbiter=NOBODY)
    trade.dispute(order_id, 7)
    assert trade.owed(token=NATIVE) == trade.escrow.held(NATIVE) == 7
    with refused("escrow: no arbiter"):
        trade.escrow.summon(order_id, sender=buyer.address)
    trade.escrow.withdraw(NATIVE, sender=buyer.address)
    assert native_balance(trade.escrow) == 0


def test_a_free_arbiter_is_summoned_without_value(trade: Trade) -> None:
    trade.court.set(0, 0)
    order_id = trade.delivered()
    trade.dispute(order_id, 0)
    assert trade.escrow.order(order_id).is_summoned
