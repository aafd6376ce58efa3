# SPDX-License-Identifier: Apache-2.0
"""What the coin for rehearsals refuses."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoHolder(Refused):
    reason = "coin: no holder"
    remedy = "Name the account that is given the supply."


class NoReceiver(Refused):
    reason = "coin: no receiver"
    remedy = "Name the account that is to be paid."


class MoreThanHeld(Refused):
    reason = "coin: more than held"
    remedy = "Send no more than the account's balance."


class MoreThanAllowed(Refused):
    reason = "coin: more than allowed"
    remedy = "Have the owner approve the spender for this amount first."
