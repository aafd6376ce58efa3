# SPDX-License-Identifier: Apache-2.0
"""A result cut into chunks, each valid alone, in any order, and each small enough to settle.

What hangs together stays together while it fits. What doesn't is cut: the circles that set off the
most are gathered until a chunk is full, and the chunk is solved for itself. A round takes an
obligation at most once in an entry, so an entry's chunks share none: an obligation that one chunk
used in part is lost to the others, and in a dense network of many chunks that can be more than half
of the value. It stays owed. Once a round is open to all, or in the next, chunks may share
obligations, and then all of it is set off, in more chunks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symbio.domain.chunks import MOST_CONVERSIONS, MOST_DRAWS, MOST_FLOWS
from symbio.domain.clearing import Book, Circulation, CommunityBound, together
from symbio.matching.clearing import Clearing, clear
from symbio.matching.cycles import Cycle, Node, arcs, cycles


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one chunk holds."""

    flows: int = MOST_FLOWS
    conversions: int = MOST_CONVERSIONS
    draws: int = MOST_DRAWS

    def hold(self, *parts: Circulation) -> bool:
        """Tell whether all of these fit into one chunk, where they share nothing."""
        return (
            sum(len(part.flows) for part in parts) <= self.flows
            and sum(len(part.conversions) for part in parts) <= self.conversions
            and sum(len(part.draws) for part in parts) <= self.draws
        )


CHAIN = Limits()
_MISSES = 256
"""After so many circles in a row that don't fit, a chunk counts as full."""


def chunks(
    clearing: Clearing, limits: Limits = CHAIN, *, once: bool = True
) -> tuple[Circulation, ...]:
    """Cut a result into circulations within the limits of each.

    `once`: no obligation is in two of them, as an entry to a round needs it. Without it, their
    flows sum to those of the result (between currencies of different value, up to the last minor
    units). All of them together keep every acceptance, line and bound, and so does any selection.
    A result that fits into one chunk is given back as it is.
    """
    if not clearing.circulation.flows:
        return ()
    if limits.hold(clearing.circulation):
        return (clearing.circulation,)
    fitting: list[Circulation] = []
    for piece in pieces(clearing.book, clearing.circulation):
        if limits.hold(piece):
            fitting.append(piece)
        else:
            fitting += _cut(clearing, piece, limits, once)
    return tuple(_packed(fitting, limits))


def pieces(book: Book, circulation: Circulation) -> list[Circulation]:
    """Take apart what has nothing to do with each other, in the order of the first flow."""
    found = arcs(book, circulation)
    root: dict[Node, Node] = {}

    def top(node: Node) -> Node:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for arc in found:
        root[top(arc.tail)] = top(arc.head)
    parts: dict[Node, tuple[list[int], ...]] = defaultdict(lambda: ([], [], []))
    rows = (circulation.flows, circulation.conversions, circulation.draws)
    places = [(kind, at) for kind, of in enumerate(rows) for at in range(len(of))]
    for (kind, at), arc in zip(places, found, strict=True):
        parts[top(arc.tail)][kind].append(at)
    return [
        Circulation(
            tuple(circulation.flows[at] for at in flows),
            tuple(circulation.conversions[at] for at in conversions),
            tuple(circulation.draws[at] for at in draws),
        )
        for flows, conversions, draws in parts.values()
        if flows
    ]


def _cut(clearing: Clearing, piece: Circulation, limits: Limits, once: bool) -> list[Circulation]:
    found: list[Circulation] = []
    book = _only(clearing.book, {flow.number for flow in piece.flows})
    if not once:
        book = _owing(book, {flow.number: flow.amount for flow in piece.flows})
    circulation = piece
    while circulation.flows:
        if limits.hold(circulation):
            found.append(circulation)
            break
        chunk = _chunk(book, circulation, limits, clearing.now)
        if not chunk.flows:
            break
        found.append(chunk)
        book = _after(book, chunk, once)
        circulation = clear(book, now=clearing.now).circulation
    return found


