# SPDX-License-Identifier: Apache-2.0
"""What Accords refuses: agreeing, leaving, quoting and reviewing."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotThePartysSteward(Refused):
    reason = "accords: not the steward"
    remedy = "Have the steward of that community send it."


class ConcludedAlready(Refused):
    reason = "accords: already concluded"
    remedy = "Look the accord up; to conclude another one, agree on other terms."


class AccordAcceptedAlready(Refused):
    reason = "accords: already accepted"
    remedy = "Nothing needs to be done."


class AccordDeclinedAlready(Refused):
    reason = "accords: already declined"
    remedy = "Nothing needs to be done."


class AccordTermsLapsed(Refused):
    reason = "accords: the terms have lapsed"
    remedy = "Agree on terms with a later deadline and accept those."


class NotOneSignatureAParty(Refused):
    reason = "accords: one signature a party"
    remedy = (
        "Give one signature for each party in the order of the terms; an empty one where the "
        "steward accepted directly."
    )


class NoSuchParty(Refused):
    reason = "accords: no such community"
    remedy = "Register the community first, or check its number."


class PartyHasNotAccepted(Refused):
    reason = "accords: a party hasn't accepted"
    remedy = "Have the present steward of each party accept these very terms, or sign them."


class PartyHasDeclined(Refused):
    reason = "accords: a party has declined"
    remedy = "Ask that party's steward to accept again, or agree on other terms."


class NotSignedByThePartysSteward(Refused):
    reason = "accords: not signed by the steward"
    remedy = (
        "Have the present steward sign the acceptance of these very terms, for this chain and "
        "this contract."
    )


class LeaverHasNotAcceptedAgain(Refused):
    reason = "accords: a leaver hasn't accepted again"
    remedy = (
        "Whoever announced to leave stays, or comes back, by accepting directly after that; a "
        "signature can't say when it was given."
    )


class MarketIsNoContract(Refused):
    reason = "accords: the market is no contract"
    remedy = "Name the Market's address on this chain."


class NoSuchAccord(Refused):
    reason = "accords: no such accord"
    remedy = "Check the accord's number."


class NotTheNextVersion(Refused):
    reason = "accords: not the next version"
    remedy = (
        "Read the accord's latest version and number the terms one above it; a new accord has "
        "version 1."
    )


class PartyLeftOut(Refused):
    reason = "accords: a party is left out"
    remedy = (
        "Name every party that will still be in when the terms start; a party goes only by "
        "leaving itself."
    )


class AccordIsOver(Refused):
    reason = "accords: fewer than two parties stay"
    remedy = "Found a new accord: fewer than two parties of this one are left."


class NotInForceYet(Refused):
    reason = "accords: not in force yet"
    remedy = "Wait until the accord's start."


class AccordHasEnded(Refused):
    reason = "accords: the accord has ended"
    remedy = "Renew it with all its parties, or order without an accord."


class NotAParty(Refused):
    reason = "accords: not a party"
    remedy = (
        "Check the number of the community; only parties and members of a party trade under an "
        "accord."
    )


class PartyHasLeft(Refused):
    reason = "accords: the party has left"
    remedy = "Order without the accord; orders placed before keep their terms."


class LeavingAnnounced(Refused):
    reason = "accords: already leaving"
    remedy = "Nothing needs to be done; the accord says when it has left."


class NoSuchClause(Refused):
    reason = "accords: no such clause"
    remedy = "Look the accord's clauses up; they are numbered from 0."


class ClauseOfAnotherSeller(Refused):
    reason = "accords: the clause is another seller's"
    remedy = "Choose a clause of the party that the seller belongs to."


class SellerIsBuyer(Refused):
    reason = "accords: buyer and seller are one party"
    remedy = "Order without the accord: it binds parties towards one another."


class CategoryNotCovered(Refused):
    reason = "accords: category not covered"
    remedy = "Choose a clause whose category covers the offer's."


class CurrencyNotAccepted(Refused):
    reason = "accords: currency not accepted"
    remedy = "Pay in one of the currencies that the accord accepts."


class AlarmIsSilent(Refused):
    reason = "accords: the alarm is silent"
    remedy = "Nothing is to be reviewed: the balance is within what the parties agreed to bear."


class ReviewedThisSeason(Refused):
    reason = "accords: reviewed in this season"
    remedy = "Wait for the next season; an alarm opens one review a season."


class NotToBeReviewedYet(Refused):
    reason = "accords: not to be reviewed yet"
    remedy = "Wait until the review's date."


class ReviewedByDate(Refused):
    reason = "accords: already reviewed by date"
    remedy = "Nothing needs to be done; new terms have a date of their own."


class ReviewIsOpen(Refused):
    reason = "accords: a review is open"
    remedy = "Answer the open review first."


class NoReviewIsOpen(Refused):
    reason = "accords: no review is open"
    remedy = "Nothing needs to be answered."


class NoStatement(Refused):
    reason = "accords: no statement"
    remedy = "Give the digest of what the party says."


class AnsweredAlready(Refused):
    reason = "accords: already answered"
    remedy = "Nothing needs to be done; a statement stands as it was given."


class AccordsWithoutCommunities(Refused):
    reason = "accords: no communities"
    remedy = "Deploy Communities first and give its address."


class AccordsWithoutFederations(Refused):
    reason = "accords: no federations"
    remedy = "Deploy Federations first and give its address."
