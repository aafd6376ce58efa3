# SPDX-License-Identifier: Apache-2.0
"""The connection to a chain: reads, sends, waits, decodes. Only this and `embedded` import web3."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from symbio.chain.decoding import Logged, Mined, logged
from symbio.chain.refusing import refusal_of
from symbio.chain.signer import Signer
from symbio.domain.addresses import checksummed
from symbio.domain.errors import (
    BadAddress,
    NoSigner,
    NotLive,
    SymbioError,
    TimedOut,
    Unlisted,
    Unreachable,
)

T = TypeVar("T")

LOCAL_CHAINS = frozenset({1337, 31337, 131277322940537})
"""Chain ids of ganache and hardhat, of anvil, and of the embedded chain."""

_MARGIN = (5, 4)
_MOST_GAS = 16_777_216
_LOG_SPAN = 5_000


def address_of(text: str) -> str:
    """Checksum an address; raises BadAddress in words."""
    try:
        return checksummed(text)
    except (ValueError, TypeError) as error:
        raise BadAddress(f"{error}.") from error


class Client:
    """One chain, seen through any JSON-RPC URL, web3 provider or Web3 object.

    `signer` signs what is sent where no other is handed over. Real chains refuse to be written to
    unless `live` is true. `timeout` is how many seconds a sent transaction is waited for.
    """

    def __init__(
        self,
        provider: Any,
        *,
        signer: Signer | None = None,
        live: bool = False,
        timeout: float = 180.0,
    ) -> None:
        from web3 import HTTPProvider, Web3

        if isinstance(provider, str):
            provider = HTTPProvider(provider, request_kwargs={"timeout": 30})
        self.web3 = provider if isinstance(provider, Web3) else Web3(provider)
        self.signer = signer
        self.live = live
        self.timeout = timeout
        self._lock = threading.Lock()
        self._chain_id: int | None = None

    def using(self, signer: Signer) -> Client:
        """Give the same connection with another signer."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.signer = signer
        return other

    # --- reading

    @property
    def chain_id(self) -> int:
        if self._chain_id is None:
            self._chain_id = int(self._ask(lambda: self.web3.eth.chain_id))
        return self._chain_id

    @property
    def is_local(self) -> bool:
        return self.chain_id in LOCAL_CHAINS

    def now(self) -> int:
        """The second of the newest block."""
        return int(self.block("latest")["timestamp"])

    def height(self) -> int:
        return int(self._ask(lambda: self.web3.eth.block_number))

    def block(self, which: int | str) -> Any:
        return self._ask(lambda: self.web3.eth.get_block(which))  # type: ignore[arg-type]

    def code(self, address: str) -> bytes:
        return bytes(self._ask(lambda: self.web3.eth.get_code(_w(address))))

    def balance(self, address: str) -> int:
        return int(self._ask(lambda: self.web3.eth.get_balance(_w(address))))

    def nonce(self, address: str) -> int:
        """The number of the next transaction of an account, with those that wait counted in."""
        return int(self._ask(lambda: self.web3.eth.get_transaction_count(_w(address), "pending")))

    def call(
        self,
        to: str | None,
        data: bytes,
        *,
        sender: str | None = None,
        value: int = 0,
        block: int | str = "latest",
    ) -> bytes:
        """Run a call without sending it; raises the typed refusal where it reverts."""
        request = self._request(to, data, sender, value)
        return bytes(self._ask(lambda: self.web3.eth.call(request, block)))  # type: ignore[arg-type]

    def estimate(
        self, to: str | None, data: bytes, *, sender: str | None = None, value: int = 0
    ) -> int:
        """Estimate the gas of a transaction; raises the typed refusal where it would revert."""
        request = self._request(to, data, sender, value)
        return int(self._ask(lambda: self.web3.eth.estimate_gas(request)))

    def logs(
        self, addresses: Sequence[str], first: int = 0, last: int | None = None, *topics: bytes
    ) -> Iterator[Logged]:
        """Read the events of contracts, oldest first, from one block to another."""
        end = self.height() if last is None else last
        for start in range(first, end + 1, _LOG_SPAN):
            yield from logged(
                self.raw_logs(addresses, start, min(end, start + _LOG_SPAN - 1), *topics)
            )

    def raw_logs(self, addresses: Sequence[str], first: int, last: int, *topics: bytes) -> Any:
        """Read the logs of contracts as the node gives them, in one question."""
        query: dict[str, Any] = {
            "address": [_w(each) for each in addresses],
            "fromBlock": first,
            "toBlock": last,
        }
        if topics:
            query["topics"] = ["0x" + topic.hex() for topic in topics]
        return self._ask(lambda: self.web3.eth.get_logs(query))  # type: ignore[arg-type]

    def block_at(self, second: int) -> int:
        """Find the first block whose timestamp is at least `second`."""
        low, high = 0, self.height()
        while low < high:
            middle = (low + high) // 2
            if int(self.block(middle)["timestamp"]) < second:
                low = middle + 1
            else:
                high = middle
        return low

    # --- writing

    def send(
        self,
        to: str | None,
        data: bytes,
        *,
        value: int = 0,
        signer: Signer | None = None,
        gas: int | None = None,
        sent: Callable[[str], None] | None = None,
    ) -> Mined:
        """Sign, send and wait.

        Raises the typed refusal before anything is spent where the call would revert; NotLive for a
        real chain without `live`; NoSigner; TimedOut with the hash; Unreachable.
        """
        who = self._may_send(signer)
        limit = gas or self._gas_for(to, data, who.address, value)
        with self._lock:
            transaction = {
                "chainId": self.chain_id,
                "nonce": self.nonce(who.address),
                "value": value,
                "data": "0x" + data.hex(),
                "gas": limit,
                "type": 2,
                **self._fees(),
            }
            if to is not None:
                transaction["to"] = _w(to)
            raw = who.sign_transaction(transaction)
            key = self._ask(lambda: self.web3.eth.send_raw_transaction(raw))
        name = "0x" + bytes(key).hex()
        if sent is not None:
            sent(name)
        return self.wait(name)

    def wait(self, transaction: str) -> Mined:
        """Wait for a sent transaction; raises the refusal where it failed on chain, or TimedOut."""
        from web3.exceptions import TimeExhausted

        try:
            receipt = self._ask(
                lambda: self.web3.eth.wait_for_transaction_receipt(
                    transaction,  # type: ignore[arg-type]
                    timeout=self.timeout,
                    poll_latency=0.05 if self.is_local else 1.0,
                )
            )
        except TimeExhausted as error:
            raise TimedOut(f"{transaction} was not mined in {self.timeout:.0f} s.") from error
        if receipt["status"] != 1:
            self._explain_failure(transaction, receipt)
        created = receipt.get("contractAddress")
        return Mined(
            hash=transaction,
            block=int(receipt["blockNumber"]),
            gas_used=int(receipt["gasUsed"]),
            logs=tuple(logged(receipt["logs"])),
            created=checksummed(str(created)) if created else None,
        )

    def is_pending(self, transaction: str) -> bool:
        """Say whether the node knows a transaction, mined or waiting."""
        from web3.exceptions import TransactionNotFound

        try:
            self.web3.eth.get_transaction(transaction)  # type: ignore[arg-type]
        except TransactionNotFound:
            return False
        return True

    def _may_send(self, signer: Signer | None) -> Signer:
        who = signer or self.signer
        if who is None:
            raise NoSigner("Nobody was named to sign this.")
        if not self.is_local and not self.live:
            raise NotLive(f"Chain {self.chain_id} is a real chain, and this client only rehearses.")
        return who

    def _gas_for(self, to: str | None, data: bytes, sender: str, value: int) -> int:
        needed = self.estimate(to, data, sender=sender, value=value)
        return max(needed, min(needed * _MARGIN[0] // _MARGIN[1], _MOST_GAS))

    def _fees(self) -> dict[str, int]:
        base = int(self.block("latest").get("baseFeePerGas", 0))
        try:
            tip = int(self._ask(lambda: self.web3.eth.max_priority_fee))
        except SymbioError:
            tip = 10**9
        return {"maxFeePerGas": 2 * base + tip, "maxPriorityFeePerGas": tip}

    def _explain_failure(self, transaction: str, receipt: Any) -> None:
        tried = self._ask(lambda: self.web3.eth.get_transaction(transaction))  # type: ignore[arg-type]
        self.call(
            tried.get("to"),
            bytes(tried["input"]),
            sender=str(tried["from"]),
            value=int(tried["value"]),
            block=int(receipt["blockNumber"]),
        )
        raise Unlisted(f"{transaction} failed on chain; it may have run out of gas")

    def _request(self, to: str | None, data: bytes, sender: str | None, value: int) -> Any:
        request: dict[str, Any] = {"data": "0x" + data.hex(), "value": value}
        if to is not None:
            request["to"] = _w(to)
        who = sender or (self.signer.address if self.signer else None)
        if who is not None:
            request["from"] = _w(who)
        return request

    def _ask(self, question: Callable[[], T]) -> T:
        with _in_words():
            return question()


@contextmanager
def _in_words() -> Iterator[None]:
    from requests.exceptions import RequestException
    from web3.exceptions import TimeExhausted, Web3Exception

    try:
        yield
    except (SymbioError, TimeExhausted):
        raise
    except (RequestException, OSError) as error:
        raise Unreachable(f"The node does not answer ({type(error).__name__}).") from error
    except Exception as error:
        refused = refusal_of(error)
        if refused is not None:
            raise refused from error
        if isinstance(error, Web3Exception):
            raise Unreachable(f"The node answered: {error}.") from error
        raise


def _w(address: str) -> Any:
    return address_of(address)
