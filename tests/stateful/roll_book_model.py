# SPDX-License-Identifier: Apache-2.0
"""Communities as plain lists, read from the first line to the last: slow, and hard to get wrong.

It shares no rule with symbio.domain.roll_book. Each act answers with the words of its refusal, or
None and the events it expects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

NOBODY = "0x" + 20 * "00"
WEEK = 604_800
LOCAL, NATIONAL = 1, 4
Told = tuple[str | None, list[dict[str, Any]]]


@dataclass
class Seat:
    """A person's place: every key it had, with the second since which."""

    page: int
    offset: int
    keys: list[tuple[int, str]]
    gone: bool = False
    pending: tuple[str, int] | None = None
    consented: bool = False

    def key(self) -> str:
        return self.keys[-1][1]

    def key_at(self, second: int) -> str:
        held = NOBODY
        for since, key in self.keys:
            if since <= second:
                held = key
        return held

    def is_there_at(self, second: int) -> bool:
        return self.keys[0][0] <= second and not (self.gone and self.keys[-1][0] <= second)


@dataclass
class Community:
    kind: int
    steward: str
    jurisdiction: str
    profile: bytes
    heir: str = NOBODY
    pages: list[int] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    stances: dict[int, tuple[int, bytes, int]] = field(default_factory=dict)

    def roll_at(self, second: int) -> tuple[int, int, bool]:
        pages = len([at for at in self.pages if at <= second])
        people = len([seat for seat in self.seats if seat.is_there_at(second)])
        changed = any(since <= second for seat in self.seats for since, _ in seat.keys[1:])
        return pages, people, changed

    def marks(self, page: int) -> list[int]:
        return [seat.offset for seat in self.seats if seat.page == page and len(seat.keys) > 1]


def no(reason: str) -> Told:
    return f"communities: {reason}", []


