# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Evidence: a digest as the address of its document
@license AGPL-3.0-only
@notice Pure. ERC-1497 names evidence by a path; of a document known by its sha-256 that is /ipfs/ and its CIDv1 (raw,
        sha2-256) in base 16.
"""


HALF: constant(uint256) = 2**128 - 1
BYTES: constant(uint256) = max_value(uint256) // 255    # 1 in every byte


@internal
@pure
def _path(digest: bytes32) -> String[79]:
    number: uint256 = convert(digest, uint256)
    path: Bytes[79] = concat(b"/ipfs/f01551220", self._hex(number >> 128), self._hex(number & HALF))
    return convert(path, String[79])


@internal
@pure
def _hex(half: uint256) -> bytes32:
    """
    @notice The 32 digits of 16 bytes: spread to one byte each, then made letters all at once.
    """
    digits: uint256 = half
    for step: uint256 in [64, 32, 16, 8, 4]:
        # Of every two fields the lower stays, and the upper half of it moves up.
        field: uint256 = max_value(uint256) // ((1 << step) + 1)
        digits = (digits | (digits << step)) & field
    letters: uint256 = ((digits + 6 * BYTES) >> 4) & BYTES
    return convert(digits + 48 * BYTES + 39 * letters, bytes32)
