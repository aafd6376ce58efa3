# SPDX-License-Identifier: Apache-2.0
"""A local chain turned back, so that what was tried on it never was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from symbio.world import World


@contextmanager
def turned_back(world: World) -> Iterator[None]:
    """Do something, then have the chain stand where it stood before."""
    snapshot = _local(world, "evm_snapshot")
    try:
        yield
    finally:
        _local(world, "evm_revert", snapshot)


def _local(world: World, method: str, *parameters: Any) -> Any:
    """Ask the local chain to remember where it is, or to turn back."""
    provider: Any = world.client.web3.provider
    answer = provider.make_request(method, list(parameters))
    if answer.get("error"):
        raise RuntimeError(f"this chain can't be turned back: {answer['error']}")
    return answer["result"]
