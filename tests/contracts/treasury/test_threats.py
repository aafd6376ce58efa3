# SPDX-License-Identifier: Apache-2.0
"""The known ways in which splits have lost money, each tried here, and the promises R1 to R6.

Threats 1, 2, 6, 27 and 30 are tried in test_deposit, test_bad_parties, test_renounce_control and
test_impaired; 10, 16 and 28 in test_payout_replay; 13 in test_release_hold; 24 in
test_deposit_held.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, permutations
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.holds import hold_key
from symbio.domain.shares import MOST, WHOLE, Position, Shares, Total, owed, settle
from tests.contracts.boa_chain import NOBODY, account, pass_time, refused
from tests.contracts.treasury.holding import MONTH, hold
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    at,
    native_balance,
    nested,
    pay,
    token,
    word,
)


def test_threat_3_no_number_of_payees_makes_a_payment_dearer(
    treasury: Any, coin: Any, stranger: LocalAccount
) -> None:
    costs = set()
    for size in (2, 64):
        people = [word(account(f"payee {n}")) for n in range(size)]
        shares = [1] * (size - 1) + [10_001 - size]
        made = treasury.create(NOBODY, people, shares)
        with boa.env.anchor():
            pay(treasury, made, coin, 10_000, stranger)
            costs.add(treasury._computation.get_gas_used())
    assert len(costs) == 1


def test_threats_4_and_26_tiny_payments_and_few_decimals_lose_nothing(
    treasury: Any, split: int, payees: Payees, stranger: LocalAccount
) -> None:
    """Payments of one unit, claimed each time, give what one payment of their sum does."""
    cents = token("Plain", stranger, treasury, 2)
    for _ in range(20):
        pay(treasury, split, cents, 1, stranger)
        for payee in payees:
            if treasury.owed(split, cents, payee):
                treasury.claim(split, cents, payee)
    assert [cents.balanceOf(at(payee)) for payee in payees] == [10, 6, 3]
    assert treasury.held(cents) == 1
    pay(treasury, split, cents, 9_980, stranger)
    for payee in payees:
        treasury.claim(split, cents, payee)
    assert [cents.balanceOf(at(payee)) for payee in payees] == [5_000, 3_333, 1_667]
    assert treasury.held(cents) == 0


def test_threat_5_claiming_and_paying_in_again_drains_nobody(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 9_999, stranger)
    before = native_balance(fishers)
    for _ in range(10):
        gained = treasury.claim(split, NATIVE, payees.fishers)
        pay(treasury, split, NATIVE, gained, fishers)
    assert native_balance(fishers) == before
    assert treasury.held(NATIVE) == native_balance(treasury) == 9_999
    assert treasury.owed(split, NATIVE, payees.hosts) > 9_999 * 1_667 // 10_000


def test_threat_7_handing_a_share_on_hands_no_past_on(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    newcomer = word(account("newcomer"))
    pay(treasury, split, NATIVE, 10_000, stranger)
    treasury.claim(split, NATIVE, payees.fishers)
    moved = [payees.fishers, newcomer]
    treasury.set_shares(split, moved, [0, 5_000], sender=juror.address)
    for payee in moved:
        with refused("treasury: nothing to claim"):
            treasury.claim(split, NATIVE, payee)
    treasury.set_shares(split, moved, [5_000, 0], sender=juror.address)
    with refused("treasury: nothing to claim"):
        treasury.claim(split, NATIVE, payees.fishers)


def test_threat_8_a_controller_can_not_share_the_past_anew(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    before = [treasury.owed(split, NATIVE, payee) for payee in payees]
    own = word(juror)
    for share in (9_998, 10_000):
        everybody = [*payees, own] if share < 10_000 else [*payees[:2], own]
        shares = [1, 1, 0, share] if share < 10_000 else [0, 0, share]
        treasury.set_shares(split, everybody, shares, sender=juror.address)
    assert [treasury.owed(split, NATIVE, payee) for payee in payees] == before
    assert treasury.owed(split, NATIVE, own) == 0


def test_threat_9_a_strangers_claim_comes_to_the_same(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    """A claim names no amount, so whoever comes first, the payee has all that it is owed."""
    ends = set()
    before = native_balance(fishers)
    for first in (stranger, fishers):
        with boa.env.anchor():
            for amount in (9_999, 7):
                pay(treasury, split, NATIVE, amount, stranger)
                treasury.claim(split, NATIVE, payees.fishers, sender=first.address)
                with refused("treasury: nothing to claim"):
                    treasury.claim(split, NATIVE, payees.fishers, sender=fishers.address)
            ends.add(native_balance(fishers) - before)
    assert ends == {(9_999 + 7) * 5_000 // 10_000}


STATES = ("in time", "late", "ruled for both", "ruled for the payer", "released", "refunded")
DECIDED, NO_REFUND = "treasury: the hold is decided", "treasury: nothing to refund"
UNDECIDED, NOTHING = "treasury: the hold isn't decided", "treasury: nothing to claim"
# What each act comes to in each of these states; None: it is done.
ANSWERS: dict[str, tuple[str | None, ...]] = {
    "rule": (None, "treasury: the arbiter's time is over", *[DECIDED] * 4),
    "release": ("treasury: the arbiter's time isn't over", None, *[DECIDED] * 4),
    "refund": (NO_REFUND, NO_REFUND, None, None, NO_REFUND, NO_REFUND),
    "claim": (UNDECIDED, UNDECIDED, None, NOTHING, None, None),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ANSWERS)
def test_threat_12_every_state_of_a_hold_answers_every_act(
    treasury: Any,
    split: int,
    payees: Payees,
    mediator: LocalAccount,
    stranger: LocalAccount,
    state: str,
    act: str,
) -> None:
    number = hold(treasury, split, NATIVE, 10_000, stranger, mediator)
    if state in ("late", "released"):
        pass_time(MONTH + 1)
    if state in ("ruled for both", "refunded", "ruled for the payer"):
        to_split = 0 if state == "ruled for the payer" else 6_000
        treasury.rule_hold(number, to_split, sender=mediator.address)
    if state == "refunded":
        treasury.withdraw_refund(number, stranger.address, sender=stranger.address)
    if state == "released":
        treasury.release_hold(number)
    calls: dict[str, Callable[[], Any]] = {
        "rule": lambda: treasury.rule_hold(number, 5, sender=mediator.address),
        "release": lambda: treasury.release_hold(number),
        "refund": lambda: treasury.withdraw_refund(
            number, stranger.address, sender=stranger.address
        ),
        "claim": lambda: treasury.claim(split, hold_key(number), payees.hosts),
    }
    before = treasury.held(NATIVE)
    reason = ANSWERS[act][STATES.index(state)]
    if reason is None:
        calls[act]()
        return
    with refused(reason):
        calls[act]()
    assert treasury.held(NATIVE) == before == native_balance(treasury)


def test_threat_25_nothing_is_divided_by_nothing(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, stranger: LocalAccount
) -> None:
    """The shares are whole at any time, so the first payment and any later one finds its payees."""
    with refused("treasury: shares fall short of the whole"):
        treasury.set_shares(split, payees, [0, 0, 0], sender=juror.address)
    pay(treasury, split, NATIVE, 1, stranger)
    assert sum(treasury.share(split, payee) for payee in payees) == 10_000
    assert treasury.held(NATIVE) == 1


def test_r4_the_order_of_claims_does_not_matter(
    treasury: Any, split: int, payees: Payees, stranger: LocalAccount
) -> None:
    above = treasury.create(NOBODY, [nested(split), payees.hosts], [3_333, 6_667])
    pay(treasury, above, NATIVE, 100_001, stranger)
    pay(treasury, split, NATIVE, 10_007, stranger)
    ends = set()
    claims = [(above, nested(split)), *((split, payee) for payee in payees)]
    for order in permutations(claims):
        with boa.env.anchor():
            for each, payee in order:
                treasury.claim(each, NATIVE, payee)
            rest = [treasury.owed(split, NATIVE, p) for p in payees]
            paid = [native_balance(at(p)) + r for p, r in zip(payees, rest, strict=True)]
            ends.add(tuple(paid))
    assert len(ends) == 1


payments = st.lists(st.integers(1, 10**30), min_size=1, max_size=30)
parts = st.lists(st.integers(1, WHOLE - 1), min_size=1, max_size=63, unique=True)


def divided(cuts: list[int]) -> list[int]:
    edges = [0, *sorted(cuts), WHOLE]
    return [high - low for low, high in pairwise(edges)]


@given(payments, parts, st.data())
def test_r1_r2_r6_slices_claims_and_changes_lose_nothing(
    amounts: list[int], cuts: list[int], data: st.DataObject
) -> None:
    """On the twin, which tests/twins hold equal to the contract."""
    shares = divided(cuts)
    people = list(range(1, len(shares) + 1))
    book, total, whole = Shares.create(people, shares), Total(), Total()
    taken, ends = dict.fromkeys(people, 0), dict.fromkeys(people, Position())
    for amount in amounts:
        total = total.credit(1, amount)
        for payee in data.draw(st.sets(st.sampled_from(people), max_size=4)):
            if owed(total, book.terms[payee], ends[payee]):
                found = settle(total, book.terms[payee], ends[payee])
                taken[payee] += found.owed
                ends[payee] = found.position
    whole = whole.credit(1, sum(amounts))
    fractions = 0
    for payee in people:
        rest = owed(total, book.terms[payee], ends[payee])
        assert taken[payee] + rest == owed(whole, book.terms[payee], Position())
        exact = sum(amounts) * book.share(payee)
        assert 0 <= exact - WHOLE * (taken[payee] + rest) < WHOLE
        fractions += exact - WHOLE * (taken[payee] + rest)
    credited = sum(taken.values()) + sum(owed(total, book.terms[p], ends[p]) for p in people)
    assert WHOLE * credited + fractions == WHOLE * sum(amounts)


@pytest.mark.parametrize("amount", [1, MOST])
def test_r5_nothing_overflows_up_to_the_limit(
    treasury: Any, payees: Payees, stranger: LocalAccount, amount: int
) -> None:
    boa.env.set_balance(stranger.address, 2 * amount)
    made = treasury.create(NOBODY, payees, [1, 9_998, 1])
    pay(treasury, made, NATIVE, amount, stranger)
    for payee in payees:
        due = treasury.owed(made, NATIVE, payee)
        assert due == amount * treasury.share(made, payee) // 10_000
