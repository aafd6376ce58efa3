# SPDX-License-Identifier: Apache-2.0
"""What Mediation refuses: mediators that can't be, and turns that aren't yet."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotAVolunteersSteward(Refused):
    reason = "mediation: not the steward"
    remedy = "Have the community's steward send it."


class NoSuchMediatorsCommunity(Refused):
    reason = "mediation: no such community"
    remedy = "Check the number; communities are counted from 1."


class NoSuchVolunteer(Refused):
    reason = "mediation: no such volunteer"
    remedy = "Look at the list of the willing; a community stands in it once it volunteered."


class NotOfTheCommunity(Refused):
    reason = "mediation: not of the community"
    remedy = "Name its steward, or a person and the place on its roll."


class NotAVolunteersFederation(Refused):
    reason = "mediation: not a federation"
    remedy = "Name a federation of this register, or none."


class VolunteerNotAMember(Refused):
    reason = "mediation: not a member community"
    remedy = "The community must be a member of the federation at this moment."


class NotAMediationsParty(Refused):
    reason = "mediation: not a party"
    remedy = "Only the case's parties agree on a mediator."


class NotAThirdCommunity(Refused):
    reason = "mediation: not a third community"
    remedy = "Name a mediator of a community that is neither a party nor affected."


class CaseNotInMediation(Refused):
    reason = "mediation: not in mediation"
    remedy = "Mediators are found in mediation, or agreed on after a mediation order."


class TimeToAgreeNotOver(Refused):
    reason = "mediation: time to agree isn't over"
    remedy = "Wait until the parties' time to agree is over."


class HasAMediator(Refused):
    reason = "mediation: there is a mediator"
    remedy = "The lot is for cases that nobody mediates."


class MediatorsDrawnAlready(Refused):
    reason = "mediation: drawn already"
    remedy = "Those drawn have two days each; the parties may still agree on another."


class NoSeedYet(Refused):
    reason = "mediation: the beacon has no seed yet"
    remedy = "Prove the block, or post the round, that the beacon needs for the case's target."


class NobodyIsWilling(Refused):
    reason = "mediation: nobody is willing"
    remedy = "Nobody eligible volunteered before the case opened; agree on a mediator instead."


class NotYourTurn(Refused):
    reason = "mediation: not your turn"
    remedy = "Whom the parties agreed on may accept, and those drawn in order, two days each."


class MediatesForItself(Refused):
    reason = "mediation: a party mediates for itself"
    remedy = "Nobody who speaks for a party mediates its case."


class NotItsMediator(Refused):
    reason = "mediation: not the mediator"
    remedy = "Only the case's mediator steps down."
