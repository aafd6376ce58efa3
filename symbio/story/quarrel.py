# SPDX-License-Identifier: Apache-2.0
"""The chapters of the quarrel: two governments dispute and suspend; the federation works on.

The federation's next season is lived twice from the very same block: once in peace, then, after the
chain was turned back, under the quarrel. Everything that could differ is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbio.domain import documents
from symbio.domain.communities import Stance
from symbio.domain.federation import Choice, Tally
from symbio.story import sharing, voting
from symbio.story.chapter import Chapter, Value
from symbio.story.example import Admit
from symbio.story.sharing import Ledger
from symbio.story.stage import Stage, refusal
from symbio.story.turning_back import turned_back


@dataclass(frozen=True)
class Season:
    """What a season of the federation's work came to; two are equal if nothing differed."""

    acts: tuple[tuple[str, int], ...]
    tally: Tally
    people: int
    agreed: bool
    admitted: tuple[int, ...]
    balances: tuple[tuple[str, str], ...]
    held: tuple[str, ...]
    refusals: tuple[str, ...]
    checks: tuple[tuple[str, bool], ...]
    events: tuple[tuple[str, int], ...]


def rehearse(stage: Stage, ledger: Ledger) -> Season:
    """Live the next season in peace, then turn the chain back as if it had never been."""
    apart = Chapter("peace", "The same season in peace", "")
    with turned_back(stage.world):
        return _season(stage, apart, ledger.copy())


def declare(stage: Stage, ledger: Ledger) -> Season:
    """Two governments declare a dispute, then suspend; gives the next season as it is in peace."""
    quarrel = stage.example.cast.dispute
    one, other = quarrel.between
    words = (
        f"{stage.name(one)} and {stage.name(other)} declare a dispute towards one another, and "
        "then suspend relations. It is a public record; no rule about votes or money reads it."
    )
    with stage.chapter("dispute", "Two governments suspend relations", words) as chapter:
        peace = rehearse(stage, ledger)
        communities, rows = stage.world.communities, []
        for stance, statement in (
            (Stance.DISPUTE, quarrel.statement),
            (Stance.SUSPEND, quarrel.suspension),
        ):
            digest = documents.text_digest(statement)
            for actor, about in ((one, other), (other, one)):
                pair = stage.ids[actor], stage.ids[about]
                chapter.send(communities.declare(*pair, stance, digest), stage.steward(actor))
                record = communities.stance(*pair)
                said = (stance.name or "").lower()
                rows.append(
                    {
                        "who": stage.name(actor),
                        "towards": stage.name(about),
                        "stance": said,
                        "statement": statement,
                    }
                )
                kept = (record.stance, record.statement) == (stance, digest)
                chapter.check(f"{stage.name(actor)} is on record: {said}.", kept)
        chapter.table("stances", "What the governments declared", rows)
        _no_lever(stage, chapter, one)
    return peace


def _no_lever(stage: Stage, chapter: Chapter, government: str) -> None:
    """Whatever the government tries against the federation is refused."""
    who = stage.steward(government).address
    federation, treasury = stage.federation(), stage.world.treasury
    member = stage.ids[stage.members[0]]
    code = stage.example.community(government).jurisdiction
    payee = stage.payee(stage.members[0])
    tries: dict[str, Any] = {
        "take a community of its country out": federation.contract.leave(member),
        "vote in its place": federation.vote_as_steward(member, 1, Choice.AGAINST),
        "rewrite it": stage.world.communities.revise(member, code, bytes(32)),
        "empty its roll": stage.world.communities.propose_rotation(member, 0, "0x" + "0" * 40),
        "expel it": federation.contract.expel(member),
        "change the shares of the revenue": treasury.set_shares(stage.split, {payee: 0}),
        "take its revenue": treasury.claim_to(
            stage.split, next(iter(stage.coins.values())).token, payee, who
        ),
    }
    rows = [{"attempt": words, "refused": refusal(plan, who)} for words, plan in tries.items()]
    chapter.table("attempts", f"What {stage.name(government)} could try, and the answer", rows)
    chapter.check("Every attempt is refused.", all(row["refused"] for row in rows))


