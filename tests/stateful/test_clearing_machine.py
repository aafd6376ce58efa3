# SPDX-License-Identifier: Apache-2.0
"""Clearing against a plain model: circles pass, everything else is refused by the model's words.

After every step all that is owed and every balance are equal on both sides, the balances of the
circle sum to zero, and no set-off within one currency has changed what anybody is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from symbio.domain.clearing import Circulation, Conversion, Flow
from tests.stateful.clearing_bench import CODES, DAY, LIMITS, VALUES, Bench, name
from tests.stateful.clearing_model import ONE, Consent, Debt, Member, Model, No
from tests.stateful.clearing_parts import EXPECTED, Parts
from tests.stateful.pyrevm_chain import Refused
from tests.stateful.running import run

people = st.integers(0, 5)
picks = st.integers(0, 10_000)
codes = st.sampled_from(CODES)
amounts = st.integers(1, 60)
HITS: Counter[str] = Counter()


class ClearingMachine(Parts, RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.bench = Bench()
        self.names = [name(who) for who in self.bench.people]
        members = {who: Member(town) for who, town in self.bench.town.items()}
        self.model = Model(dict(VALUES), LIMITS, members)
        self.bench.round_that_is_open()
        for step in range(6):
            self.owe(step, 1, CODES[0], 40, days=1)
            self.owe(step, 2, CODES[0], 30, days=1)
            self.accept(step, step % 2 == 0, 60, 8)

    def agree(self, model: Callable[[], Any], act: Callable[[], Any], kind: str) -> bool:
        """Do an act on both sides; both do it, or both refuse it in the same words."""
        try:
            expected = model()
        except No as no:
            try:
                act()
            except Refused as refused:
                assert refused.reason == no.reason
                HITS[no.reason] += 1
                return False
            raise AssertionError(f"not refused: {no.reason}") from no
        found = act()
        assert expected is None or found == expected
        HITS[kind] += 1
        return True

    # --- who owes whom

    @rule(debtor=people, step=st.integers(1, 5), code=codes, amount=amounts, days=picks)
    def owe(self, debtor: int, step: int, code: str, amount: int, days: int) -> None:
        creditor, days = (debtor + step) % 6, 300 if days % 4 else days % 3
        last = (self.bench.chain.time + days * DAY) // DAY
        number = self.bench.owe(debtor, creditor, code, amount, days)
        owed = Debt(self.names[debtor], self.names[creditor], code, amount, last)
        self.model.debts[number] = owed

    @rule(pick=picks, amount=st.integers(0, 30), own=st.booleans())
    def pay(self, pick: int, amount: int, own: bool) -> None:
        number = self.number(pick)
        who = self.model.debts[number].creditor if own else self.names[pick % 6]
        bench = self.bench
        self.agree(
            lambda: self.model.pay(number, amount, who),
            lambda: bench.act("obligations", "acknowledge_payment", number, amount, who=who),
            "paid",
        )

    @rule(pick=picks, act=st.sampled_from(["dispute", "withdraw", "withdraw"]))
    def quarrel(self, pick: int, act: str) -> None:
        number, who = self.number(pick), self.names[pick % 6]
        debt, bench = self.model.debts[number], self.bench
        if pick % 3:
            who = debt.raised_by or (debt.debtor, debt.creditor)[pick % 2]
        if act == "dispute":
            self.agree(
                lambda: self.model.dispute(number, who),
                lambda: bench.act("obligations", "dispute", number, bytes(32), who=who),
                "disputed",
            )
        else:
            self.agree(
                lambda: self.model.withdraw(number, who),
                lambda: bench.act("obligations", "withdraw_dispute", number, who=who),
                "withdrawn",
            )

    # --- consents, lines, time

    @rule(holder=people, way=st.booleans(), amount=amounts, rate=st.integers(5, 11))
    def accept(self, holder: int, way: bool, amount: int, rate: int) -> None:
        gives, takes = CODES if way else CODES[::-1]
        rate = ONE * rate // 10
        until = self.bench.chain.time + 300 * DAY
        number = self.bench.accept(holder, gives, takes, amount, rate, 300)
        consent = Consent(self.names[holder], gives, takes, amount, rate, until)
        self.model.consents[number] = consent

    @rule(pick=picks, own=st.booleans())
    def revoke(self, pick: int, own: bool) -> None:
        if not self.model.consents or pick % 3:
            return
        number = 1 + pick % len(self.model.consents)
        who = self.model.consents[number].holder if own else self.names[pick % 6]
        self.agree(
            lambda: self.model.revoke(number, who),
            lambda: self.bench.act("clearing", "revoke_acceptance", number, who=who),
            "revoked",
        )

    @rule(who=people, code=codes, hard=st.integers(0, 400), surplus=st.integers(0, 200))
    def set_line(self, who: int, code: str, hard: int, surplus: int) -> None:
        bench = self.bench
        args = self.names[who], bench.ids[code], hard // 2, hard, surplus
        bench.decide("set_line", *args)
        self.model.members[self.names[who]].lines[code] = hard, surplus

    @rule(who=people)
    def come_and_go(self, who: int) -> None:
        bench, member = self.bench, self.model.members[self.names[who]]
        if member.present:
            bench.act("credit", "leave", bench.league, who=self.names[who])
        else:
            place = who if who < 4 else who - 4
            bench.act("credit", "join", bench.league, member.town, place, who=self.names[who])
        member.present = not member.present

    @rule(days=st.integers(0, 2))
    def wait(self, days: int) -> None:
        self.bench.chain.warp(days * DAY + 1)

    # --- setting off

    @rule(seed=st.integers(0, 2**32))
    def set_off_several(self, seed: int) -> None:
        """Six of the three kinds, half of which are as they should be.

        From a seed: what hypothesis draws itself is mostly small, and rules it leaves out.
        """
        chance = Random(seed)
        for _ in range(6):
            spoil, pick = chance.choice([99] * 13 + list(range(13))), chance.randrange(10_000)
            kind = chance.randrange(3)
            if kind == 0:
                self.set_off_a_ring(pick, spoil)
            elif kind == 1:
                several = [chance.randrange(10_000) for _ in range(chance.randint(1, 5))]
                self.set_off_on_credit(several, spoil)
            else:
                euros, off = chance.randint(1, 15), chance.randint(-1, 3)
                self.set_off_with_a_conversion(pick, euros, off, spoil)

    def set_off_a_ring(self, pick: int, spoil: int) -> None:
        ring = self.ring(pick)
        if not ring:
            return
        least = min(self.model.debts[number].left for number in ring)
        amount = max(1, least - pick % 3)
        part = Circulation(tuple(Flow(number, amount) for number in sorted(ring)))
        self.settle(self.spoilt(part, spoil, pick), "a ring")

    def set_off_on_credit(self, several: list[int], spoil: int) -> None:
        left = [number for number, debt in self.model.debts.items() if debt.left] or [1]
        numbers = sorted({left[pick % len(left)] for pick in several})
        flows = [
            Flow(number, 1 + several[0] % self.model.debts[number].left)
            for number in numbers
            if self.model.debts[number].left
        ]
        part = self.closed(Circulation(tuple(flows)))
        self.settle(self.spoilt(part, spoil, several[0]), "on credit")

    def set_off_with_a_conversion(self, pick: int, euros: int, off: int, spoil: int) -> None:
        """What two holders gave in opposite directions, with flows where there are any."""
        forth = [n for n, each in self.model.consents.items() if each.gives == CODES[0]]
        back = [n for n, each in self.model.consents.items() if each.gives == CODES[1]]
        if not forth or not back:
            return
        first, second = forth[pick % len(forth)], back[pick % len(back)]
        dollars = max(1, euros + off)
        pair = sorted(
            [Conversion(first, euros, dollars), Conversion(second, dollars, euros)],
            key=lambda each: each.acceptance,
        )
        holders = self.model.consents[first].holder, self.model.consents[second].holder
        if holders[0] == holders[1]:
            return
        # The debts that fit: the second owes the first euros, who owes the second dollars.
        there = self.owed_exactly(holders[1], holders[0], CODES[0], euros)
        home = self.owed_exactly(holders[0], holders[1], CODES[1], dollars)
        flows = tuple(sorted([there, home], key=lambda each: each.number))
        part = Circulation(flows, tuple(pair))
        self.settle(self.spoilt(part, spoil, pick), "by conversion")

    def settle(self, part: Circulation, kind: str) -> None:
        bench = self.bench
        number = bench.round_that_is_open()
        now, before = bench.chain.time, self.model.wealth()
        act = bench.chunk(part)
        done = self.agree(
            lambda: self.model.settle(part, now),
            lambda: bench.act("clearing", "settle", number, act),
            kind,
        )
        if done and not part.conversions:
            assert self.model.wealth() == before

    def owed_exactly(self, debtor: str, creditor: str, code: str, amount: int) -> Flow:
        sides = self.names.index(debtor), self.names.index(creditor)
        self.owe(sides[0], (sides[1] - sides[0]) % 6, code, amount, 1)
        return Flow(max(self.model.debts), amount)

    # --- what always holds

    @invariant()
    def all_is_equal(self) -> None:
        if not hasattr(self, "model"):
            return
        for number, debt in self.model.debts.items():
            claim = self.bench.view("obligations", "obligation", number)
            assert claim[3] == debt.left
            assert claim[5] == {"": 1, debt.debtor: 2, debt.creditor: 4}[debt.raised_by]
        for number, consent in self.model.consents.items():
            assert self.bench.view("clearing", "acceptance", number)[4] == consent.left
        for code in CODES:
            held = {who: self.bench.balance(who, code) for who in self.names}
            assert sum(held.values()) == 0
            for who, balance in held.items():
                assert balance == self.model.balances[who, code]
            for town in (1, 2):
                assert self.bench.sum(town, code) == self.model.town(town, code)


def test_clearing() -> None:
    run(ClearingMachine, examples=40, steps=50)
    assert {kind: HITS[kind] for kind in EXPECTED if HITS[kind] < 3} == {}, HITS
