# SPDX-License-Identifier: Apache-2.0
"""Contracts that know nothing of this court are ruled on by it: Market's Escrow, Kleros's own."""

from __future__ import annotations

import json
from typing import Any

import boa
import pytest
from eth_abi import encode

from tests.contracts.boa_chain import account, pass_time
from tests.contracts.market.trading import CLOSED, DISPUTED, GOODS, TOTAL, UNRULED, Trade
from tests.contracts.market.trading import build as build_market
from tests.contracts.tribunal.kleros import simple_escrow
from tests.contracts.tribunal.trial import DECIDED, FAILED, RULED, UNDECIDED, Trial, found

PRICE = 10**18
DAY = 86_400


@pytest.fixture
def trade(trial: Trial) -> Trade:
    return build_market(trial.book, trial.factory, trial.towns, trial.federation)


@pytest.fixture
def court(trade: Trade, trial: Trial) -> Trial:
    """The same benches, for the market's own treasury."""
    return found(
        trial.book,
        trial.factory,
        trade.treasury,
        trial.beacon,
        trial.juries,
        trial.federation,
        trial.towns,
    )


def disputed(trade: Trade, court: Trial) -> int:
    order_id = trade.delivered(arbiter=str(court.tribunal.address))
    trade.dispute(order_id, value=0)
    return order_id


@pytest.mark.parametrize(("ruling", "share"), [(1, 0), (31, 3_000), (101, 10_000)])
def test_a_jury_divides_a_markets_order(
    trade: Trade, court: Trial, ruling: int, share: int
) -> None:
    order_id = disputed(trade, court)
    assert trade.escrow.order(order_id).is_summoned
    called = court.juries.called(court.juries.count())
    assert (called.options, called.size) == (101, 12)
    court.decide(1, ruling)
    assert court.tribunal.case(1).is_executed
    assert trade.state(order_id) == CLOSED
    assert trade.received(GOODS) == TOTAL * share // 10_000


def test_a_jury_without_an_answer_leaves_what_the_offer_says(trade: Trade, court: Trial) -> None:
    order_id = disputed(trade, court)
    for _ in range(2):
        court.decide(1, 0, UNDECIDED)
    assert trade.state(order_id) == CLOSED
    assert trade.received(GOODS) == TOTAL * UNRULED // 10_000


def test_a_ruling_that_comes_too_late_stands_all_the_same(trade: Trade, court: Trial) -> None:
    """The order has lapsed; its escrow refuses the ruling, and the dispute ends."""
    order_id = disputed(trade, court)
    pass_time(31 * DAY)
    assert trade.state(order_id) == DISPUTED
    court.decide(1, 101)
    case = court.tribunal.case(1)
    assert (case.state, case.ruling, case.is_executed) == (RULED, 101, False)
    trade.escrow.lapse(order_id)
    assert trade.state(order_id) == CLOSED


def kleros(trial: Trial) -> Any:
    """Deploy Kleros's SimpleEscrow with this court as its arbitrator; it holds the price."""
    abi, code = simple_escrow()
    payer, payee = account("kleros payer").address, account("kleros payee").address
    boa.env.set_balance(payer, 10 * PRICE)
    said = encode(
        ["address", "address", "string"], [payee, str(trial.tribunal.address), "Repair the nets"]
    )
    address, _ = boa.env.deploy_code(bytecode=code + said, value=PRICE, sender=payer)
    return boa.loads_abi(json.dumps(abi)).at(address)


@pytest.mark.parametrize(("ruling", "winner"), [(1, "payer"), (2, "payee")])
def test_a_jury_rules_on_kleros_own_escrow(trial: Trial, ruling: int, winner: str) -> None:
    escrow = kleros(trial)
    payer, payee = account("kleros payer").address, account("kleros payee").address
    escrow.reclaimFunds(value=trial.tribunal.arbitrationCost(b""), sender=payer)
    escrow.depositArbitrationFeeForPayee(sender=payee)
    assert escrow.status() == 2
    before = boa.env.get_balance(account(f"kleros {winner}").address)
    trial.decide(1, 0, FAILED)
    trial.decide(1, ruling, DECIDED)
    assert trial.tribunal.case(1).is_executed and escrow.status() == 3
    assert boa.env.get_balance(account(f"kleros {winner}").address) == before + PRICE
