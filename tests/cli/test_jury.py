# SPDX-License-Identifier: Apache-2.0
"""symbio jury: a lot, seats by hand and by signature, hidden votes, and the draw done again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import symbio
from symbio import World
from symbio.domain.juries import Pool, Times
from symbio.domain.jury_records import Replay
from tests.cli.conftest import DAY, Line, found
from tests.cli.justice_bench import Bench, kept, settle
from tests.published import kind_of

TIMES = Times(wave=3_600, deliberation=7_200, commit=3_600, reveal=3_600)
SEATS = 3
_BENCHES: dict[str, Bench] = {}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with symbio.demo() as found:
        yield found


@pytest.fixture
def bench(line: Line) -> Bench:
    key = line.world.juries.address
    if key not in _BENCHES:
        _BENCHES[key] = settle(line, 5, 24)
    line.keystore("relayer")
    return replace(_BENCHES[key], line=line)


def call(bench: Bench, options: int = 3) -> int:
    """Have a jury called that nobody of the first town sits on."""
    world = bench.line.world
    given = (Pool(), bench.season, SEATS, options, TIMES)
    plan = world.juries.call_jury(*given, excluded=[bench.towns[0]])
    number: int = plan.send(world.account("court")).value
    return number


def seated(bench: Bench, jury: int) -> list[str]:
    """Fill the seats by hand."""
    bench.draw(jury)
    return bench.take_seats(jury, lambda role: bench.line.send("jury", "take", jury, by=role))


def test_a_community_enters_the_lot_and_a_season_is_frozen(bench: Bench) -> None:
    line, world = bench.line, bench.line.world
    line.keystore("s0")
    sent = line.send("jury", "enlist", bench.towns[0], by="s0")
    assert sent["season"] == bench.season + 1 and "can be drawn" in sent["you_pay"]
    whole = line.read("jury", "season")
    assert (whole["season"], whole["communities"], whole["frozen"]) == (bench.season, 5, True)
    assert [each["weight"] for each in whole["table"]] == [8] * 5
    assert whole["most_of_one_community"] == 10 and whole["weight"] == 40
    stewards = line.read("jury", "season", "--stewards")
    assert stewards["pool"] == "stewards of every community" and stewards["weight"] == 5
    coming = line.read("jury", "season", "--season", bench.season + 1)
    assert coming["communities"] == 1 and not coming["frozen"]
    early = line("jury", "freeze", "--season", bench.season + 1, "--yes", by="relayer")
    assert early.code == 5 and "hasn't begun" in early.err
    other = line("jury", "enlist", bench.towns[1], "--season", bench.season + 2, "--yes", by="s0")
    assert other.code == 4
    started = line.send("jury", "enlist", bench.towns[0], "--stewards", by="s0")
    assert started["pool"].startswith("stewards")
    assert world.juries.season(Pool(), bench.season + 1).communities == 1


def test_a_jury_from_the_lot_to_its_choice(bench: Bench) -> None:
    line, world, jury = bench.line, bench.line.world, call(bench)
    shown = line.read("jury", "show", jury)
    assert shown["phase"] == "called" and f"symbio jury seat {jury}" in shown["asks"]
    early = line("jury", "verify", jury)
    assert early.code == 3
    roles = seated(bench, jury)
    assert "deliberating" in line.read("jury", "show", jury)["phase"]
    late = line(
        "jury", "commit", jury, "--plan", 1, "--keep", kept(line, "x"), "--yes", by=roles[0]
    )
    assert late.code == 5 and not kept(line, "x").exists()
    world.travel(TIMES.deliberation)
    for role in roles:
        plans = ("--plan", 2, "--plan", 3)
        sent = line.send("jury", "commit", jury, *plans, "--keep", kept(line, role), by=role)
        assert "approval of 2, 3" in sent["you_pay"] and "abstention" in sent["if_it_fails"]
    assert "until 20" in line.read("jury", "show", jury)["asks"]
    world.travel(TIMES.commit)
    assert "reveal" in line.read("jury", "show", jury)["asks"]
    for role in roles:
        sent = line.send("jury", "reveal", jury, kept(line, role), by="relayer")
        assert sent["vote"] == "approval of 2, 3"
    world.travel(TIMES.reveal)
    shown = line.read("jury", "show", jury)
    assert (shown["phase"], shown["option"], shown["approvals"]) == ("decided", 2, SEATS)
    assert line.read("jury", "stipend", "show", jury)["each_seat"] is None
    assert line("jury", "stipend", "claim", jury, "--yes", by=roles[0]).code == 5


def test_the_draw_is_done_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    line, jury = bench.line, call(bench)
    roles = seated(bench, jury)
    found = line.read("jury", "verify", jury)
    assert found["right"] and found["seed_is_the_beacons"] and found["weight"] == 32
    assert found["excluded_communities"] == [bench.towns[0]]
    turns = {turn["seat"]: turn for turn in found["turns"]}
    assert [bench.people[turns[seat]["sat"]] for seat in (1, 2, 3)] == roles
    assert all(turn["index"] % 3 == bench.season % 3 for turn in turns.values())
    assert all(0 <= turn["place"] < 32 for turn in turns.values())
    whole = line.read("jury", "verify", jury, "--all")
    assert len(whole["turns"]) == SEATS * 8
    monkeypatch.setattr(Replay, "is_right", property(lambda self: False))
    assert line("jury", "verify", jury).code == 5


def test_seats_and_votes_by_signature(bench: Bench) -> None:
    line, world, jury = bench.line, bench.line.world, call(bench)
    bench.draw(jury)
    stranger = line("jury", "take", jury, "--yes", by="relayer")
    assert stranger.code == 5 and "No seat of jury" in stranger.err
    asked = line.read("jury", "show", jury)
    assert asked["waits_for"] and "you lose nothing" in asked["asks"]

    def by_signature(role: str) -> None:
        out = line.home / f"{role}.seat.json"
        looked = line("jury", "sign", jury, "--out", out, "--dry-run", "--json", by=role)
        assert looked.code == 0 and not out.exists(), looked.err
        assert line("jury", "sign", jury, "--out", out, "--yes", by=role).code == 0
        line.send("jury", "carry", out, by="relayer")

    roles = bench.take_seats(jury, by_signature)
    gone = line.send("jury", "recuse", jury, by=roles[0])
    assert gone["gave_up_seat"] == 1
    assert line("jury", "recuse", jury, "--yes", by=roles[0]).code == 5
    world.travel_to(world.juries.jury(jury).clock.seating_ends + TIMES.deliberation + 1)
    signed = line.home / "vote.json"
    voting = ("jury", "commit", jury, "--blank", "--keep", kept(line, "b"), "--sign-to", signed)
    assert line(*voting, "--yes", by=roles[1]).code == 0
    sent = line.send("jury", "carry", signed, by="relayer")
    assert (
        world.juries.juror(jury, line.address(roles[1])).commitment.hex()
        in (sent["carried"][0]["commitment"])
    )


def test_a_vote_is_kept_before_it_is_given_and_void_once_known(bench: Bench) -> None:
    line, world, jury = bench.line, bench.line.world, call(bench, options=1_000)
    roles = seated(bench, jury)
    world.travel(TIMES.deliberation)
    file = kept(line, "kept")
    voting = ("jury", "commit", jury, "--keep", file)
    looked = line(*voting, "--number", 7, "--dry-run", "--json", by=roles[0])
    assert looked.json["dry_run"] and not file.exists()
    assert line(*voting, "--plan", 1, "--yes", by=roles[0]).code == 2
    assert line(*voting, "--number", 1_001, "--yes", by=roles[0]).code == 2
    assert line(*voting, "--number", 7, "--blank", "--yes", by=roles[0]).code == 2
    assert line(*voting, "--number", 7, "--yes", by="relayer").code == 5
    assert line(*voting, "--yes", by=roles[0]).code == 3
    first = line.send(*voting, "--number", 7, by=roles[0])
    assert kind_of(file) == "hidden-vote"
    assert "the number 7" in first["you_pay"] and file.stat().st_mode & 0o077 == 0
    assert line(*voting, "--number", 8, "--yes", by=roles[0]).code == 2
    assert line(*voting, "--yes", by=roles[1]).code == 5
    again = line.send(*voting, by=roles[0])
    assert again["commitment"] == first["commitment"]
    other = line("jury", "reveal", call(bench), file, "--yes", by=roles[0])
    assert other.code == 5 and "another jury" in other.err
    sent = line.send("jury", "leak", jury, file, by="relayer")
    assert sent["void_vote_of"] == line.address(roles[0])
    assert line(*voting, "--yes", by=roles[0]).code == 5
    broken = line.home / "broken.vote"
    broken.write_text(json.dumps({**json.loads(file.read_text()), "salt": "0x1"}))
    assert "salt" in line("jury", "leak", jury, broken, "--yes", by="relayer").err
    broken.write_text("{")
    assert line("jury", "leak", jury, broken, "--yes", by="relayer").code == 2


def test_a_fund_of_stipends_is_endowed(bench: Bench, profile: Path) -> None:
    line, founded = bench.line, found(bench.line, profile)
    giving = ("jury", "stipend", "endow", founded.address)
    sent = line.send(*giving, "1.5", "--currency", "ETH", by="relayer")
    assert sent["arrived"]["units"] == str(15 * 10**17) and "for good" in sent["you_pay"]
    euro = line.world.token("EURe", 2, holder=line.world.account("relayer"))
    sent = line.send(*giving, "20", "--currency", euro.address, by="relayer")
    assert sent["arrived"]["text"] == "20.00 EURe" and len(sent["transactions"]) == 2
    assert line.world.suite.stipends.fund(founded.address, euro.token).units == 2_000
    own = line.read("jury", "season", "--federation", founded.address)
    assert own["communities"] == 0 and founded.address in own["pool"]
    jury = call(bench)
    early = line("jury", "stipend", "give-back", jury, "--yes", by="relayer")
    assert early.code == 5


def test_what_is_not_there_or_not_due(bench: Bench, tmp_path: Path) -> None:
    line, jury = bench.line, call(bench)
    assert line("jury", "show", 999).code == 3
    assert line("jury", "take", jury, "--yes", by="relayer").code == 5
    soon = line("jury", "seat", jury, "--yes", by="relayer")
    assert soon.code == 2 and "the chain is at" in soon.err
    drand = tmp_path / "round.json"
    for said in ("{", '{"round": 0}', '{"round": 5, "signature": "0x"}'):
        drand.write_text(said)
        ran = line("jury", "seat", jury, "--round", drand, "--yes", by="relayer")
        assert ran.code == 2, ran.err
    act = tmp_path / "act.json"
    act.write_text("{}")
    assert line("jury", "carry", act, "--yes", by="relayer").code == 2
    bench.line.world.travel(8 * DAY)
