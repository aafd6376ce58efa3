# SPDX-License-Identifier: Apache-2.0
"""Text as the index holds it, and a person's words as a query.

SQLite's tokenizer parts words at spaces. Scripts that write none (Chinese characters, kana, hangul,
Thai, Lao, Khmer, Burmese) are split into single characters, both in what is held and in what is
asked; what stood together is asked for as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: Vowel signs are part of their words, or no word of Devanagari or Tamil would be whole.
TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"

_UNSPACED = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"  # hangul
    "\u1780-\u17ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana, and the marks among the characters
    "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Chinese characters
    "\U00020000-\U0003ffff"
    "]"
)
_QUOTED_OR_NOT = re.compile(r"\"([^\"]*)\"|([^\s\"]+)")


def tokens(text: str) -> list[str]:
    """Part a text into words, and scripts without spaces into characters with their marks."""
    found: list[str] = []
    word = ""
    alone = False
    for character in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(character)[0]
        splits = kind == "L" and bool(_UNSPACED.match(character))
        if word and (kind not in "LNM" or (kind != "M" and (splits or alone))):
            found.append(word)
            word = ""
        if kind in "LNM":
            word += character
            alone = splits or (alone and kind == "M")
    return [*found, word] if word else found


def held(text: str) -> str:
    """Write a text as the index holds it."""
    return " ".join(tokens(text))


def matching(words: str) -> str:
    """Write what a person typed as an FTS5 query; nothing where they typed no word.

    Every word must be there; "quoted words" as they stand, one after another; `sard*` is any word
    that begins so. Nothing typed is ever an operator.
    """
    return " AND ".join(_terms(unicodedata.normalize("NFKC", words)))


def _terms(words: str) -> Iterator[str]:
    for quoted, plain in _QUOTED_OR_NOT.findall(words.replace("“", '"').replace("”", '"')):
        phrase = held(quoted or plain)
        if phrase:
            yield f'"{phrase}"{" *" if plain.endswith("*") else ""}'
