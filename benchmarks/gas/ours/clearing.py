# SPDX-License-Identifier: Apache-2.0
"""Obligations that two sign, and rounds that set rings of them off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_account import Account

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import CHAIN_ID, Contract, Evm, Person, person

HOUR, DAY = 3_600, 86_400
NOBODY = "0x" + "00" * 20
SIZES = (50, 100, 400)
BATCH, RING = 16, 50
_OBLIGATION = [
    {"name": "debtor", "type": "address"},
    {"name": "creditor", "type": "address"},
    {"name": "currency", "type": "string"},
    {"name": "amount", "type": "uint256"},
    {"name": "due", "type": "uint256"},
    {"name": "expires", "type": "uint256"},
    {"name": "reference", "type": "string"},
    {"name": "arbiter", "type": "address"},
    {"name": "nonce", "type": "uint256"},
]


@dataclass
class Rings:
    """Accounts in rings of fifty, each of which owes the next of its ring."""

    evm: Evm
    obligations: Contract
    people: list[Person]
    last: int = 0

    def signed(self, debtor: int, **other: Any) -> tuple[tuple[Any, ...], bytes, bytes]:
        """An obligation of one to the next, with both signatures."""
        self.last += 1
        first = debtor // RING * RING
        sides = self.people[debtor], self.people[first + (debtor + 1 - first) % RING]
        message = {
            "debtor": sides[0].address,
            "creditor": sides[1].address,
            "currency": "EUR",
            "amount": 1_234_567 + self.last,
            "due": self.evm.now() + 30 * DAY,
            "expires": self.evm.now() + 365 * DAY,
            "reference": "Invoice 2026-0117",
            "arbiter": NOBODY,
            "nonce": self.last,
            **other,
        }
        domain = {
            "name": "Symbio Obligations",
            "version": "1",
            "chainId": CHAIN_ID,
            "verifyingContract": self.obligations.address,
        }
        types = {"Obligation": _OBLIGATION}
        signatures = [
            bytes(Account.sign_typed_data(side.key, domain, types, message).signature)
            for side in sides
        ]
        return tuple(message.values()), signatures[0], signatures[1]

    def register(self, carrier: Person, debtor: int, **other: Any) -> int:
        """Carry one obligation; gives its gas."""
        return self.obligations.send(carrier, "register", *self.signed(debtor, **other))

    def register_many(self, carrier: Person, debtors: range) -> int:
        """Carry several; gives the gas of all."""
        columns = zip(*(self.signed(debtor) for debtor in debtors), strict=True)
        return self.obligations.send(carrier, "register_many", *map(list, columns))


def measure(evm: Evm, code: dict[str, Code], communities: Contract) -> dict[str, int]:
    """Registering, and setting rings of 50, 100 and 400 off, in currencies one and three."""
    parts = [evm.deploy([], code[name].blueprint).address for name in ("Obligations", "Credit")]
    chamber = evm.deploy(code["Chamber"].abi, code["Chamber"].initcode)
    made = code["Clearing"]
    clearing = evm.deploy(made.abi, made.initcode, *parts, communities.address, chamber.address)
    obligations = evm.at(clearing.read("obligations"), code["Obligations"].abi)
    credit = evm.at(clearing.read("credit"), code["Credit"].abi)
    carrier = evm.person("carrier")
    rings = Rings(evm, obligations, [person(f"merchant {n}") for n in range(max(SIZES))])

    gas = {}
    for start in range(0, max(SIZES), BATCH):
        gas["obligation_register_new"] = rings.register_many(carrier, range(start, start + BATCH))
    for _ in range(2):
        gas["obligation_register"] = rings.register(carrier, 7)
    gas["obligation_register_arbiter"] = rings.register(carrier, 7, arbiter=carrier.address)
    for _ in range(2):
        many = rings.register_many(carrier, range(BATCH))
    gas["obligation_register_16"] = -(-many // BATCH)

    chamber.send(carrier, "decide", credit.address, _raw(credit, "set_rounds", HOUR, [1]))
    for size in SIZES:
        chunk: tuple[bytes, list[Any], list[Any]] = (_flows(size), [], [])
        gas["round_open"] = clearing.send(carrier, "open_round", chamber.address)
        number = clearing.read("round_count")
        submitted = clearing.send(carrier, "submit", number, chunk)
        evm.until(evm.now() + HOUR)
        settled = clearing.send(carrier, "settle", number, chunk)
        gas[f"set_off_{size}"] = -(-settled // size)
        gas[f"submit_{size}"] = -(-submitted // size)
        evm.until(evm.now() + 2 * HOUR)
    return gas


def _flows(size: int) -> bytes:
    """Pack flows of the first rings; the amounts are one ring's own."""
    amounts = (12_345 + (number - 1) // RING for number in range(1, size + 1))
    pairs = enumerate(amounts, start=1)
    return b"".join(number.to_bytes(5) + amount.to_bytes(11) for number, amount in pairs)


def _raw(contract: Contract, function: str, *args: Any) -> bytes:
    return bytes.fromhex(contract.data(function, *args)[2:])
