# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The parties of accords: since which version, and until when
@license AGPL-3.0-only
@notice A party is in from the version that names it until its notice has run out. Nobody is put out by others: an
        amendment must name all who will still be in when it starts.
"""

from ..interfaces import IAccords


_VERSION: constant(uint256) = 2**32 - 1
_TIME: constant(uint256) = 2**40 - 1
_LEAVES_AT: constant(uint256) = 32
_ANNOUNCED_AT: constant(uint256) = 72

# accord -> community -> since version 32 | leaves at 40 | announced it at 40; 0: never a party
_standings: HashMap[uint256, HashMap[uint256, uint256]]


@internal
@pure
def _is_gone(standing: uint256, moment: uint256) -> bool:
    leaves_at: uint256 = (standing >> _LEAVES_AT) & _TIME
    return leaves_at != 0 and leaves_at <= moment


@internal
@view
def _is_in(accord_id: uint256, version: uint256, community_id: uint256) -> bool:
    standing: uint256 = self._standings[accord_id][community_id]
    since: uint256 = standing & _VERSION
    return since != 0 and since <= version and not self._is_gone(standing, block.timestamp)


@internal
@view
def _require(accord_id: uint256, version: uint256, community_id: uint256):
    standing: uint256 = self._standings[accord_id][community_id]
    since: uint256 = standing & _VERSION
    assert since != 0 and since <= version, "accords: not a party"
    assert not self._is_gone(standing, block.timestamp), "accords: the party has left"


@internal
@view
def _announced_at(accord_id: uint256, community_id: uint256) -> uint256:
    """
    @return When the community announced to leave, also long ago; 0: it hasn't.
    """
    return self._standings[accord_id][community_id] >> _ANNOUNCED_AT


@internal
@view
def _party(accord_id: uint256, community_id: uint256) -> IAccords.Party:
    standing: uint256 = self._standings[accord_id][community_id]
    return IAccords.Party(since=standing & _VERSION, leaves_at=(standing >> _LEAVES_AT) & _TIME)


@internal
@view
def _check_kept(accord_id: uint256, former: DynArray[uint256, 16], named: DynArray[uint256, 16], starts_at: uint256):
    """
    @dev Nobody who will be in when the new terms start is left out of them.
    """
    moment: uint256 = max(starts_at, block.timestamp)
    for community_id: uint256 in former:
        is_kept: bool = community_id in named or self._is_gone(self._standings[accord_id][community_id], moment)
        assert is_kept, "accords: a party is left out"


@internal
@view
def _check_going_on(accord_id: uint256, latest: uint256, named: DynArray[uint256, 16]):
    """
    @dev An accord that fewer than two are left of is over: its number is not for others to take.
    """
    stay: uint256 = 0
    for community_id: uint256 in named:
        if self._is_in(accord_id, latest, community_id):
            stay += 1
    assert stay >= 2, "accords: fewer than two parties stay"


@internal
def _enter(accord_id: uint256, version: uint256, named: DynArray[uint256, 16]):
    """
    @dev Who is in already stays so since when it was; accepting the new terms takes an announcement to leave back.
    """
    for community_id: uint256 in named:
        standing: uint256 = self._standings[accord_id][community_id]
        since: uint256 = standing & _VERSION
        if since == 0 or self._is_gone(standing, block.timestamp):
            since = version
        self._standings[accord_id][community_id] = since


@internal
def _leave(accord_id: uint256, latest: uint256, community_id: uint256, notice: uint256) -> uint256:
    self._require(accord_id, latest, community_id)
    standing: uint256 = self._standings[accord_id][community_id]
    assert standing >> _ANNOUNCED_AT == 0, "accords: already leaving"
    leaves_at: uint256 = block.timestamp + notice
    self._standings[accord_id][community_id] = (
        standing | (leaves_at << _LEAVES_AT) | (block.timestamp << _ANNOUNCED_AT)
    )
    return leaves_at
