# SPDX-License-Identifier: Apache-2.0
"""What Federations takes: the terms under which a federation is founded."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.communities import Kind
from symbio.domain.rules import Rules

MAX_FOUNDERS = 64
MAX_LEVEL = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a federation begins with; every founding steward accepts the digest of exactly this.

    `profile` and `charter` are sha-256 digests, `until` the last second at which these terms may
    found, `salt` 32 bytes that tell apart foundings that are otherwise alike.
    """

    name: str
    level: int
    kind: Kind
    profile: bytes
    charter: bytes
    rules: Rules
    founders: tuple[int, ...]
    until: int
    salt: bytes = bytes(32)
