# SPDX-License-Identifier: Apache-2.0
"""What the machine of cases plays in: towns, seasons, pools, a beacon given by hand, and time."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from typing import Any

from eth_utils import keccak
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from symbio.domain.draw import Enlisted
from symbio.domain.juries import SEASON, season_at, season_starts
from tests.stateful.case_benches import STEWARDS, Benches
from tests.stateful.case_model import Court
from tests.stateful.case_towns import GRAVE, MEMBERS, NOBODY, TOWNS, picks, rules_of, steward
from tests.stateful.jury_model import JuryModel, need
from tests.stateful.jury_world import CLERK, GIVER, NATIVE, RATE, JuryWorld, key
from tests.stateful.mediation_model import Mediators
from tests.stateful.pyrevm_chain import DEPLOYER, START, face, write
from tests.stateful.remedy_model import Register


class CaseWorld(JuryWorld):
    @initialize(sizes=st.lists(st.integers(15, 90), min_size=TOWNS, max_size=TOWNS), pick=picks)
    def found(self, sizes: list[int], pick: int) -> None:
        self.lay_out()
        chain, self.word = self.chain, pick
        self.treasury = chain.deploy("Treasury", chain.deploy_blueprint("Purse"), self.book)
        parts = [chain.deploy_blueprint(name) for name in ("Mediation", "Plans", "Remedies")]
        places = (self.book, self.league, self.treasury, self.juries)
        self.tribunal = chain.deploy("Tribunal", *places, *parts)
        self.mediation = chain.at("Mediation", chain.view(self.tribunal, "mediation"))
        self.plans = chain.at("Plans", chain.view(self.tribunal, "plans"))
        self.remedies = chain.at("Remedies", chain.view(self.tribunal, "remedies"))
        self.coin = chain.deploy("tests/mocks/tokens/Plain.vy", 6)
        chain.call(GIVER, self.coin, "mint", GIVER, 10**30)
        chain.call(GIVER, self.coin, "approve", self.remedies, 2**256 - 1)
        self.given: dict[int, bytes | None] = {}  # target -> the lot; None: lost
        self.paid: Counter[str] = Counter()
        self.settle(sizes)
        self.benches = Benches(self.tribunal, RATE)
        stewards = {town: steward(town) for town in self.sizes}
        members = set(range(1, MEMBERS + 1))
        league = int(self.league, 16)
        self.court = Court(stewards, members, league, GRAVE, self.benches)
        self.mediators, self.register = Mediators(self.court), Register(self.court)
        self.decide("Stipends", self.stipends, "set_stipend", self.tribunal, NATIVE, RATE)
        self.decide("Tribunal", self.tribunal, "set_grave", GRAVE, True)
        self.new_rules(pick)
        self.endow(900)
        self.pass_time(SEASON - chain.time % SEASON)
        self.seal_all()
        self.begin(pick)

    @abstractmethod
    def begin(self, pick: int) -> None:
        """Have a first case, so that no example is about nothing."""

    def settle(self, sizes: list[int]) -> None:
        """Register the towns, enrol their people, and open each an account that is paid into."""
        for town, size in enumerate(sizes, 1):
            who = steward(town)
            self.found_town(town, who, size)
            self.chain.call(who, self.treasury, "create", NOBODY, [int(who, 16)], [10_000])
            if town <= MEMBERS:
                self.chain.call(CLERK, self.league, "set_member", town, True)

    def decide(self, source: str, to: str, name: str, *args: Any) -> None:
        """Have the federation call something."""
        selector, inputs, _ = face(source).functions[name, len(args)]
        data = selector + write(inputs, args)
        self.chain.call(CLERK, self.league, "decide", to, data)

    def new_rules(self, pick: int) -> None:
        rules = rules_of(pick)
        self.decide("Tribunal", self.tribunal, "set_rules", rules.for_chain())
        self.court.rules.append(rules)

    def endow(self, amount: int) -> None:
        self.chain.fund(GIVER, 10**30)
        giving = ("endow", self.league, NATIVE, amount)
        self.chain.call(GIVER, self.stipends, *giving, value=amount)
        self.benches.fund += amount

    @property
    def now(self) -> int:
        return self.chain.time

    @property
    def target(self) -> int:
        """What the beacon would aim at in this block."""
        return (self.now - START) // 12 + 65

    # --- seasons

    def pass_time(self, seconds: int) -> None:
        """Let time pass; before a season begins towns enlist for it, though not all."""
        until = self.now + seconds
        while season_at(self.now) < season_at(until):
            season = season_at(self.now) + 1
            for pool in (0, STEWARDS, self.court.federation, self.court.federation | STEWARDS):
                self.enlist(pool, season)
            self.chain.warp(season_starts(season) - self.now)
        self.chain.warp(until - self.now)

    def enlist(self, pool: int, season: int) -> None:
        rows = []
        for town in range(1, (MEMBERS if pool & ~STEWARDS else TOWNS) + 1):
            lot = keccak(pool.to_bytes(32) + bytes([town]) + (season + self.word).to_bytes(8))[0]
            if lot % 9 == 0:
                continue
            self.chain.call(steward(town), self.juries, "enlist", pool, town, season)
            people = self.chain.view(self.juries, "entry", pool, season, len(rows))[1]
            rows.append(Enlisted(town, people, self.now))
        self.benches.rows[pool, season] = rows

    def seal_all(self) -> None:
        for (pool, season), rows in self.benches.rows.items():
            known = (pool, season) in self.benches.frozen
            if rows and not known and season <= season_at(self.now):
                table = self.benches.freeze(pool, season)
                self.chain.call(CLERK, self.juries, "seal", pool, season, table.cap)
                self.benches.frozen[pool, season] = table

    # --- both sides

    def words(self, to: str, name: str, *args: int) -> list[int]:
        """Ask a view and give its raw words."""
        selector = self.chain.faces[to].functions[name, len(args)][0]
        data = selector + b"".join(arg.to_bytes(32) for arg in args)
        raw = self.chain.send(DEPLOYER, to, data)
        return [int.from_bytes(raw[at : at + 32]) for at in range(0, len(raw), 32)]

    # --- lots

    def reveal_lot(self, target: int, lost: bool = False) -> None:
        """Have the beacon give the seed of a target, or lose it for good."""
        if target in self.given:
            return
        self.pass_time(max(target - self.target + 64, 0) * 12)
        self.word += 1
        self.given[target] = None if lost else self.word.to_bytes(32)
        if lost:
            self.chain.call(CLERK, self.lots, "lose", target)
            for number, called in self.benches.called.items():
                self.benches.juries[number].lapsed |= called.target == target
        else:
            self.chain.call(CLERK, self.lots, "give", target, self.word.to_bytes(32))

    def seed(self, target: int, salt: bytes) -> bytes | None:
        word = self.given.get(target)
        if word is None:
            return None
        place = int(self.lots, 16).to_bytes(32)
        return keccak((1).to_bytes(32) + place + salt + word)

    def seat_jury(self, number: int) -> None:
        jury, called = self.benches.juries[number], self.benches.called[number]

        def seat() -> None:
            need(not jury.seeded, "juries: seeded already")
            is_given = self.given.get(called.target) is not None
            need(is_given, "juries: the beacon has no seed yet")
            jury.seeded = self.now

        self.both(seat, CLERK, self.juries, "seat_jury", number)

    def turn(self, number: int, seat: int, jury: JuryModel, wave: int) -> str:
        """Work out whose turn a seat is; "" where it is nobody's."""
        called = self.benches.called[number]
        if (seat, wave) not in jury.turns:
            salt = keccak(int(self.juries, 16).to_bytes(32) + number.to_bytes(32))
            seed = self.seed(called.target, salt)
            assert seed is not None
            drawn = called.line.draw(seed, wave * jury.size + seat)
            if drawn is None:
                return ""
            town, index = drawn.community_id, drawn.index
            who = steward(town) if called.of_stewards else key(town, index)
            jury.turns[seat, wave] = (town, index, who)
        return jury.turns[seat, wave][2]
