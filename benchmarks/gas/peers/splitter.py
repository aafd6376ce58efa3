# SPDX-License-Identifier: Apache-2.0
"""OpenZeppelin's last PaymentSplitter: shares fixed for ever, paid by plain transfers."""

from __future__ import annotations

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import Contract, Evm

NAME = "OpenZeppelin PaymentSplitter 4.9.6"
_RELEASE = "release(address,address)"


def measure(evm: Evm, code: dict[str, Code], token: Contract, size: int) -> dict[str, int]:
    """Pay in, release for the first time, release again: in an ERC-20."""
    payees = [evm.person(f"payee {number} of {size}").address for number in range(size)]
    shares = [100] * size
    made = code["PaymentSplitter"]
    splitter = evm.deploy(made.abi, made.initcode, payees, shares)
    payer = evm.person("payer")
    token.send(payer, "transfer", payees[0], 1)
    gas: dict[str, int] = {}
    for slug in ("split_claim_first", "split_claim"):
        for _ in range(2):
            gas["split_pay"] = token.send(payer, "transfer", splitter.address, 1_000_000)
        gas[slug] = splitter.send(payer, _RELEASE, token.address, payees[0])
    return gas
