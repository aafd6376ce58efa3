# SPDX-License-Identifier: Apache-2.0
"""Keys are numbered alike, whether they lie close together or far apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from symbio.matching.numbering import numbered


@given(st.lists(st.one_of(st.integers(-9, 40), st.integers(-(2**61), 2**61)), max_size=30))
def test_keys_are_numbered_in_their_order(keys: list[int]) -> None:
    found, places = numbered(np.array(keys, np.int64))
    assert found.tolist() == sorted(set(keys))
    assert found[places].tolist() == keys


def test_keys_close_together_are_numbered_without_gaps() -> None:
    found, places = numbered(np.array([7, -1, 5, 7, 4]))
    assert (found.tolist(), places.tolist()) == ([-1, 4, 5, 7], [3, 0, 2, 3, 1])
