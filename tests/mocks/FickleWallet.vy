# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A contract wallet that accepts any signature by ERC-1271, until it changes its mind
@license AGPL-3.0-only
"""

is_willing: public(bool)


@deploy
def __init__():
    self.is_willing = True


@external
def set_willing(is_willing: bool):
    self.is_willing = is_willing


@external
@view
def isValidSignature(digest: bytes32, signature: Bytes[1040]) -> bytes4:
    if self.is_willing:
        return 0x1626BA7E
    return 0xFFFFFFFF
