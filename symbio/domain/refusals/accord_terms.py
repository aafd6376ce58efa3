# SPDX-License-Identifier: Apache-2.0
"""What no accord's terms may say: their figures, clauses and categories."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoAccordName(Refused):
    reason = "accords: no name"
    remedy = "Give the accord a name of up to 100 bytes."


class NoAccordDocument(Refused):
    reason = "accords: no document"
    remedy = "Give the sha-256 of the accord's document."


class TooFewParties(Refused):
    reason = "accords: fewer than two parties"
    remedy = "Name at least two parties."


class PartiesOutOfOrder(Refused):
    reason = "accords: parties not in ascending order"
    remedy = "List the parties by their numbers, each once, lowest first."


class NoCurrency(Refused):
    reason = "accords: no currency"
    remedy = "Name at least one currency that is accepted."


class NotOneFloorACurrency(Refused):
    reason = "accords: not one floor a currency"
    remedy = "Give one floor for each currency, 0 for none."


class FloorOutOfRange(Refused):
    reason = "accords: floor out of range"
    remedy = "Choose a floor below 2^128 - 1 smallest units."


class NoSuchCurrency(Refused):
    reason = "accords: no such currency"
    remedy = "Give the address of the currency's contract."


class CurrencyNamedTwice(Refused):
    reason = "accords: currency named twice"
    remedy = "Name each currency once."


class DriftExceedsWhole(Refused):
    reason = "accords: drift exceeds the whole"
    remedy = "Choose a drift of up to 10,000 basis points, at which the alarm never rings."


class NoClauses(Refused):
    reason = "accords: no clause"
    remedy = "Agree on at least one clause."


class SellerIsNoParty(Refused):
    reason = "accords: a seller is not a party"
    remedy = "Name a party as the seller of each clause."


class StartOutOfRange(Refused):
    reason = "accords: start out of range"
    remedy = "Choose a start at most a year ahead."


class SeasonOutOfRange(Refused):
    reason = "accords: season out of range"
    remedy = "Choose a season from a day to a year."


class EndsBeforeItStarts(Refused):
    reason = "accords: ends before it starts"
    remedy = "Choose an end after the start, and after now."


class EndOutOfRange(Refused):
    reason = "accords: end out of range"
    remedy = "Choose an end at most ten years ahead; an accord can be renewed."


class ReviewOutOfTime(Refused):
    reason = "accords: review out of its time"
    remedy = "Choose a review between the start, or now, and the end."


class AccordNoticeOutOfRange(Refused):
    reason = "accords: notice out of range"
    remedy = "Choose a notice of up to a year."


class ConcessionTakesAll(Refused):
    reason = "clauses: concession takes everything"
    remedy = "Choose a concession below 10,000 basis points."


class ContributionTakesAll(Refused):
    reason = "clauses: contribution takes everything"
    remedy = "Choose a contribution below 10,000 basis points."


class ContributionIntoNothing(Refused):
    reason = "clauses: contribution into no split"
    remedy = "Name the split that has the contribution."


class NoSuchContributionSplit(Refused):
    reason = "clauses: no such split"
    remedy = "Check the split's number."


class QuantityOutOfRange(Refused):
    reason = "clauses: quantity out of range"
    remedy = "Choose from 1 to 2^64 - 1 units a season; 2^64 - 1 is without limit."


class NoSuchScheme(Refused):
    reason = "categories: no such scheme"
    remedy = "Classify it by HS or by CPC."


class NotSoManyDigits(Refused):
    reason = "categories: not so many digits"
    remedy = "HS has 2, 4 or 6 digits, CPC from 1 to 5."


class MoreDigitsThanSaid(Refused):
    reason = "categories: more digits than it says"
    remedy = "Make the category's word of its code again."
