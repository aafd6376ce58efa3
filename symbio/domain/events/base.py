# SPDX-License-Identifier: Apache-2.0
"""The root of every event."""

from __future__ import annotations


class Event:
    """Something a contract says has happened; the fields are named as in its ABI."""

    __slots__ = ()
