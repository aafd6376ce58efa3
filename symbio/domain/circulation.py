# SPDX-License-Identifier: Apache-2.0
"""Whether a circulation may be set off, and what it leaves: the same verdict as the contract's.

Twin of contracts/modules/circulation.vy, conversions.vy, and of the draws of lines.vy. A flow
shrinks a claim and a debt by the same amount, so a circulation is one in which, for each
participant and currency, all of that adds up to nothing, or to what its credit balance moves by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from symbio.domain import clearing as words
from symbio.domain.refusals import circulation as no
from symbio.domain.refusals import clearing as no_conversion
from symbio.domain.refusals import credit as no_credit
from symbio.domain.refusals.base import Refused

Nets = defaultdict[tuple[str, str], int]
Key = tuple[str, str]
CIRCLE = ""
"""Stands for the circle itself, whose side of all draws must come to nothing too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a circulation leaves of all that it touches, and the value that it sets off.

    `obligations` and `acceptances` are by number what remains, `balances` by (participant,
    currency), `communities` by (community, currency); `passed` are the (participant, currency)
    whose balance went past the soft limit.
    """

    value: int
    obligations: Mapping[int, int]
    acceptances: Mapping[int, int]
    balances: Mapping[Key, int]
    communities: Mapping[tuple[int, str], int]
    passed: tuple[Key, ...] = ()


def verify(book: words.Book, circulation: words.Circulation, *, now: int) -> Outcome:
    """Check a circulation in full, in the contract's order, and tell what it leaves.

    Raises:
        Refused: the class whose reason the contract would give.
    """
    nets: Nets = defaultdict(int)
    acceptances = _convert(book, circulation.conversions, nets, now)
    value, obligations = _set_off(book, circulation.flows, nets, now)
    deltas = _draw(book, circulation, nets)
    if any(nets.values()):
        raise no.NetPositionChanges
    balances, communities, passed = _within_limits(book, deltas)
    return Outcome(value, obligations, acceptances, balances, communities, passed)


def refusal(book: words.Book, circulation: words.Circulation, *, now: int) -> str:
    """Tell the contract's reason for refusing a circulation; "" where it would set it off."""
    try:
        verify(book, circulation, now=now)
    except Refused as refused:
        return refused.reason
    return ""


def _set_off(
    book: words.Book, flows: Iterable[words.Flow], nets: Nets, now: int
) -> tuple[int, dict[int, int]]:
    known = {obligation.number: obligation for obligation in book.obligations}
    value, former, remaining = 0, 0, dict[int, int]()
    for flow in flows:
        if flow.number <= former:
            raise no.FlowsOutOfOrder
        former = flow.number
        if not flow.amount:
            raise no.FlowIsNothing
        obligation = known.get(flow.number)
        if obligation is None:
            raise no.NoSuchObligationToSetOff
        if obligation.disputed:
            raise no.ObligationToSetOffDisputed
        if now // words.DAY > obligation.expires:
            raise no.ObligationToSetOffExpired
        if flow.amount > obligation.remaining:
            raise no.FlowExceedsWhatIsOwed
        worth = book.value(obligation.currency)
        if not worth:
            raise no.CurrencyNotInRound
        value += flow.amount * worth
        remaining[flow.number] = obligation.remaining - flow.amount
        nets[obligation.creditor, obligation.currency] += flow.amount
        nets[obligation.debtor, obligation.currency] -= flow.amount
    if not former:
        raise no.NoFlow
    return value, remaining


def _convert(
    book: words.Book, conversions: Iterable[words.Conversion], nets: Nets, now: int
) -> dict[int, int]:
    known = {acceptance.number: acceptance for acceptance in book.acceptances}
    former, remaining = 0, dict[int, int]()
    for conversion in conversions:
        if conversion.acceptance <= former:
            raise no_conversion.ConversionsOutOfOrder
        former = conversion.acceptance
        gives, takes = conversion.gives_amount, conversion.takes_amount
        if not gives or not takes:
            raise no_conversion.ConversionIsNothing
        acceptance = known.get(former)
        if acceptance is None:
            raise no_conversion.NoSuchAcceptance
        if now > acceptance.until:
            raise no_conversion.AcceptanceExpired
        if acceptance.revoked or gives > acceptance.remaining:
            raise no_conversion.ConversionExceedsAcceptance
        if takes > words.MOST_AMOUNT:
            raise no_conversion.AmountOutOfRange
        if takes * words.RATE_ONE < gives * acceptance.minimum_rate:
            raise no_conversion.RateBelowMinimum
        given, taken = book.value(acceptance.gives), book.value(acceptance.takes)
        if not given or not taken:
            raise no_conversion.NoValueForACurrency
        if abs(gives * given - takes * taken) >= given + taken:
            raise no_conversion.ValueNotKept
        remaining[former] = acceptance.remaining - gives
        nets[acceptance.holder, acceptance.gives] -= gives
        nets[acceptance.holder, acceptance.takes] += takes
    return remaining


def _draw(book: words.Book, circulation: words.Circulation, nets: Nets) -> dict[Key, int]:
    deltas: Nets = defaultdict(int)
    # An account that owes and is owed nothing at all has no number, and can draw nothing.
    known = {side for owed in book.obligations for side in (owed.debtor, owed.creditor)}
    known |= {acceptance.holder for acceptance in book.acceptances}
    for draw in circulation.draws:
        if not draw.delta:
            raise no.DrawIsNothing
        if abs(draw.delta) > words.MOST_AMOUNT:
            raise no.DrawOutOfRange
        if not book.value(draw.currency):
            raise no.CurrencyNotInRound
        if draw.participant not in known:
            raise no.NoSuchParticipant
        nets[draw.participant, draw.currency] -= draw.delta
        nets[CIRCLE, draw.currency] += draw.delta
        deltas[draw.participant, draw.currency] += draw.delta
    return deltas


def _within_limits(
    book: words.Book, deltas: Mapping[Key, int]
) -> tuple[dict[Key, int], dict[tuple[int, str], int], tuple[Key, ...]]:
    """Check each account, then each community; only a step away from zero is ever refused."""
    lines = {(line.participant, line.currency): line for line in book.lines}
    bounds = {(bound.community, bound.currency): bound for bound in book.bounds}
    balances, sums, passed = dict[Key, int](), defaultdict[tuple[int, str], int](int), []
    for key in deltas:
        if key not in lines:
            raise no_credit.NotInTheCircle
    for key, delta in deltas.items():
        line = lines[key]
        after = line.balance + delta
        if delta < 0 and after < -line.hard:
            raise no_credit.BeyondTheLine
        if delta > 0 and after > line.surplus:
            raise no_credit.BeyondTheSurplus
        if delta < 0 and after < -line.soft <= line.balance:
            passed.append(key)
        balances[key] = after
        sums[line.community, line.currency] += delta
    communities = {}
    for place, delta in sums.items():
        bound = bounds.get(place, words.CommunityBound(*place, balance=0, bound=0))
        after = bound.balance + delta
        if abs(after) > bound.bound and abs(after) > abs(bound.balance):
            raise no_credit.BeyondTheCommunityBound
        communities[place] = after
    return balances, communities, tuple(passed)
