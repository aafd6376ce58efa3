# SPDX-License-Identifier: Apache-2.0
"""An order's life in Python and in the Escrow: the same steps at the same seconds, the same money.

Each step is tried in each state at both sides of each of its seconds.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import boa
import pytest

from symbio.domain.escrow import State
from symbio.domain.orders import EXIT, FROM, Life, Step
from symbio.domain.stages import Payout
from tests.contracts.boa_chain import now
from tests.contracts.federation.assembly import Assembly, institutions, settle, until
from tests.contracts.market.trading import (
    CLAIM,
    EVIDENCE,
    QUANTITY,
    TOTAL,
    Trade,
    build,
)

PLAN = 304_030


@pytest.fixture(scope="module")
def trade() -> Trade:
    book, factory = institutions()
    towns = tuple(settle(book, name, 3) for name in ("fishers", "researchers"))
    return build(book, factory, towns, Assembly.found(book, factory, towns))


def opened(trade: Trade, begins: int, ends: int) -> tuple[int, Life]:
    offer = trade.offer(stages=PLAN, deliver_from=begins, deliver_until=ends, until=now())
    order_id = trade.open(offer)
    order = trade.escrow.order(order_id)
    life = Life(
        total=TOTAL,
        quantity=QUANTITY,
        plan=PLAN,
        due=order.due,
        deliver_from=begins,
        deliver_until=ends,
        inspection=offer.inspection,
        ruling_time=offer.ruling_time,
        unruled=offer.unruled,
    )
    return order_id, life


def take(trade: Trade, order_id: int, step: Step, *, by_buyer: bool = False) -> bool:
    """Try a step on chain, and tell whether it went."""
    escrow, seller, buyer = trade.escrow, trade.seller.address, trade.buyer.address
    calls: dict[Step, Any] = {
        Step.DELIVER: lambda: escrow.deliver(order_id, 7, EVIDENCE, sender=seller),
        Step.CANCEL: lambda: escrow.cancel(order_id, sender=buyer if by_buyer else seller),
        Step.EXPIRE: lambda: escrow.expire(order_id),
        Step.CONFIRM: lambda: escrow.confirm(order_id, sender=buyer),
        Step.RELEASE: lambda: escrow.release(order_id),
        Step.DISPUTE: lambda: escrow.dispute(order_id, CLAIM, value=1_234, sender=buyer),
        Step.RULE: lambda: escrow.rule(1, 31, sender=trade.court.address),
        Step.LAPSE: lambda: escrow.lapse(order_id),
    }
    try:
        calls[step]()
    except boa.BoaError:
        return False
    return True


def same(trade: Trade, order_id: int, life: Life) -> None:
    order = trade.escrow.order(order_id)
    assert (order.state, order.stage, order.left) == (life.state, life.stage, life.left)
    assert (order.due, order.delivered) == (life.due, life.delivered)


def brought(trade: Trade, state: State, order_id: int, life: Life) -> Life:
    if state is State.OPEN:
        return life
    until(life.deliver_from)
    take(trade, order_id, Step.DELIVER)
    life = life.after_delivery(7, now())
    if state is State.DELIVERED:
        return life
    take(trade, order_id, Step.DISPUTE)
    life = life.after_dispute(now())
    if state is State.CLOSED:
        take(trade, order_id, Step.RULE)
        life, _ = life.after_division(3_000)
    return life


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_the_same_steps_at_the_same_seconds(trade: Trade, state: State, step: Step) -> None:
    start = now()
    seconds = {"due": None, "from": start + 100, "until": start + 90_000}
    for name, offset, by_buyer in product(seconds, (-1, 0, 1), (False, True)):
        with boa.env.anchor():
            order_id, life = opened(trade, start + 100, start + 90_000)
            life = brought(trade, state, order_id, life)
            same(trade, order_id, life)
            moment = (seconds[name] or life.due) + offset
            if moment < now():
                continue
            until(moment)
            may = life.may(step, moment, by_buyer=by_buyer)
            assert take(trade, order_id, step, by_buyer=by_buyer) == may, (name, offset)


@pytest.mark.parametrize("quantity", [1, 3, QUANTITY])
def test_the_same_money_stage_by_stage(trade: Trade, quantity: int) -> None:
    with boa.env.anchor():
        order_id, life = opened(trade, now(), now() + 90_000)
        while life.state is not State.CLOSED:
            trade.deliver(order_id, quantity)
            life = life.after_delivery(quantity, now())
            same(trade, order_id, life)
            take(trade, order_id, Step.CONFIRM)
            said = next(log for log in trade.said() if log["event"] == "StageReleased")
            life, payout = life.after_release()
            assert payout == Payout(said["paid"], said["contributed"], said["refunded"])
            same(trade, order_id, life)


def test_every_state_but_the_last_has_an_exit() -> None:
    assert set(EXIT) == set(State) - {State.CLOSED}
    assert all(FROM[step] is state for state, step in EXIT.items())
    assert set(FROM) == set(Step)
