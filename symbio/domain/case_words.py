# SPDX-License-Identifier: Apache-2.0
"""Cases in words: where one stands, who moves it on and what if nobody does, what a step means."""

from __future__ import annotations

from datetime import UTC, datetime

from symbio.domain import durations
from symbio.domain.plans import Kind, Obligation, Plan
from symbio.domain.promise import Promise
from symbio.domain.tribunal import GRACE, Bench, Case, Opening, Rules, State

GAS = "nothing but the gas; no fee, no stake."
_FREE = "nothing. Whoever carries it pays the gas."
KINDS = {
    Kind.RESTITUTION: "restitution",
    Kind.REPAIR: "repair",
    Kind.APOLOGY: "apology",
    Kind.JOINT_PROJECT: "joint project",
    Kind.CHANGE: "change of practice",
}


def moves_on(case: Case) -> str:
    """Say who takes a case on."""
    if case.is_dispute and case.state is State.TRIBUNAL:
        return f"Anybody concludes it once jury {case.jury_id} is done; the contract then acts."
    told = {
        State.MEDIATION: "The parties settle it on a plan, at any moment. A party takes it to "
        f"arbitration from {moment(case.due)}, or at once after rejecting another's plan.",
        State.ARBITRATION: f"The panel, jury {case.jury_id}, chooses among the plans filed; "
        "anybody concludes once it is done. The parties may still settle.",
        State.APPEALABLE: f"A party appeals until {moment(case.due)}, without a fee or a reason; "
        f"else plan {case.plan} is put in force by anybody's conclude.",
        State.TRIBUNAL: f"The citizens of jury {case.jury_id} choose among the plans filed; "
        "anybody concludes once it is done. The parties may still settle.",
        State.MEDIATION_ORDER: "The parties, whenever they all accept one plan.",
        State.RULED: "Anybody brings the ruling to its contract, if it hasn't taken it.",
    }
    if case.state in (State.IN_FORCE, State.SETTLED):
        return "Those who owe under the plan do it, and those it is owed to confirm."
    return told.get(case.state, "Nobody: it is over.")


def if_nobody_does(case: Case) -> str:
    """Say what becomes of a case that nobody takes on."""
    told = {
        State.MEDIATION: f"From {moment(case.due + GRACE)} anybody takes it to arbitration.",
        State.ARBITRATION: "It waits for anybody's conclude. Without a choice, or with too few "
        "who sit, that calls a jury of citizens.",
        State.APPEALABLE: "It waits for anybody's conclude, and then the plan is in force.",
        State.TRIBUNAL: "It waits for anybody's conclude. Without a choice the jury votes once "
        "more, then it ends as a mediation order: nobody is found guilty.",
        State.MEDIATION_ORDER: "Nothing: it is over without a plan, and stands on the record.",
    }
    if case.state in (State.IN_FORCE, State.SETTLED):
        return "What is overdue stands on the record as late; there is no penalty."
    return told.get(case.state, "Nothing.")


def obligation_in_words(owed: Obligation, money: str = "") -> str:
    """Say what one community owes another; `money`: a restitution's amount."""
    what = f"{KINDS[owed.kind]} of {money}" if money else KINDS[owed.kind]
    return (
        f"community {owed.obligor} owes community {owed.beneficiary}: {what}, within "
        f"{durations.in_words(owed.term)} of the plan's coming into force"
    )


def of_opening(opening: Opening, rules: Rules) -> Promise:
    """Tell a claimant what opening a case means."""
    others = ", ".join(str(each) for each in opening.parties[1:])
    return Promise(
        f"{GAS} Nobody of the parties or of who is affected will judge.",
        f"{durations.in_words(rules.mediation)} of mediation with community {others}; then, if "
        f"it takes that, {rules.panel} by lot, and {rules.jury} citizens by lot after an appeal.",
        "the case ends as a mediation order, without a plan. Nobody is found guilty or punished, "
        "and the same facts can't be brought again unless you withdraw.",
    )


def of_escalation(case: Case) -> Promise:
    """Tell whoever escalates what it means."""
    return Promise(
        GAS,
        "a panel by lot, of communities without a part in it, that chooses among the plans filed.",
        f"case {case.case_id} stays in mediation. The parties may settle it at any time, then too.",
    )


def of_appeal(case: Case, rules: Rules) -> Promise:
    """Tell a party what an appeal means."""
    size = rules.grave_jury if case.is_grave else rules.jury
    return Promise(
        f"{GAS} The panel's choice, plan {case.plan}, falls.",
        f"a jury of {size} citizens by lot, none of a party or of who is affected; final.",
        "if no jury can be drawn, or it agrees on nothing twice, the case ends as a mediation "
        f"order. Without an appeal until {moment(case.due)} plan {case.plan} comes into force.",
    )


def of_withdrawal(case: Case) -> Promise:
    """Tell a claimant what withdrawing means."""
    return Promise(
        GAS,
        f"case {case.case_id} is over; you may open it again.",
        "the case goes on as it was.",
    )


