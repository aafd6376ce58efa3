# SPDX-License-Identifier: Apache-2.0
"""Books for tests: small ones by hand, random ones, and the optimum of each by an LP."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from symbio.domain.clearing import (
    DAY,
    RATE_ONE,
    Acceptance,
    Book,
    CommunityBound,
    CreditLine,
    Obligation,
)

LAST_DAY = 20_000
NOW = (LAST_DAY - 100) * DAY
# Whole units of a numéraire for a cent, a yen, a cent: what a round pins.
VALUES = {"EUR": 1_083_412_345, "JPY": 638_123_457, "USD": 1_000_000_000}


def owed(number: int, debtor: str, creditor: str, amount: int, currency: str = "EUR") -> Obligation:
    return Obligation(number, debtor, creditor, currency, amount, LAST_DAY)


def book(*obligations: Obligation) -> Book:
    return Book(obligations)


def consent(
    number: int, holder: str, gives: str, takes: str, amount: int, *, part: float = 0.9
) -> Acceptance:
    """Consent to a rate of at least a part of what the round's values give."""
    fair = VALUES[gives] * RATE_ONE // VALUES[takes]
    return Acceptance(number, holder, gives, takes, amount, int(fair * part), NOW)


def people(count: int) -> list[str]:
    return [f"p{place:02}" for place in range(count)]


def random_obligations(
    r: random.Random, names: Sequence[str], count: int, codes: Sequence[str] = ("EUR",)
) -> tuple[Obligation, ...]:
    found = []
    for number in range(1, count + 1):
        debtor, creditor = r.sample(names, 2)
        amount = r.randint(1, r.choice([3, 300, 100_000]))
        found.append(owed(number, debtor, creditor, amount, r.choice(codes)))
    return tuple(found)


def random_book(
    r: random.Random,
    *,
    persons: int = 12,
    obligations: int = 40,
    currencies: int = 3,
    acceptances: int = 12,
    lines: int = 6,
    parts: Sequence[float] = (0.5, 0.9, 0.99, 1.0, 1.01),
) -> Book:
    """Make a book in which everything occurs: tight and loose rates, lines, bounds, disputes."""
    codes, names = sorted(VALUES)[:currencies], people(persons)
    home = {name: r.randint(1, 2) for name in names}
    rows = [
        Obligation(
            each.number,
            each.debtor,
            each.creditor,
            each.currency,
            each.remaining,
            LAST_DAY if r.random() > 0.1 else 3,
            r.random() < 0.1,
        )
        for each in random_obligations(r, names, obligations, codes)
    ]
    consents = [
        consent(number, r.choice(names), *r.sample(codes, 2), r.randint(1, 90_000), part=part)
        for number, part in enumerate((r.choice(parts) for _ in range(acceptances)), 1)
        if currencies > 1
    ]
    credit = {}
    for _ in range(lines):
        name, code = r.choice(names), r.choice(codes)
        hard, surplus = r.randint(0, 5_000), r.randint(0, 5_000)
        balance = r.randint(-hard, surplus)
        credit[name, code] = CreditLine(name, home[name], code, balance, hard // 2, hard, surplus)
    bounds = [
        CommunityBound(community, code, r.randint(-90, 90), r.randint(0, 9_000))
        for community in (1, 2)
        for code in codes
    ]
    return Book(tuple(rows), VALUES, tuple(consents), tuple(credit.values()), tuple(bounds))


def optimum(of: Book) -> float:
    """Give the value that an LP sets off at most, with fractions allowed: SciPy's HiGHS."""
    nodes: dict[tuple[object, ...], int] = {}
    rows, columns, signs = list[int](), list[int](), list[int]()
    rewards, most = list[float](), list[float]()
    largest = max(of.values.values(), default=1)

    def arc(tail: tuple[object, ...], head: tuple[object, ...], room: int, code: str) -> None:
        rewards.append(0.0)
        most.append(max(0, room) * (of.value(code) or 0) / largest)
        for node, sign in ((tail, -1), (head, 1)):
            rows.append(nodes.setdefault(node, len(nodes)))
            columns.append(len(rewards) - 1)
            signs.append(sign)

    for each in of.obligations:
        if each.counts(NOW):
            arc(
                (each.debtor, each.currency),
                (each.creditor, each.currency),
                each.remaining,
                each.currency,
            )
            rewards[-1] = -1.0
    for kept in of.acceptances:
        fair = (of.value(kept.gives) or 0) * RATE_ONE
        if kept.counts(NOW) and fair >= kept.minimum_rate * (of.value(kept.takes) or 0):
            ends = (kept.holder, kept.gives), (kept.holder, kept.takes)
            arc(*ends, kept.remaining, kept.gives)
    for line in of.lines:
        inside = ("community", line.community, line.currency)
        outside = (line.participant, line.currency)
        arc(inside, outside, line.hard + line.balance, line.currency)
        arc(outside, inside, line.surplus - line.balance, line.currency)
    for bound in of.bounds:
        circle = ("circle", bound.currency)
        inside = ("community", bound.community, bound.currency)
        arc(circle, inside, bound.bound + bound.balance, bound.currency)
        arc(inside, circle, bound.bound - bound.balance, bound.currency)
    if not rewards:
        return 0.0
    matrix = coo_matrix((signs, (rows, columns)), shape=(len(nodes), len(rewards)))
    limits = [(0, each) for each in most]
    found = linprog(
        rewards, A_eq=matrix.tocsr(), b_eq=np.zeros(len(nodes)), bounds=limits, method="highs"
    )
    assert found.success
    return -float(found.fun) * largest
