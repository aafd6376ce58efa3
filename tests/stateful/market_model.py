# SPDX-License-Identifier: Apache-2.0
"""What the Escrow ought to do with its money, in plain whole numbers and fractions.

Independent of the contract's way: each order's stages are written out as amounts when it is opened.
Each act either changes the model or raises `No` with the words that the contract must refuse with.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from tests.stateful.treasury_model import NATIVE, NOBODY, Coin, No, require

__all__ = ["NATIVE", "NOBODY", "Bound", "Coin", "MarketModel", "No"]

OPEN, DELIVERED, DISPUTED, CLOSED = "open", "delivered", "disputed", "closed"
GOODS, COMMONS = 1, 2


@dataclass
class Bound:
    """One order."""

    buyer: str
    seller: str
    token: str
    quantity: int
    money: list[int]  # of each stage that isn't released yet
    first_until: int  # the buyer may cancel before it
    deliver_from: int
    deliver_until: int
    inspection: int
    ruling_time: int
    unruled: int
    contribution: int
    accord: int
    state: str = OPEN
    due: int = 0
    delivered: int = 0
    touched: bool = False
    dispute_id: int = 0
    named: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return sum(self.money)


class MarketModel:
    def __init__(self, escrow: str, treasury: str, coins: dict[str, Coin]) -> None:
        self.escrow, self.treasury, self.coins = escrow, treasury, coins
        self.orders: dict[int, Bound] = {}
        self.owed: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.received: defaultdict[tuple[int, str], int] = defaultdict(int)
        self.gave: defaultdict[str, int] = defaultdict(int)
        self.disputes = 0
        self.price, self.shut = 1_000, False

    def open(self, order: Bound) -> int:
        coin, total = self.coins[order.token], order.left
        require(total < 2**110, "escrow: more than it can count")
        if order.token != NATIVE:
            require(coin.balances[self.escrow] >= coin.held, "escrow: the token lost balance")
        if coin.kind == "FeeTaking":
            raise No("escrow: less arrived than agreed")
        coin.move(order.buyer, self.escrow, total, "escrow")
        coin.held += total
        self.orders[len(self.orders) + 1] = order
        return len(self.orders)

    def deliver(self, number: int, sender: str, quantity: int, now: int) -> None:
        order = self.known(number, OPEN, "escrow: not open")
        require(sender == order.seller, "escrow: not the seller")
        require(now >= order.deliver_from, "escrow: too early to deliver")
        require(now <= order.deliver_until, "escrow: too late to deliver")
        require(quantity > 0, "escrow: no quantity")
        require(quantity <= order.quantity, "escrow: more than was ordered")
        self.step(order, DELIVERED, now + order.inspection)
        order.delivered, order.touched = quantity, True

    def confirm(self, number: int, sender: str) -> None:
        order = self.known(number, DELIVERED, "escrow: no delivery to decide on")
        require(sender == order.buyer, "escrow: not the buyer")
        self.release_stage(order)

    def release(self, number: int, now: int) -> None:
        order = self.known(number, DELIVERED, "escrow: no delivery to decide on")
        require(now >= order.due, "escrow: inspection isn't over")
        self.release_stage(order)

    def cancel(self, number: int, sender: str, now: int) -> None:
        order = self.known(number, OPEN, "escrow: not open")
        if sender != order.seller:
            require(sender == order.buyer, "escrow: not a party")
            cooling = not order.touched and now < order.first_until
            require(cooling, "escrow: too late to cancel")
        self.divide(order, Fraction(0))

    def expire(self, number: int, now: int) -> None:
        order = self.known(number, OPEN, "escrow: not open")
        require(now > order.deliver_until, "escrow: time for delivery isn't over")
        self.divide(order, Fraction(0))

    def dispute(self, number: int, sender: str, value: int, now: int) -> None:
        order = self.known(number, DELIVERED, "escrow: no delivery to decide on")
        require(sender == order.buyer, "escrow: not the buyer")
        require(now < order.due, "escrow: inspection is over")
        self.step(order, DISPUTED, now + order.ruling_time)
        self.bring(order, sender, value)

    def summon(self, number: int, sender: str, value: int, now: int) -> None:
        order = self.known(number, DISPUTED, "escrow: not disputed")
        require(sender in (order.buyer, order.seller), "escrow: not a party")
        require(not order.dispute_id, "escrow: already summoned")
        require(now < order.due, "escrow: time for a ruling is over")
        takes = not self.shut and value >= self.price
        require(takes, "escrow: arbiter takes no dispute")
        self.bring(order, sender, value)

    def rule(self, dispute_id: int, ruling: int, now: int) -> None:
        found = [n for n, order in self.orders.items() if order.dispute_id == dispute_id != 0]
        require(bool(found), "escrow: not the arbiter")
        order = self.known(found[0], DISPUTED, "escrow: not disputed")
        require(now < order.due, "escrow: time for a ruling is over")
        require(ruling <= 101, "escrow: no such ruling")
        share = Fraction(ruling - 1, 100) if ruling else Fraction(order.unruled, 10_000)
        self.divide(order, share)

    def agree(self, number: int, sender: str, share: int) -> None:
        require(number in self.orders, "escrow: no such order")
        order = self.orders[number]
        require(sender in (order.buyer, order.seller), "escrow: not a party")
        require(order.state != CLOSED, "escrow: order closed")
        require(share <= 10_000, "escrow: share exceeds the whole")
        other = order.seller if sender == order.buyer else order.buyer
        if order.named.get(other) == share:
            self.divide(order, Fraction(share, 10_000))
        else:
            order.named[sender] = share

    def lapse(self, number: int, now: int) -> None:
        order = self.known(number, DISPUTED, "escrow: not disputed")
        require(now >= order.due, "escrow: time for a ruling isn't over")
        self.divide(order, Fraction(order.unruled, 10_000))

    def withdraw(self, account: str, token: str) -> int:
        due = self.owed[account, token]
        require(due > 0, "escrow: nothing to withdraw")
        coin = self.coins[token]
        coin.move(self.escrow, account, self.worth(token, due), "escrow")
        coin.held -= due
        self.owed[account, token] = 0
        return due

    # --- what they share

    def known(self, number: int, state: str, reason: str) -> Bound:
        require(number in self.orders, "escrow: no such order")
        require(self.orders[number].state == state, reason)
        return self.orders[number]

    def step(self, order: Bound, state: str, due: int = 0) -> None:
        order.state, order.due = state, due
        order.named.clear()

    def bring(self, order: Bound, sender: str, value: int) -> None:
        native, spent = self.coins[NATIVE], 0
        if not self.shut and value >= self.price:
            self.disputes += 1
            order.dispute_id, spent = self.disputes, self.price
            order.named.clear()
        native.balances[self.escrow] += value - spent
        native.held += value - spent
        self.owed[sender, NATIVE] += value - spent

    def worth(self, token: str, amount: int) -> int:
        """What can be paid of an amount: all of it, or its part of what the token has left."""
        coin = self.coins[token]
        there = coin.balances[self.escrow]
        if there >= coin.held:
            return amount
        part = floor(Fraction(amount * there, coin.held))
        require(part > 0, "escrow: the token lost everything")
        return part

    def release_stage(self, order: Bound) -> None:
        money = order.money[0]
        earned = floor(Fraction(money * order.delivered, order.quantity))
        self.pay(order, earned, money - earned)
        order.money.pop(0)
        self.step(order, OPEN if order.money else CLOSED)

    def divide(self, order: Bound, share: Fraction) -> None:
        earned = floor(order.left * share)
        self.pay(order, earned, order.left - earned)
        order.money.clear()
        self.step(order, CLOSED)

    def pay(self, order: Bound, earned: int, refund: int) -> None:
        coin = self.coins[order.token]
        if earned:
            worth = self.worth(order.token, earned)
            coin.move(self.escrow, self.treasury, worth, "treasury")
            coin.held -= earned
            shared = floor(Fraction(worth * order.contribution, 10_000))
            self.received[COMMONS, order.token] += shared
            self.received[GOODS, order.token] += worth - shared
            if order.accord:
                self.gave[order.token] += worth
        self.owed[order.buyer, order.token] += refund
