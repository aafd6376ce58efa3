# SPDX-License-Identifier: Apache-2.0
"""The roll book: a community's people, page by page, as of any second.

The twin of contracts/modules/pages.vy, roll_book.vy and rotations.vy: the same rules in integers
and bytes. A key is a number below 2**160; 0 is nobody. Every act takes the book as it is and `now`,
and gives the book as it is from then on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from symbio.domain.errors import BadRoll
from symbio.domain.refusals import communities as refusals

PAGE_PEOPLE = 1024
PERSON_BYTES = 20
ROTATION_DELAY = 7 * 24 * 3600
NOBODY = 0

V = TypeVar("V")

Change = tuple[int, int]
"""A key and the second since which it holds; NOBODY: the person departed."""


def packed(people: Iterable[int]) -> bytes:
    """Pack keys into the 20 bytes a person that a page holds."""
    return b"".join(person.to_bytes(PERSON_BYTES, "big") for person in people)


def unpacked(people: bytes) -> tuple[int, ...]:
    """Read a page's keys.

    Raises:
        EmptyPage, NotWholeAddresses, BadRoll: as the contract would refuse the page.
    """
    if not people:
        raise refusals.EmptyPage
    if len(people) % PERSON_BYTES:
        raise refusals.NotWholeAddresses
    if len(people) > PERSON_BYTES * PAGE_PEOPLE:
        count = len(people) // PERSON_BYTES
        raise BadRoll(f"A page holds at most {PAGE_PEOPLE:,} people, and these are {count:,}.")
    at = range(0, len(people), PERSON_BYTES)
    return tuple(int.from_bytes(people[i : i + PERSON_BYTES], "big") for i in at)


def page_initcode(people: bytes) -> bytes:
    """Give the code that creates a page; its keccak256 is the page's fingerprint."""
    size = len(people) + 1
    return b"\x61" + size.to_bytes(2, "big") + bytes.fromhex("80600a3d393df300") + people


def page_salt(community_id: int, page: int) -> bytes:
    """Give the 64 bytes whose keccak256 is the CREATE2 salt of a page."""
    return community_id.to_bytes(32, "big") + page.to_bytes(32, "big")


