# SPDX-License-Identifier: Apache-2.0
"""The chapters of the first vote and of what it decided: a split is opened, a project is paid."""

from __future__ import annotations

from symbio.chain.signing import reason_digest
from symbio.domain.amount import Amount
from symbio.domain.events import ReasonGiven
from symbio.domain.federation import Choice
from symbio.domain.federation import Stage as Standing
from symbio.domain.payee import Payee
from symbio.domain.revenue_csv import Record
from symbio.federation import Federation
from symbio.story import voting
from symbio.story.chapter import Chapter
from symbio.story.example import Pay, ProposalEntry
from symbio.story.stage import Stage, refusal
from symbio.story.voting import Will


def first_vote(stage: Stage) -> None:
    """Hundreds sign their ballots, a relayer carries them, some vote and change by themselves."""
    entry = stage.example.proposals[0]
    words = (
        "People sign a message that says the proposal's title and their choice in words. It costs "
        "them nothing: a relayer, who has no rights of its own, carries the ballots in batches. "
        "Whoever prefers votes by their own transaction, and may change the vote until the close."
    )
    with stage.chapter("vote", "The first vote", words) as chapter:
        _open_onward(stage, chapter)
        proposal_id = voting.propose(stage, chapter, entry)
        federation = stage.federation()
        wanted = voting.wills(stage, entry)
        _not_yet(stage, chapter, federation, proposal_id, wanted[0])
        stage.world.travel_to(federation.proposal(proposal_id).opens_at)
        signed = voting.sign_all(stage, federation, proposal_id, wanted)
        _vote_directly(stage, chapter, federation, proposal_id, wanted[0])
        carried = voting.carry(stage, chapter, federation, proposal_id, signed)
        _change(stage, chapter, federation, proposal_id, wanted)
        voting.stewards_vote(stage, chapter, federation, proposal_id)
        tally = federation.tally(proposal_id)
        voting.show(chapter, entry, tally)
        chapter.fact("signed_ballots", len(signed))
        chapter.fact("signed_ballots_counted", carried.counted)
        chapter.fact("signed_ballots_skipped", carried.skipped)
        chapter.fact("batches", carried.batches)
        chapter.fact("gas_per_signed_ballot", carried.gas // carried.counted)
        _check_reasons(chapter, federation, proposal_id, wanted)
        chapter.check(
            "The count on chain is the count of what people wanted.",
            voting.as_wanted(stage, tally, wanted),
        )
        chapter.check(
            "Only the ballot of somebody who had voted by themselves was skipped.",
            carried.skipped == 1 and "voted already" in carried.reasons[0],
        )
        smallest = min(carried.plans, key=lambda plan: len(plan.data))
        again = chapter.send(smallest, stage.relayer).value
        chapter.check(
            "Carrying old ballots again counts nothing and changes nothing.",
            again.counted == 0 and federation.tally(proposal_id) == tally,
        )


def _check_reasons(
    chapter: Chapter, federation: Federation, proposal_id: int, wanted: list[Will]
) -> None:
    events = [logged.event for logged in federation.contract.events()]
    given = {
        (event.voter, event.reason)
        for event in events
        if isinstance(event, ReasonGiven) and event.proposal_id == proposal_id
    }
    meant = {
        (will.citizen.signer.address, reason_digest(will.reason)) for will in wanted if will.reason
    }
    chapter.fact("reasons_given", len(given))
    chapter.check("Every voter's reason is on record with their ballot.", given == meant)


def _open_onward(stage: Stage, chapter: Chapter) -> None:
    for entry in stage.example.cast.communities:
        if entry.passes_on and entry.key in stage.members:
            payees = {
                Payee.account(stage.example.keys.address(f"onward/{entry.key}", n)): each.share
                for n, each in enumerate(entry.passes_on, 1)
            }
            steward = stage.steward(entry.key)
            plan = stage.world.treasury.create(steward.address, payees)
            stage.onward[entry.key] = chapter.send(plan, steward).value


def _not_yet(
    stage: Stage, chapter: Chapter, federation: Federation, proposal_id: int, will: Will
) -> None:
    person, community = stage.fund(will.citizen).address, stage.ids[will.citizen.community]
    plan = federation.vote(community, person, proposal_id, Choice.FOR)
    reason = refusal(plan, person)
    chapter.check("Nobody can vote before the vote opens.", bool(reason))
    chapter.fact("a_vote_before_the_opening_is_refused", reason)


def _vote_directly(
    stage: Stage, chapter: Chapter, federation: Federation, proposal_id: int, will: Will
) -> None:
    """Somebody who has signed a ballot votes otherwise by themselves, before it is carried."""
    other = Choice.AGAINST if will.choice is Choice.FOR else Choice.FOR
    person, community = will.citizen.signer, stage.ids[will.citizen.community]
    receipt = chapter.send(federation.vote(community, person.address, proposal_id, other), person)
    chapter.fact("gas_of_a_direct_vote", receipt.gas_used)
    now = federation.choice_of(community, person.address, proposal_id)
    chapter.check("A direct vote stands at once.", now is other)


def _change(
    stage: Stage,
    chapter: Chapter,
    federation: Federation,
    proposal_id: int,
    wanted: list[Will],
) -> None:
    """Two people change their votes: one their direct vote, one a signed ballot that counted."""
    kept = wanted[0]
    mover = next(n for n, will in enumerate(wanted[1:], 1) if will.choice is Choice.FOR)
    voting.change(wanted, mover, Choice.ABSTAIN)
    for will in (kept, wanted[mover]):
        person, community = will.citizen.signer, stage.ids[will.citizen.community]
        if will is not kept:
            stage.fund(will.citizen)
        plan = federation.vote(community, person.address, proposal_id, will.choice, will.reason)
        chapter.send(plan, person)
        now = federation.choice_of(community, person.address, proposal_id)
        chapter.check(f"{will.citizen.name} changed their vote.", now is will.choice)


def execute(stage: Stage) -> None:
    """What was decided is done: the charter's split is opened, and a project is paid."""
    entry = stage.example.proposals[0]
    words = (
        "The federation holds what its founders contributed. After the delay anybody may execute "
        "what was carried: it opens the revenue split of the charter, and pays a joint project."
    )
    with stage.chapter("execute", "The decision is carried out", words) as chapter:
        federation, treasury = stage.federation(), stage.world.treasury
        for record in stage.example.contributions:
            contribute(stage, chapter, record)
        proposal_id = federation.contract.proposal_count()
        early = refusal(federation.execute(proposal_id), stage.relayer.address)
        chapter.check("It can't be executed before its delay has passed.", bool(early))
        standing = voting.pass_on(stage, federation, proposal_id)
        chapter.check("Then it may be executed.", standing is Standing.EXECUTABLE)
        before = _balances(stage, entry)
        splits = treasury.count()
        receipt = chapter.send(federation.execute(proposal_id), stage.relayer)
        after = _balances(stage, entry)
        _check_payments(stage, chapter, entry, before, after)
        if treasury.count() > splits:
            _check_split(stage, chapter)
        chapter.fact("gas_of_the_execution", receipt.gas_used)
        done = federation.proposal(proposal_id).stage
        chapter.check("The proposal stands as executed.", done is Standing.EXECUTED)
        again = refusal(federation.execute(proposal_id), stage.relayer.address)
        chapter.check("It can't be executed twice.", bool(again))


def contribute(stage: Stage, chapter: Chapter, record: Record) -> None:
    """Pay a contribution to the federation's own address."""
    payer = stage.steward(record.payer)
    amount = stage.amount(record.currency, record.minor_units)
    coin = stage.coins[record.currency]
    coin.transfer(payer.address, amount).send()
    chapter.send(coin.transfer(stage.federation_address, amount), payer)


Balances = dict[tuple[str, str], Amount]


def _balances(stage: Stage, entry: ProposalEntry) -> Balances:
    found: Balances = {}
    for call in entry.calls:
        if isinstance(call, Pay):
            coin = stage.coins[call.currency]
            found[call.to, call.currency] = coin.balance(stage.steward(call.to).address)
            found["", call.currency] = coin.balance(stage.federation_address)
    return found


def _check_payments(
    stage: Stage, chapter: Chapter, entry: ProposalEntry, before: Balances, after: Balances
) -> None:
    rows = []
    for call in entry.calls:
        if not isinstance(call, Pay):
            continue
        paid = after[call.to, call.currency] - before[call.to, call.currency]
        due = stage.amount(call.currency, call.minor_units)
        rows.append(
            {
                "to": stage.name(call.to),
                "paid": str(paid),
                "the_federation_still_holds": str(after["", call.currency]),
            }
        )
        chapter.check(f"{stage.name(call.to)} was paid {due}.", paid == due)
    chapter.table("payments", "Paid by the federation's own decision", rows)


def _check_split(stage: Stage, chapter: Chapter) -> None:
    treasury = stage.world.treasury
    stage.split = treasury.count()
    shares = stage.example.charter.shares()
    onchain = {key: treasury.share(stage.split, stage.payee(key)) for key in shares}
    chapter.fact("split", stage.split)
    chapter.fact("address_of_the_split", treasury.receiving_address(stage.split))
    chapter.check("The split has exactly the charter's shares.", onchain == shares)
    controller = treasury.split(stage.split).controller
    chapter.check(
        "Only the federation itself can change them.", controller == stage.federation_address
    )
