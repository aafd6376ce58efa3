# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Escrow: orders and their money
@license AGPL-3.0-only
@notice A buyer's money stands here until what was ordered is delivered, stage by stage, and goes to the seller's
        split in the Treasury, with the contribution of the accord it was ordered under. All terms are in the order:
        whatever becomes of the offer, the roll, the federation or the accord, it ends by them.

        | state     | who moves it on, and when                                            | if nobody does      |
        |-----------|----------------------------------------------------------------------|---------------------|
        | OPEN      | seller: deliver in its time, cancel; buyer: cancel before `due`      | expire after        |
        |           | while nothing is delivered; both: agree                              | deliver_until       |
        | DELIVERED | buyer: confirm, dispute before `due`; both: agree                    | release from `due`  |
        | DISPUTED  | arbiter: rule before `due`; both: agree                              | lapse from `due`    |
        | CLOSED    | nobody: the escrow is divided                                        | withdraw what's owed|
@custom:powers The seller's and the buyer's are in the table. The arbiter that an offer names divides what is left of an
               order in dispute, in time, and nothing else. The Market that created this opens orders, and has no say
               afterwards. Anybody may take the steps of the last column. There is no owner.
@custom:exit Every state but the last has a step that anybody can take once its time is over. Refunds are withdrawn at
             any time without anybody's help; what the seller is paid lies in the Treasury.
