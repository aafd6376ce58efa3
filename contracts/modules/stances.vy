# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Stances: what one actor publicly declares about another
@license AGPL-3.0-only
@notice A record for people to read. No rule of any contract reads it.
"""

from ..interfaces import ICommunities


# (actor, other) -> stance 8 | since 40
declared: HashMap[uint256, HashMap[uint256, uint256]]
# (actor, other) -> digest of the statement
statements: HashMap[uint256, HashMap[uint256, bytes32]]


@internal
def _declare(community_id: uint256, about_id: uint256, stance: ICommunities.Stance, statement: bytes32):
    bits: uint256 = convert(stance, uint256)
    assert bits == 0 or bits & (bits - 1) == 0, "communities: more than one stance"
    self.declared[community_id][about_id] = bits | (block.timestamp << 8)
    self.statements[community_id][about_id] = statement
    log ICommunities.StanceDeclared(
        community_id=community_id, steward=msg.sender, about_id=about_id, stance=stance, statement=statement
    )


@internal
@view
def _stance(community_id: uint256, about_id: uint256) -> (ICommunities.Stance, bytes32, uint256):
    slot: uint256 = self.declared[community_id][about_id]
    return convert(slot & 255, ICommunities.Stance), self.statements[community_id][about_id], slot >> 8
