# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The draw: who stands at which place of a lot
@license AGPL-3.0-only
@notice Pure. A seed orders a whole pool without listing it: the person of an ordinal is computed, whatever the pool's
        size, and no two ordinals give the same. Twin: symbio/domain/draw.py.
"""


# At most half of what the network permutes lies beyond the pool, so that 64 steps miss it once in 2**64.
STEPS: constant(uint256) = 64
# Eight rounds, in pairs; where the halves are of two bits at most those would favour some pairs of places: sixteen.
PAIRS: constant(uint256) = 4
PAIRS_OF_FEW: constant(uint256) = 8
FEW: constant(uint256) = 4


@internal
@pure
def _permute(seed: bytes32, ordinal: uint256, size: uint256) -> uint256:
    """
    @notice The place below `size` of an ordinal below `size`: a Feistel network over the fewest bits that hold all
            places, walked until it comes back below `size`.
    @return The place; `size` itself if the walk never came back, and then it is nobody's.
    """
    bits: uint256 = self._bits(size - 1)
    low: uint256 = bits >> 1
    low_mask: uint256 = (1 << low) - 1
    high_mask: uint256 = (1 << (bits - low)) - 1
    pairs: uint256 = PAIRS
    if bits < FEW:
        pairs = PAIRS_OF_FEW
    left: uint256 = ordinal >> low
    right: uint256 = ordinal & low_mask
    for _: uint256 in range(STEPS):
        for pair: uint256 in range(pairs, bound=PAIRS_OF_FEW):
            # Rounds are numbered above 128 bits of the half that they scramble.
            even: uint256 = pair << 129
            left ^= convert(keccak256(abi_encode(seed, even | right)), uint256) & high_mask
            right ^= convert(keccak256(abi_encode(seed, even | (1 << 128) | left)), uint256) & low_mask
        place: uint256 = (left << low) | right
        if place < size:
            return place
    return size


@internal
@pure
def _bits(number: uint256) -> uint256:
    """
    @notice How many bits a number below 2**64 takes.
    """
    rest: uint256 = number
    bits: uint256 = 0
    for step: uint256 in [32, 16, 8, 4, 2, 1]:
        if rest >> step != 0:
            rest >>= step
            bits += step
    return bits + rest


@internal
@pure
def _turns(people: uint256, turn: uint256) -> uint256:
    """
    @notice How many of a roll's people have their turn: those whose index leaves `turn` when divided by three.
    """
    return (people + 2 - turn) // 3


@internal
@pure
def _index(
    seed: bytes32, community_id: uint256, people: uint256, turn: uint256, cap: uint256, offset: uint256
) -> uint256:
    """
    @notice The index of whoever stands at an offset of a community's interval. Where the community is capped, a lot of
            its own says who of its people stand in the interval at all.
    """
    turns: uint256 = self._turns(people, turn)
    rank: uint256 = offset
    if turns > cap:
        rank = self._permute(keccak256(concat(seed, convert(community_id, bytes32))), offset, turns)
    return rank * 3 + turn
