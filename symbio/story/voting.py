# SPDX-License-Identifier: Apache-2.0
"""How the federation votes: people sign, a relayer carries, stewards send, anybody executes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from symbio.chain.plan import Plan
from symbio.chain.signing import SignedAct
from symbio.domain.credit import Limits
from symbio.domain.federation import Choice, Tally
from symbio.domain.federation import Stage as Standing
from symbio.domain.rules import DAY, WHOLE
from symbio.federation import Federation
from symbio.story.chapter import Chapter
from symbio.story.demo_keys import draw
from symbio.story.example import Admit, OpenCircle, Pay, ProposalEntry
from symbio.story.stage import Citizen, Stage

REASON_EVERY = 12
ROUND = DAY
"""Each of a clearing round's three phases, in seconds."""
FRESH = 30 * DAY
"""For so long a report of a currency's value counts."""


@dataclass(frozen=True, slots=True)
class Will:
    """What the demo's dice say that one citizen wants."""

    citizen: Citizen
    choice: Choice
    reason: str


def wills(stage: Stage, entry: ProposalEntry) -> list[Will]:
    """Throw the dice for every citizen of a member community; who stays silent isn't listed."""
    found: list[Will] = []
    said = entry.demo_ballots
    for key in stage.members:
        for citizen in stage.citizens(key):
            dice = f"{stage.example.keys.seed}/{entry.title}/{key}/{citizen.number}"
            if draw(f"{dice}/turnout", WHOLE) >= said.turnout:
                continue
            thrown = draw(f"{dice}/choice", WHOLE)
            choice = (
                Choice.FOR
                if thrown < said.in_favour
                else Choice.AGAINST
                if thrown < said.in_favour + said.against
                else Choice.ABSTAIN
            )
            spoken = said.reasons and draw(f"{dice}/reason", REASON_EVERY) == 0
            reason = said.reasons[draw(f"{dice}/words", len(said.reasons))] if spoken else ""
            found.append(Will(citizen, choice, reason))
    return found


def calls(stage: Stage, entry: ProposalEntry) -> list[Plan[Any]]:
    """Make the calls that a proposal's acts stand for."""
    made: list[Plan[Any]] = []
    for call in entry.calls:
        if isinstance(call, Pay):
            amount = stage.amount(call.currency, call.minor_units)
            made.append(stage.coins[call.currency].transfer(stage.steward(call.to).address, amount))
        elif isinstance(call, Admit):
            made.append(stage.federation().contract.admit(stage.ids[call.community]))
        elif isinstance(call, OpenCircle):
            made += opening_circle(stage)
        else:
            shares = stage.example.charter.shares()
            payees = {stage.payee(key): share for key, share in shares.items()}
            made.append(stage.world.treasury.create(stage.federation_address, payees))
    return made


def opening_circle(stage: Stage) -> list[Plan[Any]]:
    """Make the calls that open the circle of the example's trade."""
    if stage.example.trade is None:
        raise ValueError("a circle needs the folder trade/")
    said, suite = stage.example.trade.clearing, stage.world.suite
    ids = {code: suite.obligations.currency_id(code) for code in said.credit}
    return [
        suite.credit.set_rounds(ROUND, list(ids.values())),
        suite.credit.set_reporters([stage.steward(key).address for key in said.reports], FRESH),
        *(
            suite.credit.set_credit(
                ids[code],
                Limits(each.soft, each.hard, each.surplus, each.community, each.newcomer),
            )
            for code, each in said.credit.items()
        ),
    ]


def propose(stage: Stage, chapter: Chapter, entry: ProposalEntry) -> int:
    """Put a proposal, by its proposer's steward."""
    plan = stage.federation().propose(
        stage.ids[entry.proposer], entry.title, entry.text, calls(stage, entry)
    )
    return chapter.send(plan, stage.steward(entry.proposer)).value


