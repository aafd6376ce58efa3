# SPDX-License-Identifier: Apache-2.0
"""The known ways in which escrows and markets have failed, each tried here.

Threats 1, 2, 9, 11, 12, 13, 24 and 28 are tried in test_open, test_barter, test_withdraw,
test_open_by_signature, test_dispute, test_states and test_rule; 16 in test_replay, 23 in
test_reentrancy.
"""

from __future__ import annotations

import boa
from eth_account.signers.local import LocalAccount

from symbio.domain.rules import DAY
from tests.contracts.boa_chain import deployer, pass_time, refused
from tests.contracts.federation.assembly import until
from tests.contracts.market.trading import (
    CLOSED,
    COURT_PRICE,
    DISPUTED,
    GOODS,
    INSPECTION,
    OPEN,
    RULING,
    TOTAL,
    Trade,
    token,
)
from tests.contracts.treasury.paying import NATIVE, native_balance


def test_threat_9_a_third_party_moves_nothing_before_its_time(
    trade: Trade, stranger: LocalAccount
) -> None:
    """What anybody may do, they may do only once nobody who has a say can act any more."""
    order_id = trade.open()
    for step, reason in (
        ("expire", "escrow: time for delivery isn't over"),
        ("release", "escrow: no delivery to decide on"),
        ("lapse", "escrow: not disputed"),
    ):
        with refused(reason):
            getattr(trade.escrow, step)(order_id, sender=stranger.address)
    trade.deliver(order_id)
    with refused("escrow: inspection isn't over"):
        trade.escrow.release(order_id, sender=stranger.address)
    trade.dispute(order_id)
    with refused("escrow: time for a ruling isn't over"):
        trade.escrow.lapse(order_id, sender=stranger.address)


def test_threat_14_a_buyer_that_burns_gas_delays_nobody(trade: Trade) -> None:
    """The buyer is a contract that burns all gas when paid: it is never called in a release."""
    bomb = deployer("tests/mocks/tokens/BurningReceiver.vy").deploy()
    order_id = trade.open(purchase=trade.purchase(currency=NATIVE, total=70))
    trade.deliver(order_id, 5)
    trade.escrow.confirm(order_id, sender=trade.buyer.address)
    with refused("escrow: the payment is refused"):
        trade.escrow.withdraw_to(NATIVE, bomb, sender=trade.buyer.address, gas=1_000_000)
    assert trade.received(GOODS, NATIVE) == 35
    trade.escrow.withdraw(NATIVE, sender=trade.buyer.address)


def test_threat_15_a_payee_that_moves_keeps_its_money(trade: Trade) -> None:
    """The seller is paid into a split, which goes on whoever holds the seller's key."""
    order_id = trade.delivered()
    pass_time(INSPECTION)
    trade.escrow.release(order_id)
    steward = trade.towns[0].steward
    assert trade.treasury.owed(GOODS, trade.coin, int(steward.address, 16)) == TOTAL


def test_threat_20_a_total_in_other_units_is_no_price(trade: Trade) -> None:
    """Prices are in smallest units of their own currency; one isn't taken for another's."""
    with refused("market: total isn't the price"):
        trade.open(purchase=trade.purchase(currency=NATIVE, total=TOTAL))
    with refused("market: total isn't the price"):
        trade.open(purchase=trade.purchase(total=70))


def test_threat_30_forced_coin_is_nobodys(trade: Trade, buyer: LocalAccount) -> None:
    boa.env.set_balance(trade.escrow.address, 555)
    trade.coin.mint(trade.escrow, 555)
    first = trade.open(purchase=trade.purchase(currency=NATIVE, total=70))
    assert trade.escrow.held(NATIVE) == 70 and native_balance(trade.escrow) == 625
    trade.escrow.cancel(first, sender=buyer.address)
    trade.escrow.withdraw(NATIVE, sender=buyer.address)
    assert native_balance(trade.escrow) == 555
    second = trade.open(purchase=trade.purchase(nonce=1))
    trade.deliver(second)
    trade.escrow.confirm(second, sender=buyer.address)
    assert trade.coin.balanceOf(trade.escrow) == 555
    assert trade.escrow.held(trade.coin) == 0


