# SPDX-License-Identifier: Apache-2.0
"""A proposal as a plain record: ballots in a list, each with its second, counted anew each time.

It shares no rule with symbio.domain and none with the contracts: no bits, no running sums, nothing
frozen. The rolls are copied when it opens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.stateful.roll_book_model import NOBODY

STEWARDS, CITIZENS, BOTH = 1, 2, 3
HOUR, DAY = 3_600, 86_400
PENDING, OPEN, WITHDRAWN, DEFEATED, WAITING, EXECUTABLE, EXECUTED, EXPIRED = (
    1 << n for n in range(8)
)
FOR, AGAINST, ABSTAIN = 1, 2, 3
NO_SUCH_CHOICE, NO_SUCH_PLACE, HAS_VOTED, NOT_SIGNED = 1, 2, 4, 8
PAGE = 1_024
Events = list[dict[str, Any]]


class No(Exception):
    """The contract must refuse with these words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require(condition: bool, reason: str) -> None:
    if not condition:
        raise No(reason)


class Rules(NamedTuple):
    electorate: int
    quorum_people: int
    quorum_communities: int
    approval: int
    voting_delay: int = HOUR
    voting_period: int = 2 * HOUR
    late_extension: int = 0
    execution_delay: int = HOUR
    grace: int = DAY
    notice: int = DAY
    tribunal: str = NOBODY

    def check(self) -> None:
        """Refuse what no charter may say; in the order of the fields."""
        people = self.quorum_people
        limits = {
            "no electorate": self.electorate in (1, 2, 3),
            "quorum of people out of range": 1 <= people <= 10_000
            if self.electorate != STEWARDS
            else people == 0,
            "quorum of communities out of range": 1 <= self.quorum_communities <= 10_000,
            "approval out of range": 5_000 < self.approval <= 10_000,
            "voting delay out of range": HOUR <= self.voting_delay <= 30 * DAY,
            "voting period out of range": HOUR <= self.voting_period <= 30 * DAY,
            "late extension out of range": self.late_extension <= min(self.voting_period, 7 * DAY),
            "execution delay out of range": HOUR <= self.execution_delay <= 30 * DAY,
            "grace out of range": DAY <= self.grace <= 60 * DAY,
            "notice out of range": DAY <= self.notice <= 90 * DAY,
        }
        for reason, holds in limits.items():
            require(holds, f"rules: {reason}")


class Act(NamedTuple):
    """What a proposal's call does, in words, beside the call as it is sent."""

    verb: str
    args: tuple[Any, ...]
    call: tuple[str, int, bytes]


@dataclass
class Roll:
    """A community's people as of one second; a place that was left, or never was, has nobody."""

    pages: list[int]
    keys: dict[int, str]
    people: int


class Ballot(NamedTuple):
    """A ballot, and the one whose signature it really bears (empty: nobody's)."""

    town: int
    place: int
    choice: int
    signer: str
    reason: bytes = b""

    def events(self, number: int) -> Events:
        voter = {"proposal_id": number, "voter": self.signer}
        told = {"community_id": self.town, "place": self.place, "choice": self.choice}
        cast: Events = [{"event": "BallotCast", **voter, **told}]
        if self.reason:
            cast.append({"event": "ReasonGiven", **voter, "reason": self.reason})
        return cast


