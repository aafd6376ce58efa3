# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Offers: what a seller binds itself to, and what buyers take of it
@license AGPL-3.0-only
@notice An offer is listed once, with the seller's word, and checked then; after that its digest is enough.
"""

from snekmate.utils import eip712_domain_separator as domain

from . import offer_terms
from . import signatures
from . import standing
from ..interfaces import IMarket


uses: domain
uses: offer_terms


WITHDRAWN: constant(uint256) = 2**32
NUMBER: constant(uint256) = 2**32 - 1

OFFER: immutable(bytes32)

# how many offers were listed; the first is number 1
count: uint256
# digest -> the offer's number 32, 0: not listed | withdrawn 1
numbers: HashMap[bytes32, uint256]
# offer -> units under orders
taken: HashMap[uint256, uint256]


@deploy
def __init__():
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
    offer_terms._check(offer)
    offer_id: uint256 = self.count + 1
    self.count = offer_id
    self.numbers[digest] = offer_id
    log IMarket.OfferListed(digest=digest, seller=offer.seller, offer_id=offer_id, offer=offer)
    return offer_id


@internal
def _withdraw(offer: IMarket.Offer):
    assert offer.seller == msg.sender, "market: not the seller"
    digest: bytes32 = self._digest(offer)
    assert self.numbers[digest] & WITHDRAWN == 0, "market: offer withdrawn"
    self.numbers[digest] |= WITHDRAWN
    log IMarket.OfferWithdrawn(digest=digest, seller=msg.sender)


@internal
@view
def _number(digest: bytes32, until: uint256) -> uint256:
    """
    @return The offer's number if orders under it are taken, and 0 if it must be listed first.
    """
    number: uint256 = self.numbers[digest]
    assert number & WITHDRAWN == 0, "market: offer withdrawn"
    assert block.timestamp <= until, "market: offer ended"
    return number


@internal
def _take(offer_id: uint256, stock: uint256, quantity: uint256):
    """
    @notice Take units of an offer's stock.
    """
    assert quantity != 0, "market: no quantity"
    taken: uint256 = self.taken[offer_id]
    assert quantity <= stock - taken, "market: not enough left"
    self.taken[offer_id] = taken + quantity


@internal
@view
def _require_audience(offer: IMarket.Offer, community: uint256):
    """
    @notice For an offer that isn't to everyone: the community is a member of a federation that it names.
    """
    for federation: address in [offer.federation_1, offer.federation_2, offer.federation_3]:
        if federation == empty(address):
            break
        if standing._is_member(federation, community):
            return
    raise "market: not open to this community"


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
