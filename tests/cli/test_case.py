# SPDX-License-Identifier: Apache-2.0
"""symbio case: opened from a file, settled on a plan, arbitrated, appealed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import symbio
from symbio import World
from symbio.domain.addresses import NOBODY
from symbio.domain.juries import Stage
from symbio.domain.payee import Payee
from tests.cli.conftest import DAY, Line
from tests.cli.justice_bench import Bench, kept, settle
from tests.cli.trading import moment
from tests.published import kind_of

_BENCHES: dict[str, Bench] = {}
_stories: Iterator[int] = iter(range(1, 100))


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with symbio.demo() as found:
        yield found


@pytest.fixture
def bench(line: Line) -> Bench:
    key = line.world.juries.address
    if key not in _BENCHES:
        _BENCHES[key] = settle(line, 9, 24)
    for role in ("relayer", "s0", "s1", "s2"):
        line.keystore(role)
    return replace(_BENCHES[key], line=line)


def told(bench: Bench, **changes: Any) -> Path:
    said = {
        "format": "symbio/case/1",
        "title": "Nets in the canyon",
        "claimant": bench.towns[0],
        "respondents": [bench.towns[1]],
        "affected": [bench.towns[2]],
        "facts": f"Nets were set across the canyon, for the {next(_stories)}th time.",
        "clause": {"title": "Welcome visitors without harm"},
    }
    path = bench.line.home / "case.json"
    path.write_text(json.dumps({**said, **changes}, ensure_ascii=False))
    return path


def planned(bench: Bench, *more: dict[str, Any], **changes: Any) -> Path:
    owes = {"obligor": bench.towns[1], "beneficiary": bench.towns[0]}
    repair = {**owes, "kind": "repair", "within": "P30D", "what": "Lift the nets."}
    said = {
        "format": "symbio/plan/1",
        "title": "Lift the nets",
        "languages": ["en"],
        "reasons": "The nets are lifted, and the canyon is left alone in spring.",
        "obligations": [repair, *({**owes, **each} for each in more)],
    }
    path = bench.line.home / "plan.json"
    path.write_text(json.dumps({**said, **changes}))
    return path


def opened(bench: Bench) -> int:
    number: int = bench.line.send("case", "open", told(bench), by="s0")["case"]
    return number


def filed(bench: Bench, case: int, by: int = 0) -> int:
    town = ("--community", bench.towns[by])
    sent = bench.line.send("case", "plan", "file", case, planned(bench), *town, by=f"s{by}")
    number: int = sent["plan"]
    return number


def decided(bench: Bench, jury: int, plan: int) -> None:
    """Have a jury's seats filled, and all approve one plan."""
    line, world = bench.line, bench.line.world
    bench.draw(jury)
    roles = bench.take_seats(
        jury,
        lambda role: world.juries.take_seat(jury, _seat(world, jury, line.address(role))).send(
            world.account(role)
        ),
    )
    found = world.juries.jury(jury)
    assert found.stage is Stage.DELIBERATING
    world.travel_to(found.clock.seating_ends + found.deliberation + 1)
    for role in roles:
        voting = ("jury", "commit", jury, "--plan", plan, "--keep", kept(line, f"{jury}-{role}"))
        line.send(*voting, by=role)
    world.travel(found.commit)
    for role in roles:
        line.send("jury", "reveal", jury, kept(line, f"{jury}-{role}"), by="relayer")
    world.travel(found.reveal)


def _seat(world: World, jury: int, account: str) -> int:
    found = world.juries.jury(jury)
    wave = found.clock.wave(world.now)
    return next(
        seat for seat in range(found.size) if world.juries.candidate(jury, seat, wave)[2] == account
    )


def test_a_case_is_settled_on_a_plan(bench: Bench) -> None:
    line, case = bench.line, opened(bench)
    shown = line.read("case", "show", case)
    assert shown["state"] == "mediation" and shown["affected"] == [bench.towns[2]]
    assert "settle it on a plan" in shown["moves_on"] and "anybody" in shown["if_nobody_does"]
    assert line("case", "open", line.home / "case.json", "--yes", by="s0").code == 5
    plan = filed(bench, case)
    words = line.read("case", "plan", "show", case, plan)["obligations"][0]["says"]
    assert words.startswith(f"community {bench.towns[1]} owes community {bench.towns[0]}: repair")
    signed, until = line.home / "yes.json", moment(line.world.now + DAY)
    signing = ("case", "plan", "sign", case, plan, "--community", bench.towns[1])
    ran = line(*signing, "--until", until, "--out", signed, "--yes", "--json", by="s1")
    assert ran.code == 0 and "you owe repair" in ran.err
    sent = line.send("case", "plan", "carry", signed, by="relayer")
    assert (sent["accepted_by"], sent["state"]) == ([bench.towns[1]], "mediation")
    town = ("--community", bench.towns[0])
    assert line("case", "plan", "accept", case, plan, *town, "--yes", by="s1").code == 4
    sent = line.send("case", "plan", "accept", case, plan, *town, by="s0")
    assert sent["state"] == "settled" and "you are owed repair" in sent["you_get"]
    assert case not in [each["case"] for each in line.read("case", "list")]
    mine = line.read("case", "list", "--all", "--community", bench.towns[1])
    assert {"settled"} == {each["state"] for each in mine if each["case"] == case}


