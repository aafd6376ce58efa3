# SPDX-License-Identifier: Apache-2.0
"""Splits: paying in, claiming, and changing one payee's share."""

from __future__ import annotations

from benchmarks.gas.evm import Contract, Evm

WHOLE = 10_000
DEPOSIT = 1_000_000
UNLIMITED = 2**256 - 1
DAY = 86_400


def measure(evm: Evm, treasury: Contract, token: Contract, size: int) -> dict[str, int]:
    """Every act once it is steady, and a payee's first claim."""
    payer = evm.person("payer")
    token.send(payer, "approve", treasury.address, 10**18)
    payees = [evm.person(f"earner {number} of {size}") for number in range(size)]
    token.send(payer, "transfer", payees[1].address, 1)
    words = [int(each.address, 16) for each in payees]
    shares = [WHOLE // size] * size
    shares[0] += WHOLE - sum(shares)
    controller = evm.person("controller")
    treasury.send(controller, "create", controller.address, words, shares)
    split = treasury.read("count")
    treasury.send(controller, "create", controller.address, words, shares)
    other = treasury.read("count")

    gas: dict[str, int] = {}
    for slug in ("split_claim_first", "split_claim"):
        for _ in range(2):
            gas["split_pay"] = treasury.send(payer, "deposit", split, token.address, DEPOSIT)
        gas[slug] = treasury.send(payees[1], "claim", split, token.address, words[1])
    parts = [9 * DEPOSIT // 10, DEPOSIT // 10]
    for _ in range(2):
        gas["split_pay_two"] = treasury.send(
            payer, "deposit_many", token.address, [split, other], parts
        )
    arbiter, until = evm.person("arbiter"), evm.now() + DAY
    for _ in range(2):
        gas["hold_pay"] = treasury.send(
            payer, "deposit_held", split, token.address, DEPOSIT, arbiter.address, until
        )
        hold = treasury.read("holds")
        gas["hold_rule"] = treasury.send(arbiter, "rule_hold", hold, DEPOSIT // 2)
    token.send(payer, "approve", treasury.address, UNLIMITED)
    gas["split_pay_unlimited"] = treasury.send(payer, "deposit", split, token.address, DEPOSIT)
    # What one payee gets another gives up, so a change of one share names two payees.
    for shift in (10, 20):
        change = [shares[0] - shift, shares[1] + shift]
        gas["split_change"] = treasury.send(controller, "set_shares", split, words[:2], change)
    return gas
