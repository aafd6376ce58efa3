# SPDX-License-Identifier: Apache-2.0
"""Money: exact, with its token, never a float."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.amount import NATIVE, Amount, Token
from symbio.domain.errors import BadAmount, MixedTokens

USDC = Token("0x" + "11" * 20, "USDC", 6)
YEN = Token("0x" + "22" * 20, "JPYC", 0)
ETH = Token(NATIVE, "ETH", 18)
ALL = (USDC, YEN, ETH)


@pytest.mark.parametrize(
    ("text", "units", "token"),
    [
        ("120.50 USDC", 120_500_000, USDC),
        ("1,234,567.000001 usdc", 1_234_567_000_001, USDC),
        ("1_000 JPYC", 1_000, YEN),
        ("  0.000000000000000001   ETH ", 1, ETH),
        ("0 USDC", 0, USDC),
    ],
)
def test_reads_what_people_write(text: str, units: int, token: Token) -> None:
    assert Amount.parse(text, ALL) == Amount(units, token)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "USDC",
        "-1 USDC",
        "1e6 USDC",
        "1.2345678 USDC",
        "1.5 JPYC",
        "1,2 USDC",
        "١ USDC",
        ".5 USDC",
    ],
)
def test_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(BadAmount):
        Amount.parse(text, ALL)


def test_a_bare_number_needs_one_token() -> None:
    assert USDC.amount("7") == Amount(7_000_000, USDC)
    with pytest.raises(BadAmount, match="names no token"):
        Amount.parse("7", ALL)
    with pytest.raises(MixedTokens, match="not among"):
        USDC.amount("7 ETH")
    with pytest.raises(BadAmount, match="several"):
        Amount.parse("7 USDC", (USDC, Token("0x" + "33" * 20, "USDC", 6)))


def test_writes_exactly() -> None:
    assert str(USDC.units(120_500_000)) == "120.50 USDC"
    assert str(USDC.units(1)) == "0.000001 USDC"
    assert str(USDC.units(-1_500_000)) == "-1.50 USDC"
    assert str(YEN.units(1_234_567)) == "1,234,567 JPYC"


@given(st.integers(min_value=0, max_value=2**256), st.sampled_from(ALL))
def test_what_is_written_reads_back(units: int, token: Token) -> None:
    amount = Amount(units, token)
    assert Amount.parse(str(amount), ALL) == amount


@given(st.integers(), st.integers())
def test_counts_with_its_own_token(one: int, other: int) -> None:
    a, b = USDC.units(one), USDC.units(other)
    assert (a + b) - b == a
    assert (a < b, a <= b, a > b, a >= b) == (one < other, one <= other, one > other, one >= other)
    assert bool(a) == bool(one)


def test_never_meets_another_token_or_a_float() -> None:
    for act in (
        lambda: USDC.units(1) + ETH.units(1),
        lambda: USDC.units(1) < ETH.units(1),
        lambda: USDC.units(1) - 1,  # type: ignore[operator]
    ):
        with pytest.raises(MixedTokens):
            act()
    for wrong in (1.5, True, "1"):
        with pytest.raises(BadAmount):
            Amount(wrong, USDC)  # type: ignore[arg-type]


def test_parts_are_floored() -> None:
    assert USDC.units(10).part(1, 3) == USDC.units(3)


def test_the_native_coin_is_known_by_its_address() -> None:
    assert Token(NATIVE.lower(), "ETH", 18).is_native
    assert not USDC.is_native
