# SPDX-License-Identifier: Apache-2.0
"""Escrow.rule, agree, lapse and submit_evidence: how an order is divided."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import deployer, pass_time, refused
from tests.contracts.market.trading import (
    AGREED,
    CLOSED,
    COMMONS,
    DELIVERED,
    EVIDENCE,
    GOODS,
    LAPSED,
    OPEN,
    RULED,
    RULING,
    TOTAL,
    UNRULED,
    Trade,
)

NONE = 2**256 - 1


@pytest.mark.parametrize(
    ("ruling", "share"), [(0, UNRULED), (1, 0), (2, 100), (51, 5_000), (101, 10_000)]
)
def test_the_arbiter_divides_what_is_left(trade: Trade, ruling: int, share: int) -> None:
    order_id = trade.disputed()
    trade.court.rule(trade.escrow, 1, ruling)
    assert trade.state(order_id) == CLOSED
    assert trade.received(GOODS) == TOTAL * share // 10_000
    assert trade.owed() == TOTAL - TOTAL * share // 10_000
    assert trade.escrow.order(order_id).left == 0


def test_a_ruling_is_logged(trade: Trade) -> None:
    order_id, court = trade.disputed(), trade.court.address
    trade.escrow.rule(1, 31, sender=court)
    ruling, credited, closed = trade.said()
    assert ruling == {"event": "Ruling", "arbitrator": court, "disputeID": 1, "ruling": 31}
    assert credited["amount"] == 7_000
    assert closed == {
        "event": "OrderClosed",
        "order_id": order_id,
        "actor": court,
        "ending": RULED,
        "share": 3_000,
        "paid": 3_000,
        "contributed": 0,
        "refunded": 7_000,
        "restored": 0,
    }


def test_rules_on_the_later_stages_too_and_never_on_what_is_paid(trade: Trade) -> None:
    """Threat 24: what was released before is the seller's whatever is decided later."""
    order_id = trade.delivered(stages=304_030)
    trade.escrow.confirm(order_id, sender=trade.buyer.address)
    trade.deliver(order_id)
    trade.dispute(order_id)
    trade.court.rule(trade.escrow, 1, 1)
    assert (trade.received(GOODS), trade.owed()) == (3_000, 7_000)


def test_a_ruling_contributes_too(trade: Trade, accord: int) -> None:
    order_id = trade.open(purchase=trade.under(accord))
    trade.deliver(order_id)
    trade.dispute(order_id)
    trade.court.rule(trade.escrow, 1, 51)
    assert trade.received(GOODS) == 4_655 and trade.received(COMMONS) == 95
    assert trade.market.balances(accord, trade.towns[0].number, trade.coin) == (4_750, 0)


def test_refuses_other_arbiters_rulings_and_times(trade: Trade, seller: LocalAccount) -> None:
    order_id = trade.disputed()
    other = deployer("tests/mocks/Court.vy").deploy()
    for liar in (seller.address, other.address):
        with refused("escrow: not the arbiter"):
            trade.escrow.rule(1, 101, sender=liar)
    court = trade.court.address
    with refused("escrow: not the arbiter"):
        trade.escrow.rule(2, 101, sender=court)
    with refused("escrow: no such ruling"):
        trade.escrow.rule(1, 102, sender=court)
    pass_time(RULING - 1)
    with refused("escrow: time for a ruling isn't over"):
        trade.escrow.lapse(order_id)
    pass_time(1)
    with refused("escrow: time for a ruling is over"):
        trade.escrow.rule(1, 101, sender=court)
    trade.escrow.lapse(order_id)
    with refused("escrow: not disputed"):
        trade.escrow.rule(1, 101, sender=court)


def test_an_undecided_dispute_lapses(trade: Trade, stranger: LocalAccount) -> None:
    order_id = trade.delivered()
    with refused("escrow: not disputed"):
        trade.escrow.lapse(order_id)
    trade.dispute(order_id)
    pass_time(RULING)
    trade.escrow.lapse(order_id, sender=stranger.address)
    closed = trade.said()[-1]
    assert (closed["ending"], closed["share"], closed["actor"]) == (
        LAPSED,
        UNRULED,
        stranger.address,
    )
    assert (trade.received(GOODS), trade.owed()) == (2_500, 7_500)


