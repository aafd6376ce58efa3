# SPDX-License-Identifier: Apache-2.0
"""The chapter of repair: what the plan asks is done, or mended where it was late."""

from __future__ import annotations

from symbio.domain import documents
from symbio.domain.payee import Payee
from symbio.domain.remedies import Duty, Outcome, Progress
from symbio.domain.rules import DAY
from symbio.domain.tribunal import State
from symbio.story import sharing
from symbio.story.chapter import Chapter, Value
from symbio.story.justice_files import ObligationEntry
from symbio.story.mediating import Matter
from symbio.story.sharing import Ledger
from symbio.story.stage import Stage, refusal

COURSES = ("paid", "confirmed", "silence", "late")
"""The order in which obligations are seen to: what takes longest comes last."""


def repair(stage: Stage, ledger: Ledger, matter: Matter, chosen: str) -> None:
    """Each obligation is paid, done and confirmed, or talked over in a circle; then all is done."""
    words = (
        "The plan is a list of what will mend it, with a day for each. Whoever owes says when it "
        "is done; whoever it is owed to confirms. What is late is no crime: the two sit down "
        "together and say what mends it. Everybody can see what was kept."
    )
    with stage.chapter("repair", "What was broken is mended", words) as chapter:
        remedies, plan = stage.world.suite.remedies, matter.plans[chosen]
        other = next(each for key, each in matter.plans.items() if key != chosen)
        reason = refusal(remedies.adopt(matter.case_id, other), stage.relayer.address)
        chapter.check("No other plan can be slipped in.", bool(reason))
        first = chapter.send(remedies.adopt(matter.case_id, plan), stage.relayer).value
        entries = dict(enumerate(matter.justice.plans[chosen].obligations, first))
        for number, owed in entries.items():
            chapter.send(remedies.acknowledge(number), stage.steward(owed.obligor))
        for course in COURSES:
            for number, owed in entries.items():
                if owed.course == course:
                    _see_to(stage, chapter, ledger, matter, number, owed)
        _all_done(stage, chapter, matter, entries)
        sharing.check_held(stage, chapter, ledger)


def _see_to(
    stage: Stage,
    chapter: Chapter,
    ledger: Ledger,
    matter: Matter,
    number: int,
    owed: ObligationEntry,
) -> None:
    if owed.course == "paid":
        _pay(stage, chapter, ledger, matter, number, owed)
        return
    if owed.course == "late":
        _mend(stage, chapter, number, owed)
    remedies = stage.world.suite.remedies
    evidence = documents.text_digest(f"What shows that it is done: {owed.what}")
    chapter.send(remedies.fulfil(number, evidence), stage.steward(owed.obligor))
    if owed.course == "silence":
        early = refusal(remedies.confirm_by_silence(number), stage.relayer.address)
        chapter.check("Silence confirms nothing before its time.", bool(early))
        stage.world.travel_to(remedies.duty(number).until)
        chapter.send(remedies.confirm_by_silence(number), stage.relayer)
    else:
        own = refusal(remedies.confirm(number), stage.steward(owed.obligor).address)
        chapter.check("Nobody confirms what they themselves owe.", bool(own))
        chapter.send(remedies.confirm(number), stage.steward(owed.beneficiary))
    confirmed = _duty(stage, number).progress is Progress.CONFIRMED
    chapter.check(f"“{owed.what}” is done and confirmed.", confirmed)


