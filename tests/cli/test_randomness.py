# SPDX-License-Identifier: Apache-2.0
"""symbio deploy plan --randomness, and symbio jury seat --round with a round of the real drand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symbio import World
from symbio.chain import embedded, randomness
from symbio.chain.deployer import Deployer
from symbio.cli.drand_file import read_round
from symbio.cli.exits import BadUse
from symbio.domain.beacon import AHEAD, Source, Target
from symbio.domain.drand import quicknet
from symbio.domain.juries import Pool, Times, season_at, season_starts
from symbio.domain.rules import DAY
from tests.cli.conftest import ROOT, Line
from tests.cli.justice_bench import settle

ROUNDS = json.loads((ROOT / "tests" / "vectors" / "quicknet.json").read_text())["rounds"]
FIRST, OTHER = ROUNDS[1], ROUNDS[2]
TIMES = Times(wave=3_600, deliberation=7_200, commit=3_600, reveal=3_600)
BLOCK = 12


def seconds_of(number: int) -> int:
    """Give when quicknet emits a round."""
    return quicknet().genesis + (number - 1) * quicknet().period


CALLED_AT = seconds_of(FIRST["round"]) - AHEAD - randomness.LOCAL_LEAD * BLOCK


@pytest.fixture(scope="module", params=["drand", "both"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """A chain of the past, whose next season has the second at which a known round is aimed at."""
    genesis = season_starts(season_at(CALLED_AT)) - DAY
    with pytest.MonkeyPatch.context() as patched:
        # Its blocks would be of today at the earliest, and the known rounds are not.
        patched.setattr("eth._utils.headers.eth_now", lambda: genesis)
        client = embedded.embedded(genesis=genesis)
        yield World(client, Deployer(client, randomness=request.param).run())


def file_of(line: Line, said: dict[str, Any]) -> Path:
    path = line.home / f"{said['round']}.json"
    path.write_text(json.dumps({"round": said["round"], "signature": said["signature"]}))
    return path


def test_a_jury_is_drawn_with_a_round_of_drand(line: Line) -> None:
    world, bench = line.world, settle(line, 5, 24)
    has_header = bool(Source(world.beacon.settings().source) & Source.HEADER)
    court = world.account("court")
    world.travel_to(CALLED_AT - 2)
    jury = world.juries.call_jury(Pool(), bench.season, 3, 3, TIMES).send(court).value
    assert Target.of(world.juries.jury(jury).target).round == FIRST["round"]
    for _ in range(randomness.LOCAL_LEAD):
        world.travel(BLOCK)
    world.travel_to(seconds_of(FIRST["round"]) + 1)
    seat = ("jury", "seat", jury)
    if has_header:
        sent = line.send(*seat, by="relayer")
        assert not sent["drawn"]
    early = line(*seat, "--yes", by="relayer")
    assert early.code == 2 and f"waits for round {FIRST['round']:,} of drand" in early.err
    wrong = line(*seat, "--round", file_of(line, OTHER), "--yes", by="relayer")
    assert wrong.code == 5 and f"waits for round {FIRST['round']:,}" in wrong.err
    assert line.read("jury", "show", jury)["phase"] == "called"
    right = file_of(line, FIRST)
    assert line.send(*seat, "--round", right, by="relayer")["drawn"]
    posted = world.beacon.posted(FIRST["round"])
    assert posted and posted.randomness == int(FIRST["randomness"], 16) % 2**216
    assert line.read("jury", "show", jury)["phase"] == "seating"
    assert line.read("jury", "verify", jury)["seed_is_the_beacons"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no round of drand"),
        ('{"signature": "00"}', "“round”"),
        ('{"round": 1000, "signature": "00"}', "96 hexadecimal digits"),
    ],
)
def test_what_no_relay_gives_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "round.json"
    path.write_text(content)
    with pytest.raises(BadUse, match="is no round of drand") as refused:
        read_round(path)
    assert said in str(refused.value)
