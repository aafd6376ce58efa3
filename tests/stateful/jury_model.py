# SPDX-License-Identifier: Apache-2.0
"""Juries and stipends as plain Python, written for the machine alone; refusals are `No`."""

from __future__ import annotations

from dataclasses import dataclass, field

DAY = 86_400
WAVE, DELIBERATION, COMMIT, REVEAL = 3 * DAY // 4, 2 * DAY, DAY, DAY
WAVES = 8


class No(Exception):
    """A refusal, with the contract's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def need(condition: bool, reason: str) -> None:
    if not condition:
        raise No(reason)


@dataclass
class Seat:
    """Who sits, or sat."""

    seat: int
    community: int
    index: int
    recused: bool = False
    choice: int | None = None
    claimed: bool = False
    committed: tuple[int, int] | None = None
    void: int = 0  # the round in which it leaked


@dataclass
class JuryModel:
    """One jury. `turns[seat, wave]` is (community, index, key), worked out elsewhere."""

    size: int
    options: int
    court: str
    rate: int
    turns: dict[tuple[int, int], tuple[int, int, str]] = field(default_factory=dict)
    seeded: int = 0
    began: int = 0
    round: int = 1
    people: dict[str, Seat] = field(default_factory=dict)
    returned: bool = False
    windows: tuple[int, int, int, int] = (WAVE, DELIBERATION, COMMIT, REVEAL)
    lapsed: bool = False

    @property
    def start(self) -> int:
        """Tell when deliberation begins, or began."""
        return self.began or self.seeded + WAVES * self.windows[0]

    @property
    def sitting(self) -> dict[int, str]:
        return {seat.seat: who for who, seat in self.people.items() if not seat.recused}

    def stage(self, now: int) -> str:
        if not self.seeded:
            return "FAILED" if self.lapsed else "CALLED"
        start = self.start
        if now < start:
            return "SEATING"
        if 3 * len(self.sitting) < 2 * self.size:
            return "FAILED"
        names = ("DELIBERATING", "COMMITTING", "REVEALING")
        for name, lasts in zip(names, self.windows[1:], strict=True):
            start += lasts
            if now < start:
                return name
        return "DECIDED" if self.verdict() else "UNDECIDED"

    def verdict(self) -> int:
        choices = [seat.choice for seat in self.people.values() if seat.choice is not None]
        if 3 * len(choices) < 2 * self.size:
            return 0
        approvals = {
            option: sum(choice >> (option - 1) & 1 for choice in choices)
            for option in range(1, self.options + 1)
        }
        best = max(approvals, key=lambda option: (approvals[option], -option))
        return best if 3 * approvals[best] >= 2 * len(choices) and approvals[best] else 0

    def may_reconvene(self, now: int) -> bool:
        counted = self.start + sum(self.windows[1:])
        undecided = self.stage(now) == "UNDECIDED"
        return undecided and self.round == 1 and now <= counted + 30 * DAY

    def is_over(self, now: int) -> bool:
        if self.stage(now) == "UNDECIDED":
            return not self.may_reconvene(now)
        return self.stage(now) in ("DECIDED", "FAILED")

    # --- acts

    def take(self, who: str, seat: int, now: int) -> None:
        need(self.stage(now) == "SEATING", "juries: seats aren't being taken")
        need(seat < self.size, "juries: no such seat")
        need(seat not in self.sitting, "juries: the seat is taken")
        turn = self.turns.get((seat, (now - self.seeded) // self.windows[0]))
        need(turn is not None and turn[2] == who, "juries: not this person's turn")
        assert turn is not None
        need(who not in self.people, "juries: has had a seat already")
        fellows = [s for s in self.people.values() if s.community == turn[0] and not s.recused]
        need(len(fellows) < -(-self.size // 4), "juries: the community has its seats")
        self.people[who] = Seat(seat, turn[0], turn[1])
        if len(self.sitting) == self.size:
            self.began = now

    def _juror(self, who: str) -> Seat:
        need(who in self.people and not self.people[who].recused, "juries: not a juror")
        return self.people[who]

    def recuse(self, who: str, now: int) -> None:
        in_time = self.stage(now) in ("SEATING", "DELIBERATING")
        need(in_time and self.round == 1, "juries: too late to recuse")
        self._juror(who).recused = True
        if now < self.seeded + WAVES * self.windows[0]:
            self.began = 0

    def commit(self, who: str, choice: int, now: int) -> None:
        need(self.stage(now) == "COMMITTING", "juries: not the time to commit")
        seat = self._juror(who)
        need(seat.void != self.round, "juries: the vote is void")
        seat.committed = (self.round, choice)

    def report(self, who: str, choice: int, now: int) -> None:
        need(self.stage(now) == "COMMITTING", "juries: not the time to report")
        seat = self._juror(who)
        need(seat.void != self.round, "juries: the vote is void")
        need(seat.committed == (self.round, choice), "juries: not what was committed")
        seat.void = self.round

    def reveal(self, who: str, choice: int, now: int) -> None:
        need(self.stage(now) == "REVEALING", "juries: not the time to reveal")
        seat = self._juror(who)
        need(seat.void != self.round, "juries: the vote is void")
        need(seat.choice is None, "juries: revealed already")
        need(seat.committed == (self.round, choice), "juries: not what was committed")
        seat.choice = choice

    def reconvene(self, who: str, now: int) -> None:
        need(who == self.court, "juries: not the court")
        need(self.may_reconvene(now), "juries: can't be reconvened")
        self.round, self.began = 2, now
        for seat in self.people.values():
            seat.choice = None

    def claim(self, who: str, now: int) -> int:
        need(self.rate != 0, "stipends: the jury has none")
        need(self.is_over(now), "juries: not over yet")
        seat = self.people.get(who)
        need(seat is not None and seat.choice is not None, "stipends: hasn't revealed")
        assert seat is not None
        need(not seat.claimed, "stipends: claimed already")
        seat.claimed = True
        return self.rate

    def give_back(self, now: int) -> int:
        need(self.rate != 0 and not self.returned, "stipends: nothing to give back")
        need(self.is_over(now), "juries: not over yet")
        self.returned = True
        earned = sum(seat.choice is not None for seat in self.people.values())
        return (self.size - earned) * self.rate

    def left(self) -> int:
        """Give what is still reserved."""
        earned = sum(seat.choice is not None for seat in self.people.values())
        paid = sum(seat.claimed for seat in self.people.values())
        return ((earned if self.returned else self.size) - paid) * self.rate