@dataclass
class Proposal:
    proposer: int
    title: str
    text: bytes
    acts: list[Act]
    opened_at: int
    version: int
    rules: Rules
    rolls: dict[int, Roll]
    ballots: list[tuple[int, int, int, int]] = field(default_factory=list)
    voices: list[tuple[int, int, int]] = field(default_factory=list)
    withdrawn: bool = False
    executed: bool = False
    extended: bool = False

    @property
    def opens_at(self) -> int:
        return self.opened_at + self.rules.voting_delay

    @property
    def first_close(self) -> int:
        return self.opens_at + self.rules.voting_period

    def choices(self, before: int) -> dict[tuple[int, int], int]:
        return {(town, place): choice for at, town, place, choice in self.ballots if at < before}

    def counted(self, before: int) -> list[int]:
        """Tell the tally, of what was cast before a second."""
        people = list(self.choices(before).values())
        voices = {town: choice for at, town, choice in self.voices if at < before}
        present = [town for town in self.rolls if self.is_present(town, before)]
        size = sum(roll.people for roll in self.rolls.values())
        tally = [people.count(choice) for choice in (FOR, AGAINST, ABSTAIN)]
        tally += [size if self.rules.electorate & CITIZENS else 0]
        tally += [list(voices.values()).count(choice) for choice in (FOR, AGAINST, ABSTAIN)]
        return [*tally, len(present), len(self.rolls)]

    def is_present(self, town: int, before: int) -> bool:
        """Tell whether a town takes part: by enough of its own people, by its steward, as asked."""
        spoken = any(each == town and at < before for at, each, _ in self.voices)
        voted = sum(each == town for each, _ in self.choices(before))
        asked = self.rules.quorum_people * self.rolls[town].people
        by_people = voted > 0 and voted * 10_000 >= asked
        return (spoken or not self.rules.electorate & STEWARDS) and (
            by_people or not self.rules.electorate & CITIZENS
        )

    def is_quorate(self, before: int) -> bool:
        *_, present, towns = self.counted(before)
        return present > 0 and present * 10_000 >= self.rules.quorum_communities * towns

    def is_carried(self, now: int) -> bool:
        tally, rules = self.counted(now + 1), self.rules

        def approves(yes: int, no: int) -> bool:
            return yes > 0 and yes * 10_000 >= rules.approval * (yes + no)

        people = not rules.electorate & CITIZENS or approves(tally[0], tally[1])
        towns = not rules.electorate & STEWARDS or approves(tally[4], tally[5])
        return self.is_quorate(now + 1) and people and towns

    def closes_at(self, now: int) -> int:
        """Tell when the vote ends: later, once, where only the last seconds met the quorum."""
        extra, close = self.rules.late_extension, self.first_close
        late = min(now + 1, close)
        if extra and self.is_quorate(late) and not self.is_quorate(close - extra):
            return close + extra
        return close

    def stage(self, now: int) -> int:
        if self.withdrawn or self.executed:
            return WITHDRAWN if self.withdrawn else EXECUTED
        close = self.closes_at(now)
        if now < close:
            return PENDING if now < self.opens_at else OPEN
        if not self.is_carried(now):
            return DEFEATED
        if now < close + self.rules.execution_delay:
            return WAITING
        late = now >= close + self.rules.execution_delay + self.rules.grace
        return EXPIRED if late else EXECUTABLE

    def shown(self, now: int) -> list[int]:
        close = self.closes_at(now)
        ready = close + self.rules.execution_delay
        line = [self.opened_at, self.opens_at, close, ready, ready + self.rules.grace]
        return [*line, self.version, self.stage(now)]

    # --- ballots; each answers with what must be logged

    def open_to(self, now: int, number: int, who: str) -> Events:
        require(not self.withdrawn, "ballots: the proposal is withdrawn")
        require(now >= self.opens_at, "ballots: voting hasn't started")
        close = self.closes_at(now)
        require(now < close, "ballots: voting has closed")
        if now < self.first_close or self.extended:
            return []
        told = {"proposal_id": number, "actor": who, "closes_at": close}
        return [{"event": "ProposalExtended", **told}]

    def roll(self, now: int, number: int, who: str, town: int) -> tuple[Roll, Events]:
        require(self.rules.electorate & CITIZENS != 0, "ballots: citizens don't vote here")
        told = self.open_to(now, number, who)
        require(town in self.rolls, "ballots: not a member community")
        return self.rolls[town], told

    def person(self, roll: Roll, place: int, proven: bool) -> str:
        page, offset = divmod(place, PAGE)
        require(page < len(roll.pages), "ballots: no such page")
        require(proven and offset < roll.pages[page], "ballots: no such place")
        return roll.keys[place]

    def cast(self, now: int, told: Events, number: int, ballot: Ballot, may_change: bool) -> Events:
        """Take one ballot that its person gave; `told` is what was said of the proposal before."""
        require(ballot.choice in (FOR, AGAINST, ABSTAIN), "ballots: no such choice")
        voted = (ballot.town, ballot.place) in self.choices(now + 1)
        require(may_change or not voted, "ballots: has voted already")
        self.ballots.append((now, ballot.town, ballot.place, ballot.choice))
        self.extended |= bool(told)
        return [*told, *ballot.events(number)]

    def cast_batch(
        self, now: int, number: int, who: str, ballots: list[Ballot], kind: tuple[bool, bool]
    ) -> Events:
        """Take what is good of a batch of one page; `kind`: the page is proven, with reasons."""
        proven, reasoned = kind
        town, page = ballots[0].town, ballots[0].place // PAGE
        roll, told = self.roll(now, number, who, town)
        require(page < len(roll.pages), "ballots: no such page")
        require(proven, "ballots: no such place")
        self.extended |= bool(told)
        words = [0] * 8
        for ballot in ballots:
            if flaw := self._flaw(now, roll, ballot):
                skipped = {"community_id": town, "place": ballot.place, "reason": flaw}
                skipped = {"proposal_id": number, "relayer": who, **skipped}
                told.append({"event": "BallotSkipped", **skipped})
                continue
            self.ballots.append((now, town, ballot.place, ballot.choice))
            words[ballot.place % PAGE // 128] += ballot.choice * 4 ** (ballot.place % 128)
            told += ballot.events(number) if reasoned else []
        if not reasoned:
            counted = {"relayer": who, "community_id": town, "page": page, "choices": tuple(words)}
            told.append({"event": "BallotsCast", "proposal_id": number, **counted})
        return told

    def _flaw(self, now: int, roll: Roll, ballot: Ballot) -> int:
        if ballot.choice not in (FOR, AGAINST, ABSTAIN):
            return NO_SUCH_CHOICE
        if (ballot.town, ballot.place) in self.choices(now + 1):
            return HAS_VOTED
        if ballot.place not in roll.keys:
            return NO_SUCH_PLACE
        genuine = roll.keys[ballot.place] == ballot.signer != NOBODY
        return 0 if genuine else NOT_SIGNED

    def speak(self, now: int, number: int, who: str, town: int, choice: int) -> Events:
        """Take a steward's vote."""
        require(self.rules.electorate & STEWARDS != 0, "ballots: stewards don't vote here")
        told = self.open_to(now, number, who)
        require(town in self.rolls, "ballots: not a member community")
        former = {of: said for _, of, said in self.voices}.get(town, 0)
        self.voices.append((now, town, choice))
        self.extended |= bool(told)
        spoken = {"steward": who, "community_id": town, "choice": choice, "former": former}
        return [*told, {"event": "StewardVoted", "proposal_id": number, **spoken}]
