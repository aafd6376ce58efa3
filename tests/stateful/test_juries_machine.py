# SPDX-License-Identifier: Apache-2.0
"""Juries against a plain model, in random worlds of towns, seasons, cases and time.

No excluded or resting person ever sits, nobody twice, no community has more than a quarter of the
seats, and stipends are conserved. Every act succeeds on both sides or is refused on both alike.
"""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from symbio.domain.draw import TURNS, Enlisted, Table
from symbio.domain.juries import Ballot, Stage, Times, season_at, season_starts
from tests.stateful.jury_model import COMMIT, DELIBERATION, REVEAL, WAVE, JuryModel, No
from tests.stateful.jury_world import CLERK, GIVER, NATIVE, RATE, JuryWorld, key, speaker
from tests.stateful.pyrevm_chain import Refused
from tests.stateful.running import run

COURT, FEDERATION = ("0x" + byte * 20 for byte in ("c0", "fe"))
TIMES = Times(WAVE, DELIBERATION, COMMIT, REVEAL)
SALT = b"\x5a" * 32
picks = st.integers(0, 10_000)


class JuriesMachine(JuryWorld):
    @initialize(sizes=st.lists(st.integers(9, 60), min_size=6, max_size=9), word=picks)
    def found(self, sizes: list[int], word: int) -> None:
        self.lay_out()
        chain, self.words = self.chain, word
        self.season = season_at(chain.time) + 1
        self.pinned: dict[int, list[Enlisted]] = {}
        for town, size in enumerate(sizes, 1):
            self.found_town(town, speaker(town), size)
        self.model: dict[int, JuryModel] = {}
        self.excluded: dict[int, tuple[int, set[int]]] = {}
        self.fund = 0
        chain.call(CLERK, self.league, "set_level", FEDERATION, 1)
        chain.call(FEDERATION, self.stipends, "set_stipend", COURT, NATIVE, RATE)
        self.endow(600)
        self.begin_season()
        self.call_jury(0, 4)

    def begin_season(self) -> None:
        """Enlist every town for the next season, let it begin, and freeze it."""
        season = season_at(self.chain.time) + 1
        rows = []
        for town in self.sizes:
            self.chain.call(speaker(town), self.juries, "enlist", 0, town, season)
            people = self.chain.view(self.juries, "entry", 0, season, town - 1)[1]
            rows.append(Enlisted(town, people, self.chain.time))
        self.chain.warp(season_starts(season) - self.chain.time)
        self.season, self.pinned[season] = season, rows
        cap = Table.freeze(rows, season).cap
        self.chain.call(CLERK, self.juries, "seal", 0, season, cap)

    def jury(self, pick: int) -> tuple[int, JuryModel]:
        number = 1 + pick % len(self.model)
        return number, self.model[number]

    def somebody(self, jury: JuryModel, pick: int) -> str:
        known = list(jury.people) or [GIVER]
        return GIVER if pick % 13 == 0 else known[pick % len(known)]

    # --- the world goes on

    @rule(seconds=st.sampled_from([1, WAVE // 2, WAVE, WAVE, DELIBERATION, DELIBERATION, COMMIT]))
    def wait(self, seconds: int) -> None:
        self.chain.warp(seconds)

    @rule(pick=picks)
    def next_season(self, pick: int) -> None:
        if pick % 40 == 0:
            self.begin_season()

    @rule(pick=picks)
    def somebody_leaves(self, pick: int) -> None:
        town = 1 + pick % len(self.sizes)
        index = pick // 7 % self.sizes[town]
        who = key(town, index)
        if who not in self.gone:
            self.chain.call(who, self.book, "leave", town, index)
            self.gone.add(who)

    @rule(amount=st.integers(1, 200))
    def endow(self, amount: int) -> None:
        self.chain.fund(GIVER, amount)
        self.chain.call(GIVER, self.stipends, "endow", FEDERATION, NATIVE, amount, value=amount)
        self.fund += amount

    # --- juries

    @rule(pick=picks, size=st.integers(3, 7))
    def call_jury(self, pick: int, size: int) -> None:
        out = {1 + pick % len(self.sizes)} if pick % 3 else set()
        out |= {1 + pick // 5 % len(self.sizes)} if pick % 2 else set()
        line = Table.freeze(self.pinned[self.season], self.season).without(out)
        terms = (0, self.season, size, 3, sorted(out), TIMES.word, FEDERATION, bytes(32))
        try:
            number = self.chain.call(COURT, self.juries, "call_jury", *terms)
        except Refused as no:
            assert no.reason == "juries: pool is too small" and not line.suffices(size)
            return
        assert line.suffices(size) and number == len(self.model) + 1
        rate = RATE if self.fund >= RATE * size else 0
        self.fund -= rate * size
        self.model[number] = JuryModel(size, 3, COURT, rate)
        self.excluded[number] = (self.season, out)

    @rule(pick=picks)
    def seat_jury(self, pick: int) -> None:
        number, jury = self.jury(pick)
        if jury.seeded:
            return
        self.words += 1
        found = self.chain.view(self.juries, "jury", number)
        self.chain.call(CLERK, self.lots, "give", found[7], self.words.to_bytes(32))
        self.chain.call(CLERK, self.juries, "seat_jury", number)
        jury.seeded = self.chain.time
        seed = self.chain.view(self.juries, "jury", number)[8]
        season, out = self.excluded[number]
        line = Table.freeze(self.pinned[season], season).without(out)
        for wave in range(8):
            for seat in range(jury.size):
                drawn = line.draw(seed, wave * jury.size + seat)
                if drawn is not None:
                    who = key(drawn.community_id, drawn.index)
                    jury.turns[seat, wave] = (drawn.community_id, drawn.index, who)

    @rule(pick=picks)
    def take_seats(self, pick: int) -> None:
        """Whoever's turn it is tries to sit, but for those who are silent."""
        number, jury = self.jury(pick)
        for seat in range(jury.size + 1):
            if (pick >> seat) % 5 == 0:
                continue
            wave = (self.chain.time - jury.seeded) // WAVE if jury.seeded else 0
            shifted = wave + (1 if pick % 11 == 0 else 0)
            _, _, who = jury.turns.get((seat, shifted), (0, 0, GIVER))

            def act(seat: int = seat, who: str = who) -> None:
                is_open = jury.stage(self.chain.time) == "SEATING" and seat < jury.size
                if who in self.gone and is_open and seat not in jury.sitting:
                    raise No("juries: not this person's turn")
                jury.take(who, seat, self.chain.time)

            self.both(act, who, self.juries, "take_seat", number, seat)

    @rule(pick=picks, steps=st.integers(1, 12))
    def carry_on(self, pick: int, steps: int) -> None:
        """Do what the stage of a jury asks for, and let its window pass."""
        for step in range(pick, pick + steps):
            stage = self.jury(pick)[1].stage(self.chain.time)
            if stage == "CALLED":
                self.seat_jury(pick)
            elif stage == "SEATING":
                self.take_seats(pick + step * len(self.model))
                self.wait(WAVE)
            elif stage == "DELIBERATING":
                if (pick + step) % 4 == 0:
                    self.recuse(pick)
                self.wait(DELIBERATION)
            elif stage == "COMMITTING":
                self.commit_all(pick, step % 8)
                self.wait(COMMIT)
            elif stage == "REVEALING":
                self.reveal_all(pick)
                self.wait(REVEAL)
            elif stage == "UNDECIDED":
                self.reconvene(pick)
            else:
                self.settle(pick)

    @rule(pick=picks)
    def recuse(self, pick: int) -> None:
        number, jury = self.jury(pick)
        who = self.somebody(jury, pick)
        self.both(lambda: jury.recuse(who, self.chain.time), who, self.juries, "recuse", number)

    @rule(pick=picks, choice=st.integers(0, 7))
    def commit_all(self, pick: int, choice: int) -> None:
        number, jury = self.jury(pick)
        for who, seat in (*jury.people.items(), (GIVER, None)):
            mine = (choice >> 1) if seat and seat.seat % 4 == pick % 4 else choice
            place = seat.seat if seat else 0
            ballot = Ballot(1, self.juries, number, jury.round, place, who, mine, SALT)
            self.both(
                lambda who=who, mine=mine: jury.commit(who, mine, self.chain.time),
                *(who, self.juries, "commit", number, ballot.commitment),
            )

    @rule(pick=picks)
    def reveal_all(self, pick: int) -> None:
        number, jury = self.jury(pick)
        for who, seat in jury.people.items():
            choice = seat.committed[1] if seat.committed else 0
            if (pick >> seat.seat) % 7 == 0:
                choice ^= 1
            self.both(
                lambda who=who, choice=choice: jury.reveal(who, choice, self.chain.time),
                *(CLERK, self.juries, "reveal", number, who, choice, SALT),
            )

    @rule(pick=picks)
    def reconvene(self, pick: int) -> None:
        number, jury = self.jury(pick)
        who = CLERK if pick % 6 == 0 else COURT
        now = self.chain.time
        self.both(lambda: jury.reconvene(who, now), who, self.juries, "reconvene", number)

    @rule(pick=picks)
    def settle(self, pick: int) -> None:
        number, jury = self.jury(pick)
        now = self.chain.time
        for who in (*jury.people, GIVER):
            paid = lambda who=who: jury.claim(who, now)  # noqa: E731
            self.both(paid, who, self.stipends, "claim", number, who)
        if pick % 2:
            given, _ = self.both(
                lambda: jury.give_back(now), CLERK, self.stipends, "give_back", number
            )
            self.fund += given or 0

    # --- what always holds

    @invariant()
    def each_jury_is_as_the_model_has_it(self) -> None:
        for number, jury in getattr(self, "model", {}).items():
            said = self.chain.view(self.juries, "outcome", number)
            assert Stage(said[0]).name == jury.stage(self.chain.time)
            if said[0] == Stage.DECIDED:
                assert said[1] == jury.verdict()
            assert said[4] == len(jury.sitting)
            assert self.chain.view(self.juries, "is_over", number) == jury.is_over(self.chain.time)

    @invariant()
    def nobody_sits_who_may_not(self) -> None:
        for number, jury in getattr(self, "model", {}).items():
            season, out = self.excluded[number]
            sitting = [seat for seat in jury.people.values() if not seat.recused]
            for seat in sitting:
                assert seat.community not in out and seat.index % TURNS == season % TURNS
            assert len({(seat.community, seat.index) for seat in sitting}) == len(sitting)
            held = Counter(seat.community for seat in sitting)
            assert max(held.values(), default=0) <= -(-jury.size // 4)

    @invariant()
    def stipends_are_conserved(self) -> None:
        if not hasattr(self, "model"):
            return
        reserved = sum(jury.left() for jury in self.model.values())
        assert self.chain.view(self.stipends, "fund", FEDERATION, NATIVE) == self.fund
        held = self.chain.view(self.stipends, "held", NATIVE)
        assert held == self.fund + reserved == self.chain.evm.get_balance(self.stipends)


def test_juries_are_as_the_model_has_them() -> None:
    JuriesMachine.hits.clear()
    run(JuriesMachine, examples=25, steps=50)
    done = {name for name in JuriesMachine.hits if name.endswith(": done")}
    acts = ("take_seat", "recuse", "commit", "reveal", "claim", "give_back")
    assert {f"{act}: done" for act in acts} <= done, JuriesMachine.hits
