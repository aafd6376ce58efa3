# SPDX-License-Identifier: Apache-2.0
"""prove_header: anybody brings a block's header, while the chain still knows its hash."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.beacon import LOW
from symbio.domain.headers import read, written
from tests.contracts.beacon.blocks import HISTORY, START, Blocks, deploy, fields, mix_of
from tests.contracts.boa_chain import events, refused

NO_HEADER = "beacon: not a block header"
OUT_OF_REACH = "beacon: block hash is out of reach"
SECOND = 1_800_000_000


def changed(at: int, field: bytes | int, number: int = START - 9) -> bytes:
    """A header with one field otherwise than blocks have it."""
    listed = fields(number, SECOND, mix_of(number))
    listed[at] = field
    return written(listed)


def test_anybody_proves_a_block(headers_only: Any, blocks: Blocks, stranger: LocalAccount) -> None:
    number = START - 9
    header = blocks.add(number, SECOND)
    mix = int.from_bytes(mix_of(number)) & LOW
    assert headers_only.proven(number) == (0, 0)
    with boa.env.prank(stranger.address):
        assert headers_only.prove_header(header) == number
    assert events(headers_only) == [
        {
            "event": "HeaderProven",
            "number": number,
            "prover": stranger.address,
            "mix": mix,
            "second": SECOND,
        }
    ]
    assert headers_only.proven(number) == (mix, SECOND)


@pytest.mark.parametrize("back", [1, 256])
def test_reaches_back_256_blocks(headers_only: Any, blocks: Blocks, back: int) -> None:
    assert headers_only.prove_header(blocks.add(START - back)) == START - back


@pytest.mark.parametrize("back", [1, 256, 257, 8_191])
def test_reaches_back_further_where_the_chain_does(blocks: Blocks, back: int) -> None:
    blocks.with_history()
    beacon = deploy(1)
    assert beacon.prove_header(blocks.add(START - back)) == START - back


@pytest.mark.parametrize("back", [-1, 0, 257])
def test_refuses_a_block_out_of_reach(headers_only: Any, blocks: Blocks, back: int) -> None:
    header = blocks.add(START - back)
    with refused(OUT_OF_REACH):
        headers_only.prove_header(header)


@pytest.mark.parametrize("back", [-1, 0, 8_192])
def test_refuses_a_block_beyond_the_history(blocks: Blocks, back: int) -> None:
    blocks.with_history()
    beacon = deploy(1)
    header = blocks.add(START - back)
    with refused(OUT_OF_REACH):
        beacon.prove_header(header)


def test_a_history_that_comes_later_lengthens_nothing(headers_only: Any, blocks: Blocks) -> None:
    blocks.with_history()
    header = blocks.add(START - 257)
    with refused(OUT_OF_REACH):
        headers_only.prove_header(header)


def test_refuses_a_history_without_an_answer(blocks: Blocks) -> None:
    blocks.with_history()
    beacon = deploy(1)
    header = blocks.add(START - 300)
    for silent in ("5f5ffd", "00", "5f601f526001601ff3"):
        boa.env.set_code(HISTORY, bytes.fromhex(silent))
        with refused(OUT_OF_REACH):
            beacon.prove_header(header)


def test_refuses_to_prove_it_twice(headers_only: Any, blocks: Blocks) -> None:
    header = blocks.add(START - 9)
    headers_only.prove_header(header)
    with refused("beacon: block is proven already"):
        headers_only.prove_header(header)


@pytest.mark.parametrize("at", [0, 2, 6, 7, 9, 11, 12, 13, 14, 20])
def test_refuses_a_header_with_any_field_forged(headers_only: Any, blocks: Blocks, at: int) -> None:
    blocks.add(START - 9, SECOND)
    former = fields(START - 9, SECOND, mix_of(START - 9))[at]
    forged = former + 1 if isinstance(former, int) else former[:-1] + bytes([former[-1] ^ 1])
    with refused("beacon: not that block"):
        headers_only.prove_header(changed(at, forged))


def test_the_number_says_which_hash_it_must_have(headers_only: Any, blocks: Blocks) -> None:
    blocks.add(START - 9, SECOND)
    with refused("beacon: not that block"):
        headers_only.prove_header(changed(8, START - 8))


def test_reads_every_length_of_the_integers_and_texts(headers_only: Any, blocks: Blocks) -> None:
    for at, value in [
        (7, 2**200),
        (9, 0x7F),
        (9, 0x80),
        (10, 0),
        (11, 1),
        (12, b""),
        (12, b"\x7f"),
        (12, b"\x80"),
        (12, bytes(32)),
        (12, bytes(55)),
        (12, bytes(56)),
        (12, bytes(255)),
    ]:
        with boa.env.anchor():
            header = changed(at, value)
            blocks.headers[START - 9] = header
            blocks.go(START)
            assert headers_only.prove_header(header) == START - 9
            assert headers_only.proven(START - 9)[1] == read(header).second


def test_a_block_of_an_older_chain_ends_earlier(headers_only: Any, blocks: Blocks) -> None:
    header = written(fields(START - 9, SECOND, mix_of(1))[:15])
    blocks.headers[START - 9] = header
    blocks.go(START)
    assert headers_only.prove_header(header) == START - 9


def ill_formed() -> dict[str, bytes]:
    """What isn't a header, or is written in another way than the chain's."""
    good = changed(12, b"x" * 20)
    return {
        "nothing": b"",
        "one byte short": good[:-1],
        "one byte more": good + b"\0",
        "a text, no list": b"\xb9" + good[1:],
        "a length of one byte": b"\xf8\xff" + good[3:258],
        "a parent of another length": good[:3] + b"\x9f" + good[4:],
        "ommers of another length": good[:36] + b"\xa1" + good[37:],
        "a beneficiary of another length": good[:69] + b"\x95" + good[70:],
        "a state root of another length": good[:90] + b"\x9f" + good[91:],
        "a transactions root of another length": good[:123] + b"\x9f" + good[124:],
        "a receipts root of another length": good[:156] + b"\x9f" + good[157:],
        "a bloom of another length": good[:189] + b"\xb9\x01\x01" + good[192:],
        "a difficulty that begins with zero": changed(7, b"\0\1"),
        "a zero written as a byte": changed(7, b"\0"),
        "a small number in two bytes": replaced(good, 448, b"\x80", b"\x81\x01"),
        "a list for a number": replaced(good, 448, b"\x80", b"\xc0"),
        "an integer of 33 bytes": changed(7, b"\1" * 33),
        "a number of nine bytes": changed(8, 2**64),
        "a second after the year 36812": changed(11, 2**40),
        "a small text in two bytes": with_text(b"\x81a"),
        "a short text in the long form": with_text(b"\xb8\x37" + bytes(55)),
        "a text of 256 bytes": changed(12, bytes(256)),
        "a mixHash of 31 bytes": changed(13, b"\1" * 31),
        "a mixHash of 33 bytes": changed(13, b"\1" * 33),
        "an end before the mixHash": written(fields(START - 9, SECOND, b"")[:13]),
        "an end before the number": written([*fields(START - 9, SECOND, b"")[:7], b"\1" * 31]),
    }


def replaced(header: bytes, at: int, former: bytes, new: bytes) -> bytes:
    """Another way to write what stands at a place; the list's own length is right."""
    assert header[at : at + len(former)] == former, header[at - 4 : at + 4].hex()
    body = header[3:at] + new + header[at + len(former) :]
    return b"\xf9" + len(body).to_bytes(2) + body


def with_text(text: bytes) -> bytes:
    """A header whose extra data is written so."""
    header = changed(12, b"")
    at = header.index(b"\xa0" + mix_of(START - 9)) - 1
    return replaced(header, at, b"\x80", text)


@pytest.mark.parametrize("what", ill_formed())
def test_refuses_what_is_no_header(headers_only: Any, blocks: Blocks, what: str) -> None:
    header = ill_formed()[what]
    # Even where the chain's hash is that of these very bytes.
    blocks.headers[START - 9] = header
    blocks.go(START)
    with refused(NO_HEADER):
        headers_only.prove_header(header)
