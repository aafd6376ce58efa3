# SPDX-License-Identifier: Apache-2.0
"""symbio jury stipend: set by a federation, endowed by anybody, claimed by who showed a vote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import symbio
from symbio import World
from symbio.domain.juries import Pool, Times
from tests.cli.clearing_circle import decide
from tests.cli.conftest import Line, found
from tests.cli.justice_bench import kept, settle

TIMES = Times(wave=3_600, deliberation=3_600, commit=3_600, reveal=3_600)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with symbio.demo() as made:
        yield made


def test_jurors_are_paid_the_same_whatever_they_vote(line: Line, profile: Path) -> None:
    world, bench, founded = line.world, settle(line, 4, 24), found(line, profile)
    euro = world.token("EURe", 2, holder=world.account("relayer"))
    court, funds = world.account("court"), world.suite.stipends
    file = line.home / "stipend.json"
    setting = ("jury", "stipend", "set", founded.address, "--out", file, "--court", court.address)
    ran = line(*setting, "--amount", "5.00", "--currency", euro.address, "--json")
    assert ran.code == 0 and "5.00 EURe are set aside for each seat" in ran.json["you_get"], ran.err
    assert not funds.stipend(founded.address).amount
    decide(line, founded, file)
    giving = ("jury", "stipend", "endow", founded.address, "20", "--currency", euro.address)
    line.send(*giving, by="relayer")
    given = (Pool(), bench.season, 3, 3, TIMES)
    jury = world.juries.call_jury(*given, payer=founded.address).send(court).value
    shown = line.read("jury", "stipend", "show", jury)
    assert shown["each_seat"]["text"] == "5.00 EURe" and shown["payer"] == founded.address
    bench.draw(jury)
    roles = bench.take_seats(jury, lambda role: line.send("jury", "take", jury, by=role))
    world.travel(TIMES.deliberation)
    for plan, role in enumerate(roles, 1):
        voting = ("jury", "commit", jury, "--plan", 1, "--plan", plan, "--keep", kept(line, role))
        line.send(*voting, by=role)
    world.travel(TIMES.commit)
    for role in roles[:2]:
        line.send("jury", "reveal", jury, kept(line, role), by=role)
    assert line("jury", "stipend", "claim", jury, "--yes", by=roles[0]).code == 5
    world.travel(TIMES.reveal)
    for role in roles[:2]:
        sent = line.send("jury", "stipend", "claim", jury, by=role)
        assert sent["paid"]["text"] == "5.00 EURe" and "whatever it was" in sent["you_get"]
    again = line("jury", "stipend", "claim", jury, "--yes", by=roles[0])
    assert again.code == 5 and "claimed already" in again.err
    assert line("jury", "stipend", "claim", jury, "--yes", by=roles[2]).code == 5
    line.send("jury", "stipend", "give-back", jury, by="relayer")
    assert funds.fund(founded.address, euro.token).units == 1_000


def test_a_stipend_is_an_amount_of_a_currency_or_none(line: Line, profile: Path) -> None:
    founded, out = found(line, profile), line.home / "rate.json"
    setting = ("jury", "stipend", "set", founded.address, "--out", out)
    for given in (
        (),
        ("--amount", "5"),
        ("--currency", "ETH"),
        ("--none", "--amount", "5"),
        ("--none", "--amount", "5", "--currency", "ETH"),
        ("--amount", "0", "--currency", "ETH"),
        ("--amount", "5", "--currency", "ETH", "--court", "nobody"),
    ):
        assert line(*setting, *given).code == 2 and not out.exists()
    ran = line(*setting, "--none", "--json")
    assert ran.code == 0 and "get nothing from the fund" in ran.json["you_get"]
    (call,) = json.loads(out.read_text())["would_send"]
    assert "nothing" in call["does"]
    assert line(*setting, "--none").code == 2
