# SPDX-License-Identifier: Apache-2.0
"""Nodes numbered from 0, whatever their keys were."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_GAPS = 4


def numbered(keys: Ints) -> tuple[Ints, Ints]:
    """Give the different keys in ascending order, and where each key stands among them."""
    low, high = (int(keys.min()), int(keys.max())) if len(keys) else (0, 0)
    if high - low >= _GAPS * len(keys):
        found, places = np.unique(keys, return_inverse=True)
        return found, places.astype(np.int64)
    # Keys without wide gaps are ticked off: that is many times faster than to sort them.
    seen = np.zeros(high - low + 1, bool)
    seen[keys - low] = True
    place = np.cumsum(seen) - 1
    return np.flatnonzero(seen) + low, place[keys - low]
