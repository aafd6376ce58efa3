# SPDX-License-Identifier: Apache-2.0
"""Currencies and their values as the command line takes them: EUR=16400."""

from __future__ import annotations

from collections.abc import Sequence

from symbio.cli.context import Context
from symbio.cli.exits import BadUse


def values_of(said: Sequence[str]) -> dict[str, int]:
    """Read CURRENCY=VALUE pairs; raises BadUse, BadCurrency."""
    from symbio.domain.credit import MOST_VALUE
    from symbio.domain.currencies import code_of

    found: dict[str, int] = {}
    for each in said:
        code, equals, value = each.partition("=")
        if not equals or not value.isascii() or not value.isdigit():
            raise BadUse(f"“{each}” is not CURRENCY=VALUE, such as EUR=16400.")
        if code_of(code) in found:
            raise BadUse(f"{code} stands twice.")
        if not 0 < int(value) <= MOST_VALUE:
            raise BadUse(f"“{each}”: a value is from 1 to {MOST_VALUE:,}.")
        found[code] = int(value)
    return found


def currency_numbers(context: Context, codes: Sequence[str]) -> dict[str, int]:
    """Give the numbers of currencies; raises NoSuchRecord for one that has none."""
    from symbio.domain.currencies import code_of
    from symbio.domain.errors import NoSuchRecord

    found = {}
    for code in codes:
        number = context.suite.obligations.currency_id(code_of(code))
        if not number:
            raise NoSuchRecord(f"Nobody owes {code} yet: symbio clearing add-currency {code}.")
        found[code] = number
    return found
