# SPDX-License-Identifier: Apache-2.0
"""Communities whose people judge, on a chain of their own, for tests of the verbs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symbio import KeySigner
from symbio.chain.embedded import demo_key
from symbio.domain.addresses import NOBODY
from symbio.domain.beacon import Target
from symbio.domain.communities import Kind
from symbio.domain.draw import most_seats
from symbio.domain.juries import Pool, Sitters, season_starts
from tests.cli.conftest import Line

STEWARDS = Pool(sitters=Sitters.STEWARDS)


@dataclass
class Bench:
    """Towns with a steward each, `s0` on, and a season of juries that runs."""

    line: Line
    towns: tuple[int, ...]
    people: dict[str, str]
    """Roles by their addresses, stewards among them."""
    season: int

    def take_seats(self, jury: int, by: Any) -> list[str]:
        """Seat whoever is asked, wave after wave, by `by(role, seat)`; gives roles by seat."""
        juries, world = self.line.world.juries, self.line.world
        found = juries.jury(jury)
        roles, seated = [""] * found.size, Counter[int]()
        for wave in range(8):
            world.travel_to(max(world.now, found.seeded_at + wave * found.wave + 1))
            for seat in (at for at, role in enumerate(roles) if not role):
                town, _, key = juries.candidate(jury, seat, wave)
                if key != NOBODY and seated[town] < most_seats(found.size):
                    by(self.people[key])
                    roles[seat] = self.people[key]
                    seated[town] += 1
            if all(roles):
                return roles
        raise AssertionError("the seats weren't filled")

    def draw(self, jury: int) -> None:
        """Wait for the block of the lot, and draw."""
        line = self.line
        wanted = Target.of(line.world.juries.jury(jury).target).block
        while line.world.client.height() <= wanted:
            line.world.travel(12)
        assert line.send("jury", "seat", jury, by="relayer")["drawn"]


def settle(line: Line, towns: int, people: int) -> Bench:
    """Register towns of as many people, and have their season begin, frozen; the first by CLI."""
    world = line.world
    line.keystore("relayer")
    season, numbers, roles = world.juries.running_season() + 1, [], {}
    for town in range(towns):
        steward = world.account(f"s{town}")
        named = [f"p{town}-{number}" for number in range(people)]
        keys = {KeySigner(demo_key(role)).address: role for role in named}
        made = world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32)).send(steward)
        if keys:
            world.communities.enrol(made.value, list(keys)).send(steward)
        for pool in (Pool(), STEWARDS):
            world.juries.enlist(pool, made.value, season).send(steward)
        numbers.append(made.value)
        roles |= keys | {steward.address: f"s{town}"}
    world.travel_to(season_starts(season) + 60)
    for pool in (Pool(), STEWARDS):
        world.juries.freeze_season(pool, season).send()
    return Bench(line, tuple(numbers), roles, season)


def kept(line: Line, name: str) -> Path:
    return line.home / f"{name}.vote"
