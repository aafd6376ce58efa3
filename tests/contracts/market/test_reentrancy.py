# SPDX-License-Identifier: Apache-2.0
"""Threat 23: a token, an arbiter or a receiver that calls back gets nowhere, whatever it calls."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.market.test_barter import GIVERS, barter, ring
from tests.contracts.market.trading import (
    CLAIM,
    EVIDENCE,
    NO_PERMIT,
    QUANTITY,
    TOTAL,
    Trade,
    token,
)
from tests.contracts.treasury.paying import NATIVE, mock
from tests.stateful.pyrevm_chain import compiled


def calls(trade: Trade, coin: Any) -> dict[str, bytes]:
    """Encode a call of every external function that changes anything."""
    market, escrow = trade.market, trade.escrow
    offer, bought = trade.offer().for_chain(), trade.purchase(nonce=9).for_chain()
    order = tuple(escrow.order(1))
    return {
        "list_offer": market.list_offer.prepare_calldata(offer, b""),
        "withdraw_offer": market.withdraw_offer.prepare_calldata(offer),
        "open": market.open.prepare_calldata(offer, b"", bought),
        "open_by_signature": market.open_by_signature.prepare_calldata(
            offer, b"", bought, b"", NO_PERMIT.for_chain()
        ),
        "barter": market.barter.prepare_calldata([], []),
        "cancel_nonce": market.cancel_nonce.prepare_calldata(5),
        "restore": market.restore.prepare_calldata(1, 1, 0, 0, 0),
        "deliver": escrow.deliver.prepare_calldata(1, QUANTITY, EVIDENCE),
        "confirm": escrow.confirm.prepare_calldata(1),
        "release": escrow.release.prepare_calldata(1),
        "cancel": escrow.cancel.prepare_calldata(1),
        "expire": escrow.expire.prepare_calldata(1),
        "dispute": escrow.dispute.prepare_calldata(1, CLAIM),
        "summon": escrow.summon.prepare_calldata(1),
        "rule": escrow.rule.prepare_calldata(1, 101),
        "agree": escrow.agree.prepare_calldata(1, 10_000),
        "lapse": escrow.lapse.prepare_calldata(1),
        "submit_evidence": escrow.submit_evidence.prepare_calldata(1, EVIDENCE),
        "withdraw": escrow.withdraw.prepare_calldata(coin),
        "withdraw_to": escrow.withdraw_to.prepare_calldata(coin, trade.court),
        "escrow_open": escrow.open.prepare_calldata(order),
        "owed": escrow.owed.prepare_calldata(coin, coin),
    }


MARKETS = {
    *("list_offer", "withdraw_offer", "open", "open_by_signature", "barter", "cancel_nonce"),
    "restore",
}
ESCROWS = {
    *("deliver", "confirm", "release", "cancel", "expire", "dispute", "summon", "rule", "agree"),
    *("lapse", "submit_evidence", "withdraw", "withdraw_to", "owed", "escrow_open"),
}


def test_every_function_that_changes_anything_is_tried() -> None:
    changing = set()
    for source in ("Market", "Escrow"):
        for entry in compiled(source)["abi"]:
            if entry.get("stateMutability") in ("nonpayable", "payable"):
                changing.add(entry.get("name", "open"))
    assert changing <= MARKETS | ESCROWS, changing - MARKETS - ESCROWS


@pytest.mark.parametrize("name", sorted(MARKETS | ESCROWS))
def test_a_token_that_calls_back(trade: Trade, name: str) -> None:
    """While it is taken, paid into the Treasury, given back, and swapped."""
    coin = token(trade, "Reentering")
    offer = trade.offer(currency_1=coin.address)
    target = trade.market if name in MARKETS else trade.escrow
    trade.open(offer, trade.purchase(currency=coin.address))
    coin.arm(target, calls(trade, coin)[name])
    # Taken: both contracts are in the middle of a call.
    second = trade.open(offer, trade.purchase(currency=coin.address, nonce=1))
    assert not coin.went_through()
    trade.deliver(second, 4)
    trade.escrow.confirm(second, sender=trade.buyer.address)
    if name in ESCROWS:
        assert not coin.went_through()
    trade.escrow.withdraw(coin, sender=trade.buyer.address)
    if name in ESCROWS:
        assert not coin.went_through()
    assert trade.escrow.held(coin) == coin.balanceOf(trade.escrow) == TOTAL
    assert trade.escrow.count() == 2


@pytest.mark.parametrize("name", sorted(ESCROWS))
def test_an_arbiter_that_calls_back(trade: Trade, name: str) -> None:
    order_id = trade.delivered()
    trade.court.arm(trade.escrow, calls(trade, trade.coin)[name])
    trade.dispute(order_id)
    assert not trade.court.went_through()
    assert trade.escrow.order(order_id).is_summoned
    assert trade.escrow.held(trade.coin) == TOTAL


@pytest.mark.parametrize("name", sorted(ESCROWS))
def test_a_buyer_that_calls_back_when_paid(trade: Trade, name: str) -> None:
    thief = mock("ReenteringReceiver")
    trade.open()
    order_id = trade.open(purchase=trade.purchase(currency=NATIVE, total=70, nonce=1))
    trade.escrow.cancel(order_id, sender=trade.buyer.address)
    thief.arm(trade.escrow, calls(trade, trade.coin)[name])
    trade.escrow.withdraw_to(NATIVE, thief, sender=trade.buyer.address)
    assert not thief.went_through()
    assert trade.escrow.held(NATIVE) == 0


@pytest.mark.parametrize("name", sorted(MARKETS))
def test_a_token_that_calls_back_in_a_barter(trade: Trade, name: str) -> None:
    swaps, coins = ring(trade, 2, "Reentering")
    trade.open()
    coins[0].arm(trade.market, calls(trade, trade.coin)[name])
    barter(trade, swaps)
    assert not coins[0].went_through()
    assert coins[0].balanceOf(GIVERS[1].address) == 10
