# SPDX-License-Identifier: Apache-2.0
"""What the beacon's tests say of the chain: blocks with headers and hashes, drand's rounds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import boa
from eth_utils import keccak

from symbio.domain import drand
from symbio.domain.beacon import LOW, SHORT_REACH
from symbio.domain.headers import written
from tests.contracts.boa_chain import ROOT, deployer

HISTORY = "0x0000F90827F1C53a10cb7A02335B175320002935"
# What EIP-2935 puts there.
HISTORY_CODE = bytes.fromhex(
    "3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611f"
    "ff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500"
)
SERVED = 8_191
START = 20_000_000
LEAD, BLOCK_SECONDS = 64, 12
QUICKNET = drand.quicknet()
DRAND = (QUICKNET.genesis, QUICKNET.period, QUICKNET.key)
NO_DRAND = (0, 0, b"")
SALT = keccak(text="salt")
PROOFS, POSTS = 1, 0  # storage slots
VECTORS = json.loads((ROOT / "tests" / "vectors" / "quicknet.json").read_text())


def mix_of(number: int) -> bytes:
    return keccak(text=f"mixHash {number}")


def fields(number: int, second: int, mix: bytes) -> list[bytes | int]:
    """A block's fields, as mainnet's look today; plain where the beacon doesn't read them."""
    return [
        keccak(text="parent"),
        keccak(b"\xc0"),
        keccak(text="miner")[:20],
        keccak(text="state"),
        keccak(text="transactions"),
        keccak(text="receipts"),
        b"".join(keccak(text=f"bloom {i}") for i in range(8)),
        0,
        number,
        45_000_000,
        21_234_567,
        second,
        b"beaverbuild.org",
        mix,
        bytes(8),
        1_234_567_890,
        keccak(text="withdrawals"),
        393_216,
        0,
        keccak(text="parent beacon block"),
        keccak(text="requests"),
    ]


@dataclass
class Blocks:
    """A chain whose past the test writes."""

    headers: dict[int, bytes] = field(default_factory=dict)

    def add(self, number: int, second: int | None = None, mix: bytes | None = None) -> bytes:
        """Give a block a header, and the chain its hash."""
        when = boa.env.timestamp if second is None else second
        header = written(fields(number, when, mix or mix_of(number)))
        self.headers[number] = header
        self.go(boa.env.evm.patch.block_number)
        return header

    def go(self, number: int) -> None:
        """Be at a block: the chain knows the hashes of the 256 before it."""
        boa.env.evm.patch.block_number = number
        boa.env.evm.patch.prev_hashes = [
            keccak(self.headers.get(number - back, b"another")) for back in range(1, 257)
        ]
        if boa.env.get_code(HISTORY):
            for each, header in self.headers.items():
                boa.env.set_storage(HISTORY, each % SERVED, int.from_bytes(keccak(header)))

    def with_history(self) -> None:
        """Have the contract of EIP-2935."""
        boa.env.set_code(HISTORY, HISTORY_CODE)


def deploy(source: int, told: tuple[int, int, bytes] = NO_DRAND, **other: Any) -> Any:
    """Deploy a beacon on a chain that has PREVRANDAO."""
    lead = other.get("lead", LEAD)
    return deployer("Beacon").deploy(source, lead, other.get("seconds", BLOCK_SECONDS), *told)


def go_to(second: int) -> None:
    """Be at a second."""
    boa.env.evm.patch.timestamp = second


def write_proof(beacon: Any, number: int, mix: int, second: int) -> None:
    """Have a block proven, as if its header had been brought in time."""
    _write(beacon, PROOFS, number, second << 216 | mix & LOW)


def write_post(beacon: Any, number: int, randomness: int, second: int) -> None:
    """Have a round posted at a second: the curve takes this machine seconds a round."""
    _write(beacon, POSTS, number, second << 216 | randomness & LOW)


def _write(beacon: Any, slot: int, key: int, word: int) -> None:
    place = int.from_bytes(keccak(slot.to_bytes(32) + key.to_bytes(32)))
    boa.env.set_storage(beacon.address, place, word)


assert SHORT_REACH == 256
