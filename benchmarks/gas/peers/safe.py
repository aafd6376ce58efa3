# SPDX-License-Identifier: Apache-2.0
"""A Safe of three owners, two of whom sign."""

from __future__ import annotations

from eth_account import Account

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import Contract, Evm

NAME = "Safe 1.4.1, 2 of 3"
NOBODY = "0x" + "00" * 20


def measure(evm: Evm, code: dict[str, Code], token: Contract, payee: str) -> int:
    """Execute one ERC-20 transfer; the second, when the nonce is no longer zero."""
    master = evm.deploy(code["Safe"].abi, code["Safe"].initcode)
    factory = evm.deploy(code["SafeProxyFactory"].abi, code["SafeProxyFactory"].initcode)
    owners = [evm.person(f"owner {number}") for number in range(3)]
    setup = master.data(
        "setup", [o.address for o in owners], 2, NOBODY, b"", NOBODY, NOBODY, 0, NOBODY
    )
    create = ("createProxyWithNonce", master.address, bytes.fromhex(setup[2:]), 1)
    address = evm.call(factory.address, factory.data(*create))
    factory.send(evm.founder, *create)
    safe = evm.at("0x" + address[-40:], code["Safe"].abi)
    token.send(evm.founder, "transfer", safe.address, 10**9)

    gas = 0
    for nonce in range(2):
        data = bytes.fromhex(token.data("transfer", payee, 25_000)[2:])
        what = (token.address, 0, data, 0, 0, 0, 0, NOBODY, NOBODY)
        digest = safe.read("getTransactionHash", *what, nonce)
        signers = sorted(owners[:2], key=lambda owner: int(owner.address, 16))
        signatures = b"".join(
            bytes(Account.unsafe_sign_hash(digest, owner.key).signature) for owner in signers
        )
        gas = safe.send(owners[0], "execTransaction", *what, signatures)
    return gas
