# SPDX-License-Identifier: Apache-2.0
"""What tests say to juries: enlist towns, freeze a season, call, seat, vote, count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import boa
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount

from symbio.domain.acts import Act, Domain, typed_data
from symbio.domain.draw import Enlisted, Line, Table
from symbio.domain.juries import (
    SEASON,
    WAVES,
    Ballot,
    Pool,
    Sitters,
    Stage,
    Times,
    season_at,
    season_starts,
)
from tests.contracts.boa_chain import NOBODY, account, deployer, now, pass_time
from tests.contracts.federation.assembly import START, Assembly, Town, institutions, settle, until

TOWNS = ("fishers", "researchers", "hosts", "divers", "sailors", "farmers")
PEOPLE = 33
# No two are alike, so that one taken for another is seen.
TIMES = Times(wave=6 * 3_600, deliberation=7 * 86_400, commit=2 * 86_400, reveal=3 * 86_400)
SUBJECT = b"\x5b" * 32
WORD = b"\x0d" * 32
SALT = b"\x5a" * 32
EVERYBODY = Pool().word


@dataclass
class Assize:
    """Towns whose rolls are drawn from, a beacon given by hand, a court, and the juries."""

    book: Any
    factory: Any
    lots: Any
    juries: Any
    stipends: Any
    towns: tuple[Town, ...]
    federation: Assembly
    season: int

    @property
    def court(self) -> str:
        return account("court").address

    def enlist(self, town: Town, pool: int = EVERYBODY, season: int | None = None) -> None:
        season = self.season if season is None else season
        self.juries.enlist(pool, town.number, season, sender=town.steward.address)

    def table(self, pool: int = EVERYBODY) -> Table:
        """Read the season's table from the chain, into the twin."""
        count = self.juries.season(pool, self.season).communities
        entries = [self.juries.entry(pool, self.season, place) for place in range(count)]
        rows = [Enlisted(each.community_id, each.people, each.version) for each in entries]
        return Table.freeze(rows, self.season, Pool.of(pool).sitters is Sitters.STEWARDS)

    def freeze(self, pool: int = EVERYBODY) -> None:
        self.juries.seal(pool, self.season, self.table(pool).cap, sender=account("clerk").address)

    def call(
        self,
        size: int = 4,
        options: int = 3,
        excluded: Sequence[int] = (),
        *,
        pool: int = EVERYBODY,
        payer: str = NOBODY,
        times: int = TIMES.word,
        season: int | None = None,
    ) -> int:
        season = self.season if season is None else season
        return self.juries.call_jury(
            pool,
            season,
            size,
            options,
            list(excluded),
            times,
            payer,
            SUBJECT,
            sender=self.court,
        )

    def give(self, jury_id: int, word: bytes = WORD) -> None:
        self.lots.give(self.juries.jury(jury_id).target, word)

    def seeded(self, size: int = 4, options: int = 3, *excluded: int, **other: Any) -> int:
        """Call a jury and begin its first wave."""
        jury_id = self.call(size, options, excluded, **other)
        self.give(jury_id, other.get("word", WORD))
        self.juries.seat_jury(jury_id, sender=account("clerk").address)
        return jury_id

    def line(self, jury_id: int, pool: int = EVERYBODY) -> Line:
        table = self.table(pool)
        return Line(table, tuple(self.juries.jury(jury_id).excluded))

    def candidate(self, jury_id: int, seat: int, wave: int | None = None) -> str:
        """Give the key whose turn a seat is."""
        if wave is None:
            jury = self.juries.jury(jury_id)
            wave = (now() - jury.seeded_at) // jury.wave
        return self.juries.candidate(jury_id, seat, wave)[2]

    def take(self, jury_id: int, seat: int) -> str:
        """Seat whoever's turn it is."""
        person = self.candidate(jury_id, seat)
        self.juries.take_seat(jury_id, seat, sender=person)
        return person

    def fill(self, jury_id: int) -> list[str]:
        """Seat whoever may sit, wave after wave, until all seats are taken."""
        sat: dict[int, str] = {}
        size = self.juries.jury(jury_id).size
        for _ in range(WAVES):
            for seat in set(range(size)) - set(sat):
                try:
                    sat[seat] = self.take(jury_id, seat)
                except boa.BoaError:
                    continue
            if len(sat) == size:
                return [sat[seat] for seat in range(size)]
            pass_time(TIMES.wave)
        raise AssertionError("the seats weren't filled")

    def deliberated(self, size: int = 4, options: int = 3, **other: Any) -> tuple[int, list[str]]:
        """Have a full jury at the first second of its commit window."""
        jury_id = self.seeded(size, options, **other)
        people = self.fill(jury_id)
        pass_time(TIMES.deliberation)
        return jury_id, people

    def ballot(self, jury_id: int, juror: str, choice: int, salt: bytes = SALT) -> Ballot:
        seat = self.juries.juror(jury_id, juror).seat
        round_ = self.juries.jury(jury_id).round
        chain = boa.env.evm.patch.chain_id
        address = str(self.juries.address)
        return Ballot(chain, address, jury_id, round_, seat, juror, choice, salt)

    def commit(self, jury_id: int, juror: str, choice: int, salt: bytes = SALT) -> None:
        hidden = self.ballot(jury_id, juror, choice, salt).commitment
        self.juries.commit(jury_id, hidden, sender=juror)

    def reveal(self, jury_id: int, juror: str, choice: int, salt: bytes = SALT) -> None:
        self.juries.reveal(jury_id, juror, choice, salt, sender=account("carrier").address)

    def vote(self, jury_id: int, choices: dict[str, int]) -> None:
        """Commit, wait, and reveal."""
        for juror, choice in choices.items():
            self.commit(jury_id, juror, choice)
        pass_time(TIMES.commit)
        for juror, choice in choices.items():
            self.reveal(jury_id, juror, choice)

    def voted(self, *choices: int, options: int = 3, **other: Any) -> tuple[int, list[str]]:
        """Have a jury of as many seats vote so, and its votes counted."""
        jury_id, people = self.deliberated(len(choices), options, **other)
        self.vote(jury_id, dict(zip(people, choices, strict=True)))
        pass_time(TIMES.reveal)
        return jury_id, people

    def stage(self, jury_id: int) -> Stage:
        return Stage(self.juries.outcome(jury_id)[0])

    def person(self, key: str) -> LocalAccount:
        """Give the account of a key."""
        return next(p for town in self.towns for p in town.people if p.address == key)

    def community(self, key: str) -> int:
        return next(t.number for t in self.towns if key in {p.address for p in t.people})

    @property
    def domain(self) -> Domain:
        return Domain("Symbio Juries", boa.env.evm.patch.chain_id, str(self.juries.address))

    def sign(self, act: Act, signer: LocalAccount) -> bytes:
        digest = _hash_eip191_message(encode_typed_data(full_message=typed_data(act)))
        return bytes(signer.unsafe_sign_hash(digest).signature)


def build(towns: Iterator[Town] | None = None) -> Assize:
    """Deploy it all, enlist the towns for the next season, and freeze that on its first day."""
    book, factory = institutions()
    settled = tuple(towns or (settle(book, name, PEOPLE) for name in TOWNS))
    federation = Assembly.found(book, factory, settled[:5])
    lots = deployer("tests/mocks/Lots.vy").deploy()
    blueprint = deployer("Stipends").deploy_as_blueprint()
    juries = deployer("Juries").deploy(blueprint, book, factory, lots)
    stipends = deployer("Stipends").at(juries.stipends())
    season = season_at(START) + 1
    assize = Assize(book, factory, lots, juries, stipends, settled, federation, season)
    for town in settled:
        assize.enlist(town)
    until(season_starts(season) + 5)
    assize.freeze()
    return assize


def next_season() -> int:
    """Let time pass until the next season begins."""
    season = season_at(now()) + 1
    until(season * SEASON)
    return season