def test_restitution_has_an_amount_and_a_split(bench: Bench) -> None:
    line, world, case = bench.line, bench.line.world, opened(bench)
    euro = world.token("EURe", 2, holder=world.account("s1"))
    shares = {Payee.community(bench.towns[0]): 10_000}
    split = world.treasury.create(NOBODY, shares).send(world.account("s0")).value
    paid = {"token": euro.address, "units": "12050", "split": split}
    money = {"kind": "restitution", "within": "P5D", "what": "The lost tours."}
    document = planned(bench, {**money, "restitution": paid})
    filing = ("case", "plan", "file", case, document, "--community", bench.towns[1])
    looked = line(*filing, "--dry-run", "--json", by="s1")
    assert looked.code == 0 and "restitution of 120.50 EURe" in looked.err, looked.err
    number = line.send(*filing, by="s1")["plan"]
    owed = world.suite.plans.filed(case, number).obligations[1]
    assert (owed.amount, owed.split_id, owed.token) == (12_050, split, euro.address)


def test_a_panel_decides_and_a_jury_after_an_appeal(bench: Bench) -> None:
    line, case = bench.line, opened(bench)
    plan = filed(bench, case)
    town = ("--community", bench.towns[1])
    assert line("case", "escalate", case, *town, "--yes", by="s1").code == 5
    rejected = line.send("case", "plan", "reject", case, plan, *town, by="s1")
    assert rejected["rejected_by"] == [bench.towns[1]]
    sent = line.send("case", "escalate", case, *town, by="s1")
    assert sent["state"] == "arbitration"
    shown = line.read("case", "show", case)
    assert f"jury {sent['jury']}" in shown["moves_on"]
    assert line("case", "conclude", case, "--yes", by="relayer").code == 5
    decided(bench, sent["jury"], plan)
    assert line.send("case", "conclude", case, by="relayer")["state"] == "appealable"
    assert "a party appeals" in line.read("case", "show", case)["moves_on"].lower()
    sent = line.send("case", "appeal", case, *town, by="s1")
    assert sent["state"] == "tribunal" and "12 citizens" in sent["you_get"]
    decided(bench, sent["jury"], plan)
    assert line.send("case", "conclude", case, by="relayer")["state"] == "in force"


def test_evidence_and_a_withdrawal(bench: Bench, tmp_path: Path) -> None:
    line = bench.line
    facts = tmp_path / "facts.txt"
    facts.write_text("The nets were red.")
    whom = ("--claimant", bench.towns[0], "--respondent", bench.towns[1], "--facts", facts)
    case = line.send("case", "open", *whom, by="s0")["case"]
    town = ("--community", bench.towns[1])
    sent = line.send("case", "evidence", case, facts, *town, by="s1")
    assert sent["digest"].startswith("0x") and "hand the file" in sent["you_pay"]
    assert line("case", "evidence", case, facts, "--yes", by="relayer").code == 4
    assert line("case", "withdraw", case, "--yes", by="s1").code == 4
    assert line.send("case", "withdraw", case, by="s0")["state"] == "withdrawn"
    shown = line.read("case", "show", case)
    assert shown["moves_on"] == "Nobody: it is over."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"facts": ""}, "facts"),
        ({"respondents": []}, "respondents"),
        ({"plaintiff": 1}, "plaintiff"),
    ],
)
def test_a_bad_case_names_its_field(bench: Bench, changes: dict[str, Any], said: str) -> None:
    ran = bench.line("case", "open", told(bench, **changes), "--yes", by="s0")
    assert ran.code == 2 and said in ran.err


def test_files_are_of_the_published_kinds(bench: Bench) -> None:
    paid = {"token": bench.line.address("s0"), "units": "5", "split": 1}
    money = {"kind": "restitution", "within": "P5D", "what": "Money.", "restitution": paid}
    assert (kind_of(told(bench)), kind_of(planned(bench, money))) == ("case", "plan")


def test_bad_plans_and_what_is_not_there(bench: Bench) -> None:
    line, case = bench.line, opened(bench)
    money = {"kind": "restitution", "within": "P5D", "what": "Money."}
    for document in (planned(bench, money), planned(bench, title="ü" * 60)):
        assert line("case", "plan", "file", case, document, "--yes", by="s0").code == 2
    assert line("case", "show", 999).code == 3
    assert line("case", "plan", "show", case, 1).code == 3
    assert line("case", "open", "--claimant", 1, "--yes", by="s0").code == 2
    assert line("case", "open", told(bench), "--claimant", 1, "--yes", by="s0").code == 2
