# SPDX-License-Identifier: Apache-2.0
"""The engine of the embedded chain, whose PREVRANDAO differs from block to block.

The tester's own shows a constant to transactions, and writes another value, from the machine's
randomness, into the block. Here both are the hash of the block before: the same in every run, and
no secret to anybody who reads the chain. That is good enough to rehearse a lot, and for nothing
else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eth.vm.forks.prague import PragueVM
from eth_hash.auto import keccak
from eth_tester import PyEVMBackend

_NOBODY = bytes(20)


class RehearsalVM(PragueVM):
    """Prague, with a mixHash that follows from the parent."""

    @staticmethod
    def create_header_from_parent(parent_header: Any, **params: Any) -> Any:
        if parent_header is not None:
            params.setdefault("mix_hash", keccak(b"Symbio rehearses " + parent_header.hash))
        return PragueVM.create_header_from_parent(parent_header, **params)


class RehearsalBackend(PyEVMBackend):  # type: ignore[misc]
    """The tester's engine, which leaves the mixHash as it was shown to transactions."""

    def mine_blocks(self, num_blocks: int = 1, coinbase: bytes = _NOBODY) -> tuple[bytes, ...]:
        return tuple(self._mined(num_blocks, coinbase))

    def _mined(self, count: int, coinbase: bytes) -> Iterator[bytes]:
        for _ in range(count):
            # Blobs don't come here.
            yield self.chain.mine_block(coinbase=coinbase, blob_gas_used=0).hash


def backend(genesis: Any, state: Any) -> RehearsalBackend:
    """Start a chain of its own from its first block's parameters and accounts."""
    first = {**genesis, "mix_hash": keccak(b"Symbio rehearses")}
    return RehearsalBackend(
        genesis_parameters=first, genesis_state=state, vm_configuration=((0, RehearsalVM),)
    )
