# SPDX-License-Identifier: Apache-2.0
"""Mediation as plain Python, written from docs/justice.md for the machine alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from symbio.domain.mediation import Volunteer, drawn
from tests.stateful.case_docket import Case
from tests.stateful.case_model import Court
from tests.stateful.jury_model import DAY, need

TURN = 2 * DAY
Named = tuple[int, str]


@dataclass
class Helped:
    """Who mediates one case, or might: (community, account)."""

    named: dict[int, Named] = field(default_factory=dict)
    agreed: Named | None = None
    mediator: Named | None = None
    drawn_at: int = 0
    drawn: tuple[int, ...] = ()


@dataclass
class Mediators:
    """Who is willing, of each federation (0: of none), and who mediates."""

    court: Court
    willing: dict[int, list[Volunteer]] = field(default_factory=dict)
    cases: dict[int, Helped] = field(default_factory=dict)
    joined: dict[tuple[int, int], int] = field(default_factory=dict)

    def of(self, number: int) -> Helped:
        return self.cases.setdefault(number, Helped())

    def mediator(self, number: int) -> str:
        found = self.of(number).mediator
        return found[1] if found else ""

    def volunteer(
        self, who: str, federation: int, town: int, account: str, *, is_of: bool, now: int
    ) -> None:
        """List somebody; nobody ("") takes the community off."""
        self.court.speaks(who, town, "mediation")
        listed = self.willing.setdefault(federation, [])
        place = next((n for n, each in enumerate(listed) if each.community_id == town), None)
        if account:
            need(is_of, "mediation: not of the community")
            is_member = not federation or town in self.court.members
            need(is_member, "mediation: not a member community")
        else:
            need(place is not None, "mediation: no such volunteer")
        entry = Volunteer(town, account, now, bool(account))
        if place is None:
            listed.append(entry)
            self.joined[federation, town] = now
        else:
            listed[place] = entry

    def _case(self, number: int, *states: str) -> Case:
        case = self.court.case(number)
        need(case.state in states, "mediation: not in mediation")
        return case

    def propose(self, who: str, number: int, party: int, named: Named, *, is_of: bool) -> None:
        case = self._case(number, "MEDIATION", "MEDIATION_ORDER")
        self.court.party(who, case, party, "mediation")
        need(named[0] not in case.out, "mediation: not a third community")
        need(is_of, "mediation: not of the community")
        helped = self.of(number)
        helped.named[party] = named
        if all(helped.named.get(town) == named for town in case.parties):
            helped.agreed = named

    def draw(self, number: int, *, seed: bytes | None, now: int) -> None:
        case, helped = self._case(number, "MEDIATION"), self.of(number)
        need(helped.mediator is None, "mediation: there is a mediator")
        need(not helped.drawn, "mediation: drawn already")
        over = now >= case.opened + case.rules.agreement
        need(over, "mediation: time to agree isn't over")
        need(seed is not None, "mediation: the beacon has no seed yet")
        assert seed is not None
        listed = [
            each
            for each in self.willing.get(case.pool, [])
            if self.joined[case.pool, each.community_id] < case.opened
        ]
        found = drawn(listed, case.opened, case.out, seed)
        need(bool(found), "mediation: nobody is willing")
        helped.drawn, helped.drawn_at = found, now

    def turn(self, number: int, now: int) -> Volunteer | None:
        """Tell whose turn it is of those drawn, who has been willing since before the case."""
        case, helped = self.court.cases[number], self.of(number)
        turn = (now - helped.drawn_at) // TURN
        if case.state != "MEDIATION" or turn >= len(helped.drawn):
            return None
        entry = self.willing[case.pool][helped.drawn[turn]]
        return entry if entry.is_willing and entry.since < case.opened else None

    def accept(self, who: str, number: int, *, now: int) -> None:
        case = self._case(number, "MEDIATION", "MEDIATION_ORDER")
        helped = self.of(number)
        becomes = helped.agreed
        if becomes is None or becomes[1] != who:
            need(helped.mediator is None, "mediation: not your turn")
            entry = self.turn(number, now)
            mine = entry is not None and entry.account == who
            need(mine, "mediation: not your turn")
            assert entry is not None
            becomes = (entry.community_id, who)
        itself = who in {self.court.stewards[town] for town in case.parties}
        need(not itself, "mediation: a party mediates for itself")
        helped.mediator = becomes

    def step_down(self, who: str, number: int) -> None:
        helped = self.of(number)
        is_mediator = helped.mediator is not None and helped.mediator[1] == who
        need(is_mediator, "mediation: not the mediator")
        if helped.agreed == helped.mediator:
            helped.agreed = None
        helped.mediator = None