def _chunk(book: Book, circulation: Circulation, limits: Limits, now: int) -> Circulation:
    """Gather the circles that set off most, while they fit; then solve them for themselves."""
    ranked = sorted(cycles(arcs(book, circulation)), key=_rank)
    obligations, acceptances, members = set[int](), set[int](), set[Node]()
    missed = 0
    for cycle in ranked:
        if _fits(cycle, obligations, acceptances, members, limits):
            obligations |= cycle.obligations
            acceptances |= cycle.acceptances
            members |= cycle.members
            missed = 0
        elif (missed := missed + 1) > _MISSES:
            break
    own = replace(
        _only(book, obligations),
        acceptances=tuple(each for each in book.acceptances if each.number in acceptances),
        lines=tuple(e for e in book.lines if (e.participant, e.currency) in members),
    )
    return clear(own, now=now).circulation


def _rank(cycle: Cycle) -> tuple[int, int]:
    # What a place in the chunk brings.
    return -(cycle.value // len(cycle.obligations)), min(cycle.obligations)


def _fits(
    cycle: Cycle, obligations: set[int], acceptances: set[int], members: set[Node], limits: Limits
) -> bool:
    return (
        len(obligations) + len(cycle.obligations - obligations) <= limits.flows
        and len(acceptances) + len(cycle.acceptances - acceptances) <= limits.conversions
        and len(members) + len(cycle.members - members) <= limits.draws
    )


def _only(book: Book, numbers: Iterable[int]) -> Book:
    wanted = set(numbers)
    return replace(
        book, obligations=tuple(each for each in book.obligations if each.number in wanted)
    )


def _owing(book: Book, amounts: Mapping[int, int]) -> Book:
    owed = (replace(each, remaining=amounts[each.number]) for each in book.obligations)
    return replace(book, obligations=tuple(owed))


def _after(book: Book, chunk: Circulation, once: bool) -> Book:
    """Leave what a chunk left: its obligations are used, and so is the room that it took.

    Room that a chunk makes (a balance that moved back) isn't counted: another must not need it.
    """
    used = {flow.number: flow.amount for flow in chunk.flows}
    if once:
        book = _only(book, {each.number for each in book.obligations} - used.keys())
    else:
        left = {each.number: each.remaining - used.get(each.number, 0) for each in book.obligations}
        book = _owing(book, left)
    given = {each.acceptance: each.gives_amount for each in chunk.conversions}
    deltas = {(each.participant, each.currency): each.delta for each in chunk.draws}
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for line in book.lines:
        sums[line.community, line.currency] += deltas.get((line.participant, line.currency), 0)
    lines = []
    for line in book.lines:
        delta = deltas.get((line.participant, line.currency), 0)
        hard, surplus = line.hard + min(delta, 0), line.surplus - max(delta, 0)
        lines.append(replace(line, hard=hard, surplus=surplus))
    return replace(
        book,
        acceptances=tuple(
            replace(each, remaining=each.remaining - given.get(each.number, 0))
            for each in book.acceptances
        ),
        lines=tuple(lines),
        bounds=tuple(_narrowed(each, sums[each.community, each.currency]) for each in book.bounds),
    )


def _narrowed(bound: CommunityBound, moved: int) -> CommunityBound:
    """Take what was moved off the room on that side, and leave the other side as it is."""
    half = (abs(moved) + 1) // 2
    shift = half if moved > 0 else -half
    return replace(bound, balance=bound.balance + shift, bound=bound.bound - half)


def _packed(fitting: list[Circulation], limits: Limits) -> list[Circulation]:
    """Put small ones together, the largest first, where they share nothing."""
    packed: list[Circulation] = []
    for piece in sorted(fitting, key=lambda each: (-len(each.flows), each.flows[0].number)):
        for place, open_one in enumerate(packed):
            if limits.hold(open_one, piece) and _apart(open_one, piece):
                packed[place] = together((open_one, piece))
                break
        else:
            packed.append(piece)
    return packed


def _apart(one: Circulation, other: Circulation) -> bool:
    numbers = {each.number for each in one.flows}
    consents = {each.acceptance for each in one.conversions}
    members = {(each.participant, each.currency) for each in one.draws}
    return not (
        any(each.number in numbers for each in other.flows)
        or any(each.acceptance in consents for each in other.conversions)
        or any((each.participant, each.currency) in members for each in other.draws)
    )
