# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Signatures of people and of contracts
@license AGPL-3.0-only
@notice Tells whether an account signed a digest, whatever kind of account it is. An EIP-7702 account has code but still
        its key: it is tried as ECDSA first, then asked as a contract. What a contract answers can change, so an answer
        is used at once and never kept.
"""


HALF_ORDER: constant(uint256) = 57896044618658097711785492504343953926418782139537452191302581570759080747168
S_MASK: constant(uint256) = max_value(uint256) >> 1
_DESIGNATOR_SIZE: constant(uint256) = 23
_DESIGNATOR: constant(bytes3) = 0xef0100

# Sixteen owners of a Safe fit; enough gas for them, and never so much that a wallet can burn a batch.
_MAX_SIGNATURE: constant(uint256) = 1_040
_ERC1271_GAS: constant(uint256) = 250_000
_ERC1271_MAGIC: constant(bytes4) = 0x1626ba7e


@internal
@pure
def _recover(digest: bytes32, r: uint256, vs: uint256) -> address:
    """
    @dev Recovers the signer from an EIP-2098 signature; empty for an invalid or malleable one.
    """
    s: uint256 = vs & S_MASK
    if s > HALF_ORDER:
        return empty(address)
    return ecrecover(digest, 27 + (vs >> 255), r, s)


@internal
@view
def _is_signed_by(account: address, digest: bytes32, signature: Bytes[_MAX_SIGNATURE]) -> bool:
    if account == empty(address):
        return False
    has_key: bool = account.codesize == 0
    if account.codesize == _DESIGNATOR_SIZE:
        has_key = convert(slice(account.code, 0, 3), bytes3) == _DESIGNATOR
    if has_key and self._is_ecdsa_of(account, digest, signature):
        return True
    if account.codesize == 0:
        return False
    return self._is_accepted_by(account, digest, signature)


@internal
@pure
def _is_ecdsa_of(account: address, digest: bytes32, signature: Bytes[_MAX_SIGNATURE]) -> bool:
    if len(signature) == 64:
        vs: uint256 = extract32(signature, 32, output_type=uint256)
        return self._recover(digest, extract32(signature, 0, output_type=uint256), vs) == account
    if len(signature) != 65:
        return False
    v: uint256 = convert(slice(signature, 64, 1), uint256)
    s: uint256 = extract32(signature, 32, output_type=uint256)
    if (v != 27 and v != 28) or s > HALF_ORDER:
        return False
    return ecrecover(digest, v, extract32(signature, 0, output_type=uint256), s) == account


@internal
@view
def _is_accepted_by(account: address, digest: bytes32, signature: Bytes[_MAX_SIGNATURE]) -> bool:
    """
    @dev ERC-1271. Capped gas and return size, so that no wallet can make the caller fail otherwise than by "no".
    """
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(
        account,
        abi_encode(digest, signature, method_id=_ERC1271_MAGIC),
        max_outsize=32,
        gas=_ERC1271_GAS,
        is_static_call=True,
        revert_on_failure=False,
    )
    return success and len(answer) == 32 and convert(answer, bytes32) == convert(_ERC1271_MAGIC, bytes32)
