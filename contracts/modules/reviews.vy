# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Reviews of accords: opened by an alarm or by date, answered by each party
@license AGPL-3.0-only
@notice A review is a question and nothing else: no rule about orders or money reads it. One at a time; it closes when
        every party that hasn't left has answered, or the accord is amended.
"""

from ..interfaces import IAccords
from . import accord_book
from . import parties


uses: accord_book
uses: parties


_NUMBER: constant(uint256) = 2**64 - 1
_OPENED_AT: constant(uint256) = 64
_CLOSED: constant(uint256) = 1 << 104

# accord -> number of its latest review 64 | opened at 40 | closed 1
_heads: HashMap[uint256, uint256]
# accord -> review -> party -> digest of its statement
answers: HashMap[uint256, HashMap[uint256, HashMap[uint256, bytes32]]]
# accord -> party -> currency -> 1 + the season in which the alarm last opened a review
_rung: HashMap[uint256, HashMap[uint256, HashMap[address, uint256]]]
# accord -> the last version that was reviewed by date
_dated: HashMap[uint256, uint256]


@internal
@view
def _is_awaited(accord_id: uint256, version: uint256, review: uint256) -> bool:
    """
    @return Whether somebody who is a party still hasn't answered.
    """
    for community_id: uint256 in accord_book.parties[accord_id][version]:
        if self.answers[accord_id][review][community_id] == empty(bytes32):
            if parties._is_in(accord_id, version, community_id):
                return True
    return False


@internal
@view
def _review(accord_id: uint256, version: uint256) -> IAccords.Review:
    head: uint256 = self._heads[accord_id]
    review: uint256 = head & _NUMBER
    return IAccords.Review(
        number=review,
        opened_at=(head >> _OPENED_AT) & (2**40 - 1),
        is_open=review != 0 and head < _CLOSED and self._is_awaited(accord_id, version, review),
    )


@internal
def _open_rung(
    accord_id: uint256,
    version: uint256,
    season: uint256,
    community_id: uint256,
    currency: address,
    gave: uint256,
    got: uint256,
):
    assert self._rung[accord_id][community_id][currency] != season + 1, "accords: reviewed in this season"
    self._rung[accord_id][community_id][currency] = season + 1
    self._open(accord_id, version, community_id, currency, gave, got)


@internal
def _open_dated(accord_id: uint256, version: uint256):
    assert self._dated[accord_id] != version, "accords: already reviewed by date"
    self._dated[accord_id] = version
    self._open(accord_id, version, 0, empty(address), 0, 0)


@internal
def _open(
    accord_id: uint256, version: uint256, community_id: uint256, currency: address, gave: uint256, got: uint256
):
    assert not self._review(accord_id, version).is_open, "accords: a review is open"
    self._close(accord_id)
    review: uint256 = (self._heads[accord_id] & _NUMBER) + 1
    self._heads[accord_id] = review | (block.timestamp << _OPENED_AT)
    log IAccords.ReviewOpened(
        accord_id=accord_id,
        actor=msg.sender,
        review=review,
        community_id=community_id,
        currency=currency,
        gave=gave,
        got=got,
    )


@internal
def _answer(accord_id: uint256, version: uint256, community_id: uint256, statement: bytes32):
    review: IAccords.Review = self._review(accord_id, version)
    assert review.is_open, "accords: no review is open"
    assert statement != empty(bytes32), "accords: no statement"
    assert self.answers[accord_id][review.number][community_id] == empty(bytes32), "accords: already answered"
    self.answers[accord_id][review.number][community_id] = statement
    log IAccords.ReviewAnswered(
        accord_id=accord_id,
        steward=msg.sender,
        review=review.number,
        community_id=community_id,
        statement=statement,
    )
    if not self._is_awaited(accord_id, version, review.number):
        self._close(accord_id)


@internal
def _close(accord_id: uint256):
    """
    @dev Does nothing where none was opened since the last was closed.
    """
    head: uint256 = self._heads[accord_id]
    if head != 0 and head < _CLOSED:
        self._heads[accord_id] = head | _CLOSED
        log IAccords.ReviewClosed(accord_id=accord_id, actor=msg.sender, review=head & _NUMBER)
