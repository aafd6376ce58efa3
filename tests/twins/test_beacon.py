# SPDX-License-Identifier: Apache-2.0
"""symbio.domain.beacon, drand and headers say what contracts/Beacon.vy and its modules say."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import boa
import pytest
from eth_utils import keccak
from hypothesis import given, settings
from hypothesis import strategies as st
from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.optimized_bls12_381 import G2, multiply, normalize

from symbio.domain import beacon as twin
from symbio.domain import drand, headers
from symbio.domain.beacon import SHORT_REACH, Posting, Proof, Settings
from symbio.domain.refusals.beacon import NotABlockHeader
from tests.contracts.beacon.blocks import (
    DRAND,
    NO_DRAND,
    QUICKNET,
    SALT,
    Blocks,
    deploy,
    fields,
    go_to,
    mix_of,
    write_post,
)
from tests.contracts.boa_chain import revert_reason

ROUNDS = drand.Rounds(QUICKNET.genesis, QUICKNET.period)
FIRST_BLOCK, START = 21_000_000, 1_800_000_000
TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
NOTHING = bytes(32)


@pytest.fixture(scope="module")
def made() -> Iterator[dict[int, Any]]:
    """A beacon of each source, whose storage each example leaves as it was."""
    patch = boa.env.evm.patch
    before = patch.prevrandao, patch.prev_hashes, patch.block_number, patch.timestamp
    patch.prevrandao = keccak(text="PREVRANDAO")
    yield {source: deploy(source, DRAND if source & 2 else NO_DRAND) for source in (1, 2, 3)}
    patch.prevrandao, patch.prev_hashes, patch.block_number, patch.timestamp = before


class Both:
    """A beacon on chain, and in Python."""

    def __init__(self, beacon: Any) -> None:
        self.beacon, self.blocks = beacon, Blocks()
        self.settings = Settings(*self.beacon.settings())
        self.proofs: dict[int, Proof] = {}
        self.posts: dict[int, Posting] = {}
        self.at(FIRST_BLOCK, START)

    def at(self, height: int, now: int) -> None:
        self.height, self.now = height, now
        self.blocks.go(height)
        go_to(now)

    @property
    def twin(self) -> twin.Beacon:
        chain_id = boa.env.evm.patch.chain_id
        known = (self.height, self.now, self.proofs, self.posts)
        return twin.Beacon(self.settings, chain_id, str(self.beacon.address), *known)

    def prove(self, number: int, second: int) -> None:
        """Bring a block's header, if the chain still knows its hash."""
        is_known = 1 <= self.height - number <= SHORT_REACH and number not in self.proofs
        header = self.blocks.headers.get(number) or self.blocks.add(number, second)
        try:
            self.beacon.prove_header(header)
        except boa.BoaError:
            assert not is_known
        else:
            assert is_known
            read = headers.read(header)
            self.proofs[number] = Proof(int.from_bytes(read.mix_hash) & twin.LOW, read.second)

    def post(self, number: int) -> None:
        """Have a round that is due; test_post_round.py shows how one comes."""
        if number not in self.posts and ROUNDS.time_of(number) <= self.now:
            self.posts[number] = Posting(number * 7, self.now)
            write_post(self.beacon, number, number * 7, self.now)

    def agree(self, target: int) -> None:
        known = self.twin
        assert self.beacon.aim() == known.aim()
        assert self.beacon.seed(target, SALT) == known.seed(target, SALT)
        assert self.beacon.lapsed(target) == known.lapsed(target)
        assert tuple(self.beacon.needs(target)) == known.needs(target)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(0, 2), st.integers(0, 3 * 86_400)),
        st.tuples(st.just("prove"), st.integers(0, 3), st.integers(0, 90_000)),
        st.tuples(st.just("post"), st.integers(-1, 2), st.just(0)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(source=st.sampled_from([1, 2, 3]), taken=steps)
def test_any_history_gives_the_same_seeds(
    made: dict[int, Any], source: int, taken: list[tuple[str, int, int]]
) -> None:
    """A seed that is there never changes, and a target that lapsed never gives one."""
    both = Both(made[source])
    target = both.beacon.aim()
    settled, is_gone = NOTHING, False
    for name, which, seconds in taken:
        if name == "pass":
            both.at(both.height + (which * seconds) // 400, both.now + seconds)
        elif name == "prove" and source & 1:
            number = both.twin.blocks(target)[which]
            both.at(max(both.height, number + 1), both.now)
            both.prove(number, both.now - seconds)
        elif name == "post" and source & 2:
            _, awaited = both.twin.needs(target)
            number = (awaited or target >> 64) + which * ROUNDS.step
            both.at(both.height, max(both.now, ROUNDS.time_of(number)))
            both.post(number)
        both.agree(target)
        seed = both.beacon.seed(target, SALT)
        assert settled in (NOTHING, seed)
        assert not (is_gone and any(seed))
        settled, is_gone = seed, both.beacon.lapsed(target)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_headers_are_read_alike(made: dict[int, Any], data: st.DataObject) -> None:
    """Cut, spliced and bent headers: both refuse the same ones."""
    listed = fields(FIRST_BLOCK - 300, START, mix_of(1))
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.sampled_from([7, 8, 9, 10, 11, 12, 13]))
        listed[at] = data.draw(st.one_of(st.integers(0, 2**70), st.binary(max_size=70)))
    raw = bytearray(headers.written(listed))
    for _ in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.sampled_from([*range(4), 36, 69, 189, *range(446, 540)]))
        raw[place % len(raw)] = data.draw(st.integers(0, 255))
    header = bytes(raw[: data.draw(st.sampled_from([len(raw), len(raw), 500, 100]))])
    is_header = True
    try:
        headers.read(header)
    except NotABlockHeader:
        is_header = False
    assert (refusal_of(made[1], header) != NotABlockHeader.reason) == is_header


def refusal_of(beacon: Any, header: bytes) -> str | None:
    """Why a header of a block that nobody knows is refused."""
    try:
        beacon.prove_header(header)
    except boa.BoaError as error:
        return revert_reason(error.call_trace.computation.output)
    raise AssertionError("a header of no block was taken")


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 2**40), st.integers(1, 86_400), st.integers(0, 2**41))
def test_rounds_and_their_seconds(genesis: int, period: int, second: int) -> None:
    rounds = drand.Rounds(genesis, period)
    number = rounds.at(second)
    assert rounds.time_of(number) >= second
    assert number == 1 or rounds.time_of(number - 1) < second
    apart = rounds.time_of(number + rounds.step) - rounds.time_of(number)
    assert drand.SPAN - period < apart <= drand.SPAN


def point(coordinates: Any) -> bytes:
    return b"".join(int(each).to_bytes(64) for each in coordinates)


def compressed(first: int, is_greater: bool) -> bytes:
    flags = 0xA0 if is_greater else 0x80
    return (first | flags << 376).to_bytes(48)


def test_points_are_written_out_as_the_independent_library_has_them() -> None:
    for number in range(1, 9):
        x, y = normalize(multiply(hash_to_G1(drand.message(number), TAG, sha256), number))
        signed = compressed(x.n, y.n > drand.P // 2)
        assert drand.uncompressed(signed) == point((x.n, y.n))
        x, y = normalize(multiply(G2, number))
        real, imaginary = y.coeffs
        key = compressed(int(x.coeffs[1]), int(imaginary) > drand.P // 2)
        assert drand.uncompressed_key(key + int(x.coeffs[0]).to_bytes(48)) == point(
            (*x.coeffs, real, imaginary)
        )
