# SPDX-License-Identifier: Apache-2.0
"""What a round did for one, in words."""

from __future__ import annotations

from symbio.domain.clearing import Book, Circulation, CreditLine, Draw, Flow, Obligation
from symbio.domain.statements import Statement, statement, statements


def owed(number: int, debtor: str, creditor: str, currency: str = "EUR") -> Obligation:
    return Obligation(number, debtor, creditor, currency, 10**9, 30_000)


def test_what_shrank_is_counted_and_summed() -> None:
    book = Book((owed(1, "a", "b"), owed(2, "b", "a"), owed(3, "a", "b"), owed(4, "b", "a", "JPY")))
    found = Circulation((Flow(1, 100_000), Flow(2, 124_000), Flow(3, 24_000)))
    assert str(statement(book, found, "a")) == (
        "Your 3 invoices shrank by 1,240.00 EUR of debts and the same of claims. "
        "You needed no money, and your net position is as before."
    )
    assert [each.participant for each in statements(book, found)] == ["a", "b"]


def test_each_currency_has_its_sentence() -> None:
    book = Book((owed(1, "a", "b"), owed(2, "b", "a"), owed(3, "a", "b", "JPY"),
                 owed(4, "b", "a", "JPY")))  # fmt: skip
    found = Circulation((Flow(1, 5), Flow(2, 5), Flow(3, 7), Flow(4, 7)))
    assert statement(book, found, "b").sentences() == (
        "Your 2 invoices shrank by 0.05 EUR of debts and the same of claims.",
        "Your 2 invoices shrank by 7 JPY of debts and the same of claims.",
        "You needed no money, and your net positions are as before.",
    )


def test_credit_is_told_with_the_balance_after_it() -> None:
    lines = (
        CreditLine("a", 1, "EUR", -500, 2_000, 9_000, 0),
        CreditLine("b", 1, "EUR", 0, 0, 0, 9_000),
    )
    book = Book((owed(1, "a", "b"),), lines=lines)
    found = Circulation((Flow(1, 700),), draws=(Draw("a", "EUR", -700), Draw("b", "EUR", 700)))
    assert str(statement(book, found, "a")) == (
        "One debt of yours shrank by 7.00 EUR. The circle lent you 7.00 EUR: your balance with it "
        "is now -12.00 EUR. You needed no money."
    )
    assert str(statement(book, found, "b")) == (
        "One claim of yours shrank by 7.00 EUR. The circle owes you, for claims that it took over, "
        "7.00 EUR: your balance with it is now 7.00 EUR. You needed no money."
    )


def test_who_isn_t_touched_is_told_so() -> None:
    assert str(Statement("c", ())) == (
        "The round set off nothing of yours; all that you owe and are owed stands."
    )
