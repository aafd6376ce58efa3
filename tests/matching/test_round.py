# SPDX-License-Identifier: Apache-2.0
"""Every result passes the contract's own check, in any order, and touches only what it may."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbio.domain.circulation import refusal, verify
from symbio.domain.clearing import Book, CommunityBound, Conversion, CreditLine, Draw
from symbio.matching.clearing import clear
from symbio.matching.errors import BadBook, TooMuchToCount
from tests.matching.books import NOW, VALUES, book, consent, owed, random_book


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_results_in_several_currencies_pass_the_contract_s_check(seed: int) -> None:
    of = random_book(random.Random(seed))
    found = clear(of, now=NOW)
    if found.circulation.flows:
        assert refusal(of, found.circulation, now=NOW) == ""
        assert verify(of, found.circulation, now=NOW).value == found.value


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.randoms())
def test_the_order_of_the_input_never_matters(seed: int, order: random.Random) -> None:
    of = random_book(random.Random(seed))
    mixed = {
        name: tuple(order.sample(getattr(of, name), len(getattr(of, name))))
        for name in ("obligations", "acceptances", "lines", "bounds")
    }
    values = dict(order.sample(list(VALUES.items()), len(VALUES)))
    assert clear(replace(of, values=values, **mixed), now=NOW) == replace(
        clear(of, now=NOW), book=replace(of, values=values, **mixed)
    )


@pytest.mark.parametrize("change", [{"disputed": True}, {"expires": 3}, {"remaining": 0}])
def test_what_is_disputed_expired_or_paid_takes_no_part(change: dict[str, int]) -> None:
    there, back, other = owed(1, "a", "b", 9), owed(2, "b", "a", 9), owed(3, "b", "a", 4)
    assert len(clear(book(there, back, other), now=NOW).circulation.flows) == 2
    found = clear(book(there, replace(back, **change), other), now=NOW).circulation  # type: ignore[arg-type]
    assert [(f.number, f.amount) for f in found.flows] == [(1, 4), (3, 4)]
    assert clear(book(replace(there, **change), back), now=NOW).circulation.flows == ()  # type: ignore[arg-type]


def test_an_obligation_counts_to_the_end_of_its_last_day() -> None:
    of = book(owed(1, "a", "b", 9), owed(2, "b", "a", 9))
    end = (of.obligations[0].expires + 1) * 86_400
    assert clear(of, now=end - 1).value == 18
    assert clear(of, now=end).value == 0


def test_a_currency_without_a_value_takes_no_part() -> None:
    of = Book((owed(1, "a", "b", 9, "XCD"), owed(2, "b", "a", 9, "XCD")), VALUES)
    assert clear(of, now=NOW).circulation.flows == ()


TWO_MONIES = (owed(1, "a", "b", 1000, "EUR"), owed(2, "b", "a", 2000, "USD"))


def test_consents_let_currencies_meet() -> None:
    """Both must consent: what one gives in a currency, another takes in it."""
    consents = (consent(1, "a", "USD", "EUR", 5000), consent(2, "b", "EUR", "USD", 5000))
    assert clear(Book(TWO_MONIES, VALUES, consents[:1]), now=NOW).value == 0
    found = clear(Book(TWO_MONIES, VALUES, consents), now=NOW)
    assert [(f.number, f.amount) for f in found.circulation.flows] == [(1, 1000), (2, 1084)]
    assert found.circulation.conversions == (Conversion(1, 1084, 1000), Conversion(2, 1000, 1084))
    said = str(found.statement("a"))
    assert "10.84 USD of your claims were set off against 10.00 EUR of your debts" in said
    assert "(0.83070864 EUR for 1 USD or better was your condition)" in said
    assert "You needed no money." in said


@pytest.mark.parametrize(
    "change",
    [{"revoked": True}, {"until": NOW - 1}, {"remaining": 0}, {"minimum_rate": 10**18}],
)
def test_a_consent_that_doesn_t_hold_takes_no_part(change: dict[str, int]) -> None:
    consents = (consent(1, "a", "USD", "EUR", 5000), consent(2, "b", "EUR", "USD", 5000))
    gone = (replace(consents[0], **change), consents[1])  # type: ignore[arg-type]
    assert clear(Book(TWO_MONIES, VALUES, gone), now=NOW).value == 0


def test_currencies_at_par_are_exact_even_at_the_tightest_rate() -> None:
    values = {"EUR": 7, "HOURS": 7, "USD": 5}
    rows = (owed(1, "a", "b", 33, "EUR"), owed(2, "b", "a", 50, "HOURS"))
    fair = replace(consent(1, "a", "EUR", "EUR", 99), gives="HOURS", minimum_rate=10**18)
    back = replace(fair, number=2, holder="b", gives="EUR", takes="HOURS")
    found = clear(Book(rows, values, (fair, back)), now=NOW)
    assert found.value == 2 * 33 * 7
    assert found.circulation.conversions == (Conversion(1, 33, 33), Conversion(2, 33, 33))


def line(name: str, community: int, *, hard: int = 0, surplus: int = 0) -> CreditLine:
    return CreditLine(name, community, "EUR", 0, hard // 2, hard, surplus)


def test_credit_closes_a_chain_within_lines_and_bounds() -> None:
    chain = (owed(1, "a", "b", 100), owed(2, "b", "c", 100))
    lines = (line("a", 1, hard=60), line("c", 2, surplus=80))
    bounds = (CommunityBound(1, "EUR", 0, 50), CommunityBound(2, "EUR", 0, 90))
    assert clear(Book(chain, lines=lines), now=NOW).value == 0  # without a bound: nothing crosses
    found = clear(Book(chain, lines=lines, bounds=bounds), now=NOW)
    assert found.circulation.draws == (Draw("a", "EUR", -50), Draw("c", "EUR", 50))
    assert found.value == 100
    assert str(found.statement("a")) == (
        "One debt of yours shrank by 0.50 EUR. The circle lent you 0.50 EUR: your balance with it "
        "is now -0.50 EUR, past the 0.30 EUR at which the circle is warned. You needed no money."
    )
    inside = Book(chain, lines=(lines[0], replace(lines[1], community=1)))
    assert clear(inside, now=NOW).value == 120  # within one community no bound is touched


def test_a_balance_out_of_bounds_may_only_come_back() -> None:
    chain = (owed(1, "a", "b", 100), owed(2, "b", "c", 100))
    narrowed = replace(line("a", 1, hard=60, surplus=60), balance=-70)
    other = line("c", 1, hard=90, surplus=90)
    assert clear(Book(chain, lines=(narrowed, other)), now=NOW).value == 0
    back = (owed(1, "c", "b", 100), owed(2, "b", "a", 100))
    found = clear(Book(back, lines=(narrowed, other)), now=NOW)
    assert found.circulation.draws == (Draw("a", "EUR", 90), Draw("c", "EUR", -90))


def test_among_equals_the_least_credit_and_conversion_is_chosen() -> None:
    circle = (owed(1, "a", "b", 100), owed(2, "b", "a", 100))
    lines = (line("a", 1, hard=900, surplus=900), line("b", 1, hard=900, surplus=900))
    found = clear(Book(circle, lines=lines), now=NOW)
    assert (found.value, found.circulation.draws) == (200, ())
    consents = (consent(1, "a", "USD", "EUR", 5000), consent(2, "b", "EUR", "USD", 5000))
    rows = (*circle, owed(3, "a", "b", 50, "USD"), owed(4, "b", "a", 50, "USD"))
    both = clear(Book(rows, VALUES, consents), now=NOW)
    assert (len(both.circulation.flows), both.circulation.conversions) == (4, ())


def test_between_the_same_two_the_lower_number_comes_first() -> None:
    rows = (owed(9, "a", "b", 10), owed(4, "a", "b", 10), owed(6, "a", "b", 10))
    found = clear(book(*rows, owed(1, "b", "a", 15)), now=NOW).circulation
    assert [(f.number, f.amount) for f in found.flows] == [(1, 15), (4, 10), (6, 5)]


def test_amounts_to_the_edge_of_the_solver_s_integers() -> None:
    large = 2**60
    of = book(owed(1, "a", "b", large), owed(2, "b", "a", large - 1))
    assert clear(of, now=NOW).value == 2 * (large - 1)
    with pytest.raises(TooMuchToCount, match="larger minor unit"):
        clear(book(owed(1, "a", "b", 2**62), owed(2, "b", "a", 1)), now=NOW)
    huge = {"EUR": 10**10 - 1, "USD": 9_234_567_891}
    consents = (consent(1, "a", "USD", "EUR", 2**88 - 1), consent(2, "b", "EUR", "USD", 2**88 - 1))
    rows = (owed(1, "a", "b", 10**15, "EUR"), owed(2, "b", "a", 10**15, "USD"))
    crossing = Book(rows, huge, consents)
    found = clear(crossing, now=NOW)
    assert refusal(crossing, found.circulation, now=NOW) == ""
    assert found.value > 0.999 * 2 * 10**15 * huge["USD"]


def test_a_book_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(BadBook, match="same obligation"):
        clear(book(owed(1, "a", "b", 9), owed(1, "b", "a", 9)), now=NOW)
    twice = (line("a", 1), line("a", 2))
    with pytest.raises(BadBook, match="same credit line"):
        clear(Book((owed(1, "a", "b", 9),), lines=twice), now=NOW)