def test_a_dead_arbiter_and_a_blocked_treasury(trade: Trade, buyer: LocalAccount) -> None:
    """A token that blocks the Treasury holds up the seller's part; the two can still give back."""
    coin = token(trade, "Blocking")
    offer = trade.offer(currency_1=coin.address)
    order_id = trade.open(offer, trade.purchase(currency=coin.address))
    trade.deliver(order_id)
    trade.dispute(order_id)
    coin.set_blocked(trade.treasury, True)
    until(trade.escrow.order(order_id).due)
    with refused("ledger: blocked"):
        trade.escrow.lapse(order_id)
    assert trade.state(order_id) == DISPUTED
    for party in (trade.seller, buyer):
        trade.escrow.agree(order_id, 0, sender=party.address)
    assert trade.state(order_id) == CLOSED
    trade.escrow.withdraw(coin, sender=buyer.address)


def test_a_dispute_at_the_last_second_is_in_time(trade: Trade) -> None:
    first, second = trade.delivered(), trade.open(purchase=trade.purchase(nonce=1))
    trade.deliver(second)
    until(trade.escrow.order(first).due - 1)
    with refused("escrow: inspection isn't over"):
        trade.escrow.release(first)
    trade.dispute(first)
    pass_time(1)
    with refused("escrow: inspection is over"):
        trade.dispute(second)
    trade.escrow.release(second)


def test_a_court_can_not_rule_on_another_courts_order(trade: Trade) -> None:
    """Each court has numbers of its own: number 1 of the one isn't number 1 of the other."""
    other = deployer("tests/mocks/Court.vy").deploy()
    first = trade.disputed()
    second = trade.open(trade.offer(arbiter=str(other.address)), trade.purchase(nonce=1))
    trade.deliver(second)
    trade.dispute(second)
    assert trade.escrow.disputed_order(trade.court, 1) == first
    assert trade.escrow.disputed_order(other, 1) == second
    other.rule(trade.escrow, 1, 1)
    assert trade.state(first) == DISPUTED and trade.state(second) == CLOSED


def test_a_court_that_repeats_a_number_takes_no_dispute_twice(trade: Trade) -> None:
    trade.court.set(COURT_PRICE, 5)
    first, second = trade.disputed(), trade.open(purchase=trade.purchase(nonce=1))
    trade.deliver(second)
    trade.dispute(second)
    trade.court.rule(trade.escrow, 7, 101)
    assert trade.state(first) == CLOSED and trade.state(second) == DISPUTED
    pass_time(RULING)
    trade.escrow.lapse(second)


def test_an_order_that_crosses_a_withdrawal_is_refused_or_stands(trade: Trade) -> None:
    offer = trade.offer()
    before = trade.open(offer)
    trade.market.withdraw_offer(offer.for_chain(), sender=trade.seller.address)
    with refused("market: offer withdrawn"):
        trade.relay(offer, trade.purchase(nonce=1))
    assert trade.state(before) == OPEN
    assert not trade.market.nonce_used(trade.buyer.address, 1)


def test_no_quarrel_and_no_exit_touches_an_open_order(trade: Trade, accord: int) -> None:
    """Seller and buyer leave their rolls, the community its federation, all parties the accord."""
    order_id = trade.open(purchase=trade.under(accord))
    for place, town, person in ((0, 0, trade.seller), (1, 1, trade.buyer)):
        trade.book.leave(trade.towns[town].number, place, sender=person.address)
    for town in trade.towns[:2]:
        trade.accords.leave(accord, town.number, sender=town.steward.address)
    pass_time(31 * DAY)
    trade.deliver(order_id)
    trade.escrow.confirm(order_id, sender=trade.buyer.address)
    assert trade.received(GOODS) == 9_310
