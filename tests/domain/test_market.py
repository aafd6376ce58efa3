# SPDX-License-Identifier: Apache-2.0
"""Offers, purchases and rings as values; prices exact, whatever the currency's decimals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain import acts
from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Token
from symbio.domain.errors import BadOffer, MixedTokens
from symbio.domain.landed import landed
from symbio.domain.market import Offer, Purchase, Swap, audience_fields, price_fields, ring_problem
from tests.domain.market_values import (
    BUYER,
    COIN,
    EURO,
    FEDERATION,
    NOW,
    SARDINES,
    SELLER,
    YEN,
    offers,
    words,
)


def test_prices_are_read_in_their_currency() -> None:
    assert str(SARDINES.price(EURO)) == "4.20 EURe"
    assert str(SARDINES.price(YEN)) == "690 JPYe"
    assert SARDINES.prices == {EURO.address: 420, YEN.address: 690}
    with pytest.raises(MixedTokens, match="no price in ETH"):
        SARDINES.price(COIN)
    dearer = SARDINES.priced([COIN.amount("0.001")])
    assert dearer.prices == {COIN.address: 10**15}
    assert (dearer.currency_2, dearer.price_2) == (NOBODY, 0)


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        ([], "not 0"),
        ([EURO.units(n) for n in range(1, 5)], "not 4"),
        ([EURO.units(0)], "is nothing"),
        ([EURO.units(1), YEN.units(-1)], "is nothing"),
        ([EURO.units(1), EURO.units(2)], "stands twice"),
    ],
)
def test_prices_that_no_offer_can_have(prices: list, said: str) -> None:
    with pytest.raises(BadOffer, match=said):
        price_fields(prices)


def test_an_audience_is_everyone_or_up_to_three_federations() -> None:
    assert audience_fields([])["everyone"] is True
    named = replace(SARDINES, **audience_fields([FEDERATION]))
    assert (named.everyone, named.federations) == (False, (FEDERATION,))
    with pytest.raises(BadOffer, match="at most 3"):
        audience_fields([SELLER] * 4)
    with pytest.raises(BadOffer, match="stands twice"):
        audience_fields([SELLER, SELLER.lower()])


@given(offers)
def test_an_offer_is_the_contract_s_struct_in_order(offer: Offer) -> None:
    assert Offer(*offer.for_chain()) == offer
    names = [name for name, _ in acts.Offer.TYPE]
    assert (
        dict(zip(names, offer.for_chain(), strict=True))
        == acts.Offer(acts.Domain("Symbio Market", 1, SELLER), offer).values()
    )


@given(words, words, words)
def test_a_signed_purchase_is_the_contract_s_struct(quantity: int, total: int, nonce: int) -> None:
    want = Purchase(BUYER, 5, 9, quantity, EURO.address, total, 2, 1, 3, 5, NOW, nonce)
    where = acts.Domain("Symbio Market", 1, SELLER)
    act = acts.Purchase.of(where, SARDINES, b"\x09" * 32, want)
    assert act.purchase() == want
    assert (act.title, act.unit, act.offer) == (SARDINES.title, "kg", b"\x09" * 32)


def test_what_is_signed_says_what_it_does() -> None:
    where = acts.Domain("Symbio Market", 1, SELLER)
    assert acts.sentence(acts.Offer(where, SARDINES)) == (
        "Symbio Market: I offer up to 4000 kg of “Fresh sardines, day boat” at 420 units of "
        f"{EURO.address} or 690 units of {YEN.address} each, paid to split 7, delivered at "
        "“Fishing harbour of Peniche”."
    )
    want = Purchase(BUYER, 5, 9, 12, EURO.address, 5_040, 2, 1, 3, 5, NOW, 1)
    assert "I order 12 kg of “Fresh sardines, day boat” under accord 2" in acts.sentence(
        acts.Purchase.of(where, SARDINES, bytes(32), want)
    )
    swap = Swap(SELLER, "Ten vouchers", EURO.address, 5, YEN.address, 7, NOW, 0)
    assert f"I give 5 units of {EURO.address} if I get at least 7" in acts.sentence(
        acts.Swap(where, swap)
    )


def ring(*links: tuple[Token, int, Token, int]) -> list[Swap]:
    return [
        Swap(SELLER, f"link {n}", gives.address, much, wants.address, least, NOW, n)
        for n, (gives, much, wants, least) in enumerate(links)
    ]


def test_a_ring_closes_or_says_why_not() -> None:
    closed = ring((EURO, 5, COIN, 9), (YEN, 7, EURO, 5), (COIN, 9, YEN, 6))
    assert ring_problem(closed) == ""
    assert "two to 8 swaps, not 1" in ring_problem(closed[:1])
    assert "another currency" in ring_problem(closed[:2])
    assert "another currency" in ring_problem(closed[::-1])
    assert "wants more" in ring_problem([replace(closed[0], gives_amount=4), *closed[1:]])


prices = st.integers(1, 2**110)
quantities = st.integers(1, 2**32 - 1)
shares = st.integers(0, 9_999)


@given(prices, quantities, shares, shares, st.integers(2, 30))
def test_a_landed_cost_is_exact_and_adds_up(
    price: int, quantity: int, concession: int, contribution: int, decimals: int
) -> None:
    token = Token(EURO.address, "T", decimals)
    cost = landed(token.units(price), quantity, concession=concession, contribution=contribution)
    gross = price * quantity
    assert cost.gross.units == gross
    assert cost.concession.units == gross * concession // 10_000
    assert cost.total + cost.concession == cost.gross
    assert cost.contribution + cost.to_seller == cost.total
    assert cost.contribution.units == cost.total.units * contribution // 10_000