def sign_all(
    stage: Stage, federation: Federation, proposal_id: int, wanted: Sequence[Will]
) -> list[SignedAct]:
    """Have every citizen sign their own ballot, away from the chain."""
    signed: list[SignedAct] = []
    for n, will in enumerate(wanted, 1):
        citizen = will.citizen
        community = stage.ids[citizen.community]
        signed.append(
            federation.sign_ballot(citizen.signer, community, proposal_id, will.choice, will.reason)
        )
        if n % 25 == 0 or n == len(wanted):
            stage.listener.advanced("Ballots signed", n, len(wanted))
    return signed


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of signed ballots, and at what cost."""

    counted: int
    skipped: int
    reasons: tuple[str, ...]
    batches: int
    gas: int
    plans: tuple[Plan[Any], ...]


def carry(
    stage: Stage,
    chapter: Chapter,
    federation: Federation,
    proposal_id: int,
    signed: Sequence[SignedAct],
) -> Carried:
    """Let the relayer carry signed ballots in batches."""
    casting = federation.cast(proposal_id, signed)
    if casting.rejected:
        raise ValueError(f"a ballot of the demo is no ballot: {casting.rejected[0].reason}")
    gas, counted, skipped = chapter.gas, 0, []
    for n, plan in enumerate(casting.plans, 1):
        count = chapter.send(plan, stage.relayer).value
        counted += count.counted
        skipped += [each.reason.words for each in count.skipped]
        stage.listener.advanced("Batches carried", n, len(casting.plans))
    return Carried(
        counted=counted,
        skipped=len(skipped),
        reasons=tuple(skipped),
        batches=len(casting.plans),
        gas=chapter.gas - gas,
        plans=casting.plans,
    )


def stewards_vote(stage: Stage, chapter: Chapter, federation: Federation, proposal_id: int) -> None:
    """Every member's steward votes For."""
    for key in stage.members:
        plan = federation.vote_as_steward(stage.ids[key], proposal_id, Choice.FOR)
        chapter.send(plan, stage.steward(key))


def change(wanted: list[Will], n: int, choice: Choice) -> None:
    """Note that the n-th citizen has changed their vote."""
    wanted[n] = replace(wanted[n], choice=choice)


def as_wanted(stage: Stage, tally: Tally, wanted: Sequence[Will]) -> bool:
    """Tell whether the chain's count is the count of what people wanted, all stewards being For."""
    wants = Counter(will.choice for will in wanted)
    turnout = Counter(will.citizen.community for will in wanted)
    quorum = stage.federation().charter().rules.quorum_people
    present = sum(
        turnout[key] * WHOLE >= quorum * len(stage.citizens(key)) for key in stage.members
    )
    return tally == Tally(
        people_for=wants[Choice.FOR],
        people_against=wants[Choice.AGAINST],
        people_abstain=wants[Choice.ABSTAIN],
        people=people(stage),
        communities_for=len(stage.members),
        communities_against=0,
        communities_abstain=0,
        communities_present=present,
        communities=len(stage.members),
    )


def people(stage: Stage) -> int:
    """Count everybody on the members' rolls."""
    return sum(len(stage.citizens(key)) for key in stage.members)


def pass_on(stage: Stage, federation: Federation, proposal_id: int) -> Standing:
    """Let the vote close and the delay pass; gives where the proposal then stands."""
    stage.world.travel_to(federation.proposal(proposal_id).executable_at)
    return federation.proposal(proposal_id).stage


def show(chapter: Chapter, entry: ProposalEntry, tally: Tally) -> None:
    """Keep a vote's result."""
    chapter.fact("title", entry.title)
    for language, title in entry.titles.items():
        chapter.fact(f"title_{language}", title)
    chapter.table(
        "result",
        f"“{entry.title}”: the count on chain",
        [
            {
                "who": "people",
                "for": tally.people_for,
                "against": tally.people_against,
                "abstain": tally.people_abstain,
                "on_the_rolls": tally.people,
            },
            {
                "who": "communities, by their stewards",
                "for": tally.communities_for,
                "against": tally.communities_against,
                "abstain": tally.communities_abstain,
                "on_the_rolls": tally.communities,
            },
        ],
    )
