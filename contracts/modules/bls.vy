# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Short signatures on BLS12-381
@license AGPL-3.0-only
@notice Verifies signatures on G1 under public keys on G2, as drand's quicknet makes them: messages are hashed to the
        curve by RFC 9380 (XMD, SHA-256, SSWU, RO). The curve's arithmetic is the chain's own (EIP-2537), which also
        refuses coordinates out of range and points outside the subgroup.
"""


_MODEXP: constant(address) = 0x0000000000000000000000000000000000000005
_ADD: constant(address) = 0x000000000000000000000000000000000000000b
_PAIRING: constant(address) = 0x000000000000000000000000000000000000000F
_MAP: constant(address) = 0x0000000000000000000000000000000000000010

# A precompile that refuses its input takes all gas it was given; two pairings take 102,900.
_GAS: constant(uint256) = 500_000

_PADDING: constant(Bytes[16]) = x"00000000000000000000000000000000"

# Closed by its own length, 43, which is the letter "+".
_TAG: constant(Bytes[44]) = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_+"

# The field's modulus, and half of it.
_P_HIGH: constant(bytes16) = 0x1a0111ea397fe69a4b1ba7b6434bacd7
_P_LOW: constant(bytes32) = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab
_HALF_HIGH: constant(uint256) = 17282741772707453034394598013407712875
_HALF_LOW: constant(uint256) = 80617075055843030690312053732876818007934237714091801549733396136033114903893

# The generator of G2, negated: x, then y, each two coordinates of two words.
_G2_0: constant(bytes32) = 0x00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051
_G2_1: constant(bytes32) = 0xc6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8
_G2_2: constant(bytes32) = 0x0000000000000000000000000000000013e02b6052719f607dacd3a088274f65
_G2_3: constant(bytes32) = 0x596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e
_G2_4: constant(bytes32) = 0x000000000000000000000000000000000d1b3cc2c7027888be51d9ef691d77bc
_G2_5: constant(bytes32) = 0xb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa
_G2_6: constant(bytes32) = 0x0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d
_G2_7: constant(bytes32) = 0x993923066dddaf1040bc3ff59f825c78df74f2d75467e25e0f55f8a00fa030ed


@internal
@view
def _is_there() -> bool:
    """
    @dev Whether the chain has the curve: it maps to it, and knows the generator as a point of the subgroup.
    """
    return len(self._hash(empty(bytes32))) == 128 and self._is_key(self._generator())


@internal
@view
def _is_key(key: Bytes[256]) -> bool:
    """
    @dev A point of the subgroup; under the empty one, an empty signature would fit every message.
    """
    infinity: Bytes[128] = abi_encode(empty(uint256[4]))
    if len(key) != 256 or key == concat(infinity, infinity):
        return False
    return self._is_one(concat(infinity, key))


@internal
@view
def _is_signed(message: bytes32, signature: Bytes[128], key: Bytes[256]) -> bool:
    hashed: Bytes[128] = self._hash(message)
    if len(signature) != 128 or len(hashed) != 128:
        return False
    return self._is_one(concat(signature, self._generator(), hashed, key))


@internal
@pure
def _compressed(signature: Bytes[128]) -> Bytes[48]:
    """
    @return The signature in 48 bytes: x, and in three bits that it is compressed, no infinity, and which y it is.
    """
    high: uint256 = extract32(signature, 64, output_type=uint256)
    low: uint256 = extract32(signature, 96, output_type=uint256)
    x: uint256 = extract32(signature, 0, output_type=uint256) | (128 << 120)
    if high > _HALF_HIGH or (high == _HALF_HIGH and low > _HALF_LOW):
        x |= 32 << 120
    return slice(concat(convert(x, bytes32), extract32(signature, 32)), 16, 48)


@internal
@view
def _hash(message: bytes32) -> Bytes[128]:
    """
    @return The message's point on G1; of no length where the chain has none.
    """
    # 128 bytes are asked for: four blocks, two field elements.
    start: bytes32 = sha256(concat(abi_encode(empty(uint256[2])), message, 0x008000, _TAG))
    first: bytes32 = sha256(concat(start, 0x01, _TAG))
    second: bytes32 = sha256(concat(start ^ first, 0x02, _TAG))
    third: bytes32 = sha256(concat(start ^ second, 0x03, _TAG))
    fourth: bytes32 = sha256(concat(start ^ third, 0x04, _TAG))
    one: Bytes[128] = self._mapped(first, second)
    other: Bytes[128] = self._mapped(third, fourth)
    return self._ask(_ADD, concat(one, other))


@internal
@view
def _mapped(high: bytes32, low: bytes32) -> Bytes[128]:
    sizes: Bytes[96] = concat(convert(64, bytes32), convert(1, bytes32), convert(48, bytes32))
    element: Bytes[128] = self._ask(_MODEXP, concat(sizes, high, low, 0x01, _P_HIGH, _P_LOW))
    return self._ask(_MAP, concat(_PADDING, element))


@internal
@view
def _is_one(pairs: Bytes[768]) -> bool:
    answer: Bytes[128] = self._ask(_PAIRING, pairs)
    return len(answer) == 32 and convert(slice(answer, 0, 32), uint256) == 1


@internal
@view
def _ask(precompile: address, input: Bytes[768]) -> Bytes[128]:
    success: bool = False
    answer: Bytes[128] = b""
    success, answer = raw_call(
        precompile,
        input,
        max_outsize=128,
        gas=_GAS,
        is_static_call=True,
        revert_on_failure=False,
    )
    return answer if success else b""


@internal
@pure
def _generator() -> Bytes[256]:
    return concat(_G2_0, _G2_1, _G2_2, _G2_3, _G2_4, _G2_5, _G2_6, _G2_7)
