# SPDX-License-Identifier: Apache-2.0
"""What the seats of a federation refuse."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class MemberAlready(Refused):
    reason = "members: already a member"
    remedy = "Admit a community again only once its membership has ended."


class NoSeatFree(Refused):
    reason = "members: every seat is taken"
    remedy = (
        "A federation has 100 seats, and one is free again some months after its holder left; "
        "gather communities in federations of their own."
    )


class NotSeated(Refused):
    reason = "members: not a member"
    remedy = "Check the community's number; its membership may have ended."


class LeavingAlready(Refused):
    reason = "members: already leaving"
    remedy = "Nothing needs to be done; an end that is set can only be brought forward."
