# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Headers: what a block says of itself
@license AGPL-3.0-only
@notice Reads a block's header as the chain hashes it (RLP). Whether it is a block's header its hash tells; the reader
        still takes no other way of writing than the one there is.
"""


# The list's own prefix, then parent, ommers, beneficiary, three roots and the bloom: all of fixed sizes.
_INTEGERS_AT: constant(uint256) = 448
_BLOOM_AT: constant(uint256) = 189
_LATEST: constant(uint256) = 2**40 - 1
_HIGHEST: constant(uint256) = 2**64 - 1


@internal
@pure
def _read(header: Bytes[1024]) -> (uint256, uint256, uint256):
    """
    @return The block's number, its timestamp, and its mixHash, which is the chain's PREVRANDAO.
    """
    self._check_frame(header)
    # difficulty, number, gas limit, gas used, timestamp
    figures: uint256[5] = empty(uint256[5])
    at: uint256 = _INTEGERS_AT
    for i: uint256 in range(5):
        figure: uint256 = 0
        figure, at = self._integer(header, at)
        figures[i] = figure
    at = self._after_text(header, at)
    assert at + 33 <= len(header) and self._byte(header, at) == 160, "beacon: not a block header"
    assert figures[1] <= _HIGHEST and figures[4] <= _LATEST, "beacon: not a block header"
    return figures[1], figures[4], extract32(header, at + 1, output_type=uint256)


@internal
@pure
def _check_frame(header: Bytes[1024]):
    assert len(header) > _INTEGERS_AT + 32, "beacon: not a block header"
    start: uint256 = extract32(header, 0, output_type=uint256) >> 232
    assert start == (249 << 16) | (len(header) - 3), "beacon: not a block header"
    for at: uint256 in [3, 36, 90, 123, 156]:
        assert self._byte(header, at) == 160, "beacon: not a block header"
    assert self._byte(header, 69) == 148, "beacon: not a block header"
    bloom: uint256 = extract32(header, _BLOOM_AT, output_type=uint256) >> 232
    assert bloom == 12124416, "beacon: not a block header" # b9 01 00: a text of 256 bytes


@internal
@pure
def _byte(header: Bytes[1024], at: uint256) -> uint256:
    """
    @dev Callers see to it that 32 bytes lie there.
    """
    return extract32(header, at, output_type=uint256) >> 248


@internal
@pure
def _integer(header: Bytes[1024], at: uint256) -> (uint256, uint256):
    """
    @return The integer, and where the next field begins.
    """
    assert at + 32 <= len(header), "beacon: not a block header"
    word: uint256 = extract32(header, at, output_type=uint256)
    first: uint256 = word >> 248
    if first < 128:
        assert first != 0, "beacon: not a block header"
        return first, at + 1
    size: uint256 = first - 128
    assert size < 32, "beacon: not a block header"
    figure: uint256 = (word << 8) >> (256 - 8 * size)
    # A shorter way to write it, and there is another header of the same block.
    is_shortest: bool = size == 0 or figure >> (8 * size - 8) != 0
    assert is_shortest and (size != 1 or figure >= 128), "beacon: not a block header"
    return figure, at + 1 + size


@internal
@pure
def _after_text(header: Bytes[1024], at: uint256) -> uint256:
    """
    @return Where the field after a text of up to 255 bytes begins.
    """
    assert at + 32 <= len(header), "beacon: not a block header"
    word: uint256 = extract32(header, at, output_type=uint256)
    first: uint256 = word >> 248
    second: uint256 = (word >> 240) & 255
    if first < 128:
        return at + 1
    if first <= 183:
        assert first != 129 or second >= 128, "beacon: not a block header"
        return at + first - 127
    assert first == 184 and second > 55, "beacon: not a block header"
    return at + 2 + second
