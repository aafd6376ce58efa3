# SPDX-License-Identifier: Apache-2.0
"""Durations have a fixed length, and come back as they went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.durations import in_words, seconds, written


@pytest.mark.parametrize(
    ("text", "length", "words"),
    [
        ("PT1S", 1, "1 second"),
        ("PT90M", 5_400, "1 hour and 30 minutes"),
        ("PT6H", 21_600, "6 hours"),
        ("P3D", 259_200, "3 days"),
        ("P2W", 1_209_600, "14 days"),
        ("P1DT1M", 86_460, "1 day and 1 minute"),
        ("P1DT2H3M4S", 93_784, "1 day, 2 hours, 3 minutes and 4 seconds"),
        ("PT0S", 0, "no time"),
    ],
)
def test_durations_are_read_and_said(text, length, words):
    assert seconds(text) == length
    assert in_words(length) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "3D",
        "P3",
        "P1M",
        "P1Y",
        "P-1D",
        "P1.5D",
        "P1DT",
        "P1W2D",
        "p3d",
        "P3D\n",
        "P٣D",
    ],
)
def test_what_has_no_fixed_length_is_refused(text):
    with pytest.raises(ValueError, match="not a duration"):
        seconds(text)


@given(st.integers(0, 9_999 * 86_400))
def test_what_is_written_reads_back(length):
    assert seconds(written(length)) == length


def test_time_doesn_t_run_backwards():
    with pytest.raises(ValueError, match="negative"):
        written(-1)