def of_conclusion(case: Case) -> Promise:
    """Tell whoever concludes what it means."""
    return Promise(
        GAS,
        f"case {case.case_id} takes the one step that follows from what its bench came to.",
        "it is refused while the bench isn't done, or a party may still appeal.",
    )


def of_ruling(case: Case) -> Promise:
    """Tell whoever brings a ruling to its contract what that means."""
    return Promise(
        f"{GAS} What the contract does with it is the contract's.",
        f"the contract is told ruling {case.ruling} once more, and may act on it.",
        "the ruling stands all the same, and anybody may bring it again.",
    )


def rules_in_words(rules: Rules) -> str:
    """Say how a case goes by some rules."""
    spans = (rules.mediation, rules.agreement, rules.appeal)
    mediation, agreement, appeal = (durations.in_words(each) for each in spans)
    windows = (rules.wave, rules.deliberation, rules.commit, rules.reveal)
    wave, talk, commit, reveal = (durations.in_words(each) for each in windows)
    whom = "stewards" if rules.panel_of is Bench.STEWARDS else "people"
    return (
        f"{mediation} of mediation, {agreement} of them to agree on a mediator; a panel of "
        f"{rules.panel} {whom}; {appeal} to appeal; a jury of {rules.jury} citizens, "
        f"{rules.grave_jury} where it is grave. Whoever is drawn has {wave} to take a seat; then "
        f"{talk} to talk, {commit} to vote and {reveal} to show the votes."
    )


def of_rules(name: str, rules: Rules) -> Promise:
    """Tell who writes new rules for a federation what its proposal means."""
    return Promise(
        "nothing now: this writes a file, and nothing is sent. The members decide.",
        f"cases of {name} that open once the proposal is executed keep these rules: "
        f"{rules_in_words(rules)}",
        "the rules stay as they are. Cases that are open keep theirs in any event.",
    )


def of_grading(name: str, rules: Rules, is_grave: bool) -> Promise:
    """Tell who writes down that a clause is grave, or no more, what the proposal means."""
    size, other = rules.grave_jury, rules.jury
    size, other = (size, other) if is_grave else (other, size)
    return Promise(
        "nothing now: this writes a file, and nothing is sent. The members decide.",
        f"cases of {name} under this clause that open once the proposal is executed go to a jury "
        f"of {size} after an appeal.",
        f"their jury has {other}, as now. Cases that are open keep theirs in any event.",
    )


def of_filing(plan: Plan) -> Promise:
    """Tell whoever files a plan what it means."""
    return Promise(
        f"{GAS} The whole plan is public, for good.",
        f"“{plan.title}” stands for the parties to accept and for a bench to choose.",
        "it binds nobody until all parties accept it or a bench chooses it. It can't be taken "
        "back; nothing is filed once votes are being cast.",
    )


def of_acceptance(plan: Plan, community_id: int, signs: bool = False) -> Promise:
    """Tell a party what accepting a plan means."""
    owes = [each for each in plan.obligations if each.obligor == community_id]
    gets = [each for each in plan.obligations if each.beneficiary == community_id]
    return Promise(
        f"{_FREE if signs else GAS} Once all parties accept: {_sum(owes, 'owe')}.",
        f"{_sum(gets, 'are owed')}, and the case is settled for good, without a judgement.",
        "until all parties have accepted, nothing binds you, and you may reject it again.",
    )


def of_rejection(plan: Plan) -> Promise:
    """Tell a party what rejecting a plan means."""
    return Promise(
        GAS,
        f"“{plan.title}” can't settle the case. If it isn't your own you may go to arbitration.",
        "an acceptance you gave stands. A bench may choose the plan all the same.",
    )


def of_evidence() -> Promise:
    """Tell whoever submits evidence what it means."""
    return Promise(
        f"{GAS} Only a digest goes to the chain; hand the file itself to those who judge.",
        "proof that it was submitted by you, and when.",
        "who judges can't hold your file against anything on chain.",
    )


def of_volunteering(account: str) -> Promise:
    """Tell a steward what listing a mediator means."""
    return Promise(
        f"{GAS} {account} can be drawn in cases that open from now on.",
        "a place in the list from which mediators are drawn, for cases your community isn't in.",
        "nobody is drawn of your community. Whoever is drawn and says nothing loses nothing.",
    )


def of_proposing(account: str) -> Promise:
    """Tell a party what naming a mediator means."""
    return Promise(
        GAS,
        f"{account} may accept to mediate, once every party has named the same.",
        "you may name another. Whoever waits long enough has three of the willing drawn by lot.",
    )


def of_mediating(case: Case) -> Promise:
    """Tell a mediator what accepting means."""
    return Promise(
        f"{GAS} Your time: you help the parties of case {case.case_id} to a plan of their own.",
        "the right to file two plans and evidence. You decide nothing.",
        "you may step down at any time; the parties can go on without a mediator.",
    )


def moment(second: int) -> str:
    """Write a second for people; nothing known: some day."""
    if not second:
        return "some day"
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _sum(obligations: list[Obligation], verb: str) -> str:
    if not obligations:
        return f"you {verb} nothing"
    kinds = ", ".join(KINDS[each.kind] for each in obligations)
    return f"you {verb} {kinds}"
