# SPDX-License-Identifier: Apache-2.0
"""symbio mediate: named by the parties, or drawn by lot from the willing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import symbio
from symbio import World
from symbio.domain.communities import Kind
from tests.cli.conftest import DAY, Line

_TOWNS: dict[str, list[int]] = {}
_facts: Iterator[int] = iter(range(1, 100))


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with symbio.demo() as found:
        yield found


@pytest.fixture
def towns(line: Line) -> list[int]:
    """Six towns, of stewards `s0` on; the fourth has people."""
    key = line.world.juries.address
    book = line.world.communities
    for role in ("relayer", "ana", *(f"s{number}" for number in range(6))):
        line.keystore(role)
    if key not in _TOWNS:
        _TOWNS[key] = [
            book.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
            .send(line.world.account(f"s{number}"))
            .value
            for number in range(6)
        ]
        book.enrol(_TOWNS[key][3], [line.address("ana")]).send(line.world.account("s3"))
    return _TOWNS[key]


def opened(line: Line, towns: list[int]) -> int:
    whom = ("--claimant", towns[0], "--respondent", towns[1], "--affected", towns[2])
    facts = "0x" + next(_facts).to_bytes(32, "big").hex()
    number: int = line.send("case", "open", *whom, "--facts", facts, by="s0")["case"]
    return number


def test_the_parties_name_a_mediator(line: Line, towns: list[int]) -> None:
    case = opened(line, towns)
    ana = ("--who", line.address("ana"))
    first = ("mediate", "propose", case, towns[3], *ana, "--community")
    sent = line.send(*first, towns[0], by="s0")
    assert not sent["agreed"] and "every party" in sent["you_get"]
    assert line("mediate", "accept", case, "--yes", by="ana").code in (4, 5)
    assert line.send(*first, towns[1], by="s1")["agreed"]
    shown = line.read("mediate", "show", case)
    assert shown["agreed_on"] == line.address("ana") and shown["mediator"] is None
    assert [each["by"] for each in shown["named"]] == towns[:2]
    sent = line.send("mediate", "accept", case, by="ana")
    assert sent["mediator"] == line.address("ana") and "two plans" in sent["you_get"]
    assert line.read("case", "show", case)["mediator"] == line.address("ana")
    assert line("mediate", "step-down", case, "--yes", by="s0").code == 5
    line.send("mediate", "step-down", case, by="ana")
    assert line.read("mediate", "show", case)["mediator"] is None
    own = line("mediate", "propose", case, towns[0], "--community", towns[1], "--yes", by="s1")
    assert own.code == 5 and "third community" in own.err
    stranger = ("--who", line.address("relayer"), "--community", towns[0])
    assert line("mediate", "propose", case, towns[3], *stranger, "--yes", by="s0").code == 3


def test_mediators_are_drawn_by_lot(line: Line, towns: list[int]) -> None:
    world = line.world
    for number in (3, 4, 5):
        sent = line.send("mediate", "volunteer", towns[number], by=f"s{number}")
        assert sent["willing"] and "can be drawn" in sent["you_pay"]
    line.send("mediate", "volunteer", towns[5], "--no-more", by="s5")
    assert line("mediate", "volunteer", towns[3], "--yes", by="s4").code == 4
    world.travel(60)
    case = opened(line, towns)
    for _ in range(4):
        world.travel(12)
    early = line("mediate", "draw", case, "--yes", by="relayer")
    assert early.code == 5 and "isn't over" in early.err
    world.travel(8 * DAY)
    sent = line.send("mediate", "draw", case, by="relayer")
    assert len(sent["transactions"]) == 2, "the block is proven, then the lot is drawn"
    drawn = sent["drawn"]
    assert {each["community"] for each in drawn} == {towns[3], towns[4]}
    last, first = drawn[1], drawn[0]
    roles = {line.address(f"s{number}"): f"s{number}" for number in (3, 4)}
    assert line("mediate", "accept", case, "--yes", by=roles[last["mediator"]]).code == 4
    world.travel(2 * DAY)
    assert line("mediate", "accept", case, "--yes", by=roles[first["mediator"]]).code == 4
    line.send("mediate", "accept", case, by=roles[last["mediator"]])
    assert line.read("mediate", "show", case)["mediator"] == last["mediator"]
    assert line("mediate", "show", 999).code == 3