def _pay(
    stage: Stage,
    chapter: Chapter,
    ledger: Ledger,
    matter: Matter,
    number: int,
    owed: ObligationEntry,
) -> None:
    """Restitution goes through the contract into the beneficiary's split, and is taken there."""
    remedies, treasury = stage.world.suite.remedies, stage.world.treasury
    coin, payer = stage.coins[owed.currency], stage.steward(owed.obligor)
    amount = coin.token.units(owed.minor_units)
    missing = amount.units - coin.balance(payer.address).units
    if missing > 0:
        # What it hasn't earned in the story comes from outside of it.
        coin.transfer(payer.address, coin.token.units(missing)).send()
    chapter.send(coin.approve(remedies.address, amount), payer)
    too_much = remedies.pay(number, coin.token.units(amount.units + 1))
    chapter.check("More than was agreed can't be paid.", bool(refusal(too_much, payer.address)))
    before = coin.balance(payer.address)
    credited = chapter.send(remedies.pay(number, amount), payer).value
    ledger.receive_elsewhere(owed.currency, amount.units)
    split, payee = matter.splits[owed.beneficiary], Payee.community(stage.ids[owed.beneficiary])
    chapter.check(
        f"{stage.name(owed.obligor)} paid {amount} and no more; all of it is in the split.",
        credited == treasury.received(split, coin.token) == before - coin.balance(payer.address),
    )
    confirmed = _duty(stage, number).progress is Progress.CONFIRMED
    chapter.check("What is paid in full is confirmed by itself.", confirmed)
    account = stage.steward(owed.beneficiary).address
    held = coin.balance(account)
    chapter.send(treasury.claim(split, coin.token, payee), stage.relayer)
    ledger.pay(owed.currency, amount.units)
    came = coin.balance(account) - held
    chapter.check(f"{stage.name(owed.beneficiary)} have {came} of it.", came == amount)


def _mend(stage: Stage, chapter: Chapter, number: int, owed: ObligationEntry) -> None:
    """The day passes; the two sit down in a circle and agree on another."""
    remedies = stage.world.suite.remedies
    obligor, beneficiary = stage.steward(owed.obligor), stage.steward(owed.beneficiary)
    early = refusal(remedies.call_circle(number), beneficiary.address)
    chapter.check("Nobody is called to a circle before the day has passed.", bool(early))
    stage.world.travel_to(max(stage.world.now, _duty(stage, number).due) + DAY)
    chapter.send(remedies.call_circle(number), beneficiary)
    late = _duty(stage, number)
    chapter.check(
        f"“{owed.what}” is late, and the two sit down together.",
        late.is_late and late.progress is Progress.CONTESTED,
    )
    due = stage.world.now + owed.more_days * DAY
    chapter.send(remedies.agree(number, True, Outcome.EXTEND, due), obligor)
    alone = _duty(stage, number)
    chapter.check("One of them alone can't put it off.", alone == late)
    chapter.send(remedies.agree(number, False, Outcome.EXTEND, due), beneficiary)
    after = _duty(stage, number)
    chapter.fact("the_circle_gives_more_days", owed.more_days)
    chapter.check(
        "Both together can, and it stays on the record that it was late.",
        after.due == due and after.progress is Progress.ACKNOWLEDGED and after.is_late,
    )


def _duty(stage: Stage, number: int) -> Duty:
    return stage.world.suite.remedies.duty(number)


def _all_done(
    stage: Stage, chapter: Chapter, matter: Matter, entries: dict[int, ObligationEntry]
) -> None:
    remedies = stage.world.suite.remedies
    ways = {
        "paid": "paid in full",
        "confirmed": "done, and confirmed",
        "silence": "done, and not contested",
        "late": "late, mended in a circle, done and confirmed",
    }
    rows: list[dict[str, Value]] = [
        {
            "what": owed.what,
            "kind": owed.kind,
            "by": stage.name(owed.obligor),
            "for": stage.name(owed.beneficiary),
            "how it went": ways[owed.course],
        }
        for owed in entries.values()
    ]
    chapter.table("obligations", "What was promised, and what became of it", rows)
    for key in dict.fromkeys(owed.obligor for owed in entries.values()):
        own = [owed for owed in entries.values() if owed.obligor == key]
        found, late = remedies.record(stage.ids[key]), sum(each.course == "late" for each in own)
        said = f"{stage.name(key)}: {found.kept} kept, {found.open} open, {found.late} ever late"
        chapter.check(
            f"{said}, says the record.",
            (found.kept, found.open, found.late) == (len(own), 0, late),
        )
    case = stage.world.suite.tribunal.case(matter.case_id)
    chapter.check("The case is fulfilled.", case.state is State.FULFILLED)
