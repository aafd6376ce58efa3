# SPDX-License-Identifier: Apache-2.0
"""Who lives where in the machine of cases, and what its federation's rules may be."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from symbio.domain.tribunal import Bench, Rules
from tests.stateful.jury_model import DAY

NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
CLERK, GIVER = ("0x" + byte * 20 for byte in ("c1", "91"))
NOBODY = "0x" + "00" * 20
GRAVE = b"\x6a" * 32
TOWNS, MEMBERS = 9, 7
RATE = 11
HOUR = 3_600


def mixed(number: int) -> int:
    """Spread a number over 48 bits: many choices are made from one, and all shall be likely."""
    return Random(number).getrandbits(48)


picks = st.integers(0, 1_000_000).map(mixed)


def key(town: int, index: int) -> str:
    return "0x" + (0xA << 156 | town << 40 | index).to_bytes(20).hex()


def steward(town: int) -> str:
    """Give who speaks for a town; the sixth and the seventh have the same."""
    speaker = 6 if town == 7 else town
    return "0x" + (0xB << 156 | speaker).to_bytes(20).hex()


def rules_of(pick: int) -> Rules:
    """Make short rules, so that a case is soon over."""
    return Rules(
        mediation=(1 + pick % 4) * DAY,
        agreement=DAY,
        appeal=(1 + pick // 3 % 3) * DAY,
        panel=3 + pick // 5 % 3,
        panel_of=Bench.PEOPLE if pick // 7 % 3 == 0 else Bench.STEWARDS,
        jury=6 + pick // 11 % 3,
        grave_jury=9 + pick // 13 % 3,
        wave=(6 + pick // 17 % 9) * HOUR,
        deliberation=DAY,
        commit=DAY,
        reveal=DAY // 2,
    )
