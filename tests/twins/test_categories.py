# SPDX-License-Identifier: Apache-2.0
"""Categories on chain and in Python: the same words are categories, and cover the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symbio.domain.categories import LENGTHS, Category, Scheme, category_from, covers, require
from symbio.domain.errors import Refused
from tests.contracts.boa_chain import deployer, refused

LONGEST = 6


@st.composite
def categories(draw: st.DrawFn) -> Category:
    scheme = draw(st.sampled_from(list(Scheme)))
    length = draw(st.sampled_from(LENGTHS[scheme]))
    digits = draw(st.text("0123456789", min_size=LONGEST, max_size=LONGEST))
    return Category(scheme, digits[:length])


@st.composite
def words(draw: st.DrawFn) -> int:
    scheme, length = draw(st.integers(0, 4)), draw(st.integers(0, 9))
    number = draw(st.integers(0, 10**length + 1) | st.integers(0, 2**32 - 1))
    return scheme << 40 | length << 32 | number


@pytest.fixture(scope="module")
def accords() -> Any:
    book = deployer("tests/mocks/Figures.vy").deploy()
    return deployer("Accords").deploy(book, book)


@settings(max_examples=200, deadline=None)
@given(general=categories(), special=categories())
@example(general=Category(Scheme.HS, "03"), special=Category(Scheme.HS, "030243"))
@example(general=Category(Scheme.HS, "00"), special=Category(Scheme.HS, "000000"))
@example(general=Category(Scheme.HS, "0302"), special=Category(Scheme.HS, "03"))
@example(general=Category(Scheme.HS, "03"), special=Category(Scheme.HS, "3000"))
@example(general=Category(Scheme.CPC, "0"), special=Category(Scheme.CPC, "00000"))
@example(general=Category(Scheme.CPC, "73"), special=Category(Scheme.HS, "7331"))
def test_they_cover_the_same(accords: Any, general: Category, special: Category) -> None:
    said = accords.covers(general.word, special.word)
    assert said == covers(general.word, special.word) == general.covers(special)


@settings(max_examples=100, deadline=None)
@given(general=categories(), more=st.text("0123456789", max_size=4))
def test_a_code_covers_what_begins_with_it(accords: Any, general: Category, more: str) -> None:
    digits = general.digits + more
    if len(digits) in LENGTHS[general.scheme]:
        assert accords.covers(general.word, Category(general.scheme, digits).word)


@settings(max_examples=200, deadline=None)
@given(word=words())
@example(word=0)
@example(word=2**256 - 1)
@example(word=1 << 40 | 6 << 32 | 999_999)
@example(word=1 << 40 | 6 << 32 | 1_000_000)
@example(word=2 << 40 | 5 << 32 | 2**32 - 1)
@example(word=1 << 48 | 1 << 40 | 2 << 32)
def test_the_same_words_are_categories(accords: Any, word: int) -> None:
    fish = Category(Scheme.HS, "03").word
    try:
        require(word)
    except Refused as wrong:
        for pair in ((word, fish), (fish, word)):
            with refused(wrong.reason):
                accords.covers(*pair)
    else:
        assert accords.covers(word, word)
        assert category_from(word).word == word
