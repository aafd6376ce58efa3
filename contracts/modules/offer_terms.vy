# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Offer terms: what an offer must be so that every order under it can end
@license AGPL-3.0-only
@notice What could end only in a refusal later is refused when the offer is listed: a split that isn't there, stages
        that don't make the whole, times in which nobody could act, an audience of nobody.
"""

from . import stages
from . import standing
from ..interfaces import IMarket
from ..interfaces import ITreasury


uses: standing


TIME: constant(uint256) = 2**34 - 1
NUMBER: constant(uint256) = 2**32 - 1
PRICE: constant(uint256) = 2**110 - 1
WHOLE: constant(uint256) = 10_000
HOUR: constant(uint256) = 3_600
DAY: constant(uint256) = 86_400

TREASURY: immutable(ITreasury)


@deploy
def __init__(treasury: ITreasury):
    assert treasury.address.is_contract, "market: no treasury"
    TREASURY = treasury


@internal
@view
def _check(offer: IMarket.Offer):
    assert len(offer.title) != 0, "market: no title"
    assert len(offer.unit) != 0, "market: no unit"
    assert offer.stock != 0 and offer.stock <= NUMBER, "market: stock out of range"
    self._check_prices(offer)
    assert stages._is_plan(offer.stages), "market: stages don't make the whole"
    assert offer.deliver_from <= offer.deliver_until, "market: delivery ends before it begins"
    assert offer.until <= offer.deliver_until, "market: orders after the delivery"
    assert block.timestamp <= offer.until, "market: offer ended"
    assert offer.deliver_until <= TIME and offer.cooling <= 90 * DAY, "market: a time out of range"
    assert offer.inspection >= HOUR and offer.inspection <= 90 * DAY, "market: a time out of range"
    assert offer.ruling_time >= DAY and offer.ruling_time <= 400 * DAY, "market: a time out of range"
    assert offer.unruled <= WHOLE, "market: unruled exceeds the whole"
    assert offer.arbiter == empty(address) or offer.arbiter.is_contract, "market: arbiter has no code"
    assert self._has_split(offer.split_id) and offer.split_id <= NUMBER, "market: no such split"
    if offer.community != 0:
        is_of: bool = standing._is_of(offer.seller, offer.community, offer.place)
        assert is_of, "market: seller isn't of the community"
    self._check_audience(offer)


@internal
@pure
def _check_prices(offer: IMarket.Offer):
    """
    @notice Empty pairs stand last and are empty in both; no currency stands twice.
    """
    assert offer.currency_1 != empty(address), "market: no price"
    first: uint256 = offer.price_1
    second: uint256 = offer.price_2
    third: uint256 = offer.price_3
    assert first != 0 and first <= PRICE and second <= PRICE and third <= PRICE, "market: price out of range"
    assert (offer.currency_2 == empty(address)) == (second == 0), "market: price out of range"
    assert (offer.currency_3 == empty(address)) == (third == 0), "market: price out of range"
    assert second != 0 or third == 0, "market: empty prices come last"
    assert offer.currency_2 != offer.currency_1, "market: currency named twice"
    assert third == 0 or offer.currency_3 not in [offer.currency_1, offer.currency_2], "market: currency named twice"


@internal
@view
def _check_audience(offer: IMarket.Offer):
    last: bool = False
    for federation: address in [offer.federation_1, offer.federation_2, offer.federation_3]:
        if federation == empty(address):
            last = True
            continue
        assert not offer.everyone, "market: audience contradicts itself"
        assert not last, "market: empty federations come last"
        assert standing._is_federation(federation), "market: not a federation"
    if not offer.everyone:
        assert offer.community != 0, "market: seller of none sells to everyone"
        assert offer.federation_1 != empty(address), "market: no audience"


@internal
@view
def _has_split(split_id: uint256) -> bool:
    # Splits are numbered from 1 and never end.
    return split_id != 0 and split_id <= staticcall TREASURY.count()
