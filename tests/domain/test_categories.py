# SPDX-License-Identifier: Apache-2.0
"""Categories are read, named and refused in words; the list of names is whole."""

from __future__ import annotations

import re

import pytest

from symbio.domain.categories import (
    LENGTHS,
    PATTERN,
    Category,
    Scheme,
    category_from,
    category_of,
)
from symbio.domain.errors import BadCategory


@pytest.mark.parametrize(
    ("text", "written", "words"),
    [
        ("HS 0302", "HS 0302", "HS 0302, Fish, fresh or chilled"),
        ("hs 0302.43", "HS 030243", "HS 030243, Fish, fresh or chilled"),
        ("HS:97", "HS 97", "HS 97, Works of art, collectors' pieces and antiques"),
        ("HS 9999", None, "HS has no 99"),
        ("CPC 0", "CPC 0", "CPC 0, Products of agriculture, forestry and fishery"),
        ("CPC 73311", "CPC 73311", "CPC 73311, Licences to use computer software and databases"),
        (" CPC 8344 ", "CPC 8344", "CPC 8344, Technical testing and analysis services"),
        ("CPC 10", None, "CPC has no 10"),
        ("HS 030", None, "no 3 digits"),
        ("CPC 123456", None, "no 6 digits"),
        ("HS 77", None, "HS has no 77"),
        ("ISIC 03", None, "is no category"),
        ("HS", None, "is no category"),
        ("HS ٠٣", None, "is no category"),
    ],
)
def test_read(text: str, written: str | None, words: str) -> None:
    if written is None:
        with pytest.raises(BadCategory, match=words):
            category_of(text)
        return
    found = category_of(text)
    assert (str(found), found.words) == (written, words)
    assert re.fullmatch(PATTERN, written)
    assert category_from(found.word) == found


def test_all_chapters_and_divisions_are_named() -> None:
    chapters = {f"{n:02}" for n in range(1, 98)} - {"77"}
    assert {d for d in chapters if Category(Scheme.HS, d).name} == chapters
    sections = {str(n) for n in range(10)}
    assert {d for d in sections if Category(Scheme.CPC, d).name} == sections
    divisions = [Category(Scheme.CPC, f"{n:02}") for n in range(100)]
    named = {each for each in divisions if each.name != Category(Scheme.CPC, each.digits[0]).name}
    assert len(named) == 71


def test_a_code_that_is_not_listed_has_the_name_of_what_covers_it() -> None:
    for text, head in (("HS 030752", "HS 0307"), ("CPC 85550", "CPC 855")):
        assert category_of(text).name == category_of(head).name
        assert category_of(head).covers(category_of(text))
        assert not category_of(text).covers(category_of(head))


def test_schemes_say_their_edition() -> None:
    assert {scheme.title for scheme in LENGTHS} == {
        "Harmonized System 2022",
        "Central Product Classification 2.1",
    }
