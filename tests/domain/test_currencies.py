# SPDX-License-Identifier: Apache-2.0
"""Money of obligations: codes, decimals, minor units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.currencies import MOST_UNITS, code_of, exponent, money, read_money, units_of
from symbio.domain.errors import BadAmount, BadCurrency, MixedTokens

codes = st.sampled_from(["EUR", "JPY", "BHD", "CLF", "XAU", "HOURS", "TIDE-2", "0"])


@pytest.mark.parametrize(
    ("code", "decimals"),
    [("EUR", 2), ("NZD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("XAU", 0), ("HOURS", 0)],
)
def test_decimals_are_those_of_iso_4217(code: str, decimals: int) -> None:
    assert exponent(code) == decimals


def test_money_is_written_and_read_in_words() -> None:
    assert money(12_050, "EUR") == "120.50 EUR"
    assert money(1_234_567, "JPY") == "1,234,567 JPY"
    assert money(3, "HOURS") == "3 HOURS"
    assert read_money("1,200.5 EUR") == (120_050, "EUR")
    assert units_of("120", "JPY") == 120


@given(st.integers(1, MOST_UNITS), codes)
def test_what_is_written_is_read_back(units: int, code: str) -> None:
    assert read_money(money(units, code)) == (units, code)


@pytest.mark.parametrize("text", ["120", "0 EUR", "-1 EUR", "1.001 EUR", "1.0 JPY", "ten EUR"])
def test_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(BadAmount):
        read_money(text)


def test_refuses_more_than_an_obligation_holds() -> None:
    assert units_of(str(MOST_UNITS), "HOURS") == MOST_UNITS
    with pytest.raises(BadAmount):
        units_of(str(MOST_UNITS + 1), "HOURS")


@pytest.mark.parametrize("code", ["", "eur", "A" * 13, "EURÓ", "E R", "E_R", "EUR\n"])
def test_refuses_what_is_no_code(code: str) -> None:
    with pytest.raises(BadCurrency):
        code_of(code)


def test_currencies_do_not_mix() -> None:
    with pytest.raises(MixedTokens):
        units_of("3 NZD", "EUR")
