# SPDX-License-Identifier: Apache-2.0
"""Categories of goods, services and knowledge, by classifications that others keep.

Goods by HS 2022, services and knowledge by CPC 2.1, whose 733 are licences to use intellectual
property. On chain a category is one word, `scheme << 40 | digits << 32 | number`; this is the twin
of `contracts/modules/categories.vy`. The names in `categories.json` are for people and bind nobody:
a longer code than they list is a category all the same.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Any

from symbio.domain.errors import BadCategory
from symbio.domain.refusals.accord_terms import MoreDigitsThanSaid, NoSuchScheme, NotSoManyDigits


class Scheme(IntEnum):
    """A classification of products."""

    HS = 1
    CPC = 2

    @property
    def title(self) -> str:
        """Its name and edition."""
        return str(_listed()[self.name.lower()]["title"])


LENGTHS = {Scheme.HS: (2, 4, 6), Scheme.CPC: (1, 2, 3, 4, 5)}
"""How many digits a code of each scheme may have."""

PATTERN = r"^(HS ([0-9]{2}|[0-9]{4}|[0-9]{6})|CPC [0-9]{1,5})$"
"""The one way in which documents write a category."""

_WRITTEN = re.compile(r"(HS|CPC)[ :]?([0-9][0-9.]*)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Category:
    """A code of a scheme, such as `HS 0302`; it covers every code that begins with it."""

    scheme: Scheme
    digits: str

    def __str__(self) -> str:
        return f"{self.scheme.name} {self.digits}"

    @property
    def word(self) -> int:
        """The category as the chain has it."""
        return self.scheme << 40 | len(self.digits) << 32 | int(self.digits)

    @property
    def name(self) -> str:
        """The name of the longest listed code that it begins with; empty where none is."""
        listed = _names(self.scheme)
        heads = (self.digits[:length] for length in range(len(self.digits), 0, -1))
        return next((listed[head] for head in heads if head in listed), "")

    @property
    def words(self) -> str:
        """The code and its name, for people."""
        return f"{self}, {self.name}" if self.name else str(self)

    def covers(self, other: Category) -> bool:
        """Say whether every product of the other is one of this."""
        return self.scheme == other.scheme and other.digits.startswith(self.digits)


def category_of(text: str) -> Category:
    """Read `HS 0302`, `HS 0302.43` or `CPC 7331`.

    Raises BadCategory for anything else, and for a code whose chapter or section doesn't exist.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise BadCategory(f"“{text}” is no category.")
    scheme, digits = Scheme[found[1].upper()], found[2].replace(".", "")
    if len(digits) not in LENGTHS[scheme]:
        raise BadCategory(f"A code of {scheme.name} has no {len(digits)} digits, as in “{text}”.")
    head = digits[: 2 if len(digits) > 1 else 1]
    if head not in _names(scheme):
        raise BadCategory(f"{scheme.name} has no {head}, which “{text}” begins with.")
    return Category(scheme, digits)


def category_from(word: int) -> Category:
    """Read a category from the chain; raises the refusal of a word that can't be one."""
    require(word)
    return Category(Scheme(word >> 40), str(word & 2**32 - 1).zfill(word >> 32 & 255))


def require(word: int) -> None:
    """Refuse what can't be a category, as the contract does."""
    scheme, length = word >> 40, word >> 32 & 255
    if scheme not in LENGTHS:
        raise NoSuchScheme
    if length not in LENGTHS[Scheme(scheme)]:
        raise NotSoManyDigits
    if word & 2**32 - 1 >= 10**length:
        raise MoreDigitsThanSaid


def covers(general: int, special: int) -> bool:
    """Say whether one word covers another; for words that are categories."""
    length, longer = general >> 32 & 255, special >> 32 & 255
    if general >> 40 != special >> 40 or longer < length:
        return False
    return (special & 2**32 - 1) // int(10 ** (longer - length)) == general & 2**32 - 1


def _names(scheme: Scheme) -> dict[str, str]:
    return dict(_listed()[scheme.name.lower()]["names"])


@cache
def _listed() -> dict[str, Any]:
    file = resources.files("symbio.domain") / "categories.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
