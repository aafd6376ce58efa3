# SPDX-License-Identifier: Apache-2.0
"""The chapter of mediation: a case is brought, and a third community looks for a plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from symbio.chain.dealing import place_of
from symbio.chain.signing import sign
from symbio.domain import documents
from symbio.domain.addresses import NOBODY
from symbio.domain.payee import Payee
from symbio.domain.plans import Plan
from symbio.domain.rules import DAY, WHOLE
from symbio.domain.tribunal import Opening, State
from symbio.story.chapter import Chapter, Value
from symbio.story.justice_files import MEDIATOR, Justice, PlanEntry
from symbio.story.stage import Citizen, Stage, refusal

ACCEPTS_FOR = 14 * DAY
"""For so long a signed acceptance of a plan counts."""


@dataclass
class Matter:
    """A case under way, and the plans filed in it, by their names in the files."""

    justice: Justice
    case_id: int
    season: int
    splits: dict[str, int]
    mediator: str = ""
    """The mediator's key, who has heard too much to judge."""
    numbers: dict[str, int] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    since: int = 0
    """A block before the latest bench was called."""

    def name_of(self, number: int) -> str:
        """Give the name of the plan with a number."""
        return next(key for key, known in self.numbers.items() if known == number)


def mediate(stage: Stage, justice: Justice, season: int) -> Matter:
    """The claimant opens a case; a mediator files a plan, and one party rejects it."""
    case = justice.case
    claimant = stage.name(case.claimant)
    others = " and ".join(stage.name(key) for key in case.respondents)
    words = (
        f"“{case.title}”: {claimant} bring a case against {others}. {case.facts} They agree on a "
        "mediator from a community that has no part in it."
    )
    with stage.chapter("mediate", "A case is brought, and mediated", words) as chapter:
        matter = _open(stage, chapter, justice, season)
        mediator = _agree_on_mediator(stage, chapter, matter)
        key, entry = justice.filed_by(MEDIATOR)
        file(stage, chapter, matter, key, entry, mediator)
        for key, entry in justice.parties_plans.items():
            file(stage, chapter, matter, key, entry, None)
        show_plans(stage, chapter, matter)
        _answer(stage, chapter, matter)
    return matter


def _open(stage: Stage, chapter: Chapter, justice: Justice, season: int) -> Matter:
    tribunal, case = stage.world.suite.tribunal, justice.case
    goals = stage.example.charter.shared_goals
    clause = next(goal for goal in goals if goal.title == case.clause)
    opening = Opening.of(
        stage.ids[case.claimant],
        [stage.ids[key] for key in case.respondents],
        documents.text_digest(case.facts),
        affected=[stage.ids[key] for key in case.affected],
        federation=stage.federation_address,
        clause=documents.digest(clause.model_dump(mode="json")),
    )
    accused = stage.steward(case.respondents[0]).address
    reason = refusal(tribunal.open(opening), accused)
    chapter.check("Nobody brings a case in another's name.", bool(reason))
    case_id = chapter.send(tribunal.open(opening), stage.steward(case.claimant)).value
    again = refusal(tribunal.open(opening), stage.steward(case.claimant).address)
    chapter.fact("the_same_facts_again", again)
    chapter.check("The same facts can't be brought twice.", bool(again))
    found = tribunal.case(case_id)
    chapter.fact("case", case_id)
    chapter.fact("charter_clause", case.clause)
    chapter.check(
        "Who may not judge, and the season to draw from, are fixed from the first day.",
        found.excluded == opening.parties + opening.affected and found.season == season,
    )
    treasury, splits = stage.world.treasury, {}
    for key in dict.fromkeys(
        owed.beneficiary
        for plan in justice.plans.values()
        for owed in plan.obligations
        if owed.currency
    ):
        plan = treasury.create(NOBODY, {Payee.community(stage.ids[key]): WHOLE})
        splits[key] = chapter.send(plan, stage.steward(key)).value
    return Matter(justice, case_id, season, splits)