@pytest.mark.parametrize("state", ["open", "delivered", "disputed"])
def test_two_who_agree_divide_in_every_state(trade: Trade, state: str) -> None:
    order_id = getattr(trade, state)()
    trade.escrow.agree(order_id, 4_321, sender=trade.seller.address)
    assert trade.said() == [
        {
            "event": "ShareNamed",
            "order_id": order_id,
            "party": trade.seller.address,
            "share": 4_321,
        }
    ]
    assert trade.escrow.named_shares(order_id) == (NONE, 4_321)
    trade.escrow.agree(order_id, 4_322, sender=trade.buyer.address)
    assert trade.escrow.named_shares(order_id) == (4_322, 4_321)
    trade.escrow.agree(order_id, 4_321, sender=trade.buyer.address)
    closed = trade.said()[-1]
    assert (closed["ending"], closed["share"], closed["restored"]) == (AGREED, 4_321, 0)
    assert (trade.received(GOODS), trade.owed()) == (4_321, 5_679)
    with refused("escrow: order closed"):
        trade.escrow.agree(order_id, 0, sender=trade.buyer.address)


def test_nothing_for_the_seller_can_be_agreed(trade: Trade) -> None:
    """0 that is named differs from nothing named."""
    order_id = trade.open()
    trade.escrow.agree(order_id, 0, sender=trade.seller.address)
    assert trade.state(order_id) == OPEN
    assert trade.escrow.named_shares(order_id) == (NONE, 0)
    trade.escrow.agree(order_id, 0, sender=trade.buyer.address)
    assert trade.owed() == TOTAL


def test_a_step_forgets_what_was_named(trade: Trade) -> None:
    """Named before delivery, it can't be taken up after it; nor before a dispute and after."""
    order_id = trade.open(trade.offer(stages=5050))
    for step in ("deliver", "confirm", "deliver", "dispute"):
        trade.escrow.agree(order_id, 5_000, sender=trade.buyer.address)
        if step == "confirm":
            trade.escrow.confirm(order_id, sender=trade.buyer.address)
        else:
            getattr(trade, step)(order_id)
        assert trade.escrow.named_shares(order_id) == (NONE, NONE)
        trade.escrow.agree(order_id, 5_000, sender=trade.seller.address)
        assert trade.state(order_id) != CLOSED
        trade.escrow.agree(order_id, 5_001, sender=trade.seller.address)
    trade.escrow.agree(order_id, 5_001, sender=trade.buyer.address)
    assert trade.state(order_id) == CLOSED


def test_summoning_forgets_what_was_named(trade: Trade) -> None:
    order_id = trade.delivered()
    trade.dispute(order_id, 0)
    trade.escrow.agree(order_id, 9_000, sender=trade.seller.address)
    trade.escrow.summon(order_id, value=1_234, sender=trade.buyer.address)
    assert trade.escrow.named_shares(order_id) == (NONE, NONE)


def test_agreement_refuses(trade: Trade, stranger: LocalAccount) -> None:
    order_id = trade.open()
    with refused("escrow: not a party"):
        trade.escrow.agree(order_id, 1, sender=stranger.address)
    with refused("escrow: share exceeds the whole"):
        trade.escrow.agree(order_id, 10_001, sender=trade.buyer.address)
    with refused("escrow: no such order"):
        trade.escrow.agree(2, 1, sender=trade.buyer.address)


def test_evidence_is_logged_until_the_end(trade: Trade, stranger: LocalAccount) -> None:
    order_id = trade.delivered()
    for party in (trade.buyer, trade.seller):
        trade.escrow.submit_evidence(order_id, EVIDENCE, sender=party.address)
        assert trade.said() == [
            {
                "event": "EvidenceSubmitted",
                "order_id": order_id,
                "party": party.address,
                "evidence": EVIDENCE,
            }
        ]
    with refused("escrow: not a party"):
        trade.escrow.submit_evidence(order_id, EVIDENCE, sender=stranger.address)
    assert trade.state(order_id) == DELIVERED
    trade.escrow.confirm(order_id, sender=trade.buyer.address)
    with refused("escrow: order closed"):
        trade.escrow.submit_evidence(order_id, EVIDENCE, sender=trade.buyer.address)
