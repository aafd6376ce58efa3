# SPDX-License-Identifier: Apache-2.0
"""Words are found in any script, and what a person types is never an operator."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.indexer.texts import TOKENIZER, held, matching, tokens

TEXTS = {
    "pt": "Sardinhas frescas, barco do dia — Peniche",
    "ja": "新鮮な鰯の漁獲、ＫＧ単位。下田港",
    "ko": "신선한 정어리",
    "th": "ปลาซาร์ดีนสดจากทะเล",
    "zh": "新鲜沙丁鱼",
    "hi": "ताज़ी मछली",
    "mi": "He ika mata nō Kaikōura",
    "mixed": "GPSデータ解析 3日",
}


@pytest.fixture(scope="module")
def shelf() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        f'CREATE VIRTUAL TABLE texts USING fts5(language, body, tokenize="{TOKENIZER}")'
    )
    rows = [(language, held(text)) for language, text in TEXTS.items()]
    connection.executemany("INSERT INTO texts VALUES (?, ?)", rows)
    return connection


def found(shelf: sqlite3.Connection, words: str) -> set[str]:
    query = "SELECT language FROM texts WHERE body MATCH ?"
    return {row[0] for row in shelf.execute(query, [f"({matching(words)})"])}


@pytest.mark.parametrize(
    ("words", "languages"),
    [
        ("SARDINHAS", {"pt"}),
        ("sardinhas dia", {"pt"}),
        ("sardinhas atum", set()),
        ("sard*", {"pt"}),
        ('"barco do dia"', {"pt"}),
        ('"dia barco"', set()),
        ("漁獲", {"ja"}),
        ("獲漁", set()),
        ("kg", {"ja"}),
        ("鰯", {"ja"}),
        ("新鮮な鰯", {"ja"}),
        ("정어리", {"ko"}),
        ("沙丁鱼", {"zh"}),
        ("ซาร์ดีน", {"th"}),
        ("ดีนซาร์", set()),
        ("मछली", {"hi"}),
        ("kaikoura", {"mi"}),
        ("ﾃﾞｰﾀ", {"mixed"}),
        ("gps 3", {"mixed"}),
    ],
)
def test_words_are_found(shelf: sqlite3.Connection, words: str, languages: set[str]) -> None:
    assert found(shelf, words) == languages


def test_characters_keep_their_marks() -> None:
    assert tokens("ที่นี่") == ["ที่", "นี่"]
    assert tokens("が") == tokens("が") == ["が"]
    assert tokens("GPSデータ3日") == ["GPS", "デ", "ー", "タ", "3", "日"]


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_query(shelf: sqlite3.Connection, words: str) -> None:
    if matching(words):
        found(shelf, words)


@pytest.mark.parametrize("language", TEXTS)
def test_every_text_is_found_by_itself(shelf: sqlite3.Connection, language: str) -> None:
    assert language in found(shelf, TEXTS[language])


@pytest.mark.parametrize("words", ['" OR *', 'NEAR("a" "b")', "body:x AND NOT y", "a^2 -b", '"'])
def test_operators_are_words(shelf: sqlite3.Connection, words: str) -> None:
    if matching(words):
        assert found(shelf, words) == set()
