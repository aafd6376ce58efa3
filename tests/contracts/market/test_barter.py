# SPDX-License-Identifier: Apache-2.0
"""Market.barter and cancel_nonce: a ring of swaps happens as a whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain import acts
from symbio.domain.market import Swap
from tests.contracts.boa_chain import account, now, pass_time, refused
from tests.contracts.market.trading import RICH, Trade
from tests.contracts.treasury.paying import NATIVE, mock

GIVERS = tuple(account(f"giver {n}") for n in range(8))


def ring(trade: Trade, size: int = 3, name: str = "Plain") -> tuple[list[Swap], list[Any]]:
    """Write swaps in which giver n gives 10 n + 10 of coin n, and each wants one unit less."""
    coins = [mock(name, 2) if name == "Plain" else mock(name) for _ in range(size)]
    swaps = []
    for n in range(size):
        coins[n].mint(GIVERS[n].address, RICH)
        coins[n].approve(trade.market, RICH, sender=GIVERS[n].address)
        before = (n - 1) % size
        swaps.append(
            Swap(
                giver=GIVERS[n].address,
                title=f"Swap {n} – 交換",
                gives=str(coins[n].address),
                gives_amount=10 * n + 10,
                wants=str(coins[before].address),
                wants_amount=10 * before + 9,
                until=now(),
                nonce=n,
            )
        )
    return swaps, coins


def barter(trade: Trade, swaps: list[Swap], *signatures: bytes, sender: str | None = None) -> None:
    signed = list(signatures) or [trade.sign_swap(swap, GIVERS[n]) for n, swap in enumerate(swaps)]
    who = sender or account("relayer").address
    trade.market.barter([swap.for_chain() for swap in swaps], signed, sender=who)


@pytest.mark.parametrize("size", [2, 3, 8])
def test_settles_a_ring(trade: Trade, size: int) -> None:
    swaps, coins = ring(trade, size)
    barter(trade, swaps)
    digests = [trade.digest(acts.Swap, swap) for swap in swaps]
    assert trade.said(trade.market) == [
        {
            "event": "SwapSettled",
            "digest": digests[n],
            "giver": GIVERS[n].address,
            "receiver": GIVERS[(n + 1) % size].address,
            "title": swaps[n].title,
            "token": coins[n].address,
            "amount": 10 * n + 10,
            "nonce": n,
        }
        for n in range(size)
    ]
    for n in range(size):
        assert coins[n].balanceOf(GIVERS[(n + 1) % size].address) == 10 * n + 10
        assert coins[n].balanceOf(trade.market) == 0
        assert trade.market.nonce_used(GIVERS[n].address, n)


def test_a_giver_who_sends_it_needs_no_signature(trade: Trade) -> None:
    swaps, _ = ring(trade, 2)
    signed = trade.sign_swap(swaps[1], GIVERS[1])
    with refused("market: not the giver"):
        barter(trade, swaps, b"", signed)
    barter(trade, swaps, b"", signed, sender=GIVERS[0].address)


def test_a_swap_counts_once(trade: Trade) -> None:
    swaps, _ = ring(trade)
    barter(trade, swaps)
    with refused("market: nonce used"):
        barter(trade, swaps)
    same = [replace(swaps[0], nonce=9), replace(swaps[1], nonce=9), replace(swaps[2], nonce=9)]
    barter(trade, same)
    swaps, _ = ring(trade, 2)
    twice = [replace(swaps[0], nonce=77), replace(swaps[1], giver=swaps[0].giver, nonce=77)]
    signed = [trade.sign_swap(swap, GIVERS[0]) for swap in twice]
    with refused("market: nonce used"):
        barter(trade, twice, *signed)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"gives": NATIVE}, "market: the ring doesn't close"),
        ({"gives_amount": 8}, "market: the next one wants more"),
        ({"wants_amount": 0}, "market: a swap wants nothing"),
        ({"until": 1}, "market: swap ended"),
    ],
)
def test_refuses_what_does_not_fit(trade: Trade, said: dict[str, Any], reason: str) -> None:
    swaps, _ = ring(trade)
    with refused(reason):
        barter(trade, [replace(swaps[0], **said), *swaps[1:]])


def test_refuses_native_coin(trade: Trade) -> None:
    swaps, _ = ring(trade, 2)
    with refused("market: token has no code"):
        barter(trade, [replace(swaps[0], gives=NATIVE), replace(swaps[1], wants=NATIVE)])


def test_refuses_what_nobody_signed(trade: Trade) -> None:
    swaps, _ = ring(trade, 2)
    signed = [trade.sign_swap(swap, GIVERS[0]) for swap in swaps]
    with refused("market: not signed by the giver"):
        barter(trade, swaps, *signed)
    with refused("market: not one signature a swap"):
        barter(trade, swaps, signed[0])
    with refused("market: a ring of fewer than two"):
        barter(trade, swaps[:1], signed[0])
    with refused("market: a ring of fewer than two"):
        trade.market.barter([], [])


def test_threat_1_what_counts_is_what_arrives(trade: Trade) -> None:
    """The next one wanted 9 of 10: with a fee of 1 that is still there, with 10 wanted it isn't."""
    swaps, coins = ring(trade, 2, "FeeTaking")
    more = [swaps[0], replace(swaps[1], wants_amount=10)]
    with refused("market: less arrived than agreed"):
        barter(trade, more)
    barter(trade, swaps)
    assert coins[0].balanceOf(GIVERS[1].address) == 9
    assert trade.said(trade.market)[0]["amount"] == 9


def test_all_or_nothing(trade: Trade) -> None:
    swaps, coins = ring(trade)
    coins[2].approve(trade.market, 0, sender=GIVERS[2].address)
    with refused("ledger: not allowed"):
        barter(trade, swaps)
    assert coins[0].balanceOf(GIVERS[1].address) == 0
    assert not trade.market.nonce_used(GIVERS[0].address, 0)


def test_takes_a_token_that_answers_nothing_and_refuses_one_that_says_no(trade: Trade) -> None:
    barter(trade, ring(trade, 2, "Silent")[0])
    swaps, coins = ring(trade, 2, "Refusing")
    coins[1].refuse(True)
    with refused("market: token refused the transfer"):
        barter(trade, [replace(swap, nonce=5) for swap in swaps])


def test_ends_at_its_last_second(trade: Trade) -> None:
    swaps, _ = ring(trade, 2)
    pass_time(1)
    with refused("market: swap ended"):
        barter(trade, swaps)


def test_a_cancelled_nonce_counts_no_more(trade: Trade, stranger: LocalAccount) -> None:
    swaps, _ = ring(trade, 2)
    trade.market.cancel_nonce(1, sender=stranger.address)
    trade.market.cancel_nonce(1, sender=GIVERS[1].address)
    assert trade.said(trade.market) == [
        {"event": "NonceCancelled", "account": GIVERS[1].address, "nonce": 1}
    ]
    with refused("market: nonce used"):
        barter(trade, swaps)
    with refused("market: nonce used"):
        trade.market.cancel_nonce(1, sender=GIVERS[1].address)
    trade.market.cancel_nonce(0, sender=trade.buyer.address)
    with refused("market: nonce used"):
        trade.relay(trade.offer(), trade.purchase())
