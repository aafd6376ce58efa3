# SPDX-License-Identifier: Apache-2.0
"""What Obligations refuses: of what is registered, paid, assigned and disputed."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NonceUsedAlready(Refused):
    reason = "nonces: used already"
    remedy = (
        "Sign anew with another nonce; what was signed with this one counts once, or was cancelled."
    )


class NotACurrencyCode(Refused):
    reason = "numbers: not a currency code"
    remedy = "Write the code in capital letters, digits and hyphens, such as EUR."


class TooManyCurrencies(Refused):
    reason = "numbers: too many currencies"
    remedy = "Use a currency that has a number."


class TooManyParticipants(Refused):
    reason = "numbers: too many participants"
    remedy = "Use an account that has a number."


class OwesItself(Refused):
    reason = "obligations: a debtor can't owe itself"
    remedy = "Name two accounts."


class ObligationAmountOutOfRange(Refused):
    reason = "obligations: amount out of range"
    remedy = "An amount is at least 1 and at most 2^88 - 1 minor units."


class ObligationExpired(Refused):
    reason = "obligations: obligation has expired"
    remedy = "Name a last day that isn't over."


class ObligationExpiresTooLate(Refused):
    reason = "obligations: expires too late"
    remedy = "Name an earlier last day."


class NotSignedByTheDebtor(Refused):
    reason = "obligations: not signed by the debtor"
    remedy = "Have the debtor sign exactly this, or send it itself without a signature."


class NotSignedByTheCreditor(Refused):
    reason = "obligations: not signed by the creditor"
    remedy = "Have the creditor sign exactly this, or send it itself without a signature."


class NotSignedByTheSuccessor(Refused):
    reason = "obligations: not signed by the successor"
    remedy = "Have the successor sign exactly this assignment."


class NoObligationNamed(Refused):
    reason = "obligations: no obligation named"
    remedy = "Name at least one obligation."


class NotBothSignaturesForEach(Refused):
    reason = "obligations: not both signatures for each"
    remedy = "Give as many signatures of debtors and of creditors as obligations."


class NoSuchObligation(Refused):
    reason = "obligations: no such obligation"
    remedy = "Check the number; obligations are counted from 1."


class NotTheCreditor(Refused):
    reason = "obligations: not the creditor"
    remedy = "Have the creditor send it."


class PaymentExceedsWhatIsOwed(Refused):
    reason = "obligations: payment exceeds what is owed"
    remedy = "Acknowledge at most what is owed now."


class NoOtherAccountToAssignTo(Refused):
    reason = "obligations: no other account to assign to"
    remedy = "Name a successor who is neither the debtor nor the creditor."


class ObligationDisputed(Refused):
    reason = "obligations: obligation is disputed"
    remedy = "Wait until the dispute has ended."


class NotWhatIsOwedNow(Refused):
    reason = "obligations: not what is owed now"
    remedy = "Sign the assignment anew; some was paid or set off since."


class AssignmentLapsed(Refused):
    reason = "obligations: assignment has lapsed"
    remedy = "Have the debtor and the successor sign a new one."


class ObligationNotDisputed(Refused):
    reason = "obligations: obligation isn't disputed"
    remedy = "Dispute it first."


class NeitherDebtorNorCreditor(Refused):
    reason = "obligations: neither debtor nor creditor"
    remedy = "Have the debtor or the creditor send it."


class RaisedByTheOtherSide(Refused):
    reason = "obligations: raised by the other side"
    remedy = "Have whoever raised the dispute withdraw it, or settle it together."


class MoreThanIsOwed(Refused):
    reason = "obligations: more than is owed"
    remedy = "Name at most what is owed now."


class NoArbiterNamedHere(Refused):
    reason = "obligations: no arbiter is named"
    remedy = "Settle the dispute together; both signed without an arbiter."


class EscalatedAlready(Refused):
    reason = "obligations: escalated already"
    remedy = "Wait for the arbiter's ruling."


class ValueIsNotTheArbitersCost(Refused):
    reason = "obligations: value isn't the arbiter's cost"
    remedy = "Send exactly what the arbiter asks for a dispute."


class ArbitersNumberTaken(Refused):
    reason = "obligations: the arbiter's number is taken"
    remedy = "The arbiter doesn't keep its disputes apart; settle together."


class NoSuchDisputeHere(Refused):
    reason = "obligations: no such dispute"
    remedy = "Only the arbiter of an escalated dispute rules, and once."


class NoSuchRulingHere(Refused):
    reason = "obligations: no such ruling"
    remedy = "A ruling is 0, or 1 to 101 for 0 to 100 percent."


class NotByClearingItself(Refused):
    reason = "obligations: not by clearing"
    remedy = "Have Clearing settle; anybody may ask it to."
