# SPDX-License-Identifier: Apache-2.0
"""What Plans refuses: plans that can't be, and acceptances that don't count."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotACase(Refused):
    reason = "plans: a dispute, not a case"
    remedy = "This number is another contract's dispute, which a jury alone decides."


class NoMorePlans(Refused):
    reason = "plans: the case is over"
    remedy = "Plans are filed and accepted while a case is open, or after a mediation order."


class VotesBeingCast(Refused):
    reason = "plans: votes are being cast"
    remedy = "Wait until the bench is done; it chooses among what was filed before."


class NotThePlansSteward(Refused):
    reason = "plans: not the steward"
    remedy = "Have the party's steward send it."


class NotAPlansParty(Refused):
    reason = "plans: not a party"
    remedy = "Only the communities that the case names can do this; look at its parties."


class MediatorAlone(Refused):
    reason = "plans: not the mediator"
    remedy = "Name your community, or have the case's mediator send it."


class NeitherMediatorNorJuror(Refused):
    reason = "plans: neither mediator nor juror"
    remedy = "Name the party you speak for; others file only as mediator, or from a seat."


class EnoughPlans(Refused):
    reason = "plans: no more plans of yours"
    remedy = "Each may file so many that the others' have room; accept or reject what is there."


class NoSuchPlan(Refused):
    reason = "plans: no such plan"
    remedy = "Check the number; a case's plans are counted from 1."


class PlanWithoutTitle(Refused):
    reason = "plans: a plan needs a title"
    remedy = "Give it a title of at most 80 bytes."


class PlanIsEmpty(Refused):
    reason = "plans: an empty plan"
    remedy = "Give it at least one obligation."


class ObligorNotAParty(Refused):
    reason = "plans: obligor isn't a party"
    remedy = "Only the case's parties can be bound by its plan."


class ObligationToNobody(Refused):
    reason = "plans: an obligation to nobody"
    remedy = "Owe it to a party, or to a community that the case names as affected."


class ObligationToOneself(Refused):
    reason = "plans: an obligation to oneself"
    remedy = "Name another community as the beneficiary."


class ObligationOfNoKind(Refused):
    reason = "plans: not one kind"
    remedy = "Choose one of restitution, repair, apology, joint project, change of practice."


class TermOutOfRange(Refused):
    reason = "plans: term out of range"
    remedy = "Give a day to ten years from the moment the plan is in force."


class RestitutionWithoutToken(Refused):
    reason = "plans: restitution without a token"
    remedy = "Name the token, or 0xEeee…EEeE for the chain's own coin."


class RestitutionOutOfRange(Refused):
    reason = "plans: amount out of range"
    remedy = "Name an amount above zero and below 2^128."


class NoSuchPayeeSplit(Refused):
    reason = "plans: no such split"
    remedy = "Create the beneficiary's split in the Treasury first."


class OnlyRestitutionIsMoney(Refused):
    reason = "plans: only restitution is money"
    remedy = "Leave token, amount and split empty, or make it restitution."


class NotThePlansWords(Refused):
    reason = "plans: not this plan's words"
    remedy = "Give the title and the matter of the plan with this number."


class PlanFiledBefore(Refused):
    reason = "plans: filed before"
    remedy = "An earlier plan of this case has the same words; a signature counts for that one."


class PartyRejectedIt(Refused):
    reason = "plans: the party rejected it"
    remedy = "A signature counts no more after that; its steward can still accept directly."


class AcceptanceHasEnded(Refused):
    reason = "plans: acceptance has ended"
    remedy = "Have the steward sign again, or accept directly."


class AcceptanceNotSigned(Refused):
    reason = "plans: not signed by the steward"
    remedy = "Have the party's present steward sign exactly this plan of this case."


class PlansWithoutTreasury(Refused):
    reason = "plans: no treasury"
    remedy = "Deploy Treasury first and give its address."
