# SPDX-License-Identifier: Apache-2.0
"""A beacon says what it is made of, and isn't made where that doesn't exist."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from symbio.domain.drand import P
from tests.contracts.beacon.blocks import DRAND, NO_DRAND, QUICKNET, Blocks, deploy
from tests.contracts.boa_chain import refused

GENESIS, PERIOD, KEY = DRAND
OUT_OF_RANGE = "beacon: settings out of range"


def test_says_what_it_was_made_with(both: Any, headers_only: Any) -> None:
    assert both.settings() == (3, 64, 12, 256, GENESIS, PERIOD, KEY)
    assert headers_only.settings() == (1, 64, 12, 256, 0, 0, b"")


def test_reaches_as_far_as_the_chains_history(blocks: Blocks) -> None:
    blocks.with_history()
    assert deploy(1).settings().window == 8_191


@pytest.mark.parametrize("source", [0, 4, 5, 2**255])
def test_refuses_a_source_that_there_is_not(source: int) -> None:
    with refused(OUT_OF_RANGE):
        deploy(source)


@pytest.mark.parametrize("lead", [0, 7_201])
def test_refuses_a_lead_out_of_range(lead: int) -> None:
    assert deploy(1, lead=7_200).settings().lead == 7_200
    with refused(OUT_OF_RANGE):
        deploy(1, lead=lead)


@pytest.mark.parametrize("seconds", [0, 3_601])
def test_refuses_blocks_of_no_time(seconds: int) -> None:
    assert deploy(1, seconds=3_600).settings().block_seconds == 3_600
    with refused(OUT_OF_RANGE):
        deploy(1, seconds=seconds)


@pytest.mark.parametrize(
    "told", [(GENESIS, 0, b""), (0, PERIOD, b""), (0, 0, KEY), (GENESIS, PERIOD, KEY)]
)
def test_headers_alone_have_no_drand(told: tuple[int, int, bytes]) -> None:
    with refused(OUT_OF_RANGE):
        deploy(1, told)


@pytest.mark.parametrize(
    "told",
    [(0, PERIOD, KEY), (2**40, PERIOD, KEY), (GENESIS, 0, KEY), (GENESIS, 86_401, KEY), NO_DRAND],
)
def test_drand_has_a_genesis_and_a_period(told: tuple[int, int, bytes]) -> None:
    with refused(OUT_OF_RANGE):
        deploy(2, told)


@pytest.mark.parametrize("constant", [0, 1, 2**64])
def test_refuses_a_chain_without_random_headers(constant: int) -> None:
    boa.env.evm.patch.prevrandao = constant.to_bytes(32)
    with refused("beacon: chain has no random headers"):
        deploy(1)
    with refused("beacon: chain has no random headers"):
        deploy(3, DRAND)


def test_takes_any_larger_randomness() -> None:
    boa.env.evm.patch.prevrandao = (2**64 + 1).to_bytes(32)
    assert deploy(1).settings().source == 1


def test_drand_alone_needs_no_random_headers(drand_only: Any) -> None:
    boa.env.evm.patch.prevrandao = bytes(32)
    assert deploy(2, DRAND).settings().source == 2


def test_refuses_a_chain_without_the_curve(monkeypatch: pytest.MonkeyPatch) -> None:
    computation = boa.env.evm.vm.state.computation_class
    without = {
        address: code
        for address, code in computation._precompiles.items()
        if int.from_bytes(address) < 0x0B
    }
    monkeypatch.setattr(computation, "_precompiles", without)
    with refused("beacon: chain has no pairing"):
        deploy(2, DRAND)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        KEY[:-1],
        bytes(256),  # at infinity: an empty signature would fit everything
        KEY[:-1] + bytes([KEY[-1] ^ 1]),  # off the curve
        (int.from_bytes(KEY[:64]) + P).to_bytes(64) + KEY[64:],  # the same, written otherwise
    ],
)
def test_refuses_what_is_no_public_key(key: bytes) -> None:
    with refused("beacon: not a public key"):
        deploy(2, (GENESIS, PERIOD, key))


def test_the_key_is_quicknets() -> None:
    assert QUICKNET.scheme == "bls-unchained-g1-rfc9380"
    assert QUICKNET.hash.startswith("52db9ba70e0cc0f6")
