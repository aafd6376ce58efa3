# SPDX-License-Identifier: Apache-2.0
"""modules/bls.vy against an independent library, with a key that the test holds."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from eth_utils import keccak
from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.optimized_bls12_381 import G1, G2, multiply, normalize

from symbio.domain.drand import P, uncompressed
from tests.contracts.boa_chain import deployer

TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
SECRET = 20_261_123


def g1(point: Any) -> bytes:
    x, y = normalize(point)
    return int(x).to_bytes(64) + int(y).to_bytes(64)


def g2(point: Any) -> bytes:
    x, y = normalize(point)
    return b"".join(int(each).to_bytes(64) for each in (*x.coeffs, *y.coeffs))


KEY = g2(multiply(G2, SECRET))


def signed(message: bytes) -> bytes:
    return g1(multiply(hash_to_G1(message, TAG, sha256), SECRET))


@pytest.fixture(scope="module")
def bench() -> Any:
    return deployer("tests/mocks/BlsBench.vy").deploy()


@pytest.mark.parametrize("message", [bytes(32), b"\xff" * 32, keccak(b"one"), keccak(b"two")])
def test_messages_are_hashed_to_the_curve_as_rfc_9380_says(bench: Any, message: bytes) -> None:
    assert bench.hashed(message) == g1(hash_to_G1(message, TAG, sha256))


def test_signatures_are_the_keys_own(bench: Any) -> None:
    message = keccak(b"round")
    signature = signed(message)
    assert bench.is_signed(message, signature, KEY)
    assert not bench.is_signed(keccak(b"another"), signature, KEY)
    assert not bench.is_signed(message, signature, g2(multiply(G2, SECRET + 1)))


def test_only_points_of_the_subgroup_are_keys(bench: Any) -> None:
    assert bench.is_key(KEY)
    assert not bench.is_key(bytes(256))
    assert not bench.is_key(KEY[:-1])
    assert not bench.is_key(KEY[:-1] + bytes([KEY[-1] ^ 1]))


@pytest.mark.parametrize("times", [1, 2, 3, 5, 8, 13])
def test_a_point_and_its_negative_are_told_apart_in_48_bytes(bench: Any, times: int) -> None:
    point = g1(multiply(G1, times))
    negative = point[:64] + (P - int.from_bytes(point[64:])).to_bytes(64)
    written = {bench.compressed(point), bench.compressed(negative)}
    assert len(written) == 2
    assert all(uncompressed(bench.compressed(each)) == each for each in (point, negative))


@pytest.mark.parametrize("y", [1, P // 2, P // 2 + 1, (P // 2 >> 256) << 256, P - 1])
def test_the_greater_half_begins_past_the_middle(bench: Any, y: int) -> None:
    first = bench.compressed((7).to_bytes(64) + y.to_bytes(64))[0]
    assert first == (0xA0 if y > P // 2 else 0x80)
