# SPDX-License-Identifier: Apache-2.0
"""Account addresses as people write them: ERC-55 checksummed, never the empty one by accident."""

from __future__ import annotations

import re

from eth_hash.auto import keccak

#: Nobody. It stands where a contract says "none".
NOBODY = "0x" + "0" * 40

_SHAPE = re.compile(r"0x[0-9a-fA-F]{40}")


def checksummed(address: str) -> str:
    """Write an address with its ERC-55 checksum.

    All-lower-case and all-upper-case digits carry no checksum and are taken as they are.
    Raises `ValueError` in words where it is no address, or where its own checksum is wrong.
    """
    if not _SHAPE.fullmatch(address):
        raise ValueError(f"{address!r} is not an address (0x and 40 hexadecimal digits)")
    digits = address[2:]
    written = _with_checksum(digits.lower())
    mixed = digits not in (digits.lower(), digits.upper())
    if mixed and written != address:
        raise ValueError(f"{address} has a wrong checksum; a digit may be mistyped")
    return written


def _with_checksum(digits: str) -> str:
    marks = keccak(digits.encode("ascii")).hex()
    pairs = zip(digits, marks, strict=False)
    return "0x" + "".join(digit.upper() if int(mark, 16) >= 8 else digit for digit, mark in pairs)
