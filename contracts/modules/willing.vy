# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The willing: who mediates among a federation's members, one for each community
@license AGPL-3.0-only
@notice A list only grows, and an entry counts in the cases that opened after it was written: whoever knows a lot can
        neither join it nor move it. Who isn't willing any more lets the turn pass.
"""

from . import draw
from ..interfaces import IMediation


COMMUNITY: constant(uint256) = 160
SINCE: constant(uint256) = 192
WILLING: constant(uint256) = 1 << 232
ADDRESS: constant(uint256) = 2**160 - 1
NUMBER: constant(uint256) = 2**32 - 1
TIME: constant(uint256) = 2**40 - 1
MOST_TRIES: constant(uint256) = 64
DRAWN: constant(uint256) = 3

# federation -> how many are in its list
counts: HashMap[address, uint256]
# federation -> position -> account 160 | community 32 | since 40 | willing 1
entries: HashMap[address, HashMap[uint256, uint256]]
# federation -> position -> when the position was taken
_joined: HashMap[address, HashMap[uint256, uint256]]
# federation -> community -> its position, from 1
positions: HashMap[address, HashMap[uint256, uint256]]


@internal
def _write(federation: address, community_id: uint256, account: address, is_willing: bool) -> uint256:
    """
    @return The community's position in the list, from 0.
    """
    position: uint256 = self.positions[federation][community_id]
    if position == 0:
        position = self.counts[federation] + 1
        self.counts[federation] = position
        self.positions[federation][community_id] = position
        self._joined[federation][position - 1] = block.timestamp
    entry: uint256 = convert(account, uint256) | (community_id << COMMUNITY) | (block.timestamp << SINCE)
    if is_willing:
        entry |= WILLING
    self.entries[federation][position - 1] = entry
    return position - 1


@internal
@view
def _listed(federation: address, moment: uint256) -> uint256:
    """
    @notice How many were in the list before a second.
    """
    low: uint256 = 0
    high: uint256 = self.counts[federation]
    for _: uint256 in range(33):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        if self._joined[federation][middle] < moment:
            low = middle + 1
        else:
            high = middle
    return low


@internal
@view
def _draw(
    federation: address, moment: uint256, excluded: DynArray[uint256, 16], seed: bytes32
) -> DynArray[uint256, DRAWN]:
    """
    @notice The first three, in the order of a lot, who are willing and of no excluded community.
    """
    listed: uint256 = self._listed(federation, moment)
    drawn: DynArray[uint256, DRAWN] = []
    for ordinal: uint256 in range(min(listed, MOST_TRIES), bound=MOST_TRIES):
        position: uint256 = draw._permute(seed, ordinal, listed)
        entry: uint256 = self.entries[federation][position]
        if self._may(entry, moment) and (entry >> COMMUNITY) & NUMBER not in excluded:
            drawn.append(position)
            if len(drawn) == DRAWN:
                break
    return drawn


@internal
@pure
def _may(entry: uint256, moment: uint256) -> bool:
    return entry & WILLING != 0 and (entry >> SINCE) & TIME < moment


@internal
@view
def _volunteer(federation: address, position: uint256) -> IMediation.Volunteer:
    entry: uint256 = self.entries[federation][position]
    assert entry != 0, "mediation: no such volunteer"
    return IMediation.Volunteer(
        community_id=(entry >> COMMUNITY) & NUMBER,
        account=convert(entry & ADDRESS, address),
        since=(entry >> SINCE) & TIME,
        is_willing=entry & WILLING != 0,
    )
