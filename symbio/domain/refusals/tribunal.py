# SPDX-License-Identifier: Apache-2.0
"""What the Tribunal refuses: cases, steps out of turn, disputes."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoSuchCase(Refused):
    reason = "tribunal: no such case"
    remedy = "Check the number; cases and disputes are counted together from 1."


class DisputeNotCase(Refused):
    reason = "tribunal: a dispute, not a case"
    remedy = "This number is another contract's dispute, which a jury alone decides."


class NotTheCasesSteward(Refused):
    reason = "tribunal: not the steward"
    remedy = "Have the community's steward send it."


class NotAPartyToTheCase(Refused):
    reason = "tribunal: not a party"
    remedy = "Only the communities that the case names can do this; look at its parties."


class CaseIsOver(Refused):
    reason = "tribunal: the case is over"
    remedy = "Nothing can be added to it; look at how it ended."


class TwoPartiesNeeded(Refused):
    reason = "tribunal: a case needs two parties"
    remedy = "Name the claimant first and at least one other community."


class CaseAgainstOneself(Refused):
    reason = "tribunal: a case against oneself"
    remedy = "Name the claimant once, as the first."


class NoFacts(Refused):
    reason = "tribunal: no facts"
    remedy = "Give the sha-256 of what happened, written down."


class CommunitiesOutOfOrder(Refused):
    reason = "tribunal: communities aren't ascending"
    remedy = "Name each community once, in ascending order."


class NoSuchCommunityNamed(Refused):
    reason = "tribunal: no such community"
    remedy = "Check the number; communities are counted from 1."


class PartyAffectedAnyway(Refused):
    reason = "tribunal: a party is affected anyway"
    remedy = "Name only others as affected: the parties' people never judge."


class CaseExists(Refused):
    reason = "tribunal: a case about this exists"
    remedy = "Follow the case that is there; only one that was withdrawn can be opened again."


class PartyNotAMember(Refused):
    reason = "tribunal: not a member community"
    remedy = "All parties must be members of the federation, or open the case without one."


class NotACasesFederation(Refused):
    reason = "tribunal: not a federation"
    remedy = "Name a federation of this register, or let the federation itself send it."


class TooManyCounts(Refused):
    reason = "tribunal: more than it can count"
    remedy = "The season or the beacon's target is beyond what a case can keep."


class NotInMediation(Refused):
    reason = "tribunal: not in mediation"
    remedy = "The case is past its first step; look at its state."


class MediationNotOver(Refused):
    reason = "tribunal: mediation isn't over"
    remedy = "Wait for its end, or reject a plan that isn't your own."


class MediationNotLongOver(Refused):
    reason = "tribunal: mediation isn't long over"
    remedy = "A week after its end anybody may take the case on; a party may from its end."


class NothingToAppeal(Refused):
    reason = "tribunal: nothing to appeal"
    remedy = "Only what a panel decided can be appealed; a jury's choice is final."


class TooLateToAppeal(Refused):
    reason = "tribunal: time for an appeal is over"
    remedy = "The panel's plan stands; conclude puts it in force."


class TooEarlyToConclude(Refused):
    reason = "tribunal: time for an appeal isn't over"
    remedy = "Wait until no party can appeal any more."


class TooLateToWithdrawCase(Refused):
    reason = "tribunal: too late to withdraw"
    remedy = "A panel was called; the parties can still settle on a plan."


class NothingToConclude(Refused):
    reason = "tribunal: nothing to conclude"
    remedy = "No bench sits in this state; look at the case's next step."


class JuryNotDone(Refused):
    reason = "tribunal: the jury isn't done"
    remedy = "Wait for its last phase to end."


class SeasonNotFrozen(Refused):
    reason = "tribunal: the season isn't frozen"
    remedy = "Have Juries freeze the season's table first; anybody may."


class NotTheCasesMediator(Refused):
    reason = "tribunal: not the mediator"
    remedy = "Name your community, or have the mediator send it."


class NotPlans(Refused):
    reason = "tribunal: not Plans"
    remedy = "Accept the plan in Plans; it settles the case here."


class NoClause(Refused):
    reason = "tribunal: no clause"
    remedy = "Give the sha-256 of the charter's clause."


class TooManyVersions(Refused):
    reason = "tribunal: too many versions"
    remedy = "Its rules can't be changed any more; they stay as they are."


class NoSuchRules(Refused):
    reason = "tribunal: no such version"
    remedy = "Versions are counted from 1; 0 stands for the usual rules."


class PanelOfWhom(Refused):
    reason = "tribunal: a panel of whom"
    remedy = "Choose stewards or people, one of the two."


class MediationOutOfRange(Refused):
    reason = "tribunal: mediation out of range"
    remedy = "Choose 1 to 180 days."


class AgreementOutOfRange(Refused):
    reason = "tribunal: agreement out of range"
    remedy = "Choose at least a day, and no more than mediation lasts."


class AppealOutOfRange(Refused):
    reason = "tribunal: appeal out of range"
    remedy = "Choose 1 to 60 days."


class PanelOutOfRange(Refused):
    reason = "tribunal: panel out of range"
    remedy = "Choose 3 to 15 seats."


class JuryOutOfRange(Refused):
    reason = "tribunal: jury out of range"
    remedy = "Choose 6 to 60 seats."


class GraveJuryOutOfRange(Refused):
    reason = "tribunal: grave jury out of range"
    remedy = "Choose at least as many seats as for the usual jury, and at most 60."


class WaveOutOfRange(Refused):
    reason = "tribunal: wave out of range"
    remedy = "Choose an hour to 7 days."


class DeliberationOutOfRange(Refused):
    reason = "tribunal: deliberation out of range"
    remedy = "Choose an hour to 60 days."


class CommitOutOfRange(Refused):
    reason = "tribunal: commit out of range"
    remedy = "Choose an hour to 14 days."


class RevealOutOfRange(Refused):
    reason = "tribunal: reveal out of range"
    remedy = "Choose an hour to 14 days."


class CostsNothing(Refused):
    reason = "tribunal: it costs nothing"
    remedy = "Send no value; a dispute is free here."


class NoSuchChoices(Refused):
    reason = "tribunal: no such choices"
    remedy = "Ask for 1 to 4,294,967,295 choices."


class ExtraDataOutOfShape(Refused):
    reason = "tribunal: extra data out of shape"
    remedy = "After the mark give the seats and at most eight communities, a word each."


class SeatsOutOfRange(Refused):
    reason = "tribunal: seats out of range"
    remedy = "Ask for 3 to 60 jurors."


class TooFewPeople(Refused):
    reason = "tribunal: too few people for a jury"
    remedy = "More communities must enlist for a coming season before a jury can be drawn."


class NoRulingToExecute(Refused):
    reason = "tribunal: no ruling to execute"
    remedy = "Conclude the dispute first, once its jury is done."


class RulingExecuted(Refused):
    reason = "tribunal: the ruling is executed"
    remedy = "The arbitrable has taken it; it is executed once."


class TooLittleGas(Refused):
    reason = "tribunal: too little gas for the ruling"
    remedy = "Send it with at least 600,000 gas more."


class TribunalWithoutCommunities(Refused):
    reason = "tribunal: no communities"
    remedy = "Deploy Communities first and give its address."


class TribunalWithoutFederations(Refused):
    reason = "tribunal: no federations"
    remedy = "Deploy Federations first and give its address."


class TribunalWithoutJuries(Refused):
    reason = "tribunal: no juries"
    remedy = "Deploy Juries first and give its address."
