# SPDX-License-Identifier: Apache-2.0
"""The Treasury's gas: whole transactions, as a node's receipts say it, for 2 to 64 payees alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from eth_account import Account
from web3 import EthereumTesterProvider, Web3
from web3.contract import Contract

from tests.stateful.pyrevm_chain import compiled

NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
UNIT = 10**18
DEPOSIT, FIRST_CLAIM, CLAIM, SET_SHARES = 60_000, 75_000, 62_000, 100_000


class Suite:
    """A Treasury with a plain token on a chain with receipts."""

    def __init__(self) -> None:
        self.web3 = Web3(EthereumTesterProvider())
        self.sender = self.web3.eth.accounts[0]
        communities = self.deploy("Communities")
        blueprint = self.create(compiled("Purse")["blueprint_bytecode"])
        self.treasury = self.deploy("Treasury", blueprint, communities.address)
        self.token = self.deploy("tests/mocks/tokens/Plain.vy", 18)
        self.gas(self.token.functions.mint(self.sender, 1_000_000 * UNIT))
        self.gas(self.token.functions.approve(self.treasury.address, 2**255))

    def create(self, code: str) -> str:
        sent = self.web3.eth.send_transaction({"from": self.sender, "data": code, "gas": 9_000_000})
        return str(self.web3.eth.wait_for_transaction_receipt(sent)["contractAddress"])

    def deploy(self, source: str, *args: Any) -> Contract:
        factory = self.web3.eth.contract(**{k: compiled(source)[k] for k in ("abi", "bytecode")})
        sent = factory.constructor(*args).transact({"from": self.sender, "gas": 9_000_000})
        address = self.web3.eth.wait_for_transaction_receipt(sent)["contractAddress"]
        return self.web3.eth.contract(address=address, abi=compiled(source)["abi"])

    def gas(self, call: Any, value: int = 0) -> int:
        """Send a transaction and tell what it cost."""
        sent = call.transact({"from": self.sender, "gas": 9_000_000, "value": value})
        receipt = self.web3.eth.wait_for_transaction_receipt(sent)
        assert receipt["status"] == 1
        return int(receipt["gasUsed"])

    def split(self, payees: list[int]) -> int:
        share = 10_000 // len(payees)
        shares = [10_000 - share * (len(payees) - 1), *[share] * (len(payees) - 1)]
        split_id = int(self.treasury.functions.count().call()) + 1
        self.gas(self.treasury.functions.create(self.sender, payees, shares))
        return split_id


@pytest.fixture(scope="module")
def suite() -> Iterator[Suite]:
    yield Suite()


def payees(size: int) -> list[int]:
    return [int(Account.from_key(bytes([1]) * 31 + bytes([n])).address, 16) for n in range(size)]


@pytest.mark.parametrize("size", [2, 16, 64])
def test_money_in_and_out(suite: Suite, size: int) -> None:
    calls, token = suite.treasury.functions, suite.token
    people = payees(size)
    split_id = suite.split(people)
    paid = calls.deposit(split_id, token.address, 100 * UNIT)
    figures = {"deposit, first of a token": suite.gas(paid), "deposit": suite.gas(paid)}
    assert figures["deposit"] <= DEPOSIT
    payee = people[size // 2]
    owner = Web3.to_checksum_address(f"{payee:#042x}")
    suite.gas(token.functions.mint(owner, 1))
    claim = calls.claim(split_id, token.address, payee)
    figures["claim, first"] = suite.gas(claim)
    assert figures["claim, first"] <= FIRST_CLAIM
    suite.gas(paid)
    figures["claim"] = suite.gas(claim)
    assert figures["claim"] <= CLAIM
    native = calls.deposit(split_id, NATIVE, UNIT)
    suite.gas(native, value=UNIT)
    figures["deposit, native"] = suite.gas(native, value=UNIT)
    assert figures["deposit, native"] <= DEPOSIT
    print(size, figures)


@pytest.mark.parametrize("size", [2, 16, 64])
def test_one_share_against_another(suite: Suite, size: int) -> None:
    calls = suite.treasury.functions
    people = payees(size)
    split_id = suite.split(people)
    shares = [calls.share(split_id, payee).call() for payee in people[:2]]
    figures = []
    for shift in (10, 20, 30):
        moved = [shares[0] - shift, shares[1] + shift]
        figures.append(suite.gas(calls.set_shares(split_id, people[:2], moved)))
    assert max(figures) <= SET_SHARES
    print(size, figures)


def test_a_deposit_and_a_claim_after_a_share_change(suite: Suite) -> None:
    calls, token = suite.treasury.functions, suite.token
    people = payees(3)
    split_id = suite.split(people)
    deposit = calls.deposit(split_id, token.address, 100 * UNIT)
    suite.gas(deposit)
    suite.gas(calls.set_shares(split_id, people[:2], [3_000, 3_667]))
    # A checkpoint, once a version and token: one new slot, whatever the number of payees.
    assert suite.gas(deposit) <= DEPOSIT + 22_500
    claim = calls.claim(split_id, token.address, people[0])
    assert suite.gas(claim) <= 110_000
