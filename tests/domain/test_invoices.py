# SPDX-License-Identifier: Apache-2.0
"""Invoices from tables: read exactly or not at all, and written as they are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.csv_rows import BadCsv
from symbio.domain.invoices import (
    Invoice,
    decimal,
    minor_units,
    parties,
    read_invoices,
    with_accounts,
    write_invoices,
)

HEAD = "reference,debtor,creditor,currency,amount,issued,due\n"
GOOD = "R-1,0088:11,VAT-22,EUR,1240.00,2026-03-01,2026-03-31\n"


def test_a_table_is_read_to_the_minor_unit() -> None:
    text = (
        HEAD
        + GOOD
        + "R-2,b,a,JPY,1250,2026-03-02,2026-03-02\nR-3,b,a,KWD,1.005,2026-03-02,2026-04-02"
    )
    first, second, third = read_invoices(text)
    assert first == Invoice(
        "R-1", "0088:11", "VAT-22", "EUR", 124_000, date(2026, 3, 1), date(2026, 3, 31)
    )
    assert (second.amount, third.amount) == (1250, 1005)
    assert parties([first, second]) == ("0088:11", "VAT-22", "a", "b")


def test_accounts_take_the_place_of_identifiers() -> None:
    (invoice,) = read_invoices(HEAD + GOOD)
    (named,) = with_accounts([invoice], {"0088:11": "0xa", "VAT-22": "0xb"})
    assert (named.debtor, named.creditor, named.amount) == ("0xa", "0xb", 124_000)
    with pytest.raises(KeyError, match="VAT-22"):
        with_accounts([invoice], {"0088:11": "0xa"})


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        (",a,b,EUR,1,2026-03-01,2026-03-01", "reference", "a number of 1 to 64 bytes"),
        ("é" * 33 + ",a,b,EUR,1,2026-03-01,2026-03-01", "reference", "a number of 1 to 64 bytes"),
        ("R,,b,EUR,1,2026-03-01,2026-03-01", "debtor", "an identifier"),
        ("R,a,,EUR,1,2026-03-01,2026-03-01", "creditor", "an identifier"),
        ("R,a,a,EUR,1,2026-03-01,2026-03-01", "creditor", "is the debtor too"),
        ("R,a,b,eur,1,2026-03-01,2026-03-01", "currency", "no currency's code"),
        ("R,a,b,EUR,1.005,2026-03-01,2026-03-01", "amount", "more than the 2 decimals"),
        ("R,a,b,JPY,1.5,2026-03-01,2026-03-01", "amount", "more than the 0 decimals"),
        ("R,a,b,EUR,-1,2026-03-01,2026-03-01", "amount", "below zero"),
        ("R,a,b,EUR,0.00,2026-03-01,2026-03-01", "amount", "nothing is owed"),
        ("R,a,b,EUR,1e3,2026-03-01,2026-03-01", "amount", "is not a number"),
        ('R,a,b,EUR,"1,240.00",2026-03-01,2026-03-01', "amount", "is not a number"),
        ("R,a,b,EUR,٣,2026-03-01,2026-03-01", "amount", "is not a number"),
        ("R,a,b,EUR,9999999999999999999999999,2026-03-01,2026-03-01", "amount", "can hold"),
        ("R,a,b,EUR,1,2026-3-1,2026-03-01", "issued", "is no date"),
        ("R,a,b,EUR,1,2026-03-02,2026-03-01", "due", "before it was issued"),
        ("R-1,a,VAT-22,EUR,1,2026-03-01,2026-03-01", "reference", "already stands in row 2"),
        ("R,a,b,EUR,1,2026-03-01", "", "it has 6 cells"),
    ],
)
def test_the_row_and_column_that_are_wrong_are_named(line: str, column: str, problem: str) -> None:
    with pytest.raises(BadCsv) as caught:
        read_invoices(HEAD + GOOD + line)
    assert (caught.value.row, caught.value.column) == (3, column)
    assert problem in str(caught.value)


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(BadCsv, match="no invoices"):
        read_invoices(HEAD)


WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF), min_size=1, max_size=20)
NAMES = WORDS.filter(lambda text: text.isprintable() and text.strip() == text)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(
    st.lists(
        st.builds(
            lambda name, side, other, code, amount, day: Invoice(
                name, "d" + side, "c" + other, code, amount, day, day
            ),
            NAMES,
            NAMES,
            NAMES,
            st.sampled_from(["EUR", "JPY", "KWD", "CLF", "HOURS"]),
            st.integers(1, 2**88 - 1),
            DAYS,
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda each: (each.creditor, each.reference),
    )
)
def test_what_is_written_is_read_again(invoices: list[Invoice]) -> None:
    assert read_invoices(write_invoices(invoices)) == tuple(invoices)


@given(st.integers(1, 2**88 - 1), st.sampled_from(["EUR", "JPY", "KWD", "CLF", "HOURS"]))
def test_decimals_are_exact_both_ways(units: int, code: str) -> None:
    assert minor_units(decimal(units, code), code) == units
    assert (
        minor_units(decimal(units, code) + ("000" if code not in ("JPY", "HOURS") else ""), code)
        == units
    )
