# SPDX-License-Identifier: Apache-2.0
"""Who a split pays: an account, a community (through its steward) or another split, as one word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from symbio.domain.errors import BadPayee

_TAG = 248
_ADDRESS = re.compile(r"^0x[0-9a-fA-F]{40}$")
_RECORD = re.compile(r"^(community|split)[:# ]\s*(\d+)$")


class PayeeKind(IntEnum):
    """The highest byte of a payee word."""

    ACCOUNT = 0
    COMMUNITY = 1
    SPLIT = 2


@dataclass(frozen=True, slots=True)
class Payee:
    """One payee of a split; `number` is the account as an integer, or the record's id."""

    kind: PayeeKind
    number: int

    def __post_init__(self) -> None:
        limit = 160 if self.kind is PayeeKind.ACCOUNT else _TAG
        if not 0 < self.number < 1 << limit:
            raise BadPayee(f"{self.number} is no {self.kind.name.lower()}.")

    @classmethod
    def account(cls, address: str) -> Payee:
        if _ADDRESS.match(address) is None:
            raise BadPayee(f"“{address}” is no account's address.")
        return cls(PayeeKind.ACCOUNT, int(address, 16))

    @classmethod
    def community(cls, community_id: int) -> Payee:
        return cls(PayeeKind.COMMUNITY, community_id)

    @classmethod
    def split(cls, split_id: int) -> Payee:
        return cls(PayeeKind.SPLIT, split_id)

    @classmethod
    def from_word(cls, word: int) -> Payee:
        """Read the word that the Treasury keeps; raises BadPayee for a word of no kind."""
        tag, number = divmod(word, 1 << _TAG)
        if tag not in (0, 1, 2):
            raise BadPayee(f"The word {word:#x} is no payee.")
        return cls(PayeeKind(tag), number)

    @classmethod
    def parse(cls, text: str) -> Payee:
        """Read `"0x…"`, `"community:3"` or `"split:2"`."""
        text = text.strip()
        record = _RECORD.match(text)
        if record is not None:
            return cls(PayeeKind[record[1].upper()], int(record[2]))
        return cls.account(text)

    @property
    def word(self) -> int:
        return int(self.kind) << _TAG | self.number

    def __str__(self) -> str:
        if self.kind is PayeeKind.ACCOUNT:
            return f"0x{self.number:040x}"
        return f"{self.kind.name.lower()}:{self.number}"
