# SPDX-License-Identifier: Apache-2.0
"""Market.open under an accord: whose people may, at which figures, and how much a season."""

from __future__ import annotations

from dataclasses import replace

from symbio.domain.rules import DAY
from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.market.trading import (
    COMMONS,
    CONCESSION,
    CONTRIBUTION,
    QUANTITY,
    SEASON_QUANTITY,
    Trade,
)


def test_opens_under_an_accord(trade: Trade, accord: int) -> None:
    purchase = trade.under(accord)
    assert purchase.total == 9_500
    order = trade.escrow.order(trade.open(purchase=purchase))
    (opened,) = [log for log in trade.said(trade.market) if log["event"] == "OrderOpened"]
    season = trade.accords.accord(accord).starts_at
    expected = {
        "accord_id": accord,
        "clause": 0,
        "season": season,
        "seller_party": trade.towns[0].number,
        "buyer_party": trade.towns[1].number,
        "contribution": CONTRIBUTION,
        "contribution_split": COMMONS,
    }
    assert {name: opened[name] for name in expected} == expected
    assert {name: getattr(order, name) for name in expected} == expected
    assert (opened["version"], opened["concession"]) == (1, CONCESSION)
    assert trade.market.season_taken(accord, 0, season) == QUANTITY


def test_refuses_more_than_a_season_has(trade: Trade, accord: int) -> None:
    most = trade.under(accord, quantity=SEASON_QUANTITY, total=38_000)
    trade.open(purchase=most)
    one = trade.under(accord, quantity=1, total=950, nonce=1)
    with refused("market: the season's quantity is taken"):
        trade.open(purchase=one)
    pass_time(90 * DAY)
    trade.open(purchase=replace(one, until=now()), deliver_until=now() + DAY, until=now())


def test_refuses_who_is_not_of_the_party(trade: Trade, accord: int) -> None:
    outsiders = trade.towns[2]
    bought = trade.under(accord, buyer_party=outsiders.number)
    with refused("market: buyer isn't of its party"):
        trade.open(purchase=bought)
    with refused("market: buyer isn't of its party"):
        trade.open(purchase=trade.under(accord, community=0, place=0))
    with refused("market: seller isn't of its party"):
        trade.open(purchase=trade.under(accord, seller_party=outsiders.number))
    with refused("market: seller isn't of its party"):
        trade.open(purchase=trade.under(accord), community=0)
    town = trade.towns[1]
    trade.accords.leave(accord, town.number, sender=town.steward.address)
    pass_time(30 * DAY)
    with refused("accords: the party has left"):
        trade.open(purchase=trade.under(accord))


def test_a_seller_who_left_its_community_sells_under_no_accord(trade: Trade, accord: int) -> None:
    offer = trade.offer()
    trade.list(offer)
    trade.book.leave(trade.towns[0].number, 0, sender=offer.seller)
    with refused("market: seller isn't of the community"):
        trade.open(offer, trade.under(accord), signature=b"")
    trade.open(offer, signature=b"")


def test_refuses_an_accord_of_another_market(trade: Trade) -> None:
    accord = trade.conclude(market=str(trade.court.address))
    with refused("market: the accord is another market's"):
        trade.open(purchase=trade.under(accord))


def test_refuses_a_contribution_to_a_split_that_is_not_there(trade: Trade) -> None:
    """It would stop every release, so it is looked at before money comes in."""
    accord = trade.conclude(split_id=99)
    with refused("market: no such split"):
        trade.open(purchase=trade.under(accord))
