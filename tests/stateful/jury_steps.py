# SPDX-License-Identifier: Apache-2.0
"""What jurors do in the machine of cases: sit, recuse, vote, leak, and are paid."""

from __future__ import annotations

from symbio.domain.draw import TURNS
from symbio.domain.juries import Ballot
from tests.stateful.case_benches import OPTIONS
from tests.stateful.case_world import CaseWorld
from tests.stateful.jury_model import JuryModel, No
from tests.stateful.jury_world import CLERK, GIVER, RATE

SALT = b"\x5a" * 32


class JurySteps(CaseWorld):
    def jury(self, pick: int) -> tuple[int, JuryModel] | None:
        """Give a jury, mostly one of a case's present ones."""
        if not self.benches.juries:
            return None
        present = [case.jury for case in self.court.cases.values() if case.jury]
        known = list(self.benches.juries) if pick % 5 == 0 else present
        number = known[pick % len(known)]
        return number, self.benches.juries[number]

    def take_seats(self, number: int, pick: int) -> None:
        """Whoever's turn it is tries to sit, but for those who are silent."""
        jury = self.benches.juries[number]
        for seat in range(jury.size + 1):
            if (pick >> seat) % 9 == 0 or (seat in jury.sitting and pick % 3):
                continue
            who = GIVER
            if jury.seeded and seat < jury.size:
                wave = (self.now - jury.seeded) // jury.windows[0]
                early = 1 if pick % 11 == 0 else 0
                who = self.turn(number, seat, jury, wave)
                who = self.turn(number, seat, jury, wave + early) or who or GIVER
            self.sit(number, seat, who)

    def sit(self, number: int, seat: int, who: str) -> None:
        jury, called = self.benches.juries[number], self.benches.called[number]

        def act() -> None:
            is_open = jury.stage(self.now) == "SEATING" and seat < jury.size
            if who in self.gone and is_open and seat not in jury.sitting:
                raise No("juries: not this person's turn")
            jury.take(who, seat, self.now)

        _, sits = self.both(act, who, self.juries, "take_seat", number, seat)
        if sits:
            (taken,) = self.chain.logs()
            assert taken["community_id"] not in called.out, "somebody excluded sits"
            rests = taken["index"] % TURNS != called.season % TURNS
            assert called.of_stewards or not rests, "somebody who rests sits"

    def recuse(self, number: int, pick: int) -> None:
        jury = self.benches.juries[number]
        known = [*jury.people, GIVER]
        who = known[pick % len(known)]
        self.both(lambda: jury.recuse(who, self.now), who, self.juries, "recuse", number)

    def ballot(self, number: int, who: str, choice: int) -> Ballot:
        jury = self.benches.juries[number]
        seat = jury.people[who].seat if who in jury.people else 0
        return Ballot(1, self.juries, number, jury.round, seat, who, choice, SALT)

    def commit_all(self, number: int, pick: int) -> None:
        """Vote: most for the same few of the first four plans, a quarter for others, some blank."""
        jury = self.benches.juries[number]
        usual = (1, 1, 2, 3, 1, 1, 8, 0)[pick % 8]
        for who in (*jury.people, GIVER):
            dissents = who in jury.people and jury.people[who].seat % 5 == pick // 8 % 8
            choice = pick // 64 % 8 if dissents else usual
            hidden = self.ballot(number, who, choice).commitment
            self.both(
                lambda who=who, choice=choice: jury.commit(who, choice, self.now),
                *(who, self.juries, "commit", number, hidden),
            )

    def opened(self, number: int, who: str, pick: int) -> int:
        """Give what a juror has committed, or now and then another vote."""
        seat = self.benches.juries[number].people.get(who)
        choice = seat.committed[1] if seat and seat.committed else 0
        return choice ^ 1 if pick % 23 == 0 else choice

    def report_leak(self, number: int, pick: int) -> None:
        jury = self.benches.juries[number]
        who = [*jury.people, GIVER][pick % (len(jury.people) + 1)]
        choice = self.opened(number, who, pick)
        self.both(
            lambda: jury.report(who, choice, self.now),
            *(CLERK, self.juries, "report_leak", number, who, choice, SALT),
        )

    def reveal_all(self, number: int, pick: int) -> None:
        jury = self.benches.juries[number]
        for place, who in enumerate(jury.people):
            if (pick >> place) % 13 == 0:
                continue
            choice = self.opened(number, who, pick >> place)
            assert choice < 1 << OPTIONS
            self.both(
                lambda who=who, choice=choice: jury.reveal(who, choice, self.now),
                *(CLERK, self.juries, "reveal", number, who, choice, SALT),
            )

    def claim(self, number: int) -> None:
        jury = self.benches.juries[number]
        for who in (*jury.people, GIVER):
            paid = lambda who=who: jury.claim(who, self.now)  # noqa: E731
            self.both(paid, who, self.stipends, "claim", number, who)

    def give_back(self, number: int) -> None:
        jury = self.benches.juries[number]
        act = lambda: jury.give_back(self.now)  # noqa: E731
        given, _ = self.both(act, CLERK, self.stipends, "give_back", number)
        self.benches.fund += given or 0
        assert not given or given % RATE == 0
