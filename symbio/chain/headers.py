# SPDX-License-Identifier: Apache-2.0
"""A block's header as the chain hashes it, put together from what a node tells of the block."""

from __future__ import annotations

from typing import Any

from eth_hash.auto import keccak

from symbio.chain.client import Client
from symbio.domain.errors import Unreachable
from symbio.domain.headers import written

BLOOM_SIZE = 256

_FIELDS = (
    "parentHash",
    "sha3Uncles",
    "miner",
    "stateRoot",
    "transactionsRoot",
    "receiptsRoot",
    "logsBloom",
    "difficulty",
    "number",
    "gasLimit",
    "gasUsed",
    "timestamp",
    "extraData",
    "mixHash",
    "nonce",
    # London, Shanghai, Cancun, Prague: each may be missing from there on.
    "baseFeePerGas",
    "withdrawalsRoot",
    "blobGasUsed",
    "excessBlobGas",
    "parentBeaconBlockRoot",
    "requestsHash",
)


def header_of(client: Client, number: int) -> bytes:
    """Write a block's header; raises Unreachable where the node's fields aren't all of it."""
    block = client.block(number)
    header = written([_field(name, block[name]) for name in _FIELDS if block.get(name) is not None])
    if keccak(header) != bytes(block["hash"]):
        raise Unreachable(f"The node tells too little of block {number} to prove it.")
    return header


def _field(name: str, value: Any) -> bytes | int:
    if isinstance(value, int):
        return value
    text = bytes.fromhex(value[2:]) if isinstance(value, str) else bytes(value)
    # The embedded chain tells it without the zeros in front.
    return text.rjust(BLOOM_SIZE, b"\0") if name == "logsBloom" else text
