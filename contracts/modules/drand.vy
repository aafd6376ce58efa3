# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title drand: rounds of randomness that nobody could have chosen
@license AGPL-3.0-only
@notice A round's randomness is the one signature that the drand network makes of its number, at its second. Whoever has
        it posts it; the curve says whether it is the network's. A lot's round has three days to be posted in; after
        them the next one is fixed already, three days later, and so on for four rounds.
"""

from ..interfaces import IBeacon
from . import bls


TRIES: constant(uint256) = 4
LOW: constant(uint256) = 2**216 - 1
_SPAN: constant(uint256) = 3 * 86_400
_LONGEST_PERIOD: constant(uint256) = 86_400
_LATEST: constant(uint256) = 2**40

GENESIS: immutable(uint256)
PERIOD: immutable(uint256)
KEY: immutable(Bytes[256])


# round -> 216 bits of its randomness | the second it was posted << 216
_posts: HashMap[uint256, uint256]


@deploy
def __init__(is_used: bool, genesis: uint256, period: uint256, key: Bytes[256]):
    if is_used:
        assert genesis != 0 and genesis < _LATEST, "beacon: settings out of range"
        assert period != 0 and period <= _LONGEST_PERIOD, "beacon: settings out of range"
        assert bls._is_there(), "beacon: chain has no pairing"
        assert bls._is_key(key), "beacon: not a public key"
    else:
        assert genesis == 0 and period == 0 and len(key) == 0, "beacon: settings out of range"
    GENESIS = genesis
    PERIOD = period
    KEY = key


@external
def post_round(round: uint256, signature: Bytes[128]):
    """
    @notice Post a drand round that is due. Anybody may.
    @param signature On G1, as EIP-2537 writes it: twice 16 zero bytes and 48 of a coordinate.
    """
    assert PERIOD != 0, "beacon: without drand"
    assert round != 0, "beacon: no such round"
    assert self._posts[round] == 0, "beacon: round is posted already"
    # Its nodes can make it sooner if enough of them agree to; nobody gains by having it here.
    assert round < self._round_at(block.timestamp + 1), "beacon: round isn't due yet"
    message: bytes32 = sha256(slice(convert(round, bytes32), 24, 8))
    assert bls._is_signed(message, signature, KEY), "beacon: signature doesn't fit the round"
    randomness: uint256 = convert(sha256(bls._compressed(signature)), uint256) & LOW
    self._posts[round] = (block.timestamp << 216) | randomness
    log IBeacon.RoundPosted(round=round, poster=msg.sender, randomness=randomness)


@view
@external
def posted(round: uint256) -> (uint256, uint256):
    """
    @return The low 216 bits of a round's randomness, and the second it was posted; zeros: not posted.
    """
    word: uint256 = self._posts[round]
    return word & LOW, word >> 216


@view
@internal
def _round_at(second: uint256) -> uint256:
    """
    @return The first round whose time is `second` or later.
    """
    if second <= GENESIS:
        return 1
    return (second - GENESIS + PERIOD - 1) // PERIOD + 1


@view
@internal
def _time_of(round: uint256) -> uint256:
    return GENESIS + (round - 1) * PERIOD


@view
@internal
def _found(round: uint256) -> (uint256, uint256):
    """
    @return What was posted of the first of the round and its successors that was posted in time; and, where there is
            nothing yet, the round that is waited for; 0, 0: all four were missed.
    """
    step: uint256 = _SPAN // PERIOD
    current: uint256 = round
    for i: uint256 in range(TRIES):
        word: uint256 = self._posts[current]
        end: uint256 = self._time_of(current + step)
        if word != 0 and word >> 216 < end:
            return word, 0
        # A later round counts only once it is certain that this one doesn't.
        if block.timestamp < end:
            return 0, current
        current += step
    return 0, 0
