# SPDX-License-Identifier: Apache-2.0
"""What Credit refuses: of a circle's members, limits, balances and values."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotInTheCircle(Refused):
    reason = "credit: hasn't joined the circle"
    remedy = "Have the account join the federation's circle first."


class BeyondTheLine(Refused):
    reason = "credit: beyond the line"
    remedy = "Draw less; the federation may give the account a longer line."


class BeyondTheSurplus(Refused):
    reason = "credit: beyond the surplus"
    remedy = "Let the account earn less; it should spend some of its balance first."


class BeyondTheCommunityBound(Refused):
    reason = "credit: beyond the community's bound"
    remedy = "Keep the sum of the community's balances nearer to zero: trade both ways."
