# SPDX-License-Identifier: Apache-2.0
"""The chapters of clearing: a circle of mutual credit by vote, and a round of set-off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from symbio.chain.circles import Circle, ledger
from symbio.chain.dealing import place_of
from symbio.chain.signing import sign
from symbio.domain import acts
from symbio.domain.chunks import Chunk, to_chunk
from symbio.domain.claims import Phase
from symbio.domain.clearing import RATE_ONE, together
from symbio.domain.currencies import money
from symbio.domain.rules import DAY, WHOLE
from symbio.domain.statements import Statement, statements
from symbio.matching.chunks import chunks, pieces
from symbio.matching.clearing import Clearing, clear
from symbio.story import voting
from symbio.story.chapter import Chapter, Value
from symbio.story.owing import person
from symbio.story.stage import Stage, refusal
from symbio.story.trade_files import Trade

CIRCLE_PROPOSAL = 2
"""The proposal that opens the circle, in the order of the example's files."""
LASTS = 30 * DAY
"""For so long a consent to convert holds."""


def open_circle(stage: Stage, trade: Trade) -> None:
    """The federation votes its circle: credit limits, who reports values, the rhythm of rounds."""
    entry = stage.example.proposals[CIRCLE_PROPOSAL]
    words = (
        "By a vote of people and communities the federation opens a circle of mutual credit: how "
        "far anybody may owe it, how far each community, and who says what currencies are worth."
    )
    with stage.chapter("circle", "A circle of mutual credit, by vote", words) as chapter:
        proposal_id = voting.propose(stage, chapter, entry)
        federation = stage.federation()
        stage.world.travel_to(federation.proposal(proposal_id).opens_at)
        wanted = voting.wills(stage, entry)
        signed = voting.sign_all(stage, federation, proposal_id, wanted)
        voting.carry(stage, chapter, federation, proposal_id, signed)
        voting.stewards_vote(stage, chapter, federation, proposal_id)
        tally = federation.tally(proposal_id)
        voting.show(chapter, entry, tally)
        agreed = voting.as_wanted(stage, tally, wanted)
        chapter.check("The count on chain is the count of what people wanted.", agreed)
        voting.pass_on(stage, federation, proposal_id)
        chapter.send(federation.execute(proposal_id), stage.relayer)
        _report(stage, chapter, trade)
        _join(stage, chapter, trade)


