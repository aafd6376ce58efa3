# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Rotations: how a lost key is replaced without losing the place on the roll
@license AGPL-3.0-only
@notice A rotation waits seven days, in which the present key or the steward can veto it; then anybody completes it.
        A rotation to nobody strikes the person off. Twin: symbio/domain/roll_book.py.
"""

from ..interfaces import ICommunities


DELAY: constant(uint256) = 7 * 24 * 3600
ADDRESS: constant(uint256) = 2**160 - 1


# (community, index) -> successor 160 | ready at 40
pending: HashMap[uint256, HashMap[uint256, uint256]]


@internal
def _propose(community_id: uint256, index: uint256, person: address, successor: address):
    assert successor != person, "communities: rotation to the same key"
    ready_at: uint256 = block.timestamp + DELAY
    self.pending[community_id][index] = convert(successor, uint256) | (ready_at << 160)
    log ICommunities.RotationProposed(
        community_id=community_id, person=person, index=index, successor=successor, ready_at=ready_at
    )


@internal
def _veto(community_id: uint256, index: uint256):
    ready_at: uint256 = self.pending[community_id][index] >> 160
    assert ready_at != 0, "communities: no rotation is proposed"
    assert block.timestamp < ready_at, "communities: too late to veto"
    self.pending[community_id][index] = 0
    log ICommunities.RotationVetoed(community_id=community_id, actor=msg.sender, index=index)


@internal
def _take(community_id: uint256, index: uint256) -> address:
    slot: uint256 = self.pending[community_id][index]
    assert slot != 0, "communities: no rotation is proposed"
    assert block.timestamp >= slot >> 160, "communities: rotation isn't ready"
    self.pending[community_id][index] = 0
    return convert(slot & ADDRESS, address)


@internal
def _forget(community_id: uint256, index: uint256):
    self.pending[community_id][index] = 0


@internal
@view
def _rotation(community_id: uint256, index: uint256) -> ICommunities.Rotation:
    slot: uint256 = self.pending[community_id][index]
    return ICommunities.Rotation(successor=convert(slot & ADDRESS, address), ready_at=slot >> 160)
