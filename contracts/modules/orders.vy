# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Orders: what binds each of them, packed
@license AGPL-3.0-only
@notice All that an order needs to end is in the order, in five slots; the fifth stays empty for an order under no
        accord that is delivered whole and all at once. Only the second, and `missing` of the fifth, ever change.
"""

from . import stages
from ..interfaces import IEscrow


ADDRESS: constant(uint256) = 2**160 - 1
TIME: constant(uint256) = 2**34 - 1
NUMBER: constant(uint256) = 2**32 - 1       # quantities, splits, offers
PARTY: constant(uint256) = 2**28 - 1        # communities and accords
SHARE: constant(uint256) = 2**14 - 1
PLAN: constant(uint256) = 2**54 - 1
SPAN: constant(uint256) = 2**26 - 1
AMOUNT: constant(uint256) = 2**110 - 1
LOW: constant(uint256) = 2**96 - 1
ALL_AT_ONCE: constant(uint256) = 100

# The values of IEscrow.State: 0.4.3 can't name the members of an imported flag in an expression.
OPEN: constant(uint256) = 1
DELIVERED: constant(uint256) = 2
DISPUTED: constant(uint256) = 4
CLOSED: constant(uint256) = 8

# how many orders there have been; the first is number 1
count: uint256
# order -> buyer 160 | quantity 32 | split 32 | offer 32
buyers: HashMap[uint256, uint256]
# order -> seller 160 | due 34 | inspection 26 | ruling time 26 | state 4 | stage 3 | summoned 1
sellers: HashMap[uint256, uint256]
# order -> currency 160 | deliver from 34 | deliver until 34 | unruled 14 | the total's upper part 14
currencies: HashMap[uint256, uint256]
# order -> arbiter 160 | the total's lower part 96
arbiters: HashMap[uint256, uint256]
# order -> accord 28 | seller's party 28 | buyer's party 28 | split 32 | contribution 14 | clause 5 | season 34 |
# plan 54, 0: all at once | missing in the stage 32
accords: HashMap[uint256, uint256]
# order -> the seller's slot when they were named, without the seller 96 | buyer's share + 1 16 | seller's share + 1 16
shares: HashMap[uint256, uint256]


@internal
def _write(order: IEscrow.Order) -> uint256:
    """
    @notice Write a new order; its fields are within what the masks above hold.
    """
    assert order.total <= AMOUNT and order.season <= TIME, "escrow: more than it can count"
    parties: uint256 = order.accord_id | order.seller_party | order.buyer_party
    assert parties <= PARTY and order.clause < 32, "escrow: more than it can count"
    assert order.contribution < stages.WHOLE, "escrow: contribution takes everything"
    order_id: uint256 = self.count + 1
    self.count = order_id
    self.buyers[order_id] = (
        convert(order.buyer, uint256) | (order.quantity << 160) | (order.split_id << 192) | (order.offer_id << 224)
    )
    self.sellers[order_id] = convert(order.seller, uint256) | (self._stamp(order) << 160)
    self.currencies[order_id] = (
        convert(order.currency, uint256)
        | (order.deliver_from << 160)
        | (order.deliver_until << 194)
        | (order.unruled << 228)
        | ((order.total >> 96) << 242)
    )
    self.arbiters[order_id] = convert(order.arbiter, uint256) | ((order.total & LOW) << 160)
    terms: uint256 = self._terms(order)
    if terms != 0:
        self.accords[order_id] = terms
    return order_id


@internal
def _step(order_id: uint256, order: IEscrow.Order):
    """
    @notice Write what changes in an order's life, but for what is missing.
    """
    self.sellers[order_id] = convert(order.seller, uint256) | (self._stamp(order) << 160)


@internal
def _deliver(order_id: uint256, order: IEscrow.Order):
    """
    @notice Write how much of the stage was delivered. Nothing missing needs no slot.
    """
    if order.delivered != order.quantity or self.accords[order_id] >> 223 != 0:
        self.accords[order_id] = self._terms(order)


@internal
def _name(order_id: uint256, order: IEscrow.Order, share: uint256, is_buyer: bool) -> bool:
    """
    @notice Write the share that one of the two names.
    @return Whether the other has named the same while the order stood as it stands.
    """
    buyers: uint256 = 0
    sellers: uint256 = 0
    buyers, sellers = self._named(order_id, order)
    if is_buyer:
        buyers = share + 1
    else:
        sellers = share + 1
    self.shares[order_id] = self._stamp(order) | (buyers << 96) | (sellers << 112)
    return buyers == sellers


@internal
@view
def _named(order_id: uint256, order: IEscrow.Order) -> (uint256, uint256):
    """
    @return The shares that buyer and seller have named, plus 1; 0: none.
    """
    named: uint256 = self.shares[order_id]
    if named & LOW != self._stamp(order):
        return 0, 0
    return (named >> 96) & 65_535, named >> 112


@internal
@view
def _existing(order_id: uint256) -> IEscrow.Order:
    order: IEscrow.Order = self._read(order_id)
    assert order.state != empty(IEscrow.State), "escrow: no such order"
    return order


@internal
@view
def _read(order_id: uint256) -> IEscrow.Order:
    buyer: uint256 = self.buyers[order_id]
    seller: uint256 = self.sellers[order_id]
    currency: uint256 = self.currencies[order_id]
    arbiter: uint256 = self.arbiters[order_id]
    terms: uint256 = self.accords[order_id]
    order: IEscrow.Order = IEscrow.Order(
        buyer=self._account(buyer),
        seller=self._account(seller),
        offer_id=buyer >> 224,
        currency=self._account(currency),
        quantity=(buyer >> 160) & NUMBER,
        total=(arbiter >> 160) | ((currency >> 242) << 96),
        left=0,
        split_id=(buyer >> 192) & NUMBER,
        stages=(terms >> 169) & PLAN,
        stage=(seller >> 250) & 7,
        delivered=0,
        state=convert((seller >> 246) & 15, IEscrow.State),
        due=(seller >> 160) & TIME,
        deliver_from=(currency >> 160) & TIME,
        deliver_until=(currency >> 194) & TIME,
        inspection=(seller >> 194) & SPAN,
        arbiter=self._account(arbiter),
        ruling_time=(seller >> 220) & SPAN,
        unruled=(currency >> 228) & SHARE,
        is_summoned=seller >> 253 == 1,
        accord_id=terms & PARTY,
        clause=(terms >> 130) & 31,
        season=(terms >> 135) & TIME,
        seller_party=(terms >> 28) & PARTY,
        buyer_party=(terms >> 56) & PARTY,
        contribution=(terms >> 116) & SHARE,
        contribution_split=(terms >> 84) & NUMBER,
    )
    if order.stages == 0:
        order.stages = ALL_AT_ONCE
    state: uint256 = convert(order.state, uint256)
    if state & (OPEN | DELIVERED | DISPUTED) != 0:
        order.left = stages._left(order.total, order.stages, order.stage)
    if state & (DELIVERED | DISPUTED) != 0:
        order.delivered = order.quantity - (terms >> 223)
    return order


@internal
@pure
def _stamp(order: IEscrow.Order) -> uint256:
    """
    @notice Where an order stands: never the same again after a step.
    """
    stamp: uint256 = order.due | (order.inspection << 34) | (order.ruling_time << 60) | (order.stage << 90)
    stamp |= convert(order.state, uint256) << 86
    if order.is_summoned:
        stamp |= 1 << 93
    return stamp


@internal
@pure
def _terms(order: IEscrow.Order) -> uint256:
    terms: uint256 = order.accord_id | (order.seller_party << 28) | (order.buyer_party << 56)
    terms |= (order.contribution_split << 84) | (order.contribution << 116) | (order.clause << 130)
    terms |= order.season << 135
    if order.stages != ALL_AT_ONCE:
        terms |= order.stages << 169
    if order.delivered != 0:
        terms |= (order.quantity - order.delivered) << 223
    return terms


@internal
@pure
def _account(slot: uint256) -> address:
    return convert(slot & ADDRESS, address)