"""

from .interfaces import IArbitrable
from .interfaces import IEscrow
from .interfaces import ITreasury
from .modules import arbiters
from .modules import escrow
from .modules import orders
from .modules import settlement
from .modules import stages


implements: IEscrow
implements: IArbitrable
initializes: escrow
initializes: arbiters
initializes: orders
initializes: settlement[escrow := escrow, orders := orders]


WHOLE: constant(uint256) = 10_000
HIGHEST_RULING: constant(uint256) = 101


@deploy
def __init__(treasury: ITreasury):
    escrow.__init__(treasury)
    settlement.__init__()


# --- orders: money in


@external
@payable
def open(order: IEscrow.Order) -> uint256:
    """
    @notice Open an order, and take its total from the buyer: an ERC-20 by allowance, the native coin as the value
            sent. By the Market.
    @return The order's number.
    """
    assert msg.sender == settlement.MARKET, "escrow: not the market"
    order_id: uint256 = orders._write(order)
    escrow._take(order.currency, order.buyer, order.total)
    return order_id


# --- orders: delivery


@external
def deliver(order_id: uint256, quantity: uint256, evidence: bytes32):
    """
    @notice Say that so many units of the current stage are delivered; the buyer's inspection begins. By the seller,
            in the time for delivery. Less than was ordered leaves the rest of the stage's money to the buyer.
    @param evidence The digest of what shows it.
    """
    order: IEscrow.Order = self._opened(order_id)
    assert msg.sender == order.seller, "escrow: not the seller"
    assert block.timestamp >= order.deliver_from, "escrow: too early to deliver"
    assert block.timestamp <= order.deliver_until, "escrow: too late to deliver"
    assert quantity != 0, "escrow: no quantity"
    assert quantity <= order.quantity, "escrow: more than was ordered"
    order.state = convert(orders.DELIVERED, IEscrow.State)
    order.due = block.timestamp + order.inspection
    order.delivered = quantity
    orders._step(order_id, order)
    orders._deliver(order_id, order)
    log IEscrow.StageDelivered(
        order_id=order_id,
        seller=msg.sender,
        stage=order.stage,
        quantity=quantity,
        evidence=evidence,
        due=order.due,
    )


@external
def confirm(order_id: uint256):
    """
    @notice Accept the delivery and release its money at once. By the buyer.
    """
    order: IEscrow.Order = self._delivered(order_id)
    assert msg.sender == order.buyer, "escrow: not the buyer"
    settlement._release(order_id, order)


@external
def release(order_id: uint256):
    """
    @notice Release a delivery's money after an inspection that ended without a dispute. By anybody.
    """
    order: IEscrow.Order = self._delivered(order_id)
    assert block.timestamp >= order.due, "escrow: inspection isn't over"
    settlement._release(order_id, order)


@external
def cancel(order_id: uint256):
    """
    @notice Give what is left back to the buyer. By the buyer while cooling and nothing is delivered; by the seller
            while no delivery awaits the buyer.
    """
    order: IEscrow.Order = self._opened(order_id)
    if msg.sender != order.seller:
        assert msg.sender == order.buyer, "escrow: not a party"
        # After a stage `due` is 0.
        assert block.timestamp < order.due, "escrow: too late to cancel"
    settlement._close(order_id, order, settlement.CANCELLED, 0)


@external
def expire(order_id: uint256):
    """
    @notice Give what is left back to the buyer when the time for delivery is over. By anybody.
    """
    order: IEscrow.Order = self._opened(order_id)
    assert block.timestamp > order.deliver_until, "escrow: time for delivery isn't over"
    settlement._close(order_id, order, settlement.EXPIRED, 0)


# --- orders: disputes


@external
@payable
def dispute(order_id: uint256, claim: bytes32):
    """
    @notice Dispute a delivery before its inspection ends; nothing of what is left moves until it is decided. By the
            buyer. With enough value the arbiter is summoned at once; what it doesn't take is owed back. An arbiter
            that is dear or doesn't answer keeps nobody from disputing: it can be summoned later, by either.
    @param claim The digest of what the buyer says.
    """
    order: IEscrow.Order = self._delivered(order_id)
    assert msg.sender == order.buyer, "escrow: not the buyer"
    assert block.timestamp < order.due, "escrow: inspection is over"
    order.state = convert(orders.DISPUTED, IEscrow.State)
    order.due = block.timestamp + order.ruling_time
    orders._step(order_id, order)
    log IEscrow.OrderDisputed(order_id=order_id, buyer=msg.sender, claim=claim, due=order.due)
    if order.arbiter != empty(address):
        self._summon(order_id, order)
    elif msg.value != 0:
        escrow._keep(order_id, msg.sender, msg.value)


@external
@payable
def summon(order_id: uint256):
    """
    @notice Bring a dispute before its arbiter, for its price in value; the rest is owed back. By either of the two.
    """
    order: IEscrow.Order = self._disputed(order_id)
    assert msg.sender in [order.buyer, order.seller], "escrow: not a party"
    assert order.arbiter != empty(address), "escrow: no arbiter"
    assert not order.is_summoned, "escrow: already summoned"
    assert block.timestamp < order.due, "escrow: time for a ruling is over"
    assert self._summon(order_id, order), "escrow: arbiter takes no dispute"


@external
def rule(dispute_id: uint256, ruling: uint256):
    """
    @notice Decide a dispute: 1 to 101 give the seller 0 to 100 percent of what is left, 0 (refused to rule) what the
            offer says for nobody's ruling. By the arbiter, in time.
    """
    order_id: uint256 = arbiters.orders[msg.sender][dispute_id]
    assert order_id != 0, "escrow: not the arbiter"
    order: IEscrow.Order = self._disputed(order_id)
    assert block.timestamp < order.due, "escrow: time for a ruling is over"
    assert ruling <= HIGHEST_RULING, "escrow: no such ruling"
    log IArbitrable.Ruling(arbitrator=msg.sender, disputeID=dispute_id, ruling=ruling)
    settlement._close(order_id, order, settlement.RULED, stages._ruled(ruling, order.unruled))


@external
def agree(order_id: uint256, share: uint256):
    """
    @notice Name the basis points of what is left that the seller is to have; when both name the same, it is done. By
            either of the two. What was named is forgotten as soon as anything else happens to the order.
    """
    order: IEscrow.Order = orders._existing(order_id)
    assert msg.sender in [order.buyer, order.seller], "escrow: not a party"
    assert order.state != convert(orders.CLOSED, IEscrow.State), "escrow: order closed"
    assert share <= WHOLE, "escrow: share exceeds the whole"
    log IEscrow.ShareNamed(order_id=order_id, party=msg.sender, share=share)
    if orders._name(order_id, order, share, msg.sender == order.buyer):
        settlement._close(order_id, order, settlement.AGREED, share)


@external
def lapse(order_id: uint256):
    """
    @notice End a dispute that nobody decided in time as the offer says. By anybody.
    """
    order: IEscrow.Order = self._disputed(order_id)
    assert block.timestamp >= order.due, "escrow: time for a ruling isn't over"
    settlement._close(order_id, order, settlement.LAPSED, order.unruled)


@external
def submit_evidence(order_id: uint256, evidence: bytes32):
    """
    @notice Log the digest of a piece of evidence. By either of the two, until the order is closed.
    """
    order: IEscrow.Order = orders._existing(order_id)
    assert msg.sender in [order.buyer, order.seller], "escrow: not a party"
    assert order.state != convert(orders.CLOSED, IEscrow.State), "escrow: order closed"
    log IEscrow.EvidenceSubmitted(order_id=order_id, party=msg.sender, evidence=evidence)


# --- refunds


@external
def withdraw(token: address) -> uint256:
    """
    @notice Take what the sender is owed.
    @return What was taken off it.
    """
    return escrow._withdraw(msg.sender, token, msg.sender)


@external
def withdraw_to(token: address, to: address) -> uint256:
    """
    @notice Take what the sender is owed to another address.
    @return What was taken off it.
    """
    return escrow._withdraw(msg.sender, token, to)


# --- views


@external
@view
def market() -> address:
    return settlement.MARKET


@external
@view
def count() -> uint256:
    return orders.count


@external
@view
def order(order_id: uint256) -> IEscrow.Order:
    return orders._existing(order_id)


@external
@view
def disputed_order(arbiter: address, dispute_id: uint256) -> uint256:
    return arbiters.orders[arbiter][dispute_id]


@external
@view
def named_shares(order_id: uint256) -> (uint256, uint256):
    order: IEscrow.Order = orders._existing(order_id)
    buyers: uint256 = 0
    sellers: uint256 = 0
    buyers, sellers = orders._named(order_id, order)
    return self._share(buyers), self._share(sellers)


@external
@view
def balances(accord_id: uint256, party_id: uint256, currency: address) -> (uint256, uint256):
    figures: uint256 = settlement.balances[accord_id][party_id][currency]
    return figures & settlement.HALF, figures >> 128


@external
@view
def owed(account: address, token: address) -> uint256:
    return escrow.owed[account][token]


@external
@view
def held(token: address) -> uint256:
    return escrow.held[token]


# --- orders


@internal
@pure
def _share(named: uint256) -> uint256:
    """
    @notice A share that was named, of what is kept: 1 more, so that 0 is none.
    """
    if named == 0:
        return max_value(uint256)
    return named - 1


@internal
@payable
def _summon(order_id: uint256, known: IEscrow.Order) -> bool:
    """
    @notice Bring a dispute before its arbiter if it takes it, and owe back what it didn't take of the value.
    """
    order: IEscrow.Order = known
    cost: uint256 = 0
    order.is_summoned, cost = arbiters._summon(order_id, order.arbiter, msg.value)
    if order.is_summoned:
        orders._step(order_id, order)
    if msg.value != cost:
        escrow._keep(order_id, msg.sender, msg.value - cost)
    return order.is_summoned


@internal
@view
def _opened(order_id: uint256) -> IEscrow.Order:
    order: IEscrow.Order = orders._existing(order_id)
    assert order.state == convert(orders.OPEN, IEscrow.State), "escrow: not open"
    return order


@internal
@view
def _delivered(order_id: uint256) -> IEscrow.Order:
    order: IEscrow.Order = orders._existing(order_id)
    assert order.state == convert(orders.DELIVERED, IEscrow.State), "escrow: no delivery to decide on"
    return order


@internal
@view
def _disputed(order_id: uint256) -> IEscrow.Order:
    order: IEscrow.Order = orders._existing(order_id)
    assert order.state == convert(orders.DISPUTED, IEscrow.State), "escrow: not disputed"
    return order
