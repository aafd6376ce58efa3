# SPDX-License-Identifier: Apache-2.0
"""What an ERC-792 arbiter takes for a dispute."""

from __future__ import annotations

from eth_hash.auto import keccak

from symbio.chain.abi import encode
from symbio.chain.client import Client
from symbio.domain.errors import NotDeployed

_COST = keccak(b"arbitrationCost(bytes)")[:4]
_BYTES = [{"type": "bytes"}]


def arbitration_cost(client: Client, arbiter: str, extra: bytes = b"") -> int:
    """Ask an arbiter what a dispute costs, in the chain's smallest units; raises NotDeployed."""
    answer = client.call(arbiter, _COST + encode(_BYTES, [extra]))
    if len(answer) != 32:
        raise NotDeployed(f"{arbiter} is no ERC-792 arbiter.")
    return int.from_bytes(answer)
