# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Market: offers, purchases, and barter
@license AGPL-3.0-only
@notice Sellers bind themselves by offers, buyers by purchases, both signed in words; an order is opened where the two
        meet. It is under an accord if the buyer says so and both belong to it at that moment; the accord's numbers
        are pinned in the order. From then on it lives in the Escrow, which this contract creates. A barter is a ring
        of signed swaps that happens as a whole or not at all; nothing of it is held here, or anything else.
@custom:powers A seller lists and withdraws its offers; a buyer opens orders. Anybody may list a signed offer, carry a
               signed purchase, or a ring of signed swaps. The Escrow gives back what an order had taken that ended
               before any delivery. There is no owner.
@custom:exit Holds nothing. Offers end at their last second; whoever has signed cancels the nonce.
"""

from snekmate.utils import eip712_domain_separator as domain

from .interfaces import IAccords
from .interfaces import ICommunities
from .interfaces import IFederations
from .interfaces import IMarket
from .interfaces import ITreasury
from .modules import offer_terms
from .modules import offers
from .modules import permits
from .modules import purchases
from .modules import signatures
from .modules import spent
from .modules import standing
from .modules import swaps as ring


implements: IMarket
initializes: domain
exports: domain.eip712Domain
initializes: spent
initializes: standing
initializes: offer_terms[standing := standing]
initializes: offers[domain := domain, offer_terms := offer_terms]
initializes: purchases[domain := domain, offer_terms := offer_terms, offers := offers, standing := standing]
initializes: ring[domain := domain, spent := spent]


NATIVE: constant(address) = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE


@deploy
def __init__(
    escrow_blueprint: address,
    communities: ICommunities,
    federations: IFederations,
    accords: IAccords,
    treasury: ITreasury,
):
    domain.__init__("Symbio Market", "1")
    standing.__init__(communities, federations, accords)
    offer_terms.__init__(treasury)
    offers.__init__()
    purchases.__init__(escrow_blueprint, treasury)
    ring.__init__()


# --- offers


@external
def list_offer(offer: IMarket.Offer, signature: Bytes[1040]) -> uint256:
    """
    @notice List an offer, so that orders under it need no signature of the seller. By the seller with an empty
            signature, or by anybody with the seller's.
    @return The offer's number.
    """
    digest: bytes32 = offers._digest(offer)
    number: uint256 = offers.numbers[digest]
    assert number & offers.WITHDRAWN == 0, "market: offer withdrawn"
    assert number == 0, "market: already listed"
    return offers._list(offer, digest, signature)


@external
def withdraw_offer(offer: IMarket.Offer):
    """
    @notice Take no further orders under an offer, listed or only signed. By the seller. Orders that stand, stand.
    """
    offers._withdraw(offer)


# --- purchases


@external
@payable
def open(offer: IMarket.Offer, offer_signature: Bytes[1040], purchase: IMarket.Purchase) -> uint256:
    """
    @notice Order, and put the total into escrow: an ERC-20 by allowance, the native coin as the value sent. By the
            buyer.
    @return The order's number.
    """
    assert msg.sender == purchase.buyer, "market: not the buyer"
    return self._open(offer, offers._digest(offer), offer_signature, purchase)


@external
def open_by_signature(
    offer: IMarket.Offer,
    offer_signature: Bytes[1040],
    purchase: IMarket.Purchase,
    signature: Bytes[1040],
    permit: IMarket.Permit,
) -> uint256:
    """
    @notice Order for a buyer who signed the purchase, and perhaps a permit for its total. By anybody; ERC-20 only.
    @return The order's number.
    """
    digest: bytes32 = offers._digest(offer)
    message: bytes32 = purchases._digest(offer, digest, purchase)
    is_signed: bool = signatures._is_signed_by(purchase.buyer, message, signature)
    assert is_signed, "market: not signed by the buyer"
    assert purchase.currency != NATIVE, "market: native coin only by the buyer"
    permits._use(purchase.currency, purchase.buyer, purchases.ESCROW.address, purchase.total, permit)
    return self._open(offer, digest, offer_signature, purchase)


# --- barter


@external
def barter(
    swaps: DynArray[IMarket.Swap, ring.MAX_SWAPS], signatures_: DynArray[Bytes[1040], ring.MAX_SWAPS]
):
    """
    @notice Settle a ring of signed swaps, in which each giver gives to the next swap's giver. By anybody.
    @param signatures_ One for each swap; an empty one where the sender is the giver.
    """
    ring._settle(swaps, signatures_)


@external
def cancel_nonce(nonce: uint256):
    """
    @notice Make a purchase or swap that the sender has signed count no more.
    """
    spent._cancel(msg.sender, nonce)


# --- views


@external
@view
def offer_digest(offer: IMarket.Offer) -> bytes32:
    return offers._digest(offer)


@external
@view
def listing(digest: bytes32) -> IMarket.Listing:
    number: uint256 = offers.numbers[digest]
    offer_id: uint256 = number & offers.NUMBER
    return IMarket.Listing(
        offer_id=offer_id, taken=offers.taken[offer_id], is_withdrawn=number & offers.WITHDRAWN != 0
    )


@external
@view
def offers_listed() -> uint256:
    return offers.count


@external
@view
def season_taken(accord_id: uint256, clause: uint256, season: uint256) -> uint256:
    return purchases.seasons[accord_id][clause][season] & purchases.UNITS


@external
@view
def balances(accord_id: uint256, party_id: uint256, currency: address) -> (uint256, uint256):
    return staticcall purchases.ESCROW.balances(accord_id, party_id, currency)


@external
@view
def nonce_used(account: address, nonce: uint256) -> bool:
    return spent._is_used(account, nonce)


@external
@view
def escrow() -> address:
    return purchases.ESCROW.address


@external
def restore(offer_id: uint256, quantity: uint256, accord_id: uint256, clause: uint256, season: uint256):
    """
    @notice Give back what an order had taken of its offer and its season when it ended before any delivery. By the
            Escrow.
    """
    purchases._restore(offer_id, quantity, accord_id, clause, season)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return domain._domain_separator_v4()


# --- purchases


@internal
@payable
def _open(
    offer: IMarket.Offer, digest: bytes32, offer_signature: Bytes[1040], purchase: IMarket.Purchase
) -> uint256:
    spent._spend(purchase.buyer, purchase.nonce)
    offer_id: uint256 = offers._number(digest, offer.until)
    if offer_id == 0:
        offer_id = offers._list(offer, digest, offer_signature)
    offers._take(offer_id, offer.stock, purchase.quantity)
    return purchases._open(offer, digest, offer_id, purchase)
