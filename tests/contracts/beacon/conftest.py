# SPDX-License-Identifier: Apache-2.0
"""Beacons of each source, on a chain whose past the tests write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest
from eth_utils import keccak

from tests.contracts.beacon.blocks import DRAND, START, Blocks, deploy


@pytest.fixture(scope="package", autouse=True)
def past() -> Iterator[Blocks]:
    """The chain's own hashes and PREVRANDAO, given back at the end."""
    patch = boa.env.evm.patch
    before = patch.prevrandao, patch.prev_hashes, patch.block_number, patch.timestamp
    patch.prevrandao = keccak(text="PREVRANDAO")
    yield Blocks()
    patch.prevrandao, patch.prev_hashes, patch.block_number, patch.timestamp = before


@pytest.fixture(autouse=True)
def blocks(past: Blocks, anchored: None) -> Iterator[Blocks]:
    """The chain at its block 20,000,000, with no history but what the test adds."""
    patch = boa.env.evm.patch
    now = patch.timestamp
    past.headers.clear()
    past.go(START)
    yield past
    patch.timestamp = now
    patch.prevrandao = keccak(text="PREVRANDAO")


@pytest.fixture
def headers_only() -> Any:
    return deploy(1)


@pytest.fixture(scope="package")
def drand_only(past: Blocks) -> Any:
    return deploy(2, DRAND)


@pytest.fixture(scope="package")
def both(past: Blocks) -> Any:
    return deploy(3, DRAND)
