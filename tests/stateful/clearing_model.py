# SPDX-License-Identifier: Apache-2.0
"""What clearing ought to do, told by what each side loses: claims here, debts there.

Independent of the contract's way and of the twin's: no running nets. Each act either changes the
model or raises `No` with the words that the contract must refuse with, and then changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from symbio.domain.clearing import Circulation

DAY = 86_400
ONE = 10**18


class No(Exception):
    """The contract must refuse with these words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require(condition: bool, reason: str) -> None:
    if not condition:
        raise No(reason)


@dataclass
class Debt:
    debtor: str
    creditor: str
    code: str
    left: int
    last_day: int
    raised_by: str = ""


@dataclass
class Consent:
    holder: str
    gives: str
    takes: str
    left: int
    rate: int
    until: int


@dataclass
class Member:
    town: int
    present: bool = True
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Model:
    values: dict[str, int]
    limits: tuple[int, int, int, int, int]
    members: dict[str, Member]
    debts: dict[int, Debt] = field(default_factory=dict)
    consents: dict[int, Consent] = field(default_factory=dict)
    balances: Counter[tuple[str, str]] = field(default_factory=Counter)

    # --- obligations

    def pay(self, number: int, amount: int, sender: str) -> None:
        debt = self.debts[number]
        require(sender == debt.creditor, "obligations: not the creditor")
        require(amount > 0, "obligations: amount out of range")
        require(amount <= debt.left, "obligations: payment exceeds what is owed")
        debt.left -= amount

    def dispute(self, number: int, sender: str) -> None:
        debt = self.debts[number]
        require(sender in (debt.debtor, debt.creditor), "obligations: neither debtor nor creditor")
        require(not debt.raised_by, "obligations: obligation is disputed")
        debt.raised_by = sender

    def withdraw(self, number: int, sender: str) -> None:
        debt = self.debts[number]
        require(bool(debt.raised_by), "obligations: obligation isn't disputed")
        require(sender in (debt.debtor, debt.creditor), "obligations: neither debtor nor creditor")
        require(sender == debt.raised_by, "obligations: raised by the other side")
        debt.raised_by = ""

    def revoke(self, number: int, sender: str) -> None:
        require(sender == self.consents[number].holder, "clearing: not the holder")
        self.consents[number].left = 0

    # --- what is set off

    def settle(self, part: Circulation, now: int) -> int:
        """Set a circulation off, or refuse all of it; its value."""
        self._consented(part, now)
        value = self._flows(part, now)
        require(all(draw.delta for draw in part.draws), "circulation: a draw is nothing")
        for draw in part.draws:
            known = draw.currency in self.values
            require(known, "circulation: currency isn't in this round")
        require(self._closes(part), "circulation: a net position would change")
        moves = self._within_limits(part)
        for flow in part.flows:
            self.debts[flow.number].left -= flow.amount
        for conversion in part.conversions:
            self.consents[conversion.acceptance].left -= conversion.gives_amount
        self.balances.update(moves)
        return value

    def _consented(self, part: Circulation, now: int) -> None:
        last = 0
        for each in part.conversions:
            require(each.acceptance > last, "clearing: conversions not in order")
            last = each.acceptance
            gives, takes = each.gives_amount, each.takes_amount
            require(min(gives, takes) > 0, "clearing: a conversion is nothing")
            require(last in self.consents, "clearing: no such acceptance")
            consent = self.consents[last]
            require(now <= consent.until, "clearing: acceptance has expired")
            require(gives <= consent.left, "clearing: conversion exceeds the acceptance")
            cheap = takes * ONE < gives * consent.rate
            require(not cheap, "clearing: rate below the holder's minimum")
            given, taken = self.values[consent.gives], self.values[consent.takes]
            kept = -given - taken < gives * given - takes * taken < given + taken
            require(kept, "clearing: value isn't kept")

    def _flows(self, part: Circulation, now: int) -> int:
        require(bool(part.flows), "circulation: no flow")
        value, last = 0, 0
        for flow in part.flows:
            require(flow.number > last, "circulation: flows not in ascending order")
            last = flow.number
            require(flow.amount > 0, "circulation: a flow is nothing")
            require(last in self.debts, "circulation: no such obligation")
            debt = self.debts[last]
            require(not debt.raised_by, "circulation: obligation is disputed")
            require(now < (debt.last_day + 1) * DAY, "circulation: obligation has expired")
            require(flow.amount <= debt.left, "circulation: flow exceeds what is owed")
            require(debt.code in self.values, "circulation: currency isn't in this round")
            value += flow.amount * self.values[debt.code]
        return value

    def _closes(self, part: Circulation) -> bool:
        """Whether each loses as much in claims as in debts, what it converts and earns counted."""
        loses, saves = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for flow in part.flows:
            debt = self.debts[flow.number]
            loses[debt.creditor, debt.code] += flow.amount
            saves[debt.debtor, debt.code] += flow.amount
        for each in part.conversions:
            consent = self.consents[each.acceptance]
            saves[consent.holder, consent.gives] += each.gives_amount
            loses[consent.holder, consent.takes] += each.takes_amount
        sums = Counter[str]()
        for draw in part.draws:
            saves[draw.participant, draw.currency] += draw.delta
            sums[draw.currency] += draw.delta
        sides = loses.keys() | saves.keys()
        return all(loses[side] == saves[side] for side in sides) and not any(sums.values())

    def _within_limits(self, part: Circulation) -> Counter[tuple[str, str]]:
        moves, towns = Counter[tuple[str, str]](), Counter[tuple[int, str]]()
        for draw in part.draws:
            require(draw.participant in self.members, "credit: hasn't joined the circle")
            moves[draw.participant, draw.currency] += draw.delta
        _, most, surplus, bound, newcomer = self.limits
        for (who, code), delta in moves.items():
            member, after = self.members[who], self.balances[who, code] + delta
            low, high = member.lines.get(code, (newcomer, surplus))
            if not member.present:
                low = high = 0
            if delta < 0:
                require(after >= -min(low, most), "credit: beyond the line")
            if delta > 0:
                require(after <= high, "credit: beyond the surplus")
            towns[member.town, code] += delta
        for (town, code), delta in towns.items():
            before = self.town(town, code)
            further = abs(before + delta) > abs(before)
            near = abs(before + delta) <= bound or not further
            require(near, "credit: beyond the community's bound")
        return moves

    def town(self, town: int, code: str) -> int:
        people = (who for who, member in self.members.items() if member.town == town)
        return sum(self.balances[who, code] for who in people)

    def wealth(self) -> dict[tuple[str, str], int]:
        """Claims less debts, and what the circle owes, of each in each currency."""
        totals = Counter[tuple[str, str]](self.balances)
        for debt in self.debts.values():
            totals[debt.creditor, debt.code] += debt.left
            totals[debt.debtor, debt.code] -= debt.left
        return {key: total for key, total in totals.items() if total}
