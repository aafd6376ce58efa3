# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Versions of accords
@license AGPL-3.0-only
@notice A version never changes. The latest waits for its start, and until then the one that was in force when it was
        concluded stays in force.
"""

from ..interfaces import IAccords
from . import accord_terms
from . import clauses


_VERSION: constant(uint256) = 2**32 - 1
_FORMER: constant(uint256) = 32
_STARTS: constant(uint256) = 64

# how many accords there are; the first is number 1
count: public(uint256)
# accord -> latest version 32 | in force before it 32 | the latest starts at 40
heads: HashMap[uint256, uint256]
# accord -> version -> its figures in a word; see accord_terms
figures: HashMap[uint256, HashMap[uint256, uint256]]
markets: HashMap[uint256, HashMap[uint256, address]]
digests: HashMap[uint256, HashMap[uint256, bytes32]]
parties: HashMap[uint256, HashMap[uint256, DynArray[uint256, 16]]]
currencies: HashMap[uint256, HashMap[uint256, DynArray[address, 8]]]
# accord -> version -> currency -> 1 + the alarm's floor; 0: not accepted
floors: HashMap[uint256, HashMap[uint256, HashMap[address, uint256]]]
# accord -> version -> clause, from 0; see clauses
clauses_of: HashMap[uint256, HashMap[uint256, HashMap[uint256, uint256]]]
clause_counts: HashMap[uint256, HashMap[uint256, uint256]]


@internal
@pure
def _latest(head: uint256) -> uint256:
    return head & _VERSION


@internal
@view
def _in_force(head: uint256) -> uint256:
    """
    @return The version whose start has come, last of all; 0 while none has. It may have ended.
    """
    if head >> _STARTS <= block.timestamp:
        return head & _VERSION
    return (head >> _FORMER) & _VERSION


@internal
@view
def _current(head: uint256) -> uint256:
    """
    @return The version in force, or the one that waits where none is.
    """
    version: uint256 = self._in_force(head)
    if version == 0:
        return head & _VERSION
    return version


@internal
@view
def _head(accord_id: uint256) -> uint256:
    head: uint256 = self.heads[accord_id]
    assert head != 0, "accords: no such accord"
    return head


@internal
@view
def _binding(accord_id: uint256) -> (uint256, uint256):
    """
    @return The version in force and its figures; refuses while none binds.
    """
    version: uint256 = self._in_force(self._head(accord_id))
    assert version != 0, "accords: not in force yet"
    figures: uint256 = self.figures[accord_id][version]
    assert block.timestamp < accord_terms._ends_at(figures), "accords: the accord has ended"
    return version, figures


@internal
@view
def _floor(accord_id: uint256, version: uint256, currency: address) -> uint256:
    marked: uint256 = self.floors[accord_id][version][currency]
    assert marked != 0, "accords: currency not accepted"
    return marked - 1


@internal
def _write(accord_id: uint256, digest: bytes32, terms: IAccords.Terms):
    """
    @dev Terms that were checked; the times, the clauses and the currencies are refused here, where they are packed.
    """
    version: uint256 = terms.version
    former: uint256 = self._in_force(self.heads[accord_id])
    self.heads[accord_id] = version | (former << _FORMER) | (terms.starts_at << _STARTS)
    self.figures[accord_id][version] = accord_terms._pack(
        block.timestamp,
        terms.starts_at,
        terms.season,
        terms.review_at,
        terms.ends_at,
        terms.notice,
        terms.drift,
    )
    self.markets[accord_id][version] = terms.market
    self.digests[accord_id][version] = digest
    self.parties[accord_id][version] = terms.parties
    self.currencies[accord_id][version] = terms.currencies
    for i: uint256 in range(len(terms.currencies), bound=8):
        currency: address = terms.currencies[i]
        assert currency != empty(address), "accords: no such currency"
        assert self.floors[accord_id][version][currency] == 0, "accords: currency named twice"
        self.floors[accord_id][version][currency] = terms.floors[i] + 1
    self.clause_counts[accord_id][version] = len(terms.clauses)
    for i: uint256 in range(len(terms.clauses), bound=32):
        self.clauses_of[accord_id][version][i] = clauses._pack(terms.clauses[i])


@internal
@view
def _clauses(accord_id: uint256, version: uint256) -> DynArray[IAccords.Clause, 32]:
    listed: DynArray[IAccords.Clause, 32] = []
    for i: uint256 in range(self.clause_counts[accord_id][version], bound=32):
        listed.append(clauses._unpack(self.clauses_of[accord_id][version][i]))
    return listed


@internal
@view
def _currencies(accord_id: uint256, version: uint256) -> (DynArray[address, 8], DynArray[uint256, 8]):
    currencies: DynArray[address, 8] = self.currencies[accord_id][version]
    floors: DynArray[uint256, 8] = []
    for currency: address in currencies:
        floors.append(self.floors[accord_id][version][currency] - 1)
    return currencies, floors


@internal
@view
def _accord(accord_id: uint256) -> IAccords.Accord:
    head: uint256 = self.heads[accord_id]
    latest: uint256 = self._latest(head)
    figures: uint256 = self.figures[accord_id][latest]
    in_force: uint256 = self._in_force(head)
    if block.timestamp >= accord_terms._ends_at(self.figures[accord_id][in_force]):
        in_force = 0
    return IAccords.Accord(
        version=in_force,
        latest=latest,
        terms=self.digests[accord_id][latest],
        starts_at=accord_terms._starts_at(figures),
        season=accord_terms._season(figures),
        review_at=accord_terms._review_at(figures),
        ends_at=accord_terms._ends_at(figures),
        notice=accord_terms._notice(figures),
        drift=accord_terms._drift(figures),
        market=self.markets[accord_id][latest],
    )
