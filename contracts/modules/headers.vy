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
    @dev In one piece: handed on, the header would be copied each time.
    """
    size: uint256 = len(header)
    assert size > _INTEGERS_AT + 32, "beacon: not a block header"
    word: uint256 = extract32(header, 0, output_type=uint256)
    assert word >> 232 == (249 << 16) | (size - 3), "beacon: not a block header"
    for place: uint256 in [3, 36, 90, 123, 156]:
        assert extract32(header, place, output_type=uint256) >> 248 == 160, "beacon: not a block header"
    assert extract32(header, 69, output_type=uint256) >> 248 == 148, "beacon: not a block header"
    # b9 01 00: a text of 256 bytes
    assert extract32(header, _BLOOM_AT, output_type=uint256) >> 232 == 12124416, "beacon: not a block header"
    # difficulty, number, gas limit, gas used, timestamp
    figures: uint256[5] = empty(uint256[5])
    at: uint256 = _INTEGERS_AT
    for i: uint256 in range(5):
        assert at + 32 <= size, "beacon: not a block header"
        word = extract32(header, at, output_type=uint256)
        figures[i] = self._integer(word)
        # Below 128 it is the integer itself; else it has as many bytes as the first is above 128.
        at = unsafe_add(at, 1 if word >> 255 == 0 else unsafe_sub(word >> 248, 127))
    assert at + 32 <= size, "beacon: not a block header"
    at += self._text_size(extract32(header, at, output_type=uint256))
    assert at + 33 <= size, "beacon: not a block header"
    assert extract32(header, at, output_type=uint256) >> 248 == 160, "beacon: not a block header"
    assert figures[1] <= _HIGHEST and figures[4] <= _LATEST, "beacon: not a block header"
    return figures[1], figures[4], extract32(header, at + 1, output_type=uint256)


@internal
@pure
def _integer(word: uint256) -> uint256:
    """
    @return The integer that a word begins with.
    """
    first: uint256 = word >> 248
    if first < 128:
        assert first != 0, "beacon: not a block header"
        return first
    assert first < 160, "beacon: not a block header"
    bits: uint256 = unsafe_sub(first, 128) << 3
    figure: uint256 = (word << 8) >> unsafe_sub(256, bits)
    # A shorter way to write it, and there is another header of the same block.
    if bits > 8:
        assert figure >> unsafe_sub(bits, 8) != 0, "beacon: not a block header"
    elif bits == 8:
        assert figure >= 128, "beacon: not a block header"
    return figure


@internal
@pure
def _text_size(word: uint256) -> uint256:
    """
    @return How many bytes the text takes that a word begins with; it has up to 255.
    """
    first: uint256 = word >> 248
    second: uint256 = (word >> 240) & 255
    if first < 128:
        return 1
    if first <= 183:
        assert first != 129 or second >= 128, "beacon: not a block header"
        return first - 127
    assert first == 184 and second > 55, "beacon: not a block header"
    return 2 + second
