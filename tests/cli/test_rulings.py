# SPDX-License-Identifier: Apache-2.0
"""symbio case execute-ruling: a contract that didn't take its ruling is told once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from eth_abi import encode
from eth_hash.auto import keccak

import symbio
from symbio import World
from symbio.domain.tribunal import MOST_DRAWS, State, extra_data
from symbio.story.practice_case import draw
from tests.cli.conftest import Line
from tests.cli.justice_bench import settle
from tests.stateful.pyrevm_chain import compiled

SOURCE = "tests/mocks/Arbitrable.vy"
REFUSES, TAKES = 1, 0
SEATS, CHOICES = 3, 2


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with symbio.demo() as found:
        yield found


@dataclass
class Shop:
    """A contract of somebody else that brings disputes, and refuses or takes what is ruled."""

    world: World
    address: str

    def call(self, name: str, *values: Any) -> None:
        made = next(each for each in compiled(SOURCE)["abi"] if each.get("name") == name)
        kinds = [each["type"] for each in made["inputs"]]
        head = keccak(f"{name}({','.join(kinds)})".encode())[:4]
        self.world.client.send(self.address, head + encode(kinds, values))


@pytest.fixture
def shop(world: World) -> Shop:
    code = bytes.fromhex(compiled(SOURCE)["bytecode"][2:])
    created = world.client.send(None, code).created
    assert created is not None
    return Shop(world, created)


def ruled(line: Line, shop: Shop) -> int:
    """Bring a dispute, and have nobody sit on any of its juries, so that the ruling is 0."""
    world, tribunal = line.world, line.world.suite.tribunal
    shop.call("bring", tribunal.address, CHOICES, extra_data(SEATS))
    case = tribunal.count()
    early = line("case", "execute-ruling", case, "--yes", by="relayer")
    assert early.code == 5 and "no ruling to execute" in early.err
    for _ in range(MOST_DRAWS):
        jury = tribunal.case(case).jury_id
        draw(world, jury)
        world.travel_to(world.juries.jury(jury).clock.seating_ends + 1)
        line.send("case", "conclude", case, by="relayer")
    assert tribunal.case(case).state is State.RULED
    return case


def test_a_ruling_is_brought_until_it_is_taken(line: Line, shop: Shop) -> None:
    settle(line, 4, 12)
    shop.call("set", REFUSES, shop.address, b"")
    case = ruled(line, shop)
    assert "Anybody brings the ruling" in line.read("case", "show", case)["moves_on"]
    bringing = ("case", "execute-ruling", case)
    looked = line(*bringing, "--dry-run", "--json", by="relayer")
    assert looked.json["dry_run"] and "told ruling 0 once more" in looked.json["you_get"]
    sent = line.send(*bringing, by="relayer")
    assert (sent["ruling"], sent["taken_by_its_contract"]) == (0, False)
    assert "anybody may bring it again" in sent["if_it_fails"]
    shop.call("set", TAKES, shop.address, b"")
    assert line.send(*bringing, by="relayer")["taken_by_its_contract"]
    assert line.read("case", "show", case)["taken_by_its_contract"]
    again = line(*bringing, "--yes", by="relayer")
    assert again.code == 5 and "the ruling is executed" in again.err


def test_no_case_has_no_ruling(line: Line) -> None:
    assert line("case", "execute-ruling", 999, "--yes", by="relayer").code == 3