def carry_on(stage: Stage, ledger: Ledger, peace: Season) -> None:
    """The federation votes, admits, pays and shares under the quarrel, exactly as in peace."""
    words = (
        "The federation's next season was lived twice from the same block: first in peace, then "
        "the chain was turned back, the governments quarrelled, and it was lived again. Votes, "
        "payments, the admission, refusals and the gas of every transaction are compared."
    )
    with stage.chapter("carry-on", "The federation carries on", words) as chapter:
        quarrel = _season(stage, chapter, ledger)
        rows: list[dict[str, Value]] = [
            {"act": stage.named(act), "gas_in_peace": peaceful, "gas_in_the_quarrel": gas}
            for (act, peaceful), (_, gas) in zip(peace.acts, quarrel.acts, strict=True)
        ]
        chapter.table("compared", "The same acts, in peace and in the quarrel", rows)
        for name, same in (
            ("Every transaction cost the same gas.", peace.acts == quarrel.acts),
            ("The vote came out the same.", peace.tally == quarrel.tally),
            ("The same communities were admitted.", peace.admitted == quarrel.admitted),
            ("Everybody holds the same money.", peace.balances == quarrel.balances),
            ("The Treasury holds the same.", peace.held == quarrel.held),
            (
                "The same things were refused, in the same words.",
                peace.refusals == quarrel.refusals,
            ),
            ("The same events were logged.", peace.events == quarrel.events),
            ("Nothing else differed.", peace == quarrel),
        ):
            chapter.check(name, same)
        one, other = stage.example.cast.dispute.between
        stance = stage.world.communities.stance(stage.ids[one], stage.ids[other]).stance
        chapter.check("The governments are still apart.", stance is Stance.SUSPEND)
    calls = stage.example.proposals[1].calls
    stage.joined = [call.community for call in calls if isinstance(call, Admit)]


def _season(stage: Stage, chapter: Chapter, ledger: Ledger) -> Season:
    """Vote, admit, pay, take in revenue and pay it out; all that can be compared is given back."""
    entry, federation = stage.example.proposals[1], stage.federation()
    proposal_id = voting.propose(stage, chapter, entry)
    stage.world.travel_to(federation.proposal(proposal_id).opens_at)
    wanted = voting.wills(stage, entry)
    signed = voting.sign_all(stage, federation, proposal_id, wanted)
    voting.carry(stage, chapter, federation, proposal_id, signed)
    voting.stewards_vote(stage, chapter, federation, proposal_id)
    tally = federation.tally(proposal_id)
    agreed = voting.as_wanted(stage, tally, wanted)
    chapter.check("The count on chain is the count of what people wanted.", agreed)
    refusals = [refusal(federation.execute(proposal_id), stage.relayer.address)]
    voting.pass_on(stage, federation, proposal_id)
    chapter.send(federation.execute(proposal_id), stage.relayer)
    refusals.append(refusal(federation.execute(proposal_id), stage.relayer.address))
    chapter.check("Too early and twice, execution is refused.", all(refusals))
    voting.show(chapter, entry, tally)
    admitted = _admitted(stage, chapter)
    sharing.receive(stage, chapter, ledger, stage.example.seasons[-1])
    keys = [key for key in stage.example.charter.shares() if key != stage.example.cast.leaving]
    sharing.claim(stage, chapter, ledger, keys)
    sharing.check_held(stage, chapter, ledger)
    return Season(
        acts=tuple(chapter.acts),
        tally=tally,
        people=tally.people,
        agreed=agreed,
        admitted=admitted,
        balances=_balances(stage),
        held=tuple(str(stage.world.treasury.held(c.token)) for c in stage.coins.values()),
        refusals=tuple(refusals),
        checks=tuple((check.words, check.ok) for check in chapter.checks),
        events=tuple(sorted(chapter.events.items())),
    )


def _admitted(stage: Stage, chapter: Chapter) -> tuple[int, ...]:
    federation = stage.federation()
    version = federation.contract.charter_version()
    for call in stage.example.proposals[1].calls:
        if isinstance(call, Admit):
            community = stage.ids[call.community]
            chapter.send(
                federation.contract.ratify(community, version), stage.steward(call.community)
            )
            member = federation.contract.is_member(community)
            ratified = federation.contract.ratified(version, community)
            name = stage.name(call.community)
            chapter.check(f"{name} is a member and has ratified.", member and ratified)
    return tuple(
        member.community_id
        for member in federation.members()
        if federation.contract.is_member(member.community_id)
    )


def _balances(stage: Stage) -> tuple[tuple[str, str], ...]:
    accounts = {key: stage.steward(key).address for key in stage.ids}
    accounts["commons"] = stage.federation_address
    for key in stage.onward:
        for n, _ in enumerate(stage.example.community(key).passes_on, 1):
            accounts[f"{key} {n}"] = stage.example.keys.address(f"onward/{key}", n)
    return tuple(
        (name, str(coin.balance(account)))
        for name, account in accounts.items()
        for coin in stage.coins.values()
    )
