# SPDX-License-Identifier: Apache-2.0
"""What the versions of a charter refuse."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoCharterDocument(Refused):
    reason = "charter: no document"
    remedy = "Give the sha-256 of the canonical charter document."


class AmendmentPending(Refused):
    reason = "charter: an amendment is pending"
    remedy = "Wait until it takes effect, then execute again before the proposal expires."


class NoSuchCharterVersion(Refused):
    reason = "charter: no such version"
    remedy = "Check the number; versions are counted from 1."


class RatifiedAlready(Refused):
    reason = "charter: already ratified"
    remedy = "Nothing needs to be done."
