# SPDX-License-Identifier: Apache-2.0
"""Who barters, for whichever market measures a ring."""

from __future__ import annotations

from benchmarks.gas.evm import Contract, Evm, Person

UNLIMITED = 2**256 - 1


def givers(evm: Evm, spender: str, coins: list[Contract]) -> list[Person]:
    """Three people who hold each of the coins, and let a market take them."""
    found = [evm.person(f"barterer {n}") for n in range(3)]
    for giver in found:
        for coin in coins:
            coin.send(evm.founder, "transfer", giver.address, 10**20)
            coin.send(giver, "approve", spender, UNLIMITED)
    return found
