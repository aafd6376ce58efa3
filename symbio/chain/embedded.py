# SPDX-License-Identifier: Apache-2.0
"""An EVM inside this process, and what only local chains can do: travel in time, hand out coins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eth_hash.auto import keccak

from symbio.chain.client import Client
from symbio.chain.decoding import Mined
from symbio.chain.signer import KeySigner
from symbio.domain.addresses import checksummed
from symbio.domain.errors import NotLocal, Refused

BLOCK_GAS = 60_000_000
COIN = 10**18
_TIP = {"maxPriorityFeePerGas": 1}
_PURSE = 1_000_000_000 * COIN


def demo_key(role: str) -> bytes:
    """Give the key of a demo role: known to everybody, so worth nothing anywhere."""
    return keccak(f"symbio demo {role}".encode())


class EmbeddedClient(Client):
    """A client whose chain runs in this process.

    An estimate would run each call a dozen times. Here a transaction is run once; where it is
    refused, its block is taken back, so that a refusal leaves nothing behind, as elsewhere.
    """

    def send(self, *arguments: Any, **named: Any) -> Mined:
        self._may_send(named.get("signer"))
        before = _rpc(self, "evm_snapshot")
        try:
            return super().send(*arguments, **named)
        except Refused:
            _rpc(self, "evm_revert", before)
            raise

    def block(self, which: int | str) -> Any:
        """Read a block; the tester tells an empty `extraData` as 32 zero bytes."""
        from web3.datastructures import AttributeDict

        return AttributeDict({**super().block(which), "extraData": b""})

    def raw_logs(self, addresses: Sequence[str], first: int, last: int, *topics: bytes) -> Any:
        """Read logs from the blocks' receipts.

        The tester looks each transaction up by walking back through all blocks, which takes minutes
        on a chain of hundreds.
        """
        from eth_bloom.bloom import BloomFilter
        from web3.datastructures import AttributeDict

        provider: Any = self.web3.provider
        chain = provider.ethereum_tester.backend.chain
        wanted = {each.lower() for each in addresses}
        found: list[Any] = []
        for number in range(first, min(last, self.height()) + 1):
            bloom = BloomFilter(chain.get_canonical_block_header_by_number(number).bloom)
            if not any(bytes.fromhex(each[2:]) in bloom for each in wanted):
                continue
            block = chain.get_canonical_block_by_number(number)
            found += [
                AttributeDict(entry)
                for entry in _entries(block, block.get_receipts(chain.chaindb))
                if entry["address"].lower() in wanted
                and entry["topics"][: len(topics)] == list(topics)
            ]
        return found

    def _gas_for(self, to: str | None, data: bytes, sender: str, value: int) -> int:
        return BLOCK_GAS // 2

    def _fees(self) -> dict[str, int]:
        return {"maxFeePerGas": 2 * int(self.block("latest")["baseFeePerGas"]) + 1} | _TIP


def _entries(block: Any, receipts: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Give each log of a block as a node tells it."""
    from hexbytes import HexBytes

    at = 0
    for index, (transaction, receipt) in enumerate(zip(block.transactions, receipts, strict=True)):
        for log in receipt.logs:
            yield {
                "address": checksummed("0x" + log.address.hex()),
                "topics": [HexBytes(number.to_bytes(32)) for number in log.topics],
                "data": HexBytes(log.data),
                "blockNumber": block.number,
                "blockHash": HexBytes(block.hash),
                "transactionHash": HexBytes(transaction.hash),
                "transactionIndex": index,
                "logIndex": at,
                "removed": False,
            }
            at += 1


def embedded(*, genesis: int | None = None) -> EmbeddedClient:
    """Start a fresh chain in this process; its `signer` holds a billion coins.

    `genesis` is the second of its first block; now, by default.
    """
    from eth_tester import EthereumTester
    from eth_tester.backends.pyevm.main import get_default_genesis_params
    from web3 import EthereumTesterProvider

    from symbio.chain.rehearsal import backend

    faucet = KeySigner(demo_key("faucet"))
    overrides: dict[str, int] = {"gas_limit": BLOCK_GAS}
    if genesis is not None:
        overrides["timestamp"] = genesis
    state = {
        bytes.fromhex(faucet.address[2:]): {
            "balance": _PURSE,
            "nonce": 0,
            "code": b"",
            "storage": {},
        }
    }
    made = backend(get_default_genesis_params(overrides=overrides), state)
    provider = EthereumTesterProvider(EthereumTester(made))
    return EmbeddedClient(provider, signer=faucet)


def travel(client: Client, seconds: int) -> int:
    """Let time pass on a local chain, and mine a block there; gives the second that is now."""
    return travel_to(client, client.now() + seconds)


def travel_to(client: Client, second: int) -> int:
    """Go to a second in the future of a local chain, and mine a block there."""
    if isinstance(client.web3.provider, _tester_provider()):
        # The tester goes to the second before the one that comes next.
        _rpc(client, "testing_timeTravel", second + 1)
    else:
        _rpc(client, "evm_setNextBlockTimestamp", second)
        _rpc(client, "evm_mine")
    return client.now()


def fund(client: Client, address: str, units: int) -> None:
    """Give an account of a local chain so many units of the chain's own coin, anew."""
    if isinstance(client.web3.provider, _tester_provider()):
        client.send(address, b"", value=units, gas=21_000, signer=KeySigner(demo_key("faucet")))
    else:
        _rpc(client, "anvil_setBalance", address, hex(client.balance(address) + units))


def _tester_provider() -> type:
    from web3 import EthereumTesterProvider

    return EthereumTesterProvider


def _rpc(client: Client, method: str, *params: Any) -> Any:
    if not client.is_local:
        raise NotLocal(f"Chain {client.chain_id} is a real chain.")
    answer = client.web3.provider.make_request(method, list(params))  # type: ignore[arg-type]
    if answer.get("error"):
        raise NotLocal(f"The node refused {method}: {answer['error']}.")
    return answer.get("result")
