# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Versions of a federation's charter
@license AGPL-3.0-only
@notice A version never changes. A new one takes effect only after the notice of the one before, so that a community
        that didn't ratify it can leave first. At most one version is waiting at any time.
"""

from ..interfaces import IFederation
from . import rules


_VERSION: constant(uint256) = 2**16 - 1
_TIME: constant(uint256) = 2**40 - 1

# latest version 16 | it takes effect at 40 | proposals ever opened 40: what every proposal must read, in one word
head: uint256

_digests: HashMap[uint256, bytes32]
_packed: HashMap[uint256, uint256]
_seals: HashMap[uint256, uint256]   # the tribunal 160 | takes effect at 40
ratified: public(HashMap[uint256, HashMap[uint256, bool]])


@internal
@view
def _version(head: uint256) -> uint256:
    """
    @dev The version in force now.
    """
    latest: uint256 = head & _VERSION
    if (head >> 16) & _TIME > block.timestamp:
        return latest - 1
    return latest


@internal
@view
def _rules(version: uint256) -> uint256:
    return self._packed[version]


@internal
@view
def _tribunal(version: uint256) -> address:
    return convert(self._seals[version] & (2**160 - 1), address)


@internal
@view
def _charter(version: uint256) -> IFederation.Charter:
    return IFederation.Charter(
        digest=self._digests[version],
        effective_at=self._seals[version] >> 160,
        rules=rules._unpack(self._packed[version], self._tribunal(version)),
    )


@internal
@view
def _pending(head: uint256) -> uint256:
    """
    @dev When the version that waits takes effect; 0 where none waits.
    """
    effective_at: uint256 = (head >> 16) & _TIME
    if effective_at > block.timestamp:
        return effective_at
    return 0


@internal
def _adopt(digest: bytes32, packed: uint256, tribunal: address, effective_at: uint256):
    assert digest != empty(bytes32), "charter: no document"
    head: uint256 = self.head
    assert self._pending(head) == 0, "charter: an amendment is pending"
    version: uint256 = (head & _VERSION) + 1
    self._digests[version] = digest
    self._packed[version] = packed
    self._seals[version] = convert(tribunal, uint256) | (effective_at << 160)
    self.head = ((head >> 56) << 56) | (effective_at << 16) | version
    log IFederation.CharterAdopted(
        version=version, digest=digest, rules=rules._unpack(packed, tribunal), effective_at=effective_at
    )


@internal
def _ratify(version: uint256, community_id: uint256, steward: address):
    assert version != 0 and version <= self.head & _VERSION, "charter: no such version"
    assert not self.ratified[version][community_id], "charter: already ratified"
    self.ratified[version][community_id] = True
    log IFederation.CharterRatified(version=version, community_id=community_id, steward=steward)
