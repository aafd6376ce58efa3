# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Purchases: what a buyer orders, and under which accord
@license AGPL-3.0-only
@notice Under an accord the seller and the buyer must be of it at this moment. Its numbers are pinned in the order; no
        change of the accord reaches an order that is open.
"""

from snekmate.utils import eip712_domain_separator as domain

from . import offer_terms
from . import offers
from . import stages
from . import standing
from ..interfaces import IAccords
from ..interfaces import IEscrow
from ..interfaces import IMarket
from ..interfaces import ITreasury


uses: domain
uses: offer_terms
uses: offers
uses: standing


UNITS: constant(uint256) = 2**128 - 1
WITHOUT_LIMIT: constant(uint256) = 2**64 - 1
OPEN: constant(uint256) = 1     # IEscrow.State.OPEN

PURCHASE: immutable(bytes32)
# where orders are, and their money
ESCROW: immutable(IEscrow)

# accord -> clause -> season -> units 128 | the split that was seen to be there 128
seasons: HashMap[uint256, HashMap[uint256, HashMap[uint256, uint256]]]


@deploy
def __init__(escrow_blueprint: address, treasury: ITreasury):
    ESCROW = IEscrow(create_from_blueprint(escrow_blueprint, treasury))
    PURCHASE = keccak256(
        concat(
            b"Purchase(address buyer,string title,uint256 quantity,string unit,address currency,uint256 total,",
            b"bytes32 offer,uint256 community,uint256 place,uint256 accord,uint256 clause,uint256 seller_party,",
            b"uint256 buyer_party,uint256 until,uint256 nonce)",
        )
    )


@internal
@payable
def _open(offer: IMarket.Offer, digest: bytes32, offer_id: uint256, purchase: IMarket.Purchase) -> uint256:
    """
    @notice Open the order that a purchase makes of an offer; the Escrow takes its total, after all else is written.
    """
    assert purchase.buyer != offer.seller, "market: seller buys from itself"
    assert block.timestamp <= purchase.until, "market: purchase ended"
    if purchase.community != 0:
        is_of: bool = standing._is_of(purchase.buyer, purchase.community, purchase.place)
        assert is_of, "market: buyer isn't of the community"
    if not offer.everyone:
        offers._require_audience(offer, purchase.community)
    quote: IAccords.Quote = empty(IAccords.Quote)
    if purchase.accord_id == 0:
        named: uint256 = purchase.clause | purchase.seller_party | purchase.buyer_party
        assert named == 0, "market: a party without an accord"
    else:
        quote = self._quote(offer.seller, offer.community, offer.place, offer.category, purchase)
    price: uint256 = 0
    if purchase.currency == offer.currency_1:
        price = offer.price_1
    elif purchase.currency == offer.currency_2:
        price = offer.price_2
    elif purchase.currency == offer.currency_3:
        price = offer.price_3
    assert price != 0, "market: no price in this currency"
    landed: uint256 = stages._landed(price, purchase.quantity, quote.concession)
    assert purchase.total == landed, "market: total isn't the price"
    order: IEscrow.Order = IEscrow.Order(
        buyer=purchase.buyer,
        seller=offer.seller,
        offer_id=offer_id,
        currency=purchase.currency,
        quantity=purchase.quantity,
        total=purchase.total,
        left=purchase.total,
        split_id=offer.split_id,
        stages=offer.stages,
        stage=0,
        delivered=0,
        state=convert(OPEN, IEscrow.State),
        due=block.timestamp + offer.cooling,
        deliver_from=offer.deliver_from,
        deliver_until=offer.deliver_until,
        inspection=offer.inspection,
        arbiter=offer.arbiter,
        ruling_time=offer.ruling_time,
        unruled=offer.unruled,
        is_summoned=False,
        accord_id=purchase.accord_id,
        clause=purchase.clause,
        season=quote.season,
        seller_party=purchase.seller_party,
        buyer_party=purchase.buyer_party,
        contribution=quote.contribution,
        contribution_split=quote.split_id,
    )
    order_id: uint256 = extcall ESCROW.open(order, value=msg.value)
    log IMarket.OrderOpened(
        order_id=order_id,
        buyer=purchase.buyer,
        seller=offer.seller,
        digest=digest,
        offer_id=offer_id,
        community=purchase.community,
        quantity=purchase.quantity,
        currency=purchase.currency,
        total=purchase.total,
        due=order.due,
        accord_id=purchase.accord_id,
        version=quote.version,
        clause=purchase.clause,
        season=quote.season,
        seller_party=purchase.seller_party,
        buyer_party=purchase.buyer_party,
        concession=quote.concession,
        contribution=quote.contribution,
        contribution_split=quote.split_id,
        nonce=purchase.nonce,
    )
    return order_id


@internal
def _quote(
    seller: address, community: uint256, place: uint256, category: uint256, purchase: IMarket.Purchase
) -> IAccords.Quote:
    """
    @notice What the accord says now of this seller's goods, with the season's quantity taken.
    """
    assert standing._belongs(community, purchase.seller_party), "market: seller isn't of its party"
    assert standing._belongs(purchase.community, purchase.buyer_party), "market: buyer isn't of its party"
    assert standing._is_of(seller, community, place), "market: seller isn't of the community"
    quote: IAccords.Quote = standing._quote(
        purchase.accord_id,
        purchase.clause,
        purchase.seller_party,
        purchase.buyer_party,
        category,
        purchase.currency,
    )
    assert quote.market == self, "market: the accord is another market's"
    if quote.contribution == 0:
        quote.split_id = 0
    known: uint256 = self.seasons[purchase.accord_id][purchase.clause][quote.season]
    if quote.split_id != known >> 128:
        # A split that is there stays: it is asked for once a season.
        assert quote.split_id == 0 or offer_terms._has_split(quote.split_id), "market: no such split"
    taken: uint256 = (known & UNITS) + purchase.quantity
    if quote.quantity != WITHOUT_LIMIT:
        assert taken <= quote.quantity, "market: the season's quantity is taken"
    self.seasons[purchase.accord_id][purchase.clause][quote.season] = taken | (quote.split_id << 128)
    return quote


@internal
def _restore(offer_id: uint256, quantity: uint256, accord_id: uint256, clause: uint256, season: uint256):
    """
    @notice Give back what an order had taken of its offer and its season.
    """
    assert msg.sender == ESCROW.address, "market: not the escrow"
    offers.taken[offer_id] -= quantity
    if accord_id != 0:
        self.seasons[accord_id][clause][season] -= quantity


@internal
@view
def _digest(offer: IMarket.Offer, digest: bytes32, purchase: IMarket.Purchase) -> bytes32:
    return domain._hash_typed_data_v4(
        keccak256(
            abi_encode(
                PURCHASE,
                purchase.buyer,
                keccak256(offer.title),
                purchase.quantity,
                keccak256(offer.unit),
                purchase.currency,
                purchase.total,
                digest,
                purchase.community,
                purchase.place,
                purchase.accord_id,
                purchase.clause,
                purchase.seller_party,
                purchase.buyer_party,
                purchase.until,
                purchase.nonce,
            )
        )
    )
