# SPDX-License-Identifier: Apache-2.0
"""Payees as words: accounts, communities, splits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.errors import BadPayee
from symbio.domain.payee import Payee, PayeeKind

ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
PAYEES = st.one_of(
    st.integers(1, 2**160 - 1).map(lambda n: Payee(PayeeKind.ACCOUNT, n)),
    st.integers(1, 2**248 - 1).map(Payee.community),
    st.integers(1, 2**248 - 1).map(Payee.split),
)


@given(PAYEES)
def test_words_and_texts_read_back(payee: Payee) -> None:
    assert Payee.from_word(payee.word) == payee
    assert Payee.parse(str(payee)) == payee


def test_reads_what_people_write() -> None:
    assert Payee.parse(ADDRESS) == Payee.account(ADDRESS)
    assert Payee.parse(" community:3 ").word == 1 << 248 | 3
    assert Payee.parse("split #2".replace(" #", "#")).word == 2 << 248 | 2


@pytest.mark.parametrize("text", ["", "fisher", "community:", "split:0", "0x12", "0x" + "0" * 40])
def test_refuses_who_is_no_payee(text: str) -> None:
    with pytest.raises(BadPayee):
        Payee.parse(text)


@pytest.mark.parametrize("word", [0, 3 << 248, 1 << 248, 1 << 160])
def test_refuses_words_of_no_payee(word: int) -> None:
    with pytest.raises(BadPayee):
        Payee.from_word(word)
