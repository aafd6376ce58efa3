# SPDX-License-Identifier: Apache-2.0
"""Events as values."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from symbio.domain import events
from symbio.domain.federation import Skip

CHOICES = st.dictionaries(st.integers(0, 1023), st.integers(1, 3))


@given(CHOICES)
def test_a_batch_counts_its_ballots(choices: dict[int, int]) -> None:
    words = [0] * 8
    for offset, choice in choices.items():
        words[offset // 128] |= choice << 2 * (offset % 128)
    cast = events.BallotsCast(1, "0x", 1, 0, tuple(words))
    assert cast.counted == len(choices)


def test_every_event_is_a_frozen_value() -> None:
    for name in events.__all__:
        kind = getattr(events, name)
        if kind is not events.Event:
            assert issubclass(kind, events.Event)
            assert dataclasses.fields(kind)
            assert kind.__dataclass_params__.frozen and kind.__doc__


def test_skips_are_said_in_words() -> None:
    assert len({skip.words for skip in Skip}) == len(Skip) == 4
