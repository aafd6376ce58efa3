# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A wallet that accepts one digest with one signature, and sends what its owner says
@license AGPL-3.0-only
"""

digest: bytes32
signature: Bytes[1040]


@external
def approve(digest: bytes32, signature: Bytes[1040]):
    self.digest = digest
    self.signature = signature


@external
@view
def isValidSignature(digest: bytes32, signature: Bytes[1040]) -> bytes4:
    if digest == self.digest and signature == self.signature and digest != empty(bytes32):
        return 0x1626ba7e
    return 0xffffffff


@external
def send(target: address, data: Bytes[1024]):
    raw_call(target, data)
