# SPDX-License-Identifier: Apache-2.0
"""symbio.domain.shares and contracts/modules/shares.vy say the same, to the unit."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from symbio.domain.errors import Refused as Refusal
from symbio.domain.shares import MAX_PAYEES, MOST, WHOLE, Position, Shares, Total, owed, settle
from tests.stateful.pyrevm_chain import DEPLOYER, Chain, Refused

NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
PAYEES = tuple(range(1_001, 1_007))
RICH = 2**200

amounts = st.one_of(st.integers(1, 30), st.integers(1, 10**24), st.sampled_from([MOST // 3, MOST]))
named = st.lists(st.sampled_from(PAYEES), min_size=1, max_size=4)
acts = st.one_of(
    st.tuples(st.just("pay"), amounts),
    st.tuples(st.just("claim"), st.sampled_from(PAYEES)),
    st.tuples(st.just("change"), named, st.lists(st.integers(0, WHOLE), min_size=4, max_size=4)),
    st.tuples(st.just("shift"), named, st.lists(st.integers(0, WHOLE), min_size=4, max_size=4)),
)


class Both:
    """One split, on chain and in Python."""

    def __init__(self) -> None:
        self.chain = Chain()
        self.chain.fund(DEPLOYER, RICH)
        communities = self.chain.deploy("Communities")
        purse = self.chain.deploy_blueprint("Purse")
        self.treasury = self.chain.deploy("Treasury", purse, communities)
        first, shares = PAYEES[:3], (3_333, 3_334, 3_333)
        self.call("create", DEPLOYER, first, shares)
        self.shares = Shares.create(first, shares)
        self.total = Total()
        self.positions = {payee: Position() for payee in PAYEES}

    def call(self, name: str, *args: Any, value: int = 0) -> Any:
        return self.chain.call(DEPLOYER, self.treasury, name, *args, value=value)

    def pay(self, amount: int) -> None:
        self.total = self.total.credit(self.shares.version, amount)

    def claim(self, payee: int) -> int:
        found = settle(self.total, self.shares.terms.get(payee, ()), self.positions[payee])
        self.positions[payee] = found.position
        return found.owed

    def change(self, payees: list[int], shares: list[int]) -> None:
        self.shares = self.shares.change(payees, shares)

    def shifted(self, payees: list[int], weights: list[int]) -> tuple[list[int], list[int]]:
        """Divide anew what those named have together."""
        payees = list(dict.fromkeys(payees))
        free = sum(map(self.shares.share, payees))
        cuts = sorted(min(weight, free) for weight in weights[: len(payees) - 1])
        return payees, [b - a for a, b in pairwise([0, *cuts, free])]

    def agree(self, name: str, twin: Any, *args: Any, value: int = 0) -> None:
        """Do one thing on both sides: the same result, or the same refusal."""
        try:
            expected = twin(*args[-1:] if name != "set_shares" else args[1:])
        except Refusal as refusal:
            expected = refusal.reason
        try:
            found = self.call(name, *args, value=value)
        except Refused as refusal:
            found = refusal.reason
        if name == "claim" or isinstance(expected, str):
            assert found == expected
        else:
            assert not isinstance(found, str)

    def compare(self) -> None:
        view = self.chain.view
        assert view(self.treasury, "received", 1, NATIVE) == self.total.received
        split = view(self.treasury, "split", 1)
        assert (split[2], split[3]) == (self.shares.version, self.shares.payees)
        for payee in PAYEES:
            terms = self.shares.terms.get(payee, ())
            due = owed(self.total, terms, self.positions[payee])
            assert view(self.treasury, "owed", 1, NATIVE, payee) == due
            assert view(self.treasury, "share", 1, payee) == self.shares.share(payee)


@given(st.lists(acts, max_size=40))
def test_every_sequence_ends_the_same(steps: list[tuple[Any, ...]]) -> None:
    both = Both()
    for kind, *args in steps:
        if kind == "pay":
            both.agree("deposit", both.pay, 1, NATIVE, args[0], value=args[0])
        elif kind == "claim":
            both.agree("claim", both.claim, 1, NATIVE, args[0])
        elif kind == "shift":
            both.agree("set_shares", both.change, 1, *both.shifted(*args))
        else:
            both.agree("set_shares", both.change, 1, args[0], args[1][: len(args[0])])
        both.compare()


@settings(max_examples=5)
@given(st.integers(30, 110), st.integers(1, 10**6), st.sets(st.integers(0, 110)))
def test_long_walks_end_the_same(changes: int, amount: int, paid: set[int]) -> None:
    both = Both()
    for step in range(changes):
        if step in paid:
            both.agree("deposit", both.pay, 1, NATIVE, amount + step, value=amount + step)
        both.agree("set_shares", both.change, 1, *both.shifted(list(PAYEES[:2]), [step * 50]))
    both.compare()
    for _ in range(changes // 32 + 2):
        for payee in PAYEES[:3]:
            both.agree("claim", both.claim, 1, NATIVE, payee)
    both.compare()


@given(
    st.lists(st.integers(1, 2**256 - 1), max_size=6),
    st.lists(st.integers(0, WHOLE + 1), max_size=6),
)
def test_what_create_refuses_is_the_same(payees: list[int], shares: list[int]) -> None:
    both, payees = Both(), [payee % 2**159 + 1 for payee in payees]
    try:
        Shares.create(payees, shares)
        expected: Any = 2
    except Refusal as refusal:
        expected = refusal.reason
    try:
        found = both.call("create", DEPLOYER, payees, shares)
    except Refused as refusal:
        found = refusal.reason
    assert found == expected


def test_too_many_payees_on_both_sides() -> None:
    both, crowd = Both(), [*range(5_001, 5_001 + MAX_PAYEES)]
    both.agree("set_shares", both.change, 1, [PAYEES[0], *crowd[:61]], [3_272, *[1] * 61])
    both.compare()
    both.agree("set_shares", both.change, 1, [PAYEES[0], crowd[61]], [3_271, 1])
    assert both.shares.payees == MAX_PAYEES
    both.compare()
