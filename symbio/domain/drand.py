# SPDX-License-Identifier: Apache-2.0
"""Rounds of the drand network: when each is, which one counts, and its points written out.

Twin of contracts/modules/drand.vy. A relay gives a signature compressed, in 48 bytes; the chain
wants it in 128, as EIP-2537 writes a point. Whether a signature is the network's, the chain says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

from symbio.domain.refusals.beacon import NotAPublicKey, SignatureDoesntFit

TRIES = 4
SPAN = 3 * 86_400
"""The seconds that a round may be posted in."""
LOW = 2**216 - 1
P = (
    0x1A0111EA397FE69A4B1BA7B6434BACD7 << 256
    | 0x64774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
)
"""The modulus of the field that BLS12-381 is over."""

Fp2 = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Posting:
    """A round as it stands on chain: the low 216 bits of its randomness, and when it came."""

    randomness: int
    second: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """A drand network's clock."""

    genesis: int
    period: int

    @property
    def step(self) -> int:
        """How many rounds later the next one stands in for one that was missed."""
        return SPAN // self.period

    def at(self, second: int) -> int:
        """Give the first round whose time is `second` or later."""
        return 1 if second <= self.genesis else -((self.genesis - second) // self.period) + 1

    def time_of(self, number: int) -> int:
        """Give the second of a round."""
        return self.genesis + (number - 1) * self.period

    def candidates(self, number: int) -> tuple[int, ...]:
        """List the rounds that can count, in the order in which they are tried."""
        return tuple(number + i * self.step for i in range(TRIES))

    def found(
        self, number: int, posts: Mapping[int, Posting], now: int
    ) -> tuple[Posting | None, int]:
        """Give what counts; or else the round that is waited for, 0 where all four were missed."""
        for each in self.candidates(number):
            end, posted = self.time_of(each + self.step), posts.get(each)
            if posted is not None and posted.second < end:
                return posted, 0
            if now < end:
                return None, each
        return None, 0


@dataclass(frozen=True, slots=True)
class Network:
    """A drand network, as anybody can look it up."""

    beacon: str
    scheme: str
    hash: str
    public_key: str
    genesis: int
    period: int

    @property
    def key(self) -> bytes:
        """Its public key in 256 bytes, as the chain wants it."""
        return uncompressed_key(bytes.fromhex(self.public_key))


@cache
def quicknet() -> Network:
    """Give the network that a deployment uses: the League of Entropy's, a round every 3 seconds."""
    text = resources.files("symbio.domain").joinpath("quicknet.json").read_text("utf-8")
    return Network(**json.loads(text))


def message(number: int) -> bytes:
    """Give what the network signs for a round."""
    return sha256(number.to_bytes(8)).digest()


def randomness(signature: bytes) -> bytes:
    """Give the randomness that drand publishes for a signature of 48 bytes."""
    return sha256(signature).digest()


def uncompressed(signature: bytes) -> bytes:
    """Write a compressed point of G1 in 128 bytes; raises SignatureDoesntFit where it is none."""
    x, is_greater = _unpacked(signature) or (P, False)
    y = pow(x**3 + 4, (P + 1) // 4, P)
    if x >= P or y * y % P != (x**3 + 4) % P:
        raise SignatureDoesntFit
    y = y if (y > P // 2) == is_greater else P - y
    return _coordinate(x) + _coordinate(y)


def uncompressed_key(key: bytes) -> bytes:
    """Write a compressed point of G2 in 256 bytes; raises NotAPublicKey where it is none."""
    first, is_greater = _unpacked(key[:48]) or (P, False)
    x = (int.from_bytes(key[48:]), first)
    if len(key) != 96 or max(x) >= P:
        raise NotAPublicKey
    cube = _times(_times(x, x), x)
    square = ((cube[0] + 4) % P, (cube[1] + 4) % P)
    y = _root(square)
    if y is None:
        raise NotAPublicKey
    if (y[1] > P // 2 or (y[1] == 0 and y[0] > P // 2)) != is_greater:
        y = (-y[0] % P, -y[1] % P)
    return b"".join(map(_coordinate, (*x, *y)))


def _unpacked(point: bytes) -> tuple[int, bool] | None:
    """Take the flags off a point's first 48 bytes; None: not compressed, or at infinity."""
    if len(point) != 48 or point[0] >> 6 != 2:
        return None
    return int.from_bytes(point) & (2**381 - 1), bool(point[0] & 0x20)


def _coordinate(value: int) -> bytes:
    return value.to_bytes(64)


def _times(a: Fp2, b: Fp2) -> Fp2:
    return (a[0] * b[0] - a[1] * b[1]) % P, (a[0] * b[1] + a[1] * b[0]) % P


def _root(square: Fp2) -> Fp2 | None:
    """A square root among the numbers a + bi, by way of the norm; None where there is none."""
    real, imaginary = square
    norm = pow(real * real + imaginary * imaginary, (P + 1) // 4, P)
    half = pow(2, -1, P)
    for sign in (norm, -norm):
        a = pow((real + sign) * half, (P + 1) // 4, P)
        if a:
            found = a, imaginary * half * pow(a, -1, P) % P
            if _times(found, found) == square:
                return found
    return None
