# SPDX-License-Identifier: Apache-2.0
"""Times as people write them in arguments."""

from __future__ import annotations

from datetime import UTC, datetime

from symbio.cli.exits import BadUse
from symbio.cli.output import moment


def second(text: str, option: str) -> int:
    """Read a time in ISO 8601 as a second; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadUse(f"{option}: “{text}” is no time such as 2026-11-23T15:00:00Z.") from error
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    whole = int(aware.timestamp())
    if whole <= 0:
        raise BadUse(f"{option}: {moment(whole)} is before there were chains.")
    return whole
