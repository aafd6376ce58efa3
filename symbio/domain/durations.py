# SPDX-License-Identifier: Apache-2.0
"""Spans of time as charters write them: ISO 8601 durations of a fixed length, such as P3D."""

from __future__ import annotations

import re

#: Weeks, or days with hours, minutes and seconds. Months and years have no fixed length.
PATTERN = (
    r"^P(?=[0-9T])(?:[0-9]{1,4}W"
    r"|(?:[0-9]{1,4}D)?(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?(?:[0-9]{1,5}S)?)?)$"
)

_SECONDS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}
_WORDS = {"D": "day", "H": "hour", "M": "minute", "S": "second"}


def seconds(duration: str) -> int:
    """Count the seconds of an ISO 8601 duration of a fixed length.

    Raises `ValueError` in words for anything else, months and years included.
    """
    if not re.fullmatch(PATTERN, duration, re.ASCII):
        raise ValueError(f"{duration!r} is not a duration such as P3D, P2W, PT6H or P1DT12H")
    return sum(int(count) * _SECONDS[unit] for count, unit in _parts(duration))


def written(length: int) -> str:
    """Write seconds as the shortest duration in days, hours, minutes and seconds."""
    days = [f"{count}{unit}" for count, unit in _split(length) if unit == "D"]
    times = [f"{count}{unit}" for count, unit in _split(length) if unit != "D"]
    if not days and not times:
        return "PT0S"
    return f"P{''.join(days)}{'T' if times else ''}{''.join(times)}"


def in_words(length: int) -> str:
    """Say seconds in English words, such as "1 day and 12 hours"."""
    words = [f"{count} {_WORDS[unit]}{'s' if count != 1 else ''}" for count, unit in _split(length)]
    if not words:
        return "no time"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _parts(duration: str) -> list[tuple[str, str]]:
    return re.findall(r"([0-9]+)([WDHMS])", duration)


def _split(length: int) -> list[tuple[int, str]]:
    if length < 0:
        raise ValueError("a duration can't be negative")
    found: list[tuple[int, str]] = []
    for unit in _WORDS:
        count, length = divmod(length, _SECONDS[unit])
        if count:
            found.append((count, unit))
    return found
