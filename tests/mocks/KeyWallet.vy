# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A contract wallet of one key, which says by ERC-1271 what its key signed
@license AGPL-3.0-only
"""

ACCEPTED: constant(bytes4) = 0x1626BA7E

KEY: immutable(address)


@deploy
def __init__(key: address):
    KEY = key


@external
@view
def isValidSignature(digest: bytes32, signature: Bytes[1040]) -> bytes4:
    """
    @dev A signature of 130 bytes, two of 65, so that nobody takes it for a plain one.
    """
    assert len(signature) == 130, "wallet: not two signatures"
    assert slice(signature, 0, 65) == slice(signature, 65, 65), "wallet: they differ"
    r: uint256 = extract32(signature, 0, output_type=uint256)
    s: uint256 = extract32(signature, 32, output_type=uint256)
    v: uint256 = convert(slice(signature, 64, 1), uint256)
    assert ecrecover(digest, v, r, s) == KEY, "wallet: not by its key"
    return ACCEPTED
