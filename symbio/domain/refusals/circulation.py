# SPDX-License-Identifier: Apache-2.0
"""What Obligations refuses of a circulation that is to be set off."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoFlow(Refused):
    reason = "circulation: no flow"
    remedy = "Name at least one obligation to set off."


class FlowsTruncated(Refused):
    reason = "circulation: flows truncated"
    remedy = "Pack 16 bytes a flow: the obligation's number in 5, the amount in 11."


class FlowsOutOfOrder(Refused):
    reason = "circulation: flows not in ascending order"
    remedy = "Sort the flows by obligation number, and name each obligation once."


class FlowIsNothing(Refused):
    reason = "circulation: a flow is nothing"
    remedy = "Leave out obligations of which nothing is set off."


class NoSuchObligationToSetOff(Refused):
    reason = "circulation: no such obligation"
    remedy = "Check the number; obligations are counted from 1."


class ObligationToSetOffDisputed(Refused):
    reason = "circulation: obligation is disputed"
    remedy = "Leave it out until the two, or the arbiter, have ended the dispute."


class ObligationToSetOffExpired(Refused):
    reason = "circulation: obligation has expired"
    remedy = "Leave it out; the two may register a new one with a later day."


class FlowExceedsWhatIsOwed(Refused):
    reason = "circulation: flow exceeds what is owed"
    remedy = "Read the obligations again; some of it was paid or set off meanwhile."


class CurrencyNotInRound(Refused):
    reason = "circulation: currency isn't in this round"
    remedy = (
        "Leave the currency out, or have the federation add it and its value for the next round."
    )


class DrawIsNothing(Refused):
    reason = "circulation: a draw is nothing"
    remedy = "Leave out accounts whose balance doesn't change."


class DrawOutOfRange(Refused):
    reason = "circulation: amount out of range"
    remedy = "A balance moves by at most 2^88 - 1 minor units."


class NoSuchParticipant(Refused):
    reason = "circulation: no such participant"
    remedy = "Only accounts that owe or are owed something can convert or draw on credit."


class NetPositionChanges(Refused):
    reason = "circulation: a net position would change"
    remedy = (
        "For every participant and currency, claims set off less debts set off, less what is "
        "given, plus what is taken, must be what its balance moves by; in each currency these "
        "sum to zero."
    )
