# SPDX-License-Identifier: Apache-2.0
"""What Clearing refuses of a circulation, a round and an acceptance."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoFlow(Refused):
    reason = "clearing: no flow"
    remedy = "Name at least one obligation to set off."


class FlowsTruncated(Refused):
    reason = "clearing: flows truncated"
    remedy = "Pack 16 bytes a flow: the obligation's number in 5, the amount in 11."


class FlowsOutOfOrder(Refused):
    reason = "clearing: flows not in ascending order"
    remedy = "Sort the flows by obligation number, and name each obligation once."


class FlowIsNothing(Refused):
    reason = "clearing: a flow is nothing"
    remedy = "Leave out obligations of which nothing is set off."


class NoSuchObligation(Refused):
    reason = "clearing: no such obligation"
    remedy = "Check the number; obligations are counted from 1."


class ObligationDisputed(Refused):
    reason = "clearing: obligation is disputed"
    remedy = "Leave it out until the two, or the arbiter, have ended the dispute."


class ObligationExpired(Refused):
    reason = "clearing: obligation has expired"
    remedy = "Leave it out; the two may register a new one with a later day."


class FlowExceedsWhatIsOwed(Refused):
    reason = "clearing: flow exceeds what is owed"
    remedy = "Read the obligations again; some of it was paid or set off meanwhile."


class CurrencyNotInRound(Refused):
    reason = "clearing: currency isn't in this round"
    remedy = (
        "Leave the currency out, or have the federation add it and its value for the next round."
    )


class ConversionsOutOfOrder(Refused):
    reason = "clearing: conversions not in order"
    remedy = "Sort the conversions by acceptance number, and name each acceptance once."


class ConversionIsNothing(Refused):
    reason = "clearing: a conversion is nothing"
    remedy = "Leave out acceptances of which nothing is used."


class NoSuchAcceptance(Refused):
    reason = "clearing: no such acceptance"
    remedy = "Check the number; acceptances are counted from 1."


class AcceptanceOfAnotherFederation(Refused):
    reason = "clearing: another federation's acceptance"
    remedy = "Use it in a round of the federation that its holder named."


class AcceptanceExpired(Refused):
    reason = "clearing: acceptance has expired"
    remedy = "Ask the holder for a new one."


class ConversionExceedsAcceptance(Refused):
    reason = "clearing: conversion exceeds the acceptance"
    remedy = "Use at most what is left of it; nothing is left of one that was revoked."


class RateBelowMinimum(Refused):
    reason = "clearing: rate below the holder's minimum"
    remedy = "Give the holder at least its minimum rate, or leave the acceptance out."


class ValueNotKept(Refused):
    reason = "clearing: value isn't kept"
    remedy = "Convert at the round's values, to less than one minor unit of each currency."


class AmountOutOfRange(Refused):
    reason = "clearing: amount out of range"
    remedy = "An amount is at least 1 and at most 2^88 - 1 minor units."


class DrawIsNothing(Refused):
    reason = "clearing: a draw is nothing"
    remedy = "Leave out accounts whose balance doesn't change."


class NoSuchParticipant(Refused):
    reason = "clearing: no such participant"
    remedy = "Only accounts that owe or are owed something here can draw on credit."


class NetPositionChanges(Refused):
    reason = "clearing: a net position would change"
    remedy = (
        "For every participant and currency, claims set off less debts set off, less what is "
        "given, plus what is taken, must be what its balance moves by; in each currency these sum "
        "to zero."
    )
