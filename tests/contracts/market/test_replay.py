# SPDX-License-Identifier: Apache-2.0
"""Threat 16: a signature counts on one chain, for one contract, once, in time, while it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boa
import pytest

from symbio.domain.market import Swap
from tests.contracts.boa_chain import account, deployer, now, pass_time, refused
from tests.contracts.market.trading import NO_PERMIT, Trade
from tests.contracts.treasury.paying import RICH, mock

OTHER = "0x" + 20 * "0c"
Carry = Callable[..., None]


def carry_offer(trade: Trade, **where: Any) -> None:
    offer = trade.offer()
    trade.market.list_offer(offer.for_chain(), trade.sign_offer(offer, **where))


def carry_purchase(trade: Trade, **where: Any) -> None:
    offer, bought = trade.offer(), trade.purchase()
    signed = trade.sign_purchase(offer, bought, **where)
    trade.market.open_by_signature(
        offer.for_chain(),
        trade.sign_offer(offer),
        bought.for_chain(),
        signed,
        NO_PERMIT.for_chain(),
    )


def carry_swaps(trade: Trade, **where: Any) -> None:
    givers = (account("giver 0"), account("giver 1"))
    coins = [mock("Plain", 2) for _ in givers]
    for coin, giver in zip(coins, givers, strict=True):
        coin.mint(giver.address, RICH)
        coin.approve(trade.market, RICH, sender=giver.address)
    addresses = [str(coin.address) for coin in coins]
    swaps = [
        Swap(givers[0].address, "Cod", addresses[0], 5, addresses[1], 5, now(), 0),
        Swap(givers[1].address, "Oil", addresses[1], 5, addresses[0], 5, now(), 0),
    ]
    signed = [trade.sign_swap(swap, who, **where) for swap, who in zip(swaps, givers, strict=True)]
    trade.market.barter([swap.for_chain() for swap in swaps], signed)


CARRIED: list[tuple[Carry, str]] = [
    (carry_offer, "market: not signed by the seller"),
    (carry_purchase, "market: not signed by the buyer"),
    (carry_swaps, "market: not signed by the giver"),
]


@pytest.mark.parametrize(("carry", "reason"), CARRIED)
def test_neither_for_another_chain_nor_for_another_contract(
    trade: Trade, carry: Carry, reason: str
) -> None:
    with refused(reason):
        carry(trade, chain=31_337_001)
    with refused(reason):
        carry(trade, contract=OTHER)
    with refused(reason):
        carry(trade, contract=str(trade.escrow.address))
    carry(trade)


@pytest.mark.parametrize(("carry", "reason"), CARRIED)
def test_a_fork_of_the_chain_is_another_chain(trade: Trade, carry: Carry, reason: str) -> None:
    """The domain is made anew when the chain's number changes."""
    signed_for = boa.env.evm.patch.chain_id
    before = trade.market.DOMAIN_SEPARATOR()
    boa.env.evm.patch.chain_id = signed_for + 1
    try:
        assert trade.market.DOMAIN_SEPARATOR() != before
        with refused(reason):
            carry(trade, chain=signed_for)
        carry(trade, chain=signed_for + 1)
    finally:
        boa.env.evm.patch.chain_id = signed_for


def test_a_purchase_counts_once_whoever_carries_it(trade: Trade) -> None:
    carry_purchase(trade)
    with refused("market: nonce used"):
        carry_purchase(trade)
    with refused("market: nonce used"):
        trade.open()


def test_a_purchase_that_has_ended(trade: Trade) -> None:
    offer, bought = trade.offer(), trade.purchase(until=now())
    signed = trade.sign_purchase(offer, bought)
    pass_time(1)
    with refused("market: purchase ended"):
        trade.relay(offer, bought, signed)


def test_a_cancelled_purchase(trade: Trade) -> None:
    trade.market.cancel_nonce(0, sender=trade.buyer.address)
    with refused("market: nonce used"):
        carry_purchase(trade)


def test_a_wallet_that_signs_no_more(trade: Trade) -> None:
    """ERC-1271 is asked when the signature is used, and never again."""
    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    offer = trade.offer(seller=str(wallet.address), community=0)
    wallet.approve(trade.offer_digest(offer), b"yes")
    wallet.approve(bytes(32), b"")
    with refused("market: not signed by the seller"):
        trade.market.list_offer(offer.for_chain(), b"yes")
    wallet.approve(trade.offer_digest(offer), b"yes")
    trade.market.list_offer(offer.for_chain(), b"yes")
    wallet.approve(bytes(32), b"")
    trade.open(offer, signature=b"")


def test_an_owners_signature_is_not_its_wallets(trade: Trade) -> None:
    """The message names the buyer: what an owner signed for itself isn't its wallet's."""
    wallet = deployer("tests/mocks/KeyWallet.vy").deploy(trade.buyer.address)
    offer, bought = trade.offer(), trade.purchase(community=0)
    digest = trade.purchase_digest(offer, bought)
    signed = trade.buyer.unsafe_sign_hash(digest)
    plain = signed.r.to_bytes(32, "big") + signed.s.to_bytes(32, "big") + bytes([signed.v])
    other = trade.purchase(community=0, buyer=str(wallet.address))
    with refused("market: not signed by the buyer"):
        trade.relay(offer, other, plain + plain)
    trade.relay(offer, bought, plain)


def test_the_domain_is_told(trade: Trade) -> None:
    told = trade.market.eip712Domain()
    assert tuple(told)[1:5] == (
        "Symbio Market",
        "1",
        boa.env.evm.patch.chain_id,
        trade.market.address,
    )
