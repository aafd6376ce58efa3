# SPDX-License-Identifier: Apache-2.0
"""What Clearing refuses of an acceptance, a conversion and a round."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoSuchFederationToClear(Refused):
    reason = "clearing: no such federation"
    remedy = "Name the address of a federation of this register."


class RateOutOfRange(Refused):
    reason = "clearing: rate out of range"
    remedy = "Name a rate above zero, with 18 decimals, of at most 2^96 - 1."


class AcceptanceExpiresTooLate(Refused):
    reason = "clearing: expires too late"
    remedy = "Name an earlier last second."


class NotSignedByTheHolder(Refused):
    reason = "clearing: not signed by the holder"
    remedy = "Have the holder sign exactly these terms, or send it itself without a signature."


class NotTheHolder(Refused):
    reason = "clearing: not the holder"
    remedy = "Only the holder revokes its acceptance."


class OneCurrencyOnBothSides(Refused):
    reason = "clearing: one currency on both sides"
    remedy = "In one currency claims and debts are set off without any acceptance."


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


class AmountOutOfRange(Refused):
    reason = "clearing: amount out of range"
    remedy = "An amount is at least 1 and at most 2^88 - 1 minor units."


class RateBelowMinimum(Refused):
    reason = "clearing: rate below the holder's minimum"
    remedy = "Give the holder at least its minimum rate, or leave the acceptance out."


class NoValueForACurrency(Refused):
    reason = "clearing: no value for a currency"
    remedy = (
        "Leave the acceptance out, or have the federation value both currencies for the next round."
    )


class ValueNotKept(Refused):
    reason = "clearing: value isn't kept"
    remedy = "Convert at the round's values, to less than one minor unit of each currency."


class RoundUnderWay(Refused):
    reason = "clearing: a round is under way"
    remedy = "Take part in it, or wait until it closes."


class NoRoundsHeld(Refused):
    reason = "clearing: the federation holds no rounds"
    remedy = "Have the federation decide when its rounds are, and in which currencies."


class NoCurrencyValued(Refused):
    reason = "clearing: no currency has a fresh value"
    remedy = "Have the reporters report values, or the federation set them."


class NoSuchRound(Refused):
    reason = "clearing: no such round"
    remedy = "Check the number; rounds are counted from 1."


class NotTheTimeToSubmit(Refused):
    reason = "clearing: not the time to submit"
    remedy = "Entries compete in a round's first phase; in its open phase settle directly."


class NotTheTimeToSettle(Refused):
    reason = "clearing: not the time to settle"
    remedy = "Wait for the round's second phase; once it has closed, for the next round."


class NotInTheBestEntry(Refused):
    reason = "clearing: not in the best entry"
    remedy = "Settle a chunk of the best entry that isn't settled yet, or wait for the open phase."


class RegisteredAfterTheRoundOpened(Refused):
    reason = "clearing: registered after the round opened"
    remedy = (
        "Leave it out of the entry; it can be settled in the open phase, or entered in the "
        "next round."
    )


class ObligationInThisEntryAlready(Refused):
    reason = "clearing: obligation is in this entry already"
    remedy = "Name each obligation once in an entry, in one chunk."
