# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Settlement: how an order's escrow is paid out, and how an order ends
@license AGPL-3.0-only
@notice Whatever is for the seller's side goes into the Treasury in one payment, the accord's contribution with it;
        the rest is owed to the buyer. All is written before anybody is called.
"""

from . import escrow
from . import orders
from . import stages
from ..interfaces import IEscrow
from ..interfaces import IMarket


uses: escrow
uses: orders


HALF: constant(uint256) = 2**128 - 1

# The values of IEscrow.Ending: 0.4.3 can't name the members of an imported flag in an expression.
COMPLETED: constant(uint256) = 1
CANCELLED: constant(uint256) = 2
EXPIRED: constant(uint256) = 4
RULED: constant(uint256) = 8
AGREED: constant(uint256) = 16
LAPSED: constant(uint256) = 32

# who opens orders: whoever created this
MARKET: immutable(address)

# accord -> party -> currency -> got 128 | gave 128
balances: HashMap[uint256, HashMap[uint256, HashMap[address, uint256]]]


@deploy
def __init__():
    MARKET = msg.sender


@internal
def _release(order_id: uint256, known: IEscrow.Order):
    """
    @notice End a stage that was delivered: to the seller what of it was brought, the rest to the buyer.
    """
    order: IEscrow.Order = known
    left: uint256 = stages._left(order.total, order.stages, order.stage + 1)
    amount: uint256 = order.left - left
    earned: uint256 = stages._earned(amount, order.delivered, order.quantity)
    stage: uint256 = order.stage
    order.state = convert(orders.OPEN, IEscrow.State)
    order.due = 0
    if left == 0:
        order.state = convert(orders.CLOSED, IEscrow.State)
    else:
        order.stage += 1
    orders._step(order_id, order)
    paid: uint256 = 0
    contributed: uint256 = 0
    paid, contributed = self._book(order_id, order, earned, amount - earned)
    log IEscrow.StageReleased(
        order_id=order_id,
        actor=msg.sender,
        stage=stage,
        paid=paid,
        contributed=contributed,
        refunded=amount - earned,
        left=left,
    )
    if left == 0:
        self._log_closed(order_id, COMPLETED, 0, 0, 0, 0, 0)
    self._pay(order, paid, contributed)


@internal
def _close(order_id: uint256, known: IEscrow.Order, ending: uint256, share: uint256):
    """
    @notice End an order: to the seller's side its share of what is left, the rest to the buyer.
    """
    order: IEscrow.Order = known
    order.state = convert(orders.CLOSED, IEscrow.State)
    order.due = 0
    orders._step(order_id, order)
    restored: uint256 = 0
    if ending & (CANCELLED | EXPIRED) != 0 and order.stage == 0:
        restored = order.quantity
        extcall IMarket(MARKET).restore(
            order.offer_id, order.quantity, order.accord_id, order.clause, order.season
        )
    earned: uint256 = stages._part(order.left, share)
    paid: uint256 = 0
    contributed: uint256 = 0
    paid, contributed = self._book(order_id, order, earned, order.left - earned)
    self._log_closed(order_id, ending, share, paid, contributed, order.left - earned, restored)
    self._pay(order, paid, contributed)


@internal
def _book(order_id: uint256, order: IEscrow.Order, earned: uint256, refunded: uint256) -> (uint256, uint256):
    """
    @notice Take what was earned off the escrow, and owe the buyer the rest.
    @return What is to be paid to the seller's split, and to the accord's: less than earned only while impaired.
    """
    escrow._credit(order_id, order.buyer, order.currency, refunded)
    if earned == 0:
        return 0, 0
    payable_: uint256 = escrow._release(order.currency, earned)
    contributed: uint256 = stages._part(payable_, order.contribution)
    if order.accord_id != 0:
        # A count that is full stays full: no figure may ever stop a payment.
        gave: uint256 = self.balances[order.accord_id][order.seller_party][order.currency]
        if payable_ <= HALF - (gave & HALF):
            self.balances[order.accord_id][order.seller_party][order.currency] = gave + payable_
        got: uint256 = self.balances[order.accord_id][order.buyer_party][order.currency]
        if payable_ <= HALF - (got >> 128):
            self.balances[order.accord_id][order.buyer_party][order.currency] = got + (payable_ << 128)
    return payable_ - contributed, contributed


@internal
def _pay(order: IEscrow.Order, paid: uint256, contributed: uint256):
    if paid != 0:
        escrow._deposit(order.currency, order.split_id, paid, order.contribution_split, contributed)


@internal
def _log_closed(
    order_id: uint256,
    ending: uint256,
    share: uint256,
    paid: uint256,
    contributed: uint256,
    refunded: uint256,
    restored: uint256,
):
    log IEscrow.OrderClosed(
        order_id=order_id,
        actor=msg.sender,
        ending=convert(ending, IEscrow.Ending),
        share=share,
        paid=paid,
        contributed=contributed,
        refunded=refunded,
        restored=restored,
    )
