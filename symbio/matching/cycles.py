# SPDX-License-Identifier: Apache-2.0
"""What flows, as the circles that it is made of: who could be set off together in one chunk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from symbio.domain.clearing import Book, Circulation

Node = tuple[str, str]
CIRCLE = ""
"""Stands for the circle of a currency, where all credit meets."""


@dataclass(slots=True)
class Arc:
    """An obligation (`number` above zero), a conversion (below zero) or a draw (zero)."""

    tail: Node
    head: Node
    number: int
    value: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """Obligations and acceptances that make a circle, and the value that it sets off."""

    obligations: frozenset[int]
    acceptances: frozenset[int]
    members: frozenset[Node]
    value: int


def arcs(book: Book, circulation: Circulation) -> list[Arc]:
    """Write a circulation as arcs that carry value, from debtors to creditors."""
    owed = {each.number: each for each in book.obligations}
    consents = {each.number: each for each in book.acceptances}
    found = []
    for flow in circulation.flows:
        of = owed[flow.number]
        value = flow.amount * (book.value(of.currency) or 0)
        tail, head = (of.debtor, of.currency), (of.creditor, of.currency)
        found.append(Arc(tail, head, flow.number, value))
    for each in circulation.conversions:
        consent = consents[each.acceptance]
        tail, head = (consent.holder, consent.gives), (consent.holder, consent.takes)
        value = each.gives_amount * (book.value(consent.gives) or 0)
        found.append(Arc(tail, head, -each.acceptance, value))
    for draw in circulation.draws:
        member, circle = (draw.participant, draw.currency), (CIRCLE, draw.currency)
        tail, head = (member, circle) if draw.delta > 0 else (circle, member)
        value = abs(draw.delta) * (book.value(draw.currency) or 0)
        found.append(Arc(tail, head, 0, value))
    return found


def cycles(found: list[Arc]) -> Iterator[Cycle]:
    """Take arcs apart into circles, until none is left; their values are used up.

    Between currencies whole minor units don't quite meet: what can't be closed is left out.
    """
    leaving: dict[Node, list[Arc]] = defaultdict(list)
    for arc in reversed(found):
        leaving[arc.tail].append(arc)
    for start in [arc.tail for arc in found]:
        while leaving[start]:
            yield from _walk(start, leaving)


def _walk(start: Node, leaving: dict[Node, list[Arc]]) -> Iterator[Cycle]:
    path: list[Arc] = []
    place = {start: 0}
    node = start
    while True:
        ways = leaving[node]
        while ways and not ways[-1].value:
            ways.pop()
        if not ways:
            if not path:
                return
            # A dead end, of less than a minor unit: whatever led here goes no further.
            del place[node]
            node = path[-1].tail
            path.pop().value = 0
            continue
        arc = ways[-1]
        path.append(arc)
        node = arc.head
        if node not in place:
            place[node] = len(path)
            continue
        circle = path[place[node] :]
        yield _cycle(circle)
        for each in circle[:-1]:
            del place[each.head]
        del path[place[node] :]


def _cycle(circle: list[Arc]) -> Cycle:
    least = min(arc.value for arc in circle)
    for arc in circle:
        arc.value -= least
    numbers = [arc.number for arc in circle]
    members = {end for arc in circle if not arc.number for end in (arc.tail, arc.head)}
    return Cycle(
        frozenset(number for number in numbers if number > 0),
        frozenset(-number for number in numbers if number < 0),
        frozenset(member for member in members if member[0] != CIRCLE),
        least * sum(1 for number in numbers if number > 0),
    )
