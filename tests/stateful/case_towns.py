# SPDX-License-Identifier: Apache-2.0
"""Who lives where in the machine of cases, and what its federation's rules may be."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from symbio.domain.tribunal import Bench, Rules
from tests.stateful.jury_model import DAY
from tests.stateful.jury_world import speaker

NOBODY = "0x" + "00" * 20
GRAVE = b"\x6a" * 32
TOWNS, MEMBERS = 9, 7
HOUR = 3_600


def mixed(number: int) -> int:
    """Spread a number over 48 bits: many choices are made from one, and all shall be likely."""
    return Random(number).getrandbits(48)


picks = st.integers(0, 1_000_000).map(mixed)


def steward(town: int) -> str:
    """Give who speaks for a town; the sixth and the seventh have the same."""
    return speaker(6 if town == 7 else town)


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
