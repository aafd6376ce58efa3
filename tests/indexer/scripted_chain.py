# SPDX-License-Identifier: Apache-2.0
"""A chain that tells what a test wrote into its blocks, and can turn back; no EVM behind it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any

from symbio.chain import artifacts
from symbio.chain.abi import encode
from symbio.chain.manifests import Manifest, Step
from symbio.domain.addresses import checksummed
from symbio.domain.events import Event
from symbio.indexer.sources import CONTRACTS, places_of

CHAIN = 31_337


def account(number: int) -> str:
    return checksummed(f"0x{number:040x}")


STEPS = {name: account(0xC0DE00 + n) for n, name in enumerate(CONTRACTS)}


@dataclass
class Block:
    """One block with its logs; `salt` tells blocks of one height apart."""

    salt: int = 0
    logs: list[tuple[str, list[bytes], bytes]] = field(default_factory=list)


class ScriptedChain:
    """What the indexer asks of a client, answered from a list of blocks."""

    def __init__(self, chain_id: int = CHAIN) -> None:
        self.chain_id = chain_id
        self.blocks: list[Block] = [Block()]
        self.asked: list[tuple[int, int]] = []
        self.hidden_from: int | None = None

    def mine(self, *logged: tuple[str, Event], salt: int = 0) -> int:
        """Add a block with events of addresses; gives its number."""
        block = Block(salt)
        for address, event in logged:
            topics, data = wire(event)
            block.logs.append((address, topics, data))
        self.blocks.append(block)
        return len(self.blocks) - 1

    def turn_back(self, height: int) -> None:
        """Forget the blocks above a height."""
        del self.blocks[height + 1 :]

    def height(self) -> int:
        return len(self.blocks) - 1

    def block(self, number: int) -> dict[str, Any]:
        return {"number": number, "hash": self._hash(number), "timestamp": 1_795_000_000 + number}

    def raw_logs(self, addresses: list[str], first: int, last: int) -> list[dict[str, Any]]:
        self.asked.append((first, last))
        return [
            {
                "address": address,
                "topics": topics,
                "data": data,
                "blockNumber": number,
                "blockHash": self._hash(number),
                "transactionHash": self._hash(number)[::-1],
                "logIndex": position,
            }
            for number in range(first, min(last, self.height()) + 1)
            if self.hidden_from is None or number < self.hidden_from
            for position, (address, topics, data) in enumerate(self.blocks[number].logs)
            if address in addresses
        ]

    def _hash(self, number: int) -> bytes:
        digest = b""
        for n, block in enumerate(self.blocks[: number + 1]):
            digest = hashlib.sha256(digest + f"{n} {block.salt} {block.logs}".encode()).digest()
        return digest


def manifest(chain_id: int = CHAIN, places: dict[str, str] = STEPS) -> Manifest:
    """Give the manifest of a deployment that a test made up."""
    steps = [
        Step(
            name=name,
            contract=name,
            address=address,
            deployer=account(1),
            nonce=n,
            integrity="",
            block=1,
            done=True,
        )
        for n, (name, address) in enumerate(places.items())
    ]
    return Manifest(chain_id=chain_id, symbio="0", steps=steps)


PLACES = places_of(manifest())


def wire(event: Event) -> tuple[list[bytes], bytes]:
    """Write an event as a contract logs it."""
    name = type(event).__name__
    log = next(
        found
        for contract in artifacts.names()
        if (found := artifacts.artifact(contract).abi.events.get(name)) is not None
    )
    values = [_plain(getattr(event, each.name)) for each in fields(event)]  # type: ignore[arg-type]
    pairs = list(zip(log.inputs, values, strict=True))
    topics = [encode([entry], [value]) for entry, value in pairs if entry["indexed"]]
    rest = [(entry, value) for entry, value in pairs if not entry["indexed"]]
    data = encode([entry for entry, _ in rest], [value for _, value in rest])
    return [log.topic, *topics], data


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    if is_dataclass(value):
        return tuple(_plain(getattr(value, each.name)) for each in fields(value))
    return value
