# SPDX-License-Identifier: Apache-2.0
"""What who owes or is owed is told before signing or sending: you pay, you get, if it fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from symbio.domain.acts import Acceptance, Assignment, Obligation
from symbio.domain.addresses import NOBODY
from symbio.domain.claims import Claim
from symbio.domain.clearing import RATE_ONE
from symbio.domain.currencies import money
from symbio.domain.promise import Promise

_NO_MONEY_MOVES = "Clearing holds no money and moves none."


def of_obligation(act: Obligation, who: str) -> Promise:
    """Tell the debtor or the creditor what signing an obligation means."""
    what, due = money(act.amount, act.currency), _day(act.due)
    ends = f"After {_day(act.expires)} no round sets it off any more."
    if act.arbiter == NOBODY:
        disputed = "No arbiter is named: a dispute ends only when you two agree."
    else:
        disputed = f"A dispute can go to {act.arbiter}, who says how much of it stays owed."
    if who == act.debtor:
        pay = f"nothing now. You owe {act.creditor} {what}, due on {due}. {_NO_MONEY_MOVES}"
        get = "a debt that rounds may set off against what others owe you, by the same amount."
    else:
        pay = f"nothing. {act.debtor} owes you {what}, due on {due}. {_NO_MONEY_MOVES}"
        get = "a claim that rounds may set off against what you owe others, by the same amount."
    fails = f"nothing stands on chain until both signed and it is registered. {ends} {disputed}"
    return Promise(pay, get, fails)


def of_obligations(acts: Sequence[Obligation], who: str) -> Promise:
    """Tell the debtor or the creditor of several obligations what signing all of them means."""
    owes = [act for act in acts if who == act.debtor]
    owed = [act for act in acts if who != act.debtor]
    last = min(act.expires for act in acts)
    return Promise(
        pay=f"nothing now. You owe {_sums(owes)}. {_NO_MONEY_MOVES}",
        get=f"claims to {_sums(owed)}; what you owe and are owed may be set off in rounds.",
        fails="nothing stands on chain until both signed and it is registered. The first of them "
        f"takes part in no round after {_day(last)}.",
    )


def of_payment(claim: Claim, amount: int, code: str) -> Promise:
    """Tell a creditor what acknowledging a payment means."""
    left = money(claim.remaining - amount, code)
    return Promise(
        pay=f"your claim to {money(amount, code)} against {claim.debtor}: it ends, for good.",
        get=f"nothing from here: you say that you were paid, or that you forgive it. {left} stay "
        "owed.",
        fails="your claim stays as it is. This can't be taken back once it is done.",
    )


def of_assignment(act: Assignment, who: str, code: str) -> Promise:
    """Tell the debtor, the creditor or the successor what an assignment means."""
    what = money(act.remaining, code)
    told = {
        act.debtor: (
            f"{what} to {act.successor} instead of {act.creditor}; no more and no sooner.",
            "one creditor for another; nothing else of the obligation changes.",
        ),
        act.successor: (
            "nothing here; what you give the creditor for it is between you two.",
            f"the claim to {what} against {act.debtor}, with the risk that they don't pay.",
        ),
    }
    pay, get = told.get(
        who,
        (
            f"your claim to {what} against {act.debtor}; it becomes {act.successor}'s.",
            "nothing from here; what you are given for it is between you and the successor.",
        ),
    )
    fails = (
        f"everything stays as it is. It fails if the obligation is disputed, if not exactly {what} "
        f"are owed then, or after {_second(act.until)}."
    )
    return Promise(pay, get, fails)


def of_acceptance(act: Acceptance) -> Promise:
    """Tell a holder what a consent to convert means."""
    least = -(-act.amount * act.minimum_rate // RATE_ONE)
    most = money(act.amount, act.gives)
    return Promise(
        pay=f"up to {most} of what you are owed, in rounds of {act.federation}.",
        get=f"at least {money(least, act.takes)} less to owe for all of it; the same rate for a "
        "part, at the values of the round.",
        fails=f"nothing changes. A round that can't keep your rate leaves you out. It ends at "
        f"{_second(act.until)}, or when you take it back; what was set off by then stays so.",
    )


def of_dispute(claim: Claim, code: str) -> Promise:
    """Tell the debtor or the creditor what disputing an obligation means."""
    if claim.arbiter == NOBODY:
        judged = "No arbiter was named, so it lasts until one withdraws it or you two agree."
    else:
        judged = f"Either of you may take it to {claim.arbiter}, at that arbiter's cost."
    return Promise(
        pay="nothing but the gas.",
        get=f"obligation {claim.obligation_id}, {money(claim.remaining, code)}, takes part in no "
        "round until the dispute ends.",
        fails=f"the obligation stays in the rounds. {judged}",
    )


def of_escalation(claim: Claim, code: str, cost: str) -> Promise:
    """Tell who brings a dispute before its arbiter what that means."""
    return Promise(
        pay=f"{cost} to {claim.arbiter}; who bears it in the end, the ruling can't say.",
        get=f"a ruling on how much of {money(claim.remaining, code)} stays owed, in whole percent.",
        fails="a silent arbiter leaves the dispute as it is; who raised it can still withdraw it, "
        "and you two can still agree.",
    )


def of_settlement(claim: Claim, remaining: int, code: str, meets: bool) -> Promise:
    """Tell the debtor or the creditor what naming a rest means; `meets`: the other named it."""
    what, now = money(remaining, code), money(claim.remaining, code)
    get = "the dispute ends at once" if meets else "the dispute ends when the other side names it"
    return Promise(
        pay=f"the creditor gives up what is owed above {what} of {now}.",
        get=f"{get}; {what} stay owed and are back in the rounds.",
        fails="the dispute goes on as it is. You may name another rest until the other agrees.",
    )


def of_join(federation: str, newcomer: str) -> Promise:
    """Tell a participant what joining a circle means; `newcomer` is its first line in words."""
    return Promise(
        pay="nothing now. Where a round closes a gap of yours by credit, you owe the circle.",
        get=f"a seat in the circle of {federation}, with {newcomer}.",
        fails="nothing changes. You can leave at any time; what you owe the circle stays owed.",
    )


def of_chunks(verb: str, flows: int, value: int) -> Promise:
    """Tell who submits or settles a result what that means."""
    if verb == "submit":
        return Promise(
            pay="the gas; the result is checked in full.",
            get=f"an entry of value {value:,} in {flows:,} flows, which competes with others.",
            fails="what was refused isn't in the entry; what was sent before it stands.",
        )
    return Promise(
        pay="the gas. Nobody pays or is paid anything.",
        get=f"{flows:,} obligations shrink; nobody's net position changes but by their consent.",
        fails="a chunk that is refused changes nothing; each is valid alone, so the others stand.",
    )


def _sums(acts: Sequence[Obligation]) -> str:
    sums: dict[str, int] = {}
    for act in acts:
        sums[act.currency] = sums.get(act.currency, 0) + act.amount
    said = " and ".join(money(units, code) for code, units in sorted(sums.items()))
    return f"{said} in {len(acts)} obligations" if acts else "nothing"


def _day(second: int) -> str:
    return _second(second)[:10]


def _second(second: int) -> str:
    if second >= 253_402_300_800:
        return f"second {second}"
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
