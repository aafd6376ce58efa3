# SPDX-License-Identifier: Apache-2.0
"""The table in the Escrow's NatSpec: every state, who moves it on, and its way out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from tests.contracts.boa_chain import ROOT, account, refused
from tests.contracts.federation.assembly import until
from tests.contracts.market.trading import (
    CLAIM,
    CLOSED,
    DELIVERED,
    DISPUTED,
    EVIDENCE,
    GOODS,
    OPEN,
    QUANTITY,
    TOTAL,
    Trade,
)

STATES = {OPEN: "OPEN", DELIVERED: "DELIVERED", DISPUTED: "DISPUTED", CLOSED: "CLOSED"}
WRONG = {
    "deliver": "escrow: not open",
    "cancel": "escrow: not open",
    "expire": "escrow: not open",
    "confirm": "escrow: no delivery to decide on",
    "release": "escrow: no delivery to decide on",
    "dispute": "escrow: no delivery to decide on",
    "summon": "escrow: not disputed",
    "lapse": "escrow: not disputed",
    "rule": "escrow: not disputed",
    "agree": "escrow: order closed",
    "submit_evidence": "escrow: order closed",
}
# What moves an order on in each state; the last one anybody, once its time is over.
STEPS = {
    OPEN: ("deliver", "cancel", "agree", "submit_evidence", "expire"),
    DELIVERED: ("confirm", "dispute", "agree", "submit_evidence", "release"),
    DISPUTED: ("summon", "rule", "agree", "submit_evidence", "lapse"),
    CLOSED: (),
}


def bring(trade: Trade, state: int) -> int:
    """Bring an order into a state; in dispute its arbiter has number 1, though not this one's."""
    order_id = trade.open()
    if state == CLOSED:
        trade.deliver(order_id)
        trade.dispute(order_id)
        trade.court.rule(trade.escrow, 1, 51)
    elif state != OPEN:
        trade.deliver(order_id)
        if state == DISPUTED:
            trade.dispute(order_id, 0)
    return order_id


def steps(trade: Trade, order_id: int) -> dict[str, Callable[[], object]]:
    escrow, seller, buyer = trade.escrow, trade.seller.address, trade.buyer.address
    court = trade.court.address
    return {
        "deliver": lambda: escrow.deliver(order_id, QUANTITY, EVIDENCE, sender=seller),
        "cancel": lambda: escrow.cancel(order_id, sender=seller),
        "expire": lambda: escrow.expire(order_id),
        "confirm": lambda: escrow.confirm(order_id, sender=buyer),
        "release": lambda: escrow.release(order_id),
        "dispute": lambda: escrow.dispute(order_id, CLAIM, sender=buyer),
        "summon": lambda: escrow.summon(order_id, value=1_234, sender=seller),
        "rule": lambda: escrow.rule(1, 51, sender=court),
        "lapse": lambda: escrow.lapse(order_id),
        "agree": lambda: escrow.agree(order_id, 1, sender=buyer),
        "submit_evidence": lambda: escrow.submit_evidence(order_id, EVIDENCE, sender=buyer),
    }


@pytest.mark.parametrize(("state", "step"), list(product(STATES, WRONG)))
def test_threat_12_every_step_in_every_state(trade: Trade, state: int, step: str) -> None:
    """Either the step is in the state's row, or it is refused by the state's name."""
    order_id = bring(trade, state)
    act = steps(trade, order_id)[step]
    if step not in STEPS[state]:
        # Where nobody has summoned the arbiter it has no dispute of this number.
        never = step == "rule" and state != CLOSED
        with refused("escrow: not the arbiter" if never else WRONG[step]):
            act()
        return
    if step == STEPS[state][-1]:
        until(trade.escrow.order(order_id).deliver_until + 1)
    if step == "rule":
        trade.escrow.summon(order_id, value=1_234, sender=trade.seller.address)
    act()


@pytest.mark.parametrize("state", [OPEN, DELIVERED, DISPUTED])
def test_threat_13_every_state_ends_if_all_fall_silent(trade: Trade, state: int) -> None:
    """Seller, buyer and arbiter are gone: a stranger ends the order, and it is divided whole."""
    order_id = bring(trade, state)
    anybody = account("anybody at all").address
    for _ in range(3):
        order = trade.escrow.order(order_id)
        if order.state == CLOSED:
            break
        until(order.deliver_until + 1 if order.state == OPEN else order.due)
        getattr(trade.escrow, STEPS[order.state][-1])(order_id, sender=anybody)
    assert trade.state(order_id) == CLOSED
    assert trade.received(GOODS) + trade.owed() == TOTAL
    assert trade.escrow.held(trade.coin) == trade.owed()


def test_the_table_names_every_state_and_step() -> None:
    text = (ROOT / "contracts/Escrow.vy").read_text().split('"""')[1]
    table = text[text.index("| state") : text.index("@custom:powers")]
    for state, name in STATES.items():
        row = table[table.index(f"| {name} ") :]
        others = [row.find(f"| {other} ", 1) for other in STATES.values()]
        row = row[: min((at for at in others if at > 0), default=len(row))]
        for step in set(STEPS[state]) - {"submit_evidence", "summon"}:
            assert step in row, (name, step)
