# SPDX-License-Identifier: Apache-2.0
"""Two chains, the same tests: the embedded EVM, and anvil behind JSON-RPC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import symbio
from symbio import Client, Federation, KeySigner, World
from symbio.chain.token import Coin
from symbio.domain.communities import Kind
from symbio.domain.federations import Terms
from symbio.domain.rules import DAY, HOUR, Electorate, Rules
from tests.chain import anvil

RULES = Rules(
    electorate=Electorate.STEWARDS | Electorate.CITIZENS,
    quorum_people=1_000,
    quorum_communities=5_000,
    approval=5_001,
    voting_delay=HOUR,
    voting_period=DAY,
    late_extension=HOUR,
    execution_delay=HOUR,
    grace=DAY,
    notice=DAY,
)
PEOPLE = 6


@pytest.fixture(scope="session")
def embedded_world() -> Iterator[World]:
    with symbio.demo() as world:
        yield world


@pytest.fixture(scope="session")
def anvil_url() -> Iterator[str]:
    path = anvil.binary()
    if path is None:
        pytest.skip("anvil is not installed: make setup")
    with anvil.running(path) as url:
        yield url


@pytest.fixture(scope="session")
def anvil_world(anvil_url: str) -> World:
    return World(Client(anvil_url))


@pytest.fixture(params=["embedded", "anvil"])
def world(request: pytest.FixtureRequest) -> World:
    found: World = request.getfixturevalue(f"{request.param}_world")
    return found


@dataclass(frozen=True)
class Town:
    """A community with its steward and the keys of its people."""

    community_id: int
    steward: KeySigner
    people: tuple[KeySigner, ...]

    @property
    def addresses(self) -> list[str]:
        return [each.address for each in self.people]


def settle(world: World, name: str, country: str, size: int = PEOPLE) -> Town:
    """Register a community and enrol its people, new keys each time."""
    steward = world.account(name)
    people = tuple(KeySigner.new() for _ in range(size))
    plan = world.communities.register(Kind.LOCAL_COMMUNITY, country, bytes(32))
    town = Town(plan.send(steward).value, steward, people)
    world.communities.enrol(town.community_id, town.addresses).send(steward)
    return town


@pytest.fixture
def town(world: World) -> Town:
    return settle(world, "fishers", "PT")


@pytest.fixture
def towns(world: World) -> tuple[Town, Town, Town]:
    return (
        settle(world, "fishers", "PT"),
        settle(world, "researchers", "JP"),
        settle(world, "hosts", "NZ"),
    )


def terms_for(
    world: World, towns: tuple[Town, ...], name: str = "Global Ocean Federation"
) -> Terms:
    return Terms(
        name=name,
        level=1,
        kind=Kind.GLOBAL_FEDERATION,
        profile=bytes(32),
        charter=b"\x07" * 32,
        rules=RULES,
        founders=tuple(town.community_id for town in towns),
        until=world.now + DAY,
    )


@pytest.fixture
def federation(world: World, towns: tuple[Town, Town, Town]) -> Federation:
    stewards = {town.community_id: town.steward for town in towns}
    return world.found(terms_for(world, towns), stewards)


@pytest.fixture
def usdc(world: World) -> Coin:
    return world.token("USDC", 6)
