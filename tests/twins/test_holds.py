# SPDX-License-Identifier: Apache-2.0
"""symbio.domain.holds and contracts/modules/holds.vy say the same; and both what they should.

What a split gets of a hold is owed by the shares of the payment's moment, whatever changed before
and since, and however the claims are cut.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from symbio.domain.errors import Refused as Refusal
from symbio.domain.holds import Hold, hold_key
from symbio.domain.shares import MAX_WALK, WHOLE, Position, Total, owed, settle
from tests.stateful.pyrevm_chain import Refused
from tests.twins.test_shares import NATIVE, PAYEES, Both

ARBITER = "0x" + "e1" * 20
DAY = 86_400

changes = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PAYEES), min_size=2, max_size=4),
        st.lists(st.integers(0, WHOLE), min_size=4, max_size=4),
    ),
    max_size=8,
)
amounts = st.one_of(st.integers(1, 30), st.integers(1, 10**24))


class Held(Both):
    """A split with one hold, on chain and in Python."""

    def hold(self, amount: int) -> None:
        self.until = self.chain.time + DAY
        self.call("deposit_held", 1, NATIVE, amount, ARBITER, self.until, value=amount)
        self.twin = self.seen()
        self.due = {payee: amount * self.shares.share(payee) for payee in PAYEES}
        self.of_hold = Total()
        self.places = {payee: Position() for payee in PAYEES}

    def seen(self) -> Hold:
        return Hold(1, *self.chain.view(self.treasury, "hold", 1))

    def shift(self, steps: list[tuple[list[int], list[int]]]) -> None:
        for payees, weights in steps:
            self.agree("set_shares", self.change, 1, *self.shifted(payees, weights))

    def decide(self, to_split: int | None) -> Any:
        """Rule, or release; the same on both sides, refused or done."""
        now = self.chain.time
        try:
            if to_split is None:
                self.call("release_hold", 1)
            else:
                self.chain.call(ARBITER, self.treasury, "rule_hold", 1, to_split)
            found: Any = ""
        except Refused as refused:
            found = refused.reason
        try:
            twin = self.twin
            self.twin, self.of_hold = (
                twin.released(now) if to_split is None else twin.ruled(to_split, now)
            )
            expected = ""
        except Refusal as refusal:
            expected = refusal.reason
        assert found == expected
        assert self.seen() == self.twin
        return found

    def claim_of_hold(self, payee: int) -> int:
        terms = self.shares.terms.get(payee, ())
        try:
            settlement = settle(self.of_hold, terms, self.places[payee])
            expected: Any = settlement.owed
        except Refusal as refusal:
            expected = refusal.reason
        try:
            found = self.call("claim", 1, hold_key(1).lower(), payee)
        except Refused as refused:
            found = refused.reason
        assert found == expected
        if isinstance(expected, str):
            return 0
        self.places[payee] = settlement.position
        return int(expected)

    def compare_hold(self) -> None:
        view, key = self.chain.view, hold_key(1).lower()
        assert view(self.treasury, "received", 1, key) == self.of_hold.received
        for payee in PAYEES:
            due = owed(self.of_hold, self.shares.terms.get(payee, ()), self.places[payee])
            assert view(self.treasury, "owed", 1, key, payee) == due


@settings(max_examples=40)
@given(changes, amounts, changes, st.integers(0, 100), changes, st.data())
def test_a_hold_is_owed_by_the_shares_of_its_moment(
    before: Any, amount: int, between: Any, part: int, after: Any, data: st.DataObject
) -> None:
    both = Held()
    both.shift(before)
    both.hold(amount)
    both.shift(between)
    to_split = amount * part // 100
    shares = {payee: due // amount for payee, due in both.due.items()}
    assert both.decide(to_split) == ""
    assert both.decide(data.draw(st.sampled_from([0, to_split, None]))) != ""
    both.compare_hold()
    both.shift(after)
    both.compare_hold()
    for payee in data.draw(st.permutations(PAYEES)):
        assert both.claim_of_hold(payee) == to_split * shares[payee] // WHOLE
        both.compare_hold()
    both.compare()


@settings(max_examples=5)
@given(st.integers(0, 80), st.integers(1, 10**9), st.integers(0, 80))
def test_long_walks_to_a_hold_end_the_same(before: int, amount: int, after: int) -> None:
    both = Held()
    both.shift([(list(PAYEES[:2]), [step * 50] * 4) for step in range(before)])
    both.hold(amount)
    both.shift([(list(PAYEES[:2]), [step * 40] * 4) for step in range(after)])
    shares = {payee: due // amount for payee, due in both.due.items()}
    both.chain.warp(DAY + 1)
    assert both.decide(None) == ""
    for payee in PAYEES[:3]:
        taken = sum(both.claim_of_hold(payee) for _ in range((before + after) // MAX_WALK + 2))
        assert taken == amount * shares[payee] // WHOLE
    both.compare_hold()


@settings(max_examples=20)
@given(amounts, st.integers(-2, 2), st.one_of(st.none(), st.integers(0, 10**24)))
def test_time_and_amount_are_refused_alike(amount: int, late: int, to_split: int | None) -> None:
    both = Held()
    both.hold(amount)
    both.chain.warp(DAY + late)
    both.decide(to_split)
    both.compare_hold()
