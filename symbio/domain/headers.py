# SPDX-License-Identifier: Apache-2.0
"""Read and write a block's header as the chain hashes it: contracts/modules/headers.vy.

A header is an RLP list of texts and integers; what the beacon wants stands in the fields 8
(number), 11 (timestamp) and 13 (mixHash, the chain's PREVRANDAO).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symbio.domain.refusals.beacon import NotABlockHeader

MAX_SIZE = 1_024

_FIXED = ((3, 33), (36, 33), (69, 21), (90, 33), (123, 33), (156, 33))
_BLOOM = (189, b"\xb9\x01\x00")
_INTEGERS_AT = 448
_LATEST = 2**40 - 1
_HIGHEST = 2**64 - 1
_SHORT, _TEXT = 55, 0x80


@dataclass(frozen=True, slots=True)
class Header:
    """What the beacon reads of a block."""

    number: int
    second: int
    mix_hash: bytes


def read(header: bytes) -> Header:
    """Read a header; raises NotABlockHeader for anything but the one way to write it.

    The fields behind the mixHash are not looked at: the block's hash answers for them.
    """
    if len(header) > MAX_SIZE or not _is_framed(header):
        raise NotABlockHeader
    figures, at = [], _INTEGERS_AT
    for _ in range(5):
        figure, at = _integer(header, at)
        figures.append(figure)
    at = _after_text(header, at)
    if len(header) < at + 33 or header[at] != 0xA0:
        raise NotABlockHeader
    number, second = figures[1], figures[4]
    if number > _HIGHEST or second > _LATEST:
        raise NotABlockHeader
    return Header(number, second, header[at + 1 : at + 33])


def written(fields: Sequence[bytes | int]) -> bytes:
    """Write fields as an RLP list."""
    body = b"".join(_field(_of(each)) for each in fields)
    return _prefix(len(body), 0xC0) + body


def _is_framed(header: bytes) -> bool:
    if len(header) <= _INTEGERS_AT + 32:
        return False
    at, bloom = _BLOOM
    return (
        header[:3] == b"\xf9" + (len(header) - 3).to_bytes(2)
        and all(header[start] == _TEXT + size - 1 for start, size in _FIXED)
        and header[at : at + 3] == bloom
    )


def _integer(header: bytes, at: int) -> tuple[int, int]:
    if len(header) < at + 32:
        raise NotABlockHeader
    first = header[at]
    if 0 < first < _TEXT:
        return first, at + 1
    text = header[at + 1 : at + 1 + first - _TEXT]
    if not _TEXT <= first < _TEXT + 32 or text[:1] == b"\0" or (len(text) == 1 and text < b"\x80"):
        raise NotABlockHeader
    return int.from_bytes(text), at + 1 + len(text)


def _after_text(header: bytes, at: int) -> int:
    if len(header) < at + 32:
        raise NotABlockHeader
    first, second = header[at], header[at + 1]
    if first < _TEXT:
        return at + 1
    if first <= _TEXT + _SHORT:
        if first == _TEXT + 1 and second < _TEXT:
            raise NotABlockHeader
        return at + 1 + first - _TEXT
    if first != _TEXT + _SHORT + 1 or second <= _SHORT:
        raise NotABlockHeader
    return at + 2 + second


def _of(field: bytes | int) -> bytes:
    return field if isinstance(field, bytes) else field.to_bytes((field.bit_length() + 7) // 8)


def _field(text: bytes) -> bytes:
    if len(text) == 1 and text[0] < _TEXT:
        return text
    return _prefix(len(text), _TEXT) + text


def _prefix(size: int, kind: int) -> bytes:
    if size <= _SHORT:
        return bytes([kind + size])
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([kind + _SHORT + len(length)]) + length
