# SPDX-License-Identifier: Apache-2.0
"""What Remedies refuses: steps out of turn, and payments that aren't owed."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class AdoptedAlready(Refused):
    reason = "remedies: adopted already"
    remedy = "Its obligations are written down; look at them by the case's number."


class NoPlanInForce(Refused):
    reason = "remedies: no plan is in force"
    remedy = "Wait until the parties settle, or a bench's choice is in force."


class NotThePlanInForce(Refused):
    reason = "remedies: not the plan in force"
    remedy = "Give exactly the plan that was filed under the number in force."


class NoSuchDuty(Refused):
    reason = "remedies: no such obligation"
    remedy = "Check the number; obligations are counted from 1."


class ConfirmedAlready(Refused):
    reason = "remedies: confirmed already"
    remedy = "It is done."


class NotTheObligorsSteward(Refused):
    reason = "remedies: not the obligor's steward"
    remedy = "Have the steward of the community that owes it send it."


class NotTheBeneficiarysSteward(Refused):
    reason = "remedies: not the beneficiary's steward"
    remedy = "Have the steward of the community to which it is owed send it."


class ObligorConfirmsItself(Refused):
    reason = "remedies: obligor confirms itself"
    remedy = "Another than the obligor's steward must speak for the beneficiary."


class AcknowledgedAlready(Refused):
    reason = "remedies: acknowledged already"
    remedy = "Go on and fulfil it."


class RestitutionIsPaid(Refused):
    reason = "remedies: restitution is paid"
    remedy = "Pay it here; the last payment confirms it."


class SaidAlready(Refused):
    reason = "remedies: said already"
    remedy = "Wait for the beneficiary, or for its time to contest to end."


class NoEvidenceGiven(Refused):
    reason = "remedies: no evidence"
    remedy = "Give the sha-256 of what shows that it is done."


class NobodySaysItIsDone(Refused):
    reason = "remedies: nobody says it is done"
    remedy = "The obligor must say so first."


class TimeToContestNotOver(Refused):
    reason = "remedies: time to contest isn't over"
    remedy = "Wait until the beneficiary's 14 days are over."


class TooLateToContest(Refused):
    reason = "remedies: time to contest is over"
    remedy = "Anybody may confirm it now; the two can still agree on something else."


class CircleIsSitting(Refused):
    reason = "remedies: a circle is sitting"
    remedy = "Agree in it, or call another when its 30 days are over."


class ConfirmOrContest(Refused):
    reason = "remedies: confirm or contest it"
    remedy = "The obligor says it is done: confirm it, or contest it in time."


class NotOverdue(Refused):
    reason = "remedies: not overdue"
    remedy = "A circle is for what is overdue or contested."


class NotNewlyLate(Refused):
    reason = "remedies: not newly late"
    remedy = "It isn't overdue, or its record says so already."


class NotRestitution(Refused):
    reason = "remedies: not restitution"
    remedy = "Only restitution is paid; fulfil the rest with evidence."


class NothingPaid(Refused):
    reason = "remedies: nothing is paid"
    remedy = "Give an amount above zero."


class MoreThanIsLeft(Refused):
    reason = "remedies: more than is left"
    remedy = "Pay at most what is still owed."


class ValueNotTheAmount(Refused):
    reason = "remedies: value isn't the amount"
    remedy = "Send the amount as value for the chain's own coin, and no value for a token."


class RestitutionHasNoCode(Refused):
    reason = "remedies: token has no code"
    remedy = "The token isn't there; agree on another remedy in a circle."


class RestitutionRefused(Refused):
    reason = "remedies: token refused the transfer"
    remedy = "Check balance and allowance for Remedies."


class AllowanceRefused(Refused):
    reason = "remedies: token refused the allowance"
    remedy = "This token can't be passed on; agree on another remedy in a circle."


class NoRestitutionArrived(Refused):
    reason = "remedies: nothing arrived"
    remedy = "The token kept all of the payment; agree on another remedy in a circle."


class NotOneOutcome(Refused):
    reason = "remedies: not one outcome"
    remedy = "Choose one of extend, replace, confirm."


class NoDayForWhatIsDone(Refused):
    reason = "remedies: no day for what is done"
    remedy = "Leave the day out where the two agree that it is done."


class DayOutOfRange(Refused):
    reason = "remedies: day out of range"
    remedy = "Choose a day that is ahead, within ten years."


class WordsOutOfPlace(Refused):
    reason = "remedies: words where none belong"
    remedy = "Describe what replaces it; leave the description out otherwise."