def _report(stage: Stage, chapter: Chapter, trade: Trade) -> None:
    """The stewards report what currencies are worth; the middle value counts."""
    credit, ids = stage.world.suite.credit, currency_ids(stage, trade)
    for key, values in trade.clearing.reports.items():
        said = {ids[code]: value for code, value in values.items()}
        plan = credit.report_values(stage.federation_address, said)
        chapter.send(plan, stage.steward(key))
    rows: list[dict[str, Value]] = []
    for code, number in ids.items():
        reported = sorted(values[code] for values in trade.clearing.reports.values())
        value = credit.value(stage.federation_address, number)
        chapter.check(
            f"The middle of what is reported of {code} counts.",
            value == reported[(len(reported) - 1) // 2],
        )
        rows.append({"currency": code, "a minor unit is worth": value})
    chapter.table("values", "What currencies are worth in this round", rows)


def _join(stage: Stage, chapter: Chapter, trade: Trade) -> None:
    """Every participant joins the circle, as a person on a member's roll."""
    credit = stage.world.suite.credit
    for n, key in enumerate(trade.participants, 1):
        signer = stage.fund(person(stage, trade, key))
        community = stage.ids[trade.participants[key].community]
        place = place_of(stage.world.suite, community, signer.address)
        chapter.send(credit.join(stage.federation_address, community, place), signer)
        stage.listener.advanced("Participants joined", n, len(trade.participants))
    plan = credit.join(stage.federation_address, stage.ids[stage.members[0]], 0)
    outsider = refusal(plan, stage.account("stranger").address)
    chapter.check("Who is on no roll doesn't join.", bool(outsider))


def currency_ids(stage: Stage, trade: Trade) -> dict[str, int]:
    """Give the chain's numbers of the circle's currencies."""
    obligations = stage.world.suite.obligations
    return {code: obligations.currency_id(code) for code in trade.clearing.credit}


def clear_season(stage: Stage, trade: Trade) -> None:
    """A round: solvers compete, the best result is set off, and nobody has moved any money."""
    words = (
        "Who owes and is owed in a circle can lose both at once. A solver anybody can run finds "
        "the most that can be set off, across currencies where people consent and with the "
        "circle's credit; the chain checks every result, and can't be made to take a wrong one."
    )
    with stage.chapter("clearing", "The season is cleared without money", words) as chapter:
        clearing = stage.world.suite.clearing
        _consent(stage, chapter, trade)
        plan = clearing.open_round(stage.federation_address)
        round_id = chapter.send(plan, stage.relayer).value
        circle = Circle(clearing, stage.world.suite.credit, stage.federation_address)
        book = circle.book(ledger(clearing), clearing.round(round_id))
        found = clear(book, now=stage.world.now)
        ids = currency_ids(stage, trade)
        parts = chunks(found)
        best = [to_chunk(each, ids) for each in parts]
        if not best:
            chapter.check("Nothing here can be set off.", found.value == 0)
            return
        _compete(stage, chapter, round_id, found, best)
        before = _positions(stage)
        for chunk in best:
            chapter.send(clearing.settle(round_id, chunk), stage.relayer)
        whole = together(parts)
        _check(stage, chapter, trade, replace(found, circulation=whole), before)
        _statements(stage, chapter, trade, statements(book, whole))


def _consent(stage: Stage, chapter: Chapter, trade: Trade) -> None:
    """Some consent to be set off in another currency; somebody else carries that too."""
    clearing, ids = stage.world.suite.clearing, currency_ids(stage, trade)
    worth = {
        code: stage.world.suite.credit.value(stage.federation_address, number)
        for code, number in ids.items()
    }
    for n, said in enumerate(trade.clearing.acceptances, 1):
        holder = person(stage, trade, said.participant).signer
        rate = RATE_ONE * worth[said.gives] // worth[said.takes]
        act = acts.Acceptance(
            clearing.domain,
            holder=holder.address,
            federation=stage.federation_address,
            gives=said.gives,
            takes=said.takes,
            amount=said.minor_units,
            minimum_rate=rate * (WHOLE - said.worse_by) // WHOLE,
            until=stage.world.now + LASTS,
            nonce=n,
        )
        signature = sign(act, holder).raw_signature()
        chapter.send(clearing.register_acceptance(act, signature), stage.relayer)


def _compete(
    stage: Stage, chapter: Chapter, round_id: int, found: Clearing, best: Sequence[Chunk]
) -> None:
    """A rival enters less, the best result wins; a wrong one is refused whoever sends it."""
    clearing, rival, solver = stage.world.suite.clearing, stage.account("rival"), stage.relayer
    wrong = replace(best[0], flows=best[0].flows[:-1] + bytes([best[0].flows[-1] ^ 1]))
    reason = refusal(clearing.submit(round_id, wrong), rival.address)
    chapter.fact("a_result_off_by_one_is_refused", reason)
    chapter.check("A result that is wrong by one unit is refused.", bool(reason))
    less = _less(found)
    if less is not None:
        chapter.send(clearing.submit(round_id, less), rival)
    total = 0
    for chunk in best:
        total = chapter.send(clearing.submit(round_id, chunk), solver).value
    early = refusal(clearing.settle(round_id, best[0]), solver.address)
    chapter.check("Nothing is set off while results still compete.", bool(early))
    stage.world.travel_to(clearing.round(round_id).settling_at)
    standing = clearing.round(round_id)
    chapter.check(
        "The best result has won, by whoever it is.",
        (standing.best, standing.best_value) == (solver.address, total)
        and standing.phase is Phase.SETTLING,
    )


def _less(found: Clearing) -> Chunk | None:
    """What a rival finds who looks at one currency alone, without consents or credit."""
    for code in found.book.values:
        plain = replace(
            found.book,
            obligations=tuple(each for each in found.book.obligations if each.currency == code),
            acceptances=(),
            lines=(),
            bounds=(),
        )
        parts = pieces(plain, clear(plain, now=found.now).circulation)
        if parts:
            return to_chunk(parts[0], {})
    return None


def _positions(stage: Stage) -> dict[tuple[str, str], int]:
    """Sum what each account is owed less what it owes, by currency, as the chain says now."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for each in ledger(stage.world.suite.clearing).obligations():
        found[each.creditor, each.currency] += each.remaining
        found[each.debtor, each.currency] -= each.remaining
    return dict(found)


def _check(
    stage: Stage,
    chapter: Chapter,
    trade: Trade,
    found: Clearing,
    before: dict[tuple[str, str], int],
) -> None:
    """Hold the chain against what was solved: remainders, net positions, balances."""
    obligations = stage.world.suite.obligations
    flows = {flow.number: flow.amount for flow in found.circulation.flows}
    agree = all(
        obligations.obligation(n).remaining == row.minor_units - flows.get(n, 0)
        for n, row in enumerate(trade.obligations, 1)
    )
    chapter.check("Every obligation shrank by exactly what was set off.", agree)
    after, consents = _positions(stage), {each.number: each for each in found.book.acceptances}
    due: dict[tuple[str, str], int] = defaultdict(int, before)
    for each in found.circulation.conversions:
        consent = consents[each.acceptance]
        due[consent.holder, consent.gives] -= each.gives_amount
        due[consent.holder, consent.takes] += each.takes_amount
    for draw in found.circulation.draws:
        due[draw.participant, draw.currency] -= draw.delta
    chapter.check(
        "Nobody's net position changed, but by what they consented to and the credit they drew.",
        all(after.get(key, 0) == value for key, value in due.items()),
    )
    ids, credit = currency_ids(stage, trade), stage.world.suite.credit
    chapter.check(
        "Every credit balance is as the round says.",
        all(
            credit.account_balance(stage.federation_address, each.participant, ids[each.currency])
            == each.delta
            for each in found.circulation.draws
        ),
    )
    _cleared(chapter, trade, flows)


def _cleared(chapter: Chapter, trade: Trade, flows: Mapping[int, int]) -> None:
    """Say how much of each currency was set off."""
    chapter.fact("obligations_touched", len(flows))
    rows: list[dict[str, Value]] = []
    for code in trade.clearing.credit:
        owed = {n: r.minor_units for n, r in enumerate(trade.obligations, 1) if r.currency == code}
        cleared, total = sum(flows.get(number, 0) for number in owed), sum(owed.values())
        rows.append(
            {
                "currency": code,
                "owed": money(total, code),
                "set off": money(cleared, code),
                "share": f"{100 * cleared / total if total else 0:.1f} %",
            }
        )
    chapter.table("cleared", "What the round set off", rows)


def _statements(stage: Stage, chapter: Chapter, trade: Trade, said: Sequence[Statement]) -> None:
    """Say for each community what the round did, and for one participant in its own words."""
    whose = {person(stage, trade, key).signer.address: key for key in trade.participants}
    rows: dict[tuple[str, str], list[int]] = {}
    for each in said:
        community = trade.participants[whose[each.participant]].community
        for position in each.positions:
            row = rows.setdefault((community, position.currency), [0, 0, 0])
            row[0] += 1
            row[1] += position.debt
            row[2] += position.claim
    chapter.table(
        "communities",
        "What the round did for each community's people",
        [
            {
                "community": stage.name(community),
                "people": count,
                "owe less": money(debt, code),
                "are owed less": money(claim, code),
            }
            for (community, code), (count, debt, claim) in rows.items()
        ],
    )
    most = max(said, key=lambda each: sum(p.debt for p in each.positions))
    chapter.fact("whose_statement", trade.participants[whose[most.participant]].name)
    chapter.fact("statement", str(most))
