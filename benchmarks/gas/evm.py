# SPDX-License-Identifier: Apache-2.0
"""One Ethereum in this process, under Prague rules, whose receipts are the measurement.

Every act is a transaction in a block of its own: 21,000 + calldata + execution, with cold
state, and refunds and the calldata floor of EIP-7623 as the receipt gives them. Keys, times and
therefore addresses are fixed, so the same code always costs the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_tester import EthereumTester, PyEVMBackend
from eth_tester.exceptions import TransactionFailed
from eth_utils import keccak, to_checksum_address
from web3 import Web3

from symbio.chain import rehearsal

CHAIN_ID = 131277322940537  # eth-tester's own
BLOCK_GAS = 60_000_000
FUNDED = 10**24
# Far ahead of any wall clock, so that no block ever takes its time from this machine.
GENESIS = 4_000_000_000


class Reverted(RuntimeError):
    """A transaction that the benchmark needs was refused."""


@dataclass(frozen=True)
class Person:
    """A key and its account."""

    key: bytes
    address: str

    def sign(self, message: Mapping[str, Any]) -> tuple[int, int, int]:
        """Sign typed data; gives (v, r, s)."""
        signed = Account.sign_message(encode_typed_data(full_message=message), self.key)
        return signed.v, signed.r, signed.s


def person(name: str) -> Person:
    """The person whose key is the hash of their name."""
    key = keccak(text=name)
    return Person(key, Account.from_key(key).address)


@dataclass(frozen=True)
class Contract:
    """A deployed contract: encodes calls, sends them, and reads."""

    evm: Evm
    address: str
    abi: Sequence[Mapping[str, Any]]

    def data(self, function: str, *args: Any) -> str:
        """Encode a call."""
        return str(_codec(self.abi).encode_abi(function, args=args))

    def send(self, sender: Person, function: str, *args: Any, value: int = 0) -> int:
        """Send a call; gives the gas of the whole transaction."""
        return self.evm.send(sender, self.address, self.data(function, *args), value)

    def read(self, function: str, *args: Any) -> Any:
        """Call a view and decode what it answers."""
        raw = self.evm.call(self.address, self.data(function, *args))
        types = [_type(each) for each in _function(self.abi, function)["outputs"]]
        values = Web3().codec.decode(types, bytes.fromhex(raw[2:]))
        return values[0] if len(values) == 1 else values


class Evm:
    """A chain with accounts by name."""

    def __init__(self) -> None:
        founder = {person("founder").address: FUNDED}
        state = {
            bytes.fromhex(address[2:]): {"balance": balance, "nonce": 0, "code": b"", "storage": {}}
            for address, balance in founder.items()
        }
        parameters = PyEVMBackend.generate_genesis_params(
            {"timestamp": GENESIS, "gas_limit": BLOCK_GAS}
        )
        # Its PREVRANDAO differs from block to block, and is the same in every run.
        backend = rehearsal.backend(parameters, state)
        backend.account_keys = ()
        self.tester = EthereumTester(backend)
        self.known: set[str] = set()
        self.founder = self._known(person("founder"))

    def person(self, name: str) -> Person:
        """A funded account; the same for the same name."""
        who = person(name)
        if who.address not in self.known:
            self.send(self.founder, who.address, "0x", 10**20)
        return self._known(who)

    def deploy(
        self, abi: Sequence[Mapping[str, Any]], code: bytes | str, *args: Any, value: int = 0
    ) -> Contract:
        """Create a contract from its initcode and constructor arguments."""
        raw = code if isinstance(code, str) else "0x" + code.hex()
        data = str(_codec(abi, raw).constructor(*args).data_in_transaction)
        receipt = self._receipt(self.founder, None, data, value)
        return Contract(self, receipt["contract_address"], abi)

    def at(self, address: str, abi: Sequence[Mapping[str, Any]]) -> Contract:
        """A contract that another one created."""
        return Contract(self, to_checksum_address(address), abi)

    def send(self, sender: Person, to: str, data: str, value: int = 0) -> int:
        """Send a transaction; gives the gas of its receipt, or raises `Reverted`."""
        return int(self._receipt(sender, to, data, value)["gas_used"])

    def send_code(self, sender: Person, code: str) -> int:
        """Run creation code that leaves nothing; gives the gas of the transaction."""
        return int(self._receipt(sender, None, code, 0)["gas_used"])

    def call(self, to: str, data: str, sender: Person | None = None) -> str:
        """Ask without sending."""
        return str(
            self.tester.call(
                {
                    "from": (sender or self.founder).address,
                    "to": to,
                    "data": data,
                    "gas": BLOCK_GAS // 2,
                }
            )
        )

    def code_hash(self, address: str) -> bytes:
        """The hash of the code at an address."""
        return keccak(hexstr=self.tester.get_code(address))

    def now(self) -> int:
        """The time of the latest block."""
        return int(self.tester.get_block_by_number("latest")["timestamp"])

    def until(self, timestamp: int) -> None:
        """Let time pass to a second that is ahead."""
        if timestamp > self.now():
            self.tester.time_travel(timestamp)

    def mine(self, blocks: int) -> None:
        """Let empty blocks pass."""
        self.tester.mine_blocks(blocks)

    def _known(self, who: Person) -> Person:
        if who.address not in self.known:
            self.tester.backend.add_account(who.key)
            self.known.add(who.address)
        return who

    def _receipt(self, sender: Person, to: str | None, data: str, value: int) -> Mapping[str, Any]:
        transaction: dict[str, Any] = {
            "from": sender.address,
            "data": data,
            "value": value,
            "gas": BLOCK_GAS - 5_000_000,
        }
        if to is not None:
            transaction["to"] = to
        receipt = self.tester.get_transaction_receipt(self.tester.send_transaction(transaction))
        if receipt["status"] != 1:
            raise Reverted(self._reason(transaction))
        return receipt  # type: ignore[no-any-return]

    def _reason(self, transaction: Mapping[str, Any]) -> str:
        try:
            self.tester.call(dict(transaction))
        except TransactionFailed as failure:
            return f"{transaction.get('to')} {transaction['data'][:10]}: {failure}"
        return f"{transaction.get('to')} {transaction['data'][:10]}: reverted, but not when called"


_CODECS: dict[int, Callable[..., Any]] = {}


def _codec(abi: Sequence[Mapping[str, Any]], code: str | None = None) -> Any:
    """web3's own encoder, made once an ABI; it needs no node."""
    if code is not None:
        return Web3().eth.contract(abi=abi, bytecode=code)
    if id(abi) not in _CODECS:
        _CODECS[id(abi)] = Web3().eth.contract(abi=abi)
    return _CODECS[id(abi)]


def _function(abi: Sequence[Mapping[str, Any]], name: str) -> Mapping[str, Any]:
    return next(each for each in abi if each["type"] == "function" and each["name"] == name)


def _type(item: Mapping[str, Any]) -> str:
    if not item["type"].startswith("tuple"):
        return str(item["type"])
    inner = ",".join(_type(each) for each in item["components"])
    return f"({inner}){item['type'][len('tuple') :]}"