def _agree_on_mediator(stage: Stage, chapter: Chapter, matter: Matter) -> Citizen:
    mediation, case = stage.world.suite.mediation, matter.justice.case
    own, claimant = stage.ids[case.claimant], stage.steward(case.claimant)
    plan = mediation.propose_mediator(matter.case_id, own, own, claimant.address)
    reason = refusal(plan, claimant.address)
    chapter.fact("a_party_as_its_own_mediator", reason)
    chapter.check("A party can't mediate its own case.", bool(reason))
    third = case.mediator.community
    citizen = stage.citizens(third)[case.mediator.person - 1]
    account = citizen.signer.address
    place = place_of(stage.world.suite, stage.ids[third], account)
    agreed = []
    for key in case.parties:
        plan = mediation.propose_mediator(
            matter.case_id, stage.ids[key], stage.ids[third], account, place
        )
        agreed.append(chapter.send(plan, stage.steward(key)).value)
    chapter.check(
        "One party's word makes no mediator; that of all does.",
        agreed == [False] * (len(agreed) - 1) + [True],
    )
    chapter.send(mediation.accept_mediation(matter.case_id), stage.fund(citizen))
    matter.mediator = account
    chapter.fact("mediator", f"{citizen.name}, {stage.name(third)}")
    chapter.check("The mediator has accepted.", mediation.mediator(matter.case_id) == account)
    return citizen


def file(
    stage: Stage,
    chapter: Chapter,
    matter: Matter,
    key: str,
    entry: PlanEntry,
    by: Citizen | str | None,
) -> None:
    """File a plan of the files: by a person, or a steward by the key, or the party named there."""
    plans = stage.world.suite.plans
    tokens = {symbol: coin.token.address for symbol, coin in stage.coins.items()}
    plan = entry.on_chain(stage.ids, tokens, matter.splits)
    community = 0
    if isinstance(by, Citizen):
        sender = stage.fund(by)
    elif by is None:
        community, sender = stage.ids[entry.filed_by], stage.steward(entry.filed_by)
    else:
        sender = stage.steward(by)
    if not matter.numbers:
        empty = plans.file_plan(matter.case_id, community, replace(plan, obligations=()))
        chapter.check(
            "A plan that asks nothing of anybody is none.", bool(refusal(empty, sender.address))
        )
    number = chapter.send(plans.file_plan(matter.case_id, community, plan), sender).value
    matter.numbers[key], matter.plans[key] = number, plan
    chapter.check(
        f"Plan {number}, “{entry.title}”, stands on chain by its digest.",
        plans.plan(matter.case_id, number) == plan.digest,
    )


def show_plans(stage: Stage, chapter: Chapter, matter: Matter) -> None:
    """Tell what each plan asks of whom."""
    rows: list[dict[str, Value]] = []
    for key, number in matter.numbers.items():
        entry = matter.justice.plans[key]
        for owed in entry.obligations:
            money = f" {stage.amount(owed.currency, owed.minor_units)}" if owed.currency else ""
            rows.append(
                {
                    "plan": f"{number}. {entry.title}",
                    "kind": owed.kind,
                    "what": f"{owed.what}{money}",
                    "from": stage.name(owed.obligor),
                    "to": stage.name(owed.beneficiary),
                    "within days": owed.within_days,
                }
            )
    chapter.table("plans", "Plans on the table", rows)


def _answer(stage: Stage, chapter: Chapter, matter: Matter) -> None:
    """All but one accept the mediator's plan; so the case isn't settled."""
    plans, tribunal, case = stage.world.suite.plans, stage.world.suite.tribunal, matter.justice.case
    key, _ = matter.justice.filed_by(MEDIATOR)
    number, plan, refuser = matter.numbers[key], matter.plans[key], case.respondents[-1]
    until = stage.world.now + ACCEPTS_FOR
    for party in case.parties:
        if party == refuser:
            chapter.send(
                plans.reject_plan(matter.case_id, stage.ids[party], number), stage.steward(party)
            )
            continue
        act = plans.acceptance(matter.case_id, stage.ids[party], plan, until)
        signature = sign(act, stage.steward(party)).raw_signature()
        carried = plans.accept_plan_by_signature(act, number, plan, signature)
        chapter.send(carried, stage.relayer)
    accepted, rejected = plans.answers(matter.case_id, number)
    parties = tribunal.case(matter.case_id).parties
    last = 1 << parties.index(stage.ids[refuser])
    chapter.fact("accepted_by_all_but", stage.name(refuser))
    chapter.check(
        f"{stage.name(refuser)} reject the mediator's plan; whoever else was asked accepts it.",
        rejected == last and accepted == (1 << len(parties)) - 1 - last,
    )
    state = tribunal.case(matter.case_id).state
    chapter.check("What one party rejects binds nobody.", state is State.MEDIATION)
    early = tribunal.escalate(matter.case_id, stage.ids[case.claimant])
    reason = refusal(early, stage.steward(case.claimant).address)
    chapter.fact("going_on_without_a_reason", reason)
    chapter.check("Nobody leaves mediation early but who rejected a plan.", bool(reason))
