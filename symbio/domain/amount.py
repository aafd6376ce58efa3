# SPDX-License-Identifier: Apache-2.0
"""Money: an exact integer of a token's smallest unit, with its token; never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from symbio.domain.errors import BadAmount, MixedTokens

NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
"""Stands for a chain's own coin (ERC-7528)."""

_SHAPE = re.compile(r"^\s*(\d[\d_,]*)(?:\.(\d+))?(?:\s+(\S+))?\s*$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """A currency on a chain: where it lives, how people write it, how many decimals it has."""

    address: str
    symbol: str
    decimals: int

    @property
    def is_native(self) -> bool:
        return int(self.address, 16) == int(NATIVE, 16)

    def units(self, count: int) -> Amount:
        """Make an amount of `count` smallest units."""
        return Amount(count, self)

    def amount(self, text: str) -> Amount:
        """Parse `"120.50"` or `"120.50 USDC"` as this token; raises BadAmount, MixedTokens."""
        return Amount.parse(text, (self,))

    def same(self, other: Token) -> bool:
        return int(self.address, 16) == int(other.address, 16)


@dataclass(frozen=True, slots=True)
class Amount:
    """So many smallest units of one token; adds, subtracts and compares only with its own token."""

    units: int
    token: Token

    def __post_init__(self) -> None:
        if isinstance(self.units, bool) or not isinstance(self.units, int):
            raise BadAmount(f"{self.units!r} is not a whole number of smallest units.")

    @classmethod
    def parse(cls, text: str, tokens: Iterable[Token]) -> Amount:
        """Read `"120.50 USDC"`; a bare number is allowed when only one token is offered.

        Raises BadAmount for anything but plain digits, for more decimals than the token has,
        and MixedTokens for a symbol that is not among `tokens`.
        """
        match = _SHAPE.match(text)
        if match is None:
            raise BadAmount(f"“{text}” is not an amount.")
        whole, fraction, symbol = match[1], match[2] or "", match[3]
        offered = tuple(tokens)
        token = _pick(offered, symbol, text)
        if len(fraction) > token.decimals:
            raise BadAmount(
                f"“{text}” has more than the {token.decimals} decimals of {token.symbol}."
            )
        if "," in whole and not re.fullmatch(r"\d{1,3}(,\d{3})+", whole):
            raise BadAmount(f"“{text}” has a comma that does not part thousands.")
        digits = whole.replace(",", "").replace("_", "") + fraction.ljust(token.decimals, "0")
        return cls(int(digits), token)

    def __str__(self) -> str:
        return f"{self.plain()} {self.token.symbol}"

    def plain(self) -> str:
        """The number alone, exact; at least two decimals where the token has them."""
        sign = "-" if self.units < 0 else ""
        whole, rest = divmod(abs(self.units), 10**self.token.decimals)
        if self.token.decimals == 0:
            return f"{sign}{whole:,}"
        fraction = str(rest).rjust(self.token.decimals, "0").rstrip("0")
        return f"{sign}{whole:,}.{fraction.ljust(min(2, self.token.decimals), '0')}"

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.units + self._same(other), self.token)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.units - self._same(other), self.token)

    def __lt__(self, other: Amount) -> bool:
        return self.units < self._same(other)

    def __le__(self, other: Amount) -> bool:
        return self.units <= self._same(other)

    def __gt__(self, other: Amount) -> bool:
        return self.units > self._same(other)

    def __ge__(self, other: Amount) -> bool:
        return self.units >= self._same(other)

    def __bool__(self) -> bool:
        return self.units != 0

    def part(self, numerator: int, denominator: int) -> Amount:
        """The floor of `numerator / denominator` of this amount, in whole units."""
        return Amount(self.units * numerator // denominator, self.token)

    def _same(self, other: Amount) -> int:
        if not isinstance(other, Amount):
            raise MixedTokens(f"{self} meets {other!r}, which is no amount.")
        if not self.token.same(other.token):
            raise MixedTokens(f"{self} meets {other}.")
        return other.units


def _pick(tokens: tuple[Token, ...], symbol: str | None, text: str) -> Token:
    if symbol is None:
        if len(tokens) == 1:
            return tokens[0]
        raise BadAmount(f"“{text}” names no token.")
    named = [token for token in tokens if token.symbol.casefold() == symbol.casefold()]
    if not named:
        known = ", ".join(token.symbol for token in tokens) or "none"
        raise MixedTokens(f"“{text}” is in {symbol}, which is not among: {known}.")
    if len(named) > 1:
        raise BadAmount(f"“{text}” could be in several tokens that call themselves {symbol}.")
    return named[0]
