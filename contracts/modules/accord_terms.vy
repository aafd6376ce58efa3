# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The terms of an accord that bind on chain
@license AGPL-3.0-only
@notice Pure. Keeps them within bounds (nobody is bound for ever, no notice locks anybody in, every accord comes up for
        review) and packs the figures of a version into one word. Twin: symbio/domain/accords.py.
"""

from ..interfaces import IAccords


WHOLE: constant(uint256) = 10_000
# A floor fits with the mark that its currency is accepted.
FLOOR: constant(uint256) = 2**128 - 1

_DAY: constant(uint256) = 86_400
_YEAR: constant(uint256) = 366 * _DAY
_LONGEST: constant(uint256) = 10 * _YEAR
_TIME: constant(uint256) = 2**40 - 1

# Where each figure lies in the word; the start is lowest.
_SEASON: constant(uint256) = 40
_REVIEW_AT: constant(uint256) = 80
_ENDS_AT: constant(uint256) = 120
_NOTICE: constant(uint256) = 160
_DRIFT: constant(uint256) = 200


@internal
@pure
def _check(terms: IAccords.Terms):
    """
    @dev The times apart, which `_pack` checks.
    """
    assert len(terms.name) != 0, "accords: no name"
    assert terms.document != empty(bytes32), "accords: no document"
    assert len(terms.currencies) != 0, "accords: no currency"
    assert len(terms.floors) == len(terms.currencies), "accords: not one floor a currency"
    for least: uint256 in terms.floors:
        assert least < FLOOR, "accords: floor out of range"
    assert len(terms.parties) >= 2, "accords: fewer than two parties"
    former: uint256 = 0
    for party: uint256 in terms.parties:
        assert party > former, "accords: parties not in ascending order"
        former = party
    assert len(terms.clauses) != 0, "accords: no clause"
    for clause: IAccords.Clause in terms.clauses:
        assert clause.seller_id in terms.parties, "accords: a seller is not a party"


@internal
@pure
def _pack(
    now: uint256,
    starts_at: uint256,
    season: uint256,
    review_at: uint256,
    ends_at: uint256,
    notice: uint256,
    drift: uint256,
) -> uint256:
    # A start in the past keeps the seasons of an accord that is renewed; nothing binds before it was concluded.
    begins_at: uint256 = max(starts_at, now)
    assert starts_at != 0 and starts_at <= now + _YEAR, "accords: start out of range"
    assert season >= _DAY and season <= _YEAR, "accords: season out of range"
    assert ends_at > begins_at, "accords: ends before it starts"
    assert ends_at <= now + _LONGEST, "accords: end out of range"
    assert review_at > begins_at and review_at < ends_at, "accords: review out of its time"
    assert notice <= _YEAR, "accords: notice out of range"
    assert drift <= WHOLE, "accords: drift exceeds the whole"
    return (
        starts_at
        | (season << _SEASON)
        | (review_at << _REVIEW_AT)
        | (ends_at << _ENDS_AT)
        | (notice << _NOTICE)
        | (drift << _DRIFT)
    )


@internal
@pure
def _starts_at(figures: uint256) -> uint256:
    return figures & _TIME


@internal
@pure
def _season(figures: uint256) -> uint256:
    return (figures >> _SEASON) & _TIME


@internal
@pure
def _review_at(figures: uint256) -> uint256:
    return (figures >> _REVIEW_AT) & _TIME


@internal
@pure
def _ends_at(figures: uint256) -> uint256:
    return (figures >> _ENDS_AT) & _TIME


@internal
@pure
def _notice(figures: uint256) -> uint256:
    return (figures >> _NOTICE) & _TIME


@internal
@pure
def _drift(figures: uint256) -> uint256:
    return figures >> _DRIFT


@internal
@pure
def _season_at(figures: uint256, moment: uint256) -> uint256:
    """
    @return The second at which the season of that moment began, which is not before the start.
    """
    starts_at: uint256 = self._starts_at(figures)
    return moment - (moment - starts_at) % self._season(figures)


@internal
@pure
def _rings(figures: uint256, least: uint256, gave: uint256, got: uint256) -> bool:
    """
    @return Whether what a party gave and what it got have drifted apart further than the parties agreed to bear.
    """
    volume: uint256 = gave + got
    if volume < least:
        return False
    return (max(gave, got) - min(gave, got)) * WHOLE > self._drift(figures) * volume
