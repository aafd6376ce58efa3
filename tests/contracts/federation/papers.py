# SPDX-License-Identifier: Apache-2.0
"""What is signed for a federation, and the digests of what is proposed, computed here anew."""

from __future__ import annotations

from collections.abc import Sequence

import boa
from eth_abi import encode
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

Call = tuple[str, int, bytes]


def matter_of(text: bytes, calls: Sequence[Call]) -> bytes:
    """Compute the digest of a text and of calls with the code that is behind them now."""
    folded = bytes(32)
    for target, value, data in calls:
        code = keccak(boa.env.get_code(target)) if data else bytes(32)
        types = ["bytes32", "address", "uint256", "bytes32", "bytes32"]
        folded = keccak(encode(types, [folded, str(target), value, keccak(data), code]))
    return keccak(encode(["bytes32", "bytes32"], [text, folded]))


def head(offset: int, choice: int) -> bytes:
    return (choice << 10 | offset).to_bytes(2, "big")


def compact(person: LocalAccount, digest: bytes) -> bytes:
    """Sign a digest in 64 bytes, as EIP-2098 has it."""
    signed = person.unsafe_sign_hash(digest)
    vs = signed.s | (signed.v - 27) << 255
    return signed.r.to_bytes(32, "big") + vs.to_bytes(32, "big")
