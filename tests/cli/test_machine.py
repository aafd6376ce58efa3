# SPDX-License-Identifier: Apache-2.0
"""symbio deploy, doctor and demo."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import symbio.story
from symbio import World
from symbio.chain import randomness
from symbio.chain.deployer import STEPS
from symbio.domain.beacon import Source
from symbio.domain.drand import quicknet
from tests.cli.conftest import ROOT, Line

EXAMPLE = ROOT / "examples" / "global-ocean"


def test_the_suite_is_planned_deployed_verified_and_never_twice(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    at = ("--manifest", path)
    line.keystore("fishers")
    height = line.height()
    planned = line("deploy", "plan", *at, "--json", by="fishers")
    assert [each["done"] for each in planned.json] == [False] * len(STEPS)
    rehearsed = line("deploy", "run", *at, "--dry-run", "--json", by="fishers")
    assert rehearsed.code == 0 and not path.exists() and line.height() == height
    done = line.send("deploy", "run", *at, by="fishers")
    assert [each["address"] for each in done["steps"]] == [each["address"] for each in planned.json]
    assert all(each["ok"] for each in line.read("deploy", "verify", *at))
    again = line("deploy", "run", *at, "--yes", by="fishers")
    assert again.code == 5
    half = json.loads(path.read_text())
    half["steps"] = half["steps"][:2]
    path.write_text(json.dumps(half))
    assert line("deploy", "verify", *at).code == 5
    assert line.send("deploy", "resume", *at, by="fishers")["steps"][:2] == half["steps"]
    assert line("deploy", "resume", "--manifest", tmp_path / "no", "--yes", by="fishers").code == 3


@pytest.mark.parametrize(
    ("wanted", "source", "has_key"),
    [("header", Source.HEADER, False), ("drand", Source.DRAND, True), ("both", Source.BOTH, True)],
)
def test_lots_are_drawn_from_what_is_wanted(
    line: Line, tmp_path: Path, wanted: str, source: Source, has_key: bool
) -> None:
    planning = ("deploy", "plan", "--manifest", tmp_path / "new.json", "--randomness", wanted)
    ran = line(*planning, "--json", by="fishers")
    assert ran.code == 0, ran.err
    beacon = next(each for each in ran.json if each["name"] == "Beacon")
    assert beacon["arguments"][0] == str(int(source))
    assert (quicknet().key.hex() in beacon["arguments"][-1]) == has_key
    assert not (tmp_path / "new.json").exists()


@pytest.mark.parametrize(
    ("wanted", "lacks", "code", "said"),
    [
        ("dice", "", 2, "dice"),
        ("header", "headers", 5, "no random headers"),
        ("both", "headers", 5, "with drand alone"),
        ("drand", "pairing", 5, "no pairing"),
        ("both", "pairing", 5, "with headers alone"),
    ],
)
def test_randomness_that_the_chain_lacks_is_refused(
    line: Line,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
    lacks: str,
    code: int,
    said: str,
) -> None:
    path = tmp_path / "new.json"
    if lacks:
        name = {"headers": "has_random_headers", "pairing": "has_pairing"}[lacks]
        monkeypatch.setattr(randomness, name, lambda _: False)
    for verb in (("plan",), ("run", "--yes")):
        ran = line("deploy", *verb, "--manifest", path, "--randomness", wanted, by="fishers")
        assert (ran.code, path.exists()) == (code, False)
        assert said in ran.err and not ran.out


def test_a_deployment_needs_a_manifests_name(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SYMBIO_MANIFEST")
    assert line("deploy", "run", "--yes", by="fishers").code == 2


def test_code_that_differs_is_found(line: Line, world: World, tmp_path: Path) -> None:
    other = json.loads(world.manifest.model_dump_json())
    steps = {each["name"]: each for each in other["steps"]}
    steps["Treasury"]["address"] = steps["Communities"]["address"]
    path = tmp_path / "other.json"
    path.write_text(json.dumps(other))
    ran = line("deploy", "verify", "--manifest", path, "--json")
    assert ran.code == 5
    assert next(each["what"] for each in ran.json if not each["ok"]) == "Treasury code"
    assert line("doctor", "--manifest", path).code == 5


def test_the_doctor_finds_the_machine_and_the_deployment_well(line: Line) -> None:
    rows = {each["check"]: each for each in line.read("doctor")}
    assert rows["python"]["state"] == rows["deployment"]["state"] == "ok"
    assert {"nodejs", "anvil", "vyper", "chain", "symbio"} <= rows.keys()


def test_the_doctor_misses_a_node_and_says_what_to_do(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symbio.domain.errors import Unreachable

    def gone(_: Any) -> None:
        raise Unreachable("The node does not answer.")

    monkeypatch.setattr(line, "_connect", gone)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    ran = line("doctor", "--json")
    assert ran.code == 0, "nobody named a node, so none is missed"
    rows = {each["check"]: each for each in ran.json}
    assert "symbio node" in rows["node"]["remedy"] or rows["node"]["state"] == "ok"
    assert rows["vyper"]["state"] == "missing"
    assert line("doctor", "--rpc", "http://127.0.0.1:9").code == 6


@pytest.mark.parametrize(("held", "code"), [(0, 0), (1, 5)])
def test_the_demo_tells_the_shipped_example(
    line: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, held: int, code: int
) -> None:
    told: list[Any] = []

    def tell(example: Path, out: Path, *, as_json: bool, console: Any) -> int:
        told.append((example, out, as_json))
        return held

    monkeypatch.setattr(symbio.story, "tell", tell)
    assert line("demo", "--json", "--out", tmp_path).code == code
    assert line("demo", EXAMPLE).code == code
    assert told == [(EXAMPLE, tmp_path, True), (EXAMPLE, Path("symbio-report"), False)]


def test_a_folder_that_cannot_be_told_is_refused(line: Line, tmp_path: Path) -> None:
    assert line("demo", tmp_path / "nowhere").code == 3
    shutil.copytree(EXAMPLE, tmp_path / "mine")
    roll = tmp_path / "mine" / "rolls" / "peniche.csv"
    roll.write_text(roll.read_text().replace(",yes", ",perhaps", 1))
    ran = line("demo", tmp_path / "mine", "--out", tmp_path / "report")
    assert ran.code == 2
    assert "column “consent”" in ran.err
    assert not (tmp_path / "report").exists()
