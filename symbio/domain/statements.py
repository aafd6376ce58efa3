# SPDX-License-Identifier: Apache-2.0
"""What a clearing round did for one participant, in words that a bookkeeper can check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from symbio.domain.clearing import Acceptance, Book, Circulation, Conversion, CreditLine
from symbio.domain.currencies import exponent, money


@dataclass(frozen=True, slots=True)
class Position:
    """One currency: how many debts and claims shrank, and by how much in sum, in minor units."""

    currency: str
    debts: int
    debt: int
    claims: int
    claim: int


@dataclass(frozen=True, slots=True)
class Converted:
    """Claims in one currency that were set off against debts in another."""

    acceptance: Acceptance
    given: int
    taken: int


@dataclass(frozen=True, slots=True)
class Lent:
    """What the circle lent (below zero) or was given in trust, and the balance after it."""

    line: CreditLine
    delta: int

    @property
    def balance(self) -> int:
        return self.line.balance + self.delta


@dataclass(frozen=True, slots=True)
class Statement:
    """All that a result does for one participant; `str()` says it in words."""

    participant: str
    positions: tuple[Position, ...]
    converted: tuple[Converted, ...] = ()
    lent: tuple[Lent, ...] = ()

    def __str__(self) -> str:
        return " ".join(self.sentences())

    def sentences(self) -> tuple[str, ...]:
        """Say it, a sentence a currency, a conversion and a balance."""
        if not self.positions:
            return ("The round set off nothing of yours; all that you owe and are owed stands.",)
        said = [_shrank(position) for position in self.positions]
        said += [_exchanged(each) for each in self.converted]
        said += [_credited(each) for each in self.lent]
        if self.converted or self.lent:
            return (*said, "You needed no money.")
        whose = "your net position is" if len(said) == 1 else "your net positions are"
        return (*said, f"You needed no money, and {whose} as before.")


def statement(book: Book, circulation: Circulation, participant: str) -> Statement:
    """Say what a result does for one participant."""
    found = {each.participant: each for each in statements(book, circulation)}
    return found.get(participant, Statement(participant, ()))


def statements(book: Book, circulation: Circulation) -> tuple[Statement, ...]:
    """Say what a result does for each participant whom it touches, in the order of their names."""
    known = {each.number: each for each in book.obligations}
    sums: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * 4))
    for flow in circulation.flows:
        owed = known[flow.number]
        for side, at in ((owed.debtor, 0), (owed.creditor, 2)):
            count = sums[side][owed.currency]
            count[at] += 1
            count[at + 1] += flow.amount
    converted, lent = _converted(book, circulation.conversions), _lent(book, circulation)
    return tuple(
        Statement(
            name,
            tuple(Position(code, *of[code]) for code in sorted(of)),
            tuple(converted.get(name, ())),
            tuple(lent.get(name, ())),
        )
        for name, of in sorted(sums.items())
    )


def _converted(book: Book, conversions: Iterable[Conversion]) -> dict[str, list[Converted]]:
    known = {each.number: each for each in book.acceptances}
    found: dict[str, list[Converted]] = defaultdict(list)
    for each in conversions:
        consent = known[each.acceptance]
        found[consent.holder].append(Converted(consent, each.gives_amount, each.takes_amount))
    return found


def _lent(book: Book, circulation: Circulation) -> dict[str, list[Lent]]:
    known = {(each.participant, each.currency): each for each in book.lines}
    found: dict[str, list[Lent]] = defaultdict(list)
    for draw in circulation.draws:
        found[draw.participant].append(Lent(known[draw.participant, draw.currency], draw.delta))
    return found


def _shrank(position: Position) -> str:
    debt, claim = (money(units, position.currency) for units in (position.debt, position.claim))
    if position.debt == position.claim:
        many = _many(position.debts + position.claims, "Your invoice", "Your {} invoices")
        return f"{many} shrank by {debt} of debts and the same of claims."
    said = []
    if position.debt:
        said.append(f"{_many(position.debts, 'one debt', '{} debts')} of yours shrank by {debt}")
    if position.claim:
        said.append(f"{_many(position.claims, 'one claim', '{} claims')} of yours by {claim}")
    if not position.debt:
        said = [said[0].replace(" of yours by", " of yours shrank by")]
    shrank = " and ".join(said)
    return f"{shrank[0].upper()}{shrank[1:]}."


def _exchanged(each: Converted) -> str:
    given = money(each.given, each.acceptance.gives)
    taken = money(each.taken, each.acceptance.takes)
    return (
        f"As you consented, {given} of your claims were set off against {taken} of your debts "
        f"({_rate(each)} or better was your condition)."
    )


def _rate(each: Converted) -> str:
    """Write the holder's minimum rate for one whole unit of what it gives, to eight decimals."""
    gives, takes = each.acceptance.gives, each.acceptance.takes
    scale = 18 + exponent(takes) - exponent(gives)
    whole, rest = divmod(each.acceptance.minimum_rate, 10**scale)
    digits = f"{rest:0{scale}d}"[:8].rstrip("0")
    return f"{whole}{'.' if digits else ''}{digits} {takes} for 1 {gives}"


def _credited(each: Lent) -> str:
    line, amount = each.line, money(abs(each.delta), each.line.currency)
    after = money(each.balance, line.currency)
    did = "lent you" if each.delta < 0 else "owes you, for claims that it took over,"
    said = f"The circle {did} {amount}: your balance with it is now {after}"
    if each.delta < 0 and each.balance < -line.soft:
        return f"{said}, past the {money(line.soft, line.currency)} at which the circle is warned."
    return f"{said}."


def _many(count: int, one: str, more: str) -> str:
    return one if count == 1 else more.format(count)
