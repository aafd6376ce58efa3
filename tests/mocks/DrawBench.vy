# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The rules of the draw, called by themselves
@license AGPL-3.0-only
@custom:powers None; it is a bench of the tests.
@custom:exit Nothing of value is held here.
"""

from contracts.modules import draw


@external
@pure
def permute(seed: bytes32, ordinal: uint256, size: uint256) -> uint256:
    return draw._permute(seed, ordinal, size)


@external
@pure
def turns(people: uint256, turn: uint256) -> uint256:
    return draw._turns(people, turn)


@external
@pure
def index(seed: bytes32, community_id: uint256, people: uint256, turn: uint256, cap: uint256, offset: uint256) -> uint256:
    return draw._index(seed, community_id, people, turn, cap, offset)


@external
@pure
def bits(number: uint256) -> uint256:
    return draw._bits(number)
