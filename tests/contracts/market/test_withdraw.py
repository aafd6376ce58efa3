# SPDX-License-Identifier: Apache-2.0
"""Escrow.withdraw and withdraw_to: refunds are pulled, each without anybody's help."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, deployer, refused
from tests.contracts.market.trading import TOTAL, Trade, token
from tests.contracts.treasury.paying import NATIVE, mock, native_balance


def refunded(trade: Trade, coin: Any = None) -> None:
    """Let an order be opened and cancelled."""
    currency = str((coin or trade.coin).address)
    offer = trade.offer(currency_1=currency, nonce=5)
    order_id = trade.open(offer, trade.purchase(currency=currency))
    trade.escrow.cancel(order_id, sender=trade.buyer.address)


def test_withdraws(trade: Trade, buyer: LocalAccount) -> None:
    before = trade.coin.balanceOf(buyer.address)
    refunded(trade)
    assert trade.escrow.withdraw(trade.coin, sender=buyer.address) == TOTAL
    assert trade.said() == [
        {
            "event": "RefundWithdrawn",
            "account": buyer.address,
            "token": trade.coin.address,
            "to": buyer.address,
            "owed": TOTAL,
            "paid": TOTAL,
        }
    ]
    assert trade.coin.balanceOf(buyer.address) == before
    assert trade.escrow.held(trade.coin) == trade.owed() == 0
    with refused("escrow: nothing to withdraw"):
        trade.escrow.withdraw(trade.coin, sender=buyer.address)


def test_withdraws_to_another_address(trade: Trade, buyer: LocalAccount) -> None:
    refunded(trade)
    to = account("elsewhere").address
    for nowhere in (NOBODY, trade.escrow.address):
        with refused("escrow: no address to pay"):
            trade.escrow.withdraw_to(trade.coin, nowhere, sender=buyer.address)
    assert trade.escrow.withdraw_to(trade.coin, to, sender=buyer.address) == TOTAL
    assert trade.coin.balanceOf(to) == TOTAL


def test_threat_2_a_blocked_buyer_blocks_nobody(trade: Trade, buyer: LocalAccount) -> None:
    """A buyer on the token's blocking list: the seller is paid, the refund waits or goes on."""
    coin = token(trade, "Blocking")
    offer = trade.offer(currency_1=coin.address)
    order_id = trade.open(offer, trade.purchase(currency=coin.address))
    coin.set_blocked(buyer.address, True)
    trade.deliver(order_id, 4)
    trade.escrow.confirm(order_id, sender=buyer.address)
    assert trade.received(1, coin) == 4_000
    with refused("ledger: blocked"):
        trade.escrow.withdraw(coin, sender=buyer.address)
    assert trade.owed(token=coin) == 6_000
    trade.escrow.withdraw_to(coin, account("elsewhere").address, sender=buyer.address)
    assert coin.balanceOf(trade.escrow) == 0


def test_a_contract_that_takes_no_coin_can_send_it_on(trade: Trade) -> None:
    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    receiver = mock("RejectingReceiver")
    order_id = trade.open(purchase=trade.purchase(currency=NATIVE, total=70))
    trade.escrow.cancel(order_id, sender=trade.buyer.address)
    with refused("escrow: the payment is refused"):
        trade.escrow.withdraw_to(NATIVE, wallet, sender=trade.buyer.address)
    with refused("escrow: the payment is refused"):
        trade.escrow.withdraw_to(NATIVE, receiver, sender=trade.buyer.address)
    to = account("elsewhere").address
    trade.escrow.withdraw_to(NATIVE, to, sender=trade.buyer.address)
    assert native_balance(to) == 70 and native_balance(trade.escrow) == 0


@pytest.mark.parametrize(("left", "paid"), [(5_000, 5_000), (20_000, TOTAL), (1, 1)])
def test_an_impaired_token_pays_in_proportion(
    trade: Trade, left: int, paid: int, buyer: LocalAccount
) -> None:
    coin = token(trade, "Rebasing")
    refunded(trade, coin)
    coin.rebase(trade.escrow, left)
    trade.escrow.withdraw(coin, sender=buyer.address)
    (said,) = trade.said()
    assert (said["owed"], said["paid"]) == (TOTAL, paid)
    assert trade.escrow.held(coin) == 0


def test_a_token_that_lost_everything(trade: Trade, buyer: LocalAccount) -> None:
    coin = token(trade, "Rebasing")
    refunded(trade, coin)
    coin.rebase(trade.escrow, 0)
    with refused("escrow: the token lost everything"):
        trade.escrow.withdraw(coin, sender=buyer.address)
    assert trade.owed(token=coin) == TOTAL


def test_native_coin_is_not_taken_without_an_order(trade: Trade, buyer: LocalAccount) -> None:
    for contract in (trade.escrow, trade.market):
        sent = boa.env.execute_code(contract.address, sender=buyer.address, value=1, data=b"")
        assert sent.is_error and native_balance(contract) == 0
