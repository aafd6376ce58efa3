# SPDX-License-Identifier: Apache-2.0
"""Currencies of obligations, by their codes: ISO 4217, or a community's own.

Amounts are whole minor units. A community's own currency has none smaller than itself: 120 of HOURS
are written “120 HOURS”.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

import pycountry

from symbio.domain.addresses import checksummed
from symbio.domain.amount import Amount, Token
from symbio.domain.errors import BadAmount, BadCurrency

MAX_CODE = 12
MOST_UNITS = 2**88 - 1
"""The largest amount of one obligation."""

_CODE = re.compile(r"[A-Z0-9-]{1,12}", re.ASCII)
_MINOR_UNITS = 2


def code_of(text: str) -> str:
    """Give back a currency's code; raises BadCurrency for what can't be one."""
    if not _CODE.fullmatch(text):
        raise BadCurrency(f"“{text}” can't be a currency.")
    return text


@cache
def exponent(code: str) -> int:
    """Tell how many decimals a currency is written with: 2 for EUR, 0 for JPY."""
    listed = pycountry.currencies.get(alpha_3=code)
    if listed is None or code in _listed()["no_minor_unit"]:
        return 0
    return int(_listed()["digits"].get(code, _MINOR_UNITS))


def money(units: int, code: str) -> str:
    """Write minor units as people do: 12050 of EUR are “120.50 EUR”."""
    return str(Amount(units, _token(code)))


def units_of(text: str, code: str) -> int:
    """Read `120.50` or `120.50 EUR` as minor units of a currency.

    Raises BadAmount for more decimals than it has, for nothing, and for more than an obligation
    holds; MixedTokens for another currency.
    """
    found = _token(code).amount(text).units
    if not 0 < found <= MOST_UNITS:
        raise BadAmount(f"“{text}” is nothing, or more than an obligation can hold.")
    return found


def read_money(text: str) -> tuple[int, str]:
    """Read `120.50 EUR` as its minor units and code; raises BadAmount, BadCurrency."""
    figure, _, code = text.strip().rpartition(" ")
    if not figure:
        raise BadAmount(f"“{text}” names no currency.")
    return units_of(figure, code_of(code)), code


@cache
def _token(code: str) -> Token:
    # An amount knows its currency by an address; a code's own letters make one of nobody's.
    address = checksummed("0x" + code_of(code).encode("ascii").hex().rjust(40, "0"))
    return Token(address, code, exponent(code))


@cache
def _listed() -> dict[str, Any]:
    file = resources.files("symbio.domain") / "currencies.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
