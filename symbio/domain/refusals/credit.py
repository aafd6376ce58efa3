# SPDX-License-Identifier: Apache-2.0
"""What Credit refuses: of a circle's members, limits, balances and values."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoCodeAtTheRegisters(Refused):
    reason = "credit: no code at the registers"
    remedy = "Deploy Communities and Federations first and give their addresses."


class NotAFederation(Refused):
    reason = "credit: not a federation"
    remedy = "A federation sets this itself, by a proposal."


class NoSuchFederationWithACircle(Refused):
    reason = "credit: no such federation"
    remedy = "Name the address of a federation of this register."


class NotAMemberCommunity(Refused):
    reason = "credit: not a member community"
    remedy = "Name a community that is a member of the federation now."


class NotOnThisRoll(Refused):
    reason = "credit: not on the roll"
    remedy = (
        "Name the place where the sender stands on the community's roll; or the highest "
        "number, as its steward."
    )


class JoinedTheCircleAlready(Refused):
    reason = "credit: joined already"
    remedy = "An account has one seat in a circle; nothing else is needed."


class LeftTheCircleAlready(Refused):
    reason = "credit: left already"
    remedy = "Nothing is left to do; join again to draw again."


class NotInTheCircle(Refused):
    reason = "credit: hasn't joined the circle"
    remedy = "Have the account join the federation's circle first."


class LimitOutOfRange(Refused):
    reason = "credit: limit out of range"
    remedy = "A limit is at most 2^84 - 1 minor units, a community's bound at most 2^128 - 1."


class LimitBeyondTheHardLimit(Refused):
    reason = "credit: a limit beyond the hard limit"
    remedy = "Raise the circle's hard limit first, or lower the others."


class BeyondTheLine(Refused):
    reason = "credit: beyond the line"
    remedy = (
        "Draw less; the federation may give the account a longer line. Who left the circle or "
        "the roll has none."
    )


class BeyondTheSurplus(Refused):
    reason = "credit: beyond the surplus"
    remedy = "Let the account earn less; it should spend some of its balance first."


class BeyondTheCommunityBound(Refused):
    reason = "credit: beyond the community's bound"
    remedy = "Keep the sum of the community's balances nearer to zero: trade both ways."


class NotByClearing(Refused):
    reason = "credit: not by clearing"
    remedy = "Balances change only when Clearing settles a circulation."


class NoSuchCurrencyNumber(Refused):
    reason = "credit: no such currency"
    remedy = "Give the currency a number first; anybody may."


class NoCurrencyNamed(Refused):
    reason = "credit: no currency named"
    remedy = "Name at least one currency."


class CurrenciesOutOfOrder(Refused):
    reason = "credit: currencies not in order"
    remedy = "Sort the currencies by number, and name each once."


class WindowOutOfRange(Refused):
    reason = "credit: window out of range"
    remedy = "Let each phase take one hour to thirty days."


class ReportersOutOfOrder(Refused):
    reason = "credit: reporters not in ascending order"
    remedy = "Sort the reporters by address, and name each once."


class AgeOutOfRange(Refused):
    reason = "credit: age out of range"
    remedy = "Let reports and values count for at most 400 days."


class NotAReporter(Refused):
    reason = "credit: not a reporter"
    remedy = "Have one of the federation's reporters send it."


class NotOneValueACurrency(Refused):
    reason = "credit: not one value a currency"
    remedy = "Give as many values as currencies."


class ValueOutOfRange(Refused):
    reason = "credit: value out of range"
    remedy = (
        "A value is at least 1 and at most 9,999,999,999; choose a smaller or larger numéraire."
    )
