# SPDX-License-Identifier: Apache-2.0
"""A hold's key: an address that no token has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.addresses import checksummed
from symbio.domain.amount import NATIVE
from symbio.domain.holds import hold_key, hold_of


@given(st.integers(0, 2**64 - 1))
def test_a_key_and_its_number(number: int) -> None:
    key = hold_key(number)
    assert bytes.fromhex(key[2:26]) == b"Symbio hold "
    assert key == checksummed(key.lower())
    assert hold_of(key) == hold_of(key.lower()) == number


def test_a_token_is_no_key() -> None:
    assert hold_of(NATIVE) is None
    assert hold_of("0x" + "0" * 40) is None
