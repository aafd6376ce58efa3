# SPDX-License-Identifier: Apache-2.0
"""symbio.domain.circulation and the contracts agree on every circulation: verdict and outcome."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbio.domain import circulation as twin
from symbio.domain import clearing as words
from tests.stateful.clearing_bench import CODES, DAY, LIMITS, VALUES, Bench, name
from tests.stateful.pyrevm_chain import Refused

RATES = st.sampled_from([10**18 // 2, 9 * 10**17, 10**18, 11 * 10**17])
SEEN: Counter[str] = Counter()


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


class Case:
    """Some obligations and acceptances, and a circulation over them, mostly one that closes."""

    def __init__(self, bench: Bench, data: st.DataObject) -> None:
        self.bench, self.data = bench, data
        self.round = bench.round_that_is_open()
        size = data.draw(st.integers(1, 5))
        self.owed = [self.obligation() for _ in range(size)]
        self.accepted = [self.acceptance(n) for n in range(data.draw(st.integers(0, 2)))]
        if data.draw(st.integers(0, 9)) == 0:
            number = data.draw(st.integers(0, size - 1))
            who = name(bench.people[self.debtor(self.owed[number])])
            bench.act("obligations", "dispute", self.owed[number].number, bytes(32), who=who)
            self.owed[number] = replace(self.owed[number], disputed=True)
        if data.draw(st.integers(0, 9)) == 0:
            bench.chain.warp(DAY)

    def debtor(self, owed: words.Obligation) -> int:
        return [name(who) for who in self.bench.people].index(owed.debtor)

    def obligation(self) -> words.Obligation:
        draw, names = self.data.draw, [name(who) for who in self.bench.people]
        debtor, step = draw(st.integers(0, 5)), draw(st.integers(1, 5))
        creditor, code = (debtor + step) % 6, draw(st.sampled_from(CODES))
        amount, days = draw(st.integers(1, 40)), draw(st.sampled_from([0, 300, 300, 300]))
        last = (self.bench.chain.time + days * DAY) // DAY
        number = self.bench.owe(debtor, creditor, code, amount, days)
        return words.Obligation(number, names[debtor], names[creditor], code, amount, last)

    def acceptance(self, place: int) -> words.Acceptance:
        draw, bench = self.data.draw, self.bench
        holder, amount, rate = draw(st.integers(0, 5)), draw(st.integers(5, 40)), draw(RATES)
        gives, takes = CODES if place == 0 else CODES[::-1]
        days = draw(st.sampled_from([0, 300, 300, 300]))
        number = bench.accept(holder, gives, takes, amount, rate, days)
        until = bench.chain.time + days * DAY
        who = name(bench.people[holder])
        revoked = draw(st.integers(0, 9)) == 0
        if revoked:
            bench.act("clearing", "revoke_acceptance", number, who=who)
        return words.Acceptance(number, who, gives, takes, amount, rate, until, revoked)

    def book(self) -> words.Book:
        bench, lines, bounds = self.bench, [], []
        soft, _, surplus, bound, newcomer = LIMITS
        for code in CODES:
            for who, town in bench.town.items():
                balance = bench.balance(who, code)
                lines.append(words.CreditLine(who, town, code, balance, soft, newcomer, surplus))
            for town in (1, 2):
                held = bench.sum(town, code)
                bounds.append(words.CommunityBound(town, code, held, bound))
        return words.Book(
            tuple(self.owed), VALUES, tuple(self.accepted), tuple(lines), tuple(bounds)
        )

    def circulation(self) -> words.Circulation:
        draw = self.data.draw
        flows = tuple(
            words.Flow(owed.number, draw(st.integers(1, owed.remaining)))
            for owed in self.owed
            if draw(st.integers(0, 4))
        )
        conversions: tuple[words.Conversion, ...] = ()
        if len(self.accepted) == 2 and draw(st.booleans()):
            euros = draw(st.integers(1, 12))
            dollars = max(1, euros + draw(st.integers(-1, 3)))
            conversions = (
                words.Conversion(self.accepted[0].number, euros, dollars),
                words.Conversion(self.accepted[1].number, dollars, euros),
            )
        part = words.Circulation(flows, conversions)
        return self.spoilt(replace(part, draws=self.closing(part)))

    def closing(self, part: words.Circulation) -> tuple[words.Draw, ...]:
        """The draws that close it."""
        nets: defaultdict[tuple[str, str], int] = defaultdict(int)
        owed = {each.number: each for each in self.owed}
        accepted = {each.number: each for each in self.accepted}
        for flow in part.flows:
            each = owed[flow.number]
            nets[each.creditor, each.currency] += flow.amount
            nets[each.debtor, each.currency] -= flow.amount
        for conversion in part.conversions:
            consent = accepted[conversion.acceptance]
            nets[consent.holder, consent.gives] -= conversion.gives_amount
            nets[consent.holder, consent.takes] += conversion.takes_amount
        return tuple(words.Draw(*key, net) for key, net in sorted(nets.items()) if net)

    def spoilt(self, part: words.Circulation) -> words.Circulation:
        """Now and then change one thing."""
        kind = self.data.draw(st.integers(0, 16))
        flows, draws = part.flows, part.draws
        if kind == 0 and len(flows) > 1:
            return replace(part, flows=flows[::-1])
        if kind == 1 and flows:
            return replace(part, flows=(*flows[:-1], words.Flow(flows[-1].number, 0)))
        if kind == 2 and flows:
            return replace(part, flows=(*flows, words.Flow(flows[-1].number + 900_000, 1)))
        if kind == 3 and flows:
            more = words.Flow(flows[0].number, 41)
            return replace(part, flows=(more, *flows[1:]))
        if kind == 4 and draws:
            return replace(part, draws=(replace(draws[0], delta=draws[0].delta + 1), *draws[1:]))
        if kind == 5 and draws:
            return replace(part, draws=draws[1:])
        if kind == 6 and part.conversions:
            return replace(part, conversions=part.conversions[::-1])
        if kind == 7 and part.conversions:
            return replace(part, conversions=part.conversions[:1])
        if kind == 8 and draws:
            return replace(part, draws=(replace(draws[0], delta=0), *draws))
        if kind == 9 and draws:
            return replace(part, draws=(*draws[::-1],))
        return part


def compare(bench: Bench, book: words.Book, part: words.Circulation) -> str:
    now = bench.chain.time
    expected = twin.refusal(book, part, now=now)
    try:
        value = bench.settle(part)
    except Refused as refused:
        assert refused.reason == expected
        return refused.reason
    assert expected == ""
    outcome = twin.verify(book, part, now=now)
    assert value == outcome.value
    for number, remaining in outcome.obligations.items():
        assert bench.remaining(number) == remaining
    for number, remaining in outcome.acceptances.items():
        assert bench.view("clearing", "acceptance", number)[4] == remaining
    for (who, code), balance in outcome.balances.items():
        assert bench.balance(who, code) == balance
    for (town, code), balance in outcome.communities.items():
        assert bench.sum(town, code) == balance
    return "set off, by conversion" if part.conversions else "set off"


@settings(max_examples=250)
@given(data=st.data())
def test_same_verdict_and_outcome(bench: Bench, data: st.DataObject) -> None:
    case = Case(bench, data)
    part = case.circulation()
    SEEN[compare(bench, case.book(), part)] += 1


def test_both_verdicts_were_reached() -> None:
    """After the test above: it says nothing if it only ever saw one thing."""
    assert SEEN["set off"] > 10, SEEN
    assert len(SEEN) > 8, SEEN