def bits(offsets: list[int]) -> tuple[int, ...]:
    return tuple(sum(1 << at % 256 for at in offsets if at // 256 == word) for word in range(4))


class Model:
    """All communities; `now` is set by whoever moves the clock."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.communities: dict[int, Community] = {}

    def register(self, who: str, kind: int, jurisdiction: str, profile: bytes) -> Told:
        if bin(kind).count("1") != 1:
            return no("not one kind")
        if not self._placed(kind, jurisdiction):
            return no("unknown jurisdiction")
        number = len(self.communities) + 1
        self.communities[number] = Community(kind, who, jurisdiction, profile)
        fields = {"kind": kind, "jurisdiction": jurisdiction, "profile": profile}
        return None, [self._event("CommunityRegistered", number, steward=who, **fields)]

    def revise(self, who: str, number: int, jurisdiction: str, profile: bytes) -> Told:
        if reason := self._not_steward(who, number):
            return no(reason)
        town = self.communities[number]
        if not self._placed(town.kind, jurisdiction):
            return no("unknown jurisdiction")
        town.jurisdiction, town.profile = jurisdiction, profile
        fields = {"jurisdiction": jurisdiction, "profile": profile}
        return None, [self._event("CommunityRevised", number, steward=who, **fields)]

    def offer_stewardship(self, who: str, number: int, heir: str) -> Told:
        if reason := self._not_steward(who, number):
            return no(reason)
        self.communities[number].heir = heir
        return None, [self._event("StewardshipOffered", number, steward=who, heir=heir)]

    def accept_stewardship(self, who: str, number: int) -> Told:
        if number not in self.communities:
            return no("no such community")
        town = self.communities[number]
        if town.heir != who:
            return no("not the heir")
        former, town.steward, town.heir = town.steward, who, NOBODY
        return None, [self._event("StewardshipAccepted", number, steward=who, former=former)]

    def enrol(self, who: str, number: int, people: list[str]) -> Told:
        if reason := self._not_steward(who, number):
            return no(reason)
        if not people:
            return no("empty page")
        town = self.communities[number]
        page, first = len(town.pages), len(town.seats)
        town.pages.append(self.now)
        for offset, person in enumerate(people):
            town.seats.append(Seat(page, offset, [(self.now, person)]))
        fields = {"page": page, "first": first, "count": len(people)}
        return None, [self._event("PeopleEnrolled", number, steward=who, **fields)]

    def enrol_with_consent(
        self, who: str, number: int, people: list[str], invited_at: int, consents: list[str]
    ) -> Told:
        """`consents` says of each: "given", "wrong" or "none"; one too few is a truncated one."""
        if reason := self._not_steward(who, number):
            return no(reason)
        if invited_at > self.now:
            return no("invitation in the future")
        if len(consents) != len(people):
            return no("not one consent a person")
        town = self.communities[number]
        for at, (person, consent) in enumerate(zip(people, consents, strict=True)):
            if person == NOBODY:
                return no("empty address on the page")
            if at and int(people[at - 1], 16) >= int(person, 16):
                return no("page not in ascending order")
            if consent == "wrong":
                return no("consent doesn't match")
            if consent == "given" and town.left.get(person, 0) >= invited_at:
                return no("consent older than departure")
        reason, told = self.enrol(who, number, people)
        if reason:
            return reason, told
        given = [at for at, consent in enumerate(consents) if consent == "given"]
        for at in given:
            town.seats[len(town.seats) - len(people) + at].consented = True
        page = len(town.pages) - 1
        recorded = self._event("ConsentsRecorded", number, actor=who, page=page)
        return None, [*told, recorded | {"consents": bits(given)}]

    def consent(self, who: str, number: int, index: int) -> Told:
        if reason := self._not_there(number, index):
            return no(reason)
        seat = self.communities[number].seats[index]
        if seat.key() != who:
            return no("not that person")
        if seat.consented:
            return no("consent given already")
        seat.consented = True
        recorded = self._event("ConsentsRecorded", number, actor=who, page=seat.page)
        return None, [recorded | {"consents": bits([seat.offset])}]

    def leave(self, who: str, number: int, index: int) -> Told:
        if reason := self._not_there(number, index):
            return no(reason)
        if self.communities[number].seats[index].key() != who:
            return no("not that person")
        return self._gone(number, index)

    def propose_rotation(self, who: str, number: int, index: int, successor: str) -> Told:
        if reason := self._not_steward(who, number) or self._not_there(number, index):
            return no(reason)
        seat = self.communities[number].seats[index]
        if seat.key() == successor:
            return no("rotation to the same key")
        seat.pending = (successor, self.now + WEEK)
        fields = {"successor": successor, "ready_at": self.now + WEEK}
        told = self._event("RotationProposed", number, person=seat.key(), index=index, **fields)
        return None, [told]

    def veto_rotation(self, who: str, number: int, index: int) -> Told:
        if reason := self._not_there(number, index):
            return no(reason)
        town = self.communities[number]
        seat = town.seats[index]
        if who not in (town.steward, seat.key()):
            return no("neither person nor steward")
        if seat.pending is None:
            return no("no rotation is proposed")
        if self.now >= seat.pending[1]:
            return no("too late to veto")
        seat.pending = None
        return None, [self._event("RotationVetoed", number, actor=who, index=index)]

    def complete_rotation(self, who: str, number: int, index: int) -> Told:
        if reason := self._not_there(number, index):
            return no(reason)
        seat = self.communities[number].seats[index]
        if seat.pending is None:
            return no("no rotation is proposed")
        successor, ready_at = seat.pending
        if self.now < ready_at:
            return no("rotation isn't ready")
        if successor == NOBODY:
            return self._gone(number, index)
        former, seat.pending = seat.key(), None
        seat.keys.append((self.now, successor))
        fields = {"person": successor, "index": index, "former": former}
        return None, [self._event("PersonRotated", number, **fields)]

    def strike_duplicate(self, who: str, number: int, kept: int, index: int) -> Told:
        if kept >= index:
            return no("the earlier place is kept")
        if reason := self._not_there(number, kept) or self._not_there(number, index):
            return no(reason)
        seats = self.communities[number].seats
        if seats[kept].key() != seats[index].key():
            return no("not a duplicate")
        return self._gone(number, index)

    def declare(self, who: str, number: int, about: int, stance: int, statement: bytes) -> Told:
        if reason := self._not_steward(who, number):
            return no(reason)
        if about not in self.communities:
            return no("no such community")
        if number == about:
            return no("a stance towards itself")
        if bin(stance).count("1") > 1:
            return no("more than one stance")
        self.communities[number].stances[about] = (stance, statement, self.now)
        fields = {"about_id": about, "stance": stance, "statement": statement}
        return None, [self._event("StanceDeclared", number, steward=who, **fields)]

    def _gone(self, number: int, index: int) -> Told:
        town = self.communities[number]
        seat = town.seats[index]
        person = seat.key()
        seat.keys.append((self.now, NOBODY))
        seat.gone, seat.pending = True, None
        town.left[person] = self.now
        return None, [self._event("PersonDeparted", number, person=person, index=index)]

    def _not_steward(self, who: str, number: int) -> str:
        if number not in self.communities:
            return "no such community"
        return "" if self.communities[number].steward == who else "not the steward"

    def _not_there(self, number: int, index: int) -> str:
        if number not in self.communities:
            return "no such community"
        if index >= len(self.communities[number].seats):
            return "no such place"
        return "departed already" if self.communities[number].seats[index].gone else ""

    @staticmethod
    def _placed(kind: int, jurisdiction: str) -> bool:
        if jurisdiction == "":
            return kind not in (LOCAL, NATIONAL)
        return len(jurisdiction) == 2 and all("A" <= letter <= "Z" for letter in jurisdiction)

    @staticmethod
    def _event(event: str, number: int, **fields: Any) -> dict[str, Any]:
        return {"event": event, "community_id": number, **fields}
