# SPDX-License-Identifier: Apache-2.0
"""What it costs to make randomness known: a block proven by its header, a drand round verified."""

from __future__ import annotations

import json
from pathlib import Path

import rlp

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import Contract, Evm
from symbio.domain.drand import quicknet, uncompressed

HEADER, BOTH = 1, 3
LEAD, BLOCK_SECONDS = 64, 12
VECTORS = Path(__file__).parents[3] / "tests" / "vectors" / "quicknet.json"
# Creation code that logs 500 topics: a bloom without empty bytes, as a full block has it.
_NOISE = "0x6101f45b805f5fa1600190038060035700"


def deploy(evm: Evm, code: dict[str, Code], source: int = HEADER) -> Contract:
    """Put a beacon on the chain."""
    ours, network = code["Beacon"], quicknet()
    drand = (network.genesis, network.period, network.key) if source == BOTH else (0, 0, b"")
    return evm.deploy(ours.abi, ours.initcode, source, LEAD, BLOCK_SECONDS, *drand)


def header_of(evm: Evm, number: int) -> bytes:
    """A block's header, as the chain hashes it."""
    chain = evm.tester.backend.chain
    return bytes(rlp.encode(chain.get_canonical_block_header_by_number(number)))


def prove(evm: Evm, beacon: Contract, target: int) -> int:
    """Let a target's block come, full of logs, and prove it; gives the gas of the proof."""
    number = target & (2**64 - 1)
    evm.mine(number - 1 - _height(evm))
    evm.send_code(evm.founder, _NOISE)
    assert _height(evm) == number
    return beacon.send(evm.person("prover"), "prove_header", header_of(evm, number))


def measure(evm: Evm, code: dict[str, Code]) -> dict[str, int]:
    """Gas of each, by slug."""
    beacon = deploy(evm, code, BOTH)
    evm.person("prover")
    proven = prove(evm, beacon, beacon.read("aim"))
    (first, *_) = json.loads(VECTORS.read_text("utf-8"))["rounds"]
    signature = uncompressed(bytes.fromhex(first["signature"]))
    posted = beacon.send(evm.person("prover"), "post_round", first["round"], signature)
    return {"header_prove": proven, "round_post": posted}


def _height(evm: Evm) -> int:
    return int(evm.tester.get_block_by_number("latest")["number"])
