# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Offers: what a seller binds itself to, and what buyers take of it
@license AGPL-3.0-only
@notice An offer is listed once, with the seller's word, and checked then; after that its digest is enough. What can
        end only in a refusal later is refused here: a split that isn't there, stages that don't make the whole, times
        in which nobody could act.
"""

from snekmate.utils import eip712_domain_separator as domain

from . import signatures
from . import stages
from . import standing
from ..interfaces import IMarket
from ..interfaces import ITreasury


uses: domain
uses: standing


TIME: constant(uint256) = 2**34 - 1
NUMBER: constant(uint256) = 2**32 - 1
PRICE: constant(uint256) = 2**110 - 1
WHOLE: constant(uint256) = 10_000
HOUR: constant(uint256) = 3_600
DAY: constant(uint256) = 86_400
WITHDRAWN: constant(uint256) = 2**32

OFFER: immutable(bytes32)
TREASURY: immutable(ITreasury)

# how many offers were listed; the first is number 1
count: uint256
# digest -> the offer's number 32, 0: not listed | withdrawn 1
numbers: HashMap[bytes32, uint256]
# offer -> units under orders
taken: HashMap[uint256, uint256]


@deploy
def __init__(treasury: ITreasury):
    assert treasury.address.is_contract, "market: no treasury"
    TREASURY = treasury
    OFFER = keccak256(
        concat(
            b"Offer(address seller,uint256 community,uint256 place,string title,bytes32 description,uint256 category,",
            b"string unit,uint256 stock,address currency_1,uint256 price_1,address currency_2,uint256 price_2,",
            b"address currency_3,uint256 price_3,uint256 split_id,bool everyone,address federation_1,",
            b"address federation_2,address federation_3,uint256 deliver_from,uint256 deliver_until,",
            b"string delivery_place,uint256 stages,uint256 cooling,uint256 inspection,address arbiter,",
            b"uint256 ruling_time,uint256 unruled,uint256 until,uint256 nonce)",
        )
    )


@internal
def _list(offer: IMarket.Offer, digest: bytes32, signature: Bytes[1040]) -> uint256:
    """
    @notice List an offer that isn't, with the seller's word.
    """
    if len(signature) == 0:
        assert msg.sender == offer.seller, "market: not the seller"
    else:
        assert signatures._is_signed_by(offer.seller, digest, signature), "market: not signed by the seller"
    self._check(offer)
    offer_id: uint256 = self.count + 1
    self.count = offer_id
    self.numbers[digest] = offer_id
    log IMarket.OfferListed(digest=digest, seller=offer.seller, offer_id=offer_id, offer=offer)
    return offer_id


@internal
def _withdraw(offer: IMarket.Offer):
    assert msg.sender == offer.seller, "market: not the seller"
    digest: bytes32 = self._digest(offer)
    assert self.numbers[digest] & WITHDRAWN == 0, "market: offer withdrawn"
    self.numbers[digest] |= WITHDRAWN
    log IMarket.OfferWithdrawn(digest=digest, seller=msg.sender)


@internal
def _order(offer: IMarket.Offer, digest: bytes32, signature: Bytes[1040], quantity: uint256) -> uint256:
    """
    @notice Take units of an offer, which is listed if it wasn't.
    @return The offer's number.
    """
    offer_id: uint256 = self.numbers[digest]
    assert offer_id & WITHDRAWN == 0, "market: offer withdrawn"
    assert block.timestamp <= offer.until, "market: offer ended"
    if offer_id == 0:
        offer_id = self._list(offer, digest, signature)
    assert quantity != 0, "market: no quantity"
    taken: uint256 = self.taken[offer_id]
    assert quantity <= offer.stock - taken, "market: not enough left"
    self.taken[offer_id] = taken + quantity
    return offer_id


@internal
@view
def _require_audience(offer: IMarket.Offer, community: uint256):
    if offer.everyone:
        return
    for federation: address in [offer.federation_1, offer.federation_2, offer.federation_3]:
        if federation == empty(address):
            break
        if standing._is_member(federation, community):
            return
    raise "market: not open to this community"


@internal
@pure
def _price(offer: IMarket.Offer, currency: address) -> uint256:
    price: uint256 = 0
    if currency == offer.currency_1:
        price = offer.price_1
    elif currency == offer.currency_2:
        price = offer.price_2
    elif currency == offer.currency_3:
        price = offer.price_3
    assert price != 0, "market: no price in this currency"
    return price


@internal
@view
def _digest(offer: IMarket.Offer) -> bytes32:
    return domain._hash_typed_data_v4(
        keccak256(
            abi_encode(
                OFFER,
                offer.seller,
                offer.community,
                offer.place,
                keccak256(offer.title),
                offer.description,
                offer.category,
                keccak256(offer.unit),
                offer.stock,
                offer.currency_1,
                offer.price_1,
                offer.currency_2,
                offer.price_2,
                offer.currency_3,
                offer.price_3,
                offer.split_id,
                offer.everyone,
                offer.federation_1,
                offer.federation_2,
                offer.federation_3,
                offer.deliver_from,
                offer.deliver_until,
                keccak256(offer.delivery_place),
                offer.stages,
                offer.cooling,
                offer.inspection,
                offer.arbiter,
                offer.ruling_time,
                offer.unruled,
                offer.until,
                offer.nonce,
            )
        )
    )


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
