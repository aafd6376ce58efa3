# SPDX-License-Identifier: Apache-2.0
"""Market.open_by_signature: a relayer carries what the buyer signed, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eth_abi import encode
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from symbio.domain.market import Permit
from symbio.domain.rules import DAY
from tests.contracts.boa_chain import NOBODY, deployer, now, refused
from tests.contracts.market.trading import TOTAL, Trade, token
from tests.contracts.treasury.paying import NATIVE


def test_carries_a_signed_purchase(trade: Trade, buyer: LocalAccount) -> None:
    offer, bought = trade.offer(), trade.purchase(nonce=300)
    assert trade.relay(offer, bought) == 1
    assert trade.escrow.order(1).buyer == buyer.address
    assert trade.market.nonce_used(buyer.address, 300)
    with refused("market: nonce used"):
        trade.relay(offer, bought)
    with refused("market: nonce used"):
        trade.open(offer, bought)


def test_threat_28_every_figure_is_signed(trade: Trade) -> None:
    offer, bought = trade.offer(), trade.purchase()
    signed = trade.sign_purchase(offer, bought)
    for change in (
        {"quantity": 11, "total": 11_000},
        {"nonce": 1},
        {"until": bought.until + 1},
        {"community": 0},
        {"place": 0},
        {"currency": NATIVE, "total": 70},
        {"accord_id": 1},
        {"buyer": trade.towns[2].people[0].address},
    ):
        with refused("market: not signed by the buyer"):
            trade.relay(offer, replace(bought, **change), signed)
    for other in (trade.offer(nonce=2), trade.offer(title="Cod"), trade.offer(unit="t")):
        with refused("market: not signed by the buyer"):
            trade.relay(other, bought, signed)


def test_a_wallet_buys(trade: Trade) -> None:
    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    trade.coin.mint(wallet, TOTAL)
    wallet.send(trade.coin, trade.coin.approve.prepare_calldata(trade.escrow, TOTAL))
    offer, bought = trade.offer(), trade.purchase(buyer=str(wallet.address), community=0)
    with refused("market: not signed by the buyer"):
        trade.relay(offer, bought, b"yes")
    wallet.approve(trade.purchase_digest(offer, bought), b"yes")
    trade.relay(offer, bought, b"yes")
    assert trade.escrow.order(1).buyer == wallet.address


def test_nobody_signs_for_nobody(trade: Trade) -> None:
    bought = trade.purchase(buyer=NOBODY, community=0)
    for signature in (b"", bytes(65), bytes(64)):
        with refused("market: not signed by the buyer"):
            trade.relay(trade.offer(), bought, signature)


def test_the_native_coin_comes_from_the_buyer_only(trade: Trade) -> None:
    with refused("market: native coin only by the buyer"):
        trade.relay(trade.offer(), trade.purchase(currency=NATIVE, total=70))


def permitting(trade: Trade) -> Any:
    coin = token(trade, "Permitting")
    coin.approve(trade.escrow, 0, sender=trade.buyer.address)
    return coin


def permit(trade: Trade, amount: int, nonce: int = 0) -> Permit:
    deadline = now() + DAY
    words = (trade.buyer.address, str(trade.escrow.address), amount, nonce, deadline)
    packed = encode(["address", "address", "uint256", "uint256", "uint256"], words)
    signed = trade.buyer.unsafe_sign_hash(keccak(packed))
    r, s = (number.to_bytes(32, "big") for number in (signed.r, signed.s))
    return Permit(deadline, signed.v, r, s)


def test_uses_a_permit(trade: Trade) -> None:
    coin = permitting(trade)
    offer, bought = trade.offer(currency_1=coin.address), trade.purchase(currency=coin.address)
    with refused("ledger: not allowed"):
        trade.relay(offer, bought)
    trade.relay(offer, bought, permit=permit(trade, TOTAL))
    assert trade.escrow.held(coin) == TOTAL


def test_threat_9_a_permit_that_somebody_used_first_breaks_nothing(trade: Trade) -> None:
    coin = permitting(trade)
    offer, bought = trade.offer(currency_1=coin.address), trade.purchase(currency=coin.address)
    given = permit(trade, TOTAL)
    words = (trade.buyer.address, trade.escrow, TOTAL, given.deadline, given.v, given.r, given.s)
    coin.permit(*words, sender=trade.towns[2].steward.address)
    trade.relay(offer, bought, permit=given)
    assert coin.balanceOf(trade.escrow) == TOTAL
    with refused("ledger: not allowed"):
        again = replace(bought, nonce=1)
        trade.relay(offer, again, permit=given)