def consent_bits(given: Iterable[int]) -> tuple[int, int, int, int]:
    """Pack the offsets of those who consented, or were amended, into one bit each of four words."""
    words = [0, 0, 0, 0]
    for offset in given:
        words[offset >> 8] |= 1 << (offset & 255)
    return words[0], words[1], words[2], words[3]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as it was enrolled."""

    people: tuple[int, ...]
    enrolled_at: int
    first: int

    @property
    def end(self) -> int:
        """Count everybody enrolled up to and with this page."""
        return self.first + len(self.people)


@dataclass(frozen=True, slots=True)
class PendingRotation:
    """A proposed change of key; a successor of NOBODY strikes the person off."""

    successor: int
    ready_at: int


@dataclass(frozen=True, slots=True)
class RollBook:
    """One community's roll book."""

    pages: tuple[PageEntry, ...] = ()
    changes: Mapping[int, tuple[Change, ...]] = field(default_factory=lambda: MappingProxyType({}))
    pending: Mapping[int, PendingRotation] = field(default_factory=lambda: MappingProxyType({}))
    departures: tuple[tuple[int, int], ...] = ()
    first_amendment: int = 0

    @property
    def people(self) -> int:
        """Count the places ever enrolled; who departed still holds theirs."""
        return self.pages[-1].end if self.pages else 0

    # --- acts

    def append(self, people: bytes, now: int) -> RollBook:
        """Enrol a page of people (20 bytes each), who may act from version `now` on.

        Raises:
            EmptyPage, NotWholeAddresses, BadRoll: when `people` is no page.
        """
        page = PageEntry(unpacked(people), now, self.people)
        return replace(self, pages=(*self.pages, page))

    def leave(self, index: int, person: int, now: int) -> RollBook:
        """Let a person leave from version `now` on; a pending rotation dies with it.

        Raises:
            NoSuchPlace, DepartedAlready, NotThatPerson: when the place isn't theirs.
        """
        if self._present(index) != person:
            raise refusals.NotThatPerson
        return self._depart(index, now)

    def propose_rotation(self, index: int, successor: int, now: int) -> RollBook:
        """Propose another key for a person, or NOBODY to strike them off; again: it waits anew.

        Raises:
            NoSuchPlace, DepartedAlready, RotationToSameKey: when there is nothing to change.
        """
        if self._present(index) == successor:
            raise refusals.RotationToSameKey
        waiting = PendingRotation(successor, now + ROTATION_DELAY)
        return replace(self, pending=_with(self.pending, index, waiting))

    def veto_rotation(self, index: int, now: int) -> RollBook:
        """End a proposed rotation before it is ready.

        Raises:
            NoSuchPlace, DepartedAlready, NoRotationProposed, TooLateToVeto: when it can't be ended.
        """
        self._present(index)
        if now >= self._waiting(index).ready_at:
            raise refusals.TooLateToVeto
        return replace(self, pending=_without(self.pending, index))

    def complete_rotation(self, index: int, now: int) -> RollBook:
        """Carry out a rotation that has waited its seven days.

        Raises:
            NoSuchPlace, DepartedAlready, NoRotationProposed, RotationNotReady: when it can't be.
        """
        self._present(index)
        waiting = self._waiting(index)
        if now < waiting.ready_at:
            raise refusals.RotationNotReady
        if waiting.successor == NOBODY:
            return self._depart(index, now)
        book = replace(self, pending=_without(self.pending, index))
        return book._change(index, waiting.successor, now)

    def strike_duplicate(self, kept: int, index: int, now: int) -> RollBook:
        """Strike the later of two places that one key holds.

        Raises:
            EarlierPlaceIsKept, NoSuchPlace, DepartedAlready, NotADuplicate: when there are no two.
        """
        if kept >= index:
            raise refusals.EarlierPlaceIsKept
        if self._present(kept) != self._present(index):
            raise refusals.NotADuplicate
        return self._depart(index, now)

    # --- views

    def place(self, index: int) -> tuple[int, int]:
        """Give the page of an index, and the offset on it.

        Raises:
            NoSuchPlace: when nobody was enrolled there.
        """
        if not 0 <= index < self.people:
            raise refusals.NoSuchPlace
        page = bisect_right(self.pages, index, key=lambda entry: entry.end)
        return page, index - self.pages[page].first

    def roll_at(self, version: int) -> tuple[int, int, bool]:
        """Give (pages, people who may act, whether anybody had left or rotated) as of a second."""
        pages = bisect_right(self.pages, version, key=lambda entry: entry.enrolled_at)
        enrolled = self.pages[pages - 1].end if pages else 0
        if self.first_amendment == 0 or self.first_amendment > version:
            return pages, enrolled, False
        at = bisect_right(self.departures, version, key=lambda checkpoint: checkpoint[0])
        return pages, enrolled - (self.departures[at - 1][1] if at else 0), True

    def member_at(self, version: int, index: int) -> int:
        """Give the key that spoke for `index` at a second; NOBODY where none did."""
        if not 0 <= index < self.people:
            return NOBODY
        page, offset = self.place(index)
        entry = self.pages[page]
        if entry.enrolled_at > version:
            return NOBODY
        changes = self.changes.get(index, ())
        at = bisect_right(changes, version, key=lambda change: change[1])
        return changes[at - 1][0] if at else entry.people[offset]

    def member_on(self, version: int, page: int, offset: int) -> int:
        """Give the same, by place."""
        if not (0 <= page < len(self.pages) and 0 <= offset < len(self.pages[page].people)):
            return NOBODY
        return self.member_at(version, self.pages[page].first + offset)

    def amended(self, page: int) -> tuple[int, int, int, int]:
        """Give one bit for each place of a page that was ever left or rotated."""
        places = (self.place(index) for index in self.changes)
        return consent_bits(offset for at, offset in places if at == page)

    def key_of(self, index: int) -> int:
        """Give the key that speaks for a place now, whoever may have departed it."""
        changes = self.changes.get(index)
        if changes:
            return changes[-1][0]
        page, offset = self.place(index)
        return self.pages[page].people[offset]

    def has_departed(self, index: int) -> bool:
        """Say whether the person of a place left it or was struck off."""
        return bool(self.changes.get(index)) and self.changes[index][-1][0] == NOBODY

    def duplicates(self) -> Iterator[tuple[int, int]]:
        """List (kept, index) of every place whose key already holds an earlier one."""
        holders: dict[int, int] = {}
        for index in range(self.people):
            if not self.has_departed(index):
                kept = holders.setdefault(self.key_of(index), index)
                if kept != index:
                    yield kept, index

    # --- whether

    def _present(self, index: int) -> int:
        self.place(index)
        if self.has_departed(index):
            raise refusals.DepartedAlready
        return self.key_of(index)

    def _waiting(self, index: int) -> PendingRotation:
        if index not in self.pending:
            raise refusals.NoRotationProposed
        return self.pending[index]

    def _change(self, index: int, key: int, now: int) -> RollBook:
        changes = (*self.changes.get(index, ()), (key, now))
        return replace(
            self,
            changes=_with(self.changes, index, changes),
            first_amendment=self.first_amendment or now,
        )

    def _depart(self, index: int, now: int) -> RollBook:
        departed = self.departures[-1][1] + 1 if self.departures else 1
        earlier = self.departures
        if earlier and earlier[-1][0] == now:
            earlier = earlier[:-1]
        book = replace(
            self,
            departures=(*earlier, (now, departed)),
            pending=_without(self.pending, index),
        )
        return book._change(index, NOBODY, now)


def _with(mapping: Mapping[int, V], key: int, value: V) -> Mapping[int, V]:
    return MappingProxyType({**mapping, key: value})


def _without(mapping: Mapping[int, V], key: int) -> Mapping[int, V]:
    return MappingProxyType({k: v for k, v in mapping.items() if k != key})
