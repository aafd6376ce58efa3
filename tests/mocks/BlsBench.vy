# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The rules of signatures on BLS12-381, called by themselves
@license AGPL-3.0-only
@custom:powers None; it is a bench of the tests.
@custom:exit Nothing of value is held here.
"""

from contracts.modules import bls


@external
@view
def hashed(message: bytes32) -> Bytes[128]:
    return bls._hash(message)


@external
@pure
def compressed(signature: Bytes[128]) -> Bytes[48]:
    return bls._compressed(signature)


@external
@view
def is_key(key: Bytes[256]) -> bool:
    return bls._is_key(key)


@external
@view
def is_signed(message: bytes32, signature: Bytes[128], key: Bytes[256]) -> bool:
    return bls._is_signed(message, signature, key)
