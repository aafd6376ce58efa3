# SPDX-License-Identifier: Apache-2.0
"""A small copy of the example, and its story told once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import symbio
from symbio.story import StoryResult, run
from symbio.story.demo_keys import DemoKeys
from symbio.story.rolls import roll_files

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "global-ocean"
PEOPLE = 9
OTHERS = 45
"""In each community that has a part in justice alone: a jury needs people to choose from."""


def small(folder: Path) -> Path:
    """Copy the example with a few people in each community."""
    shutil.copytree(EXAMPLE, folder)
    for place, number in ((folder, PEOPLE), (folder / "justice", OTHERS)):
        people = json.loads((place / "people.json").read_text(encoding="utf-8"))
        for roll in people["rolls"].values():
            roll["people"] = number
        (place / "people.json").write_text(json.dumps(people), encoding="utf-8")
    for path, text in roll_files(folder).items():
        path.write_text(text, encoding="utf-8")
    _small_trade(folder / "trade")
    return folder


def _small_trade(trade: Path) -> None:
    """Leave the trade of those few people: the first of each community's participants."""
    for name, key in (("offers", "offers"), ("orders", "orders"), ("barter", "ring")):
        path = trade / f"{name}.json"
        value = json.loads(path.read_text(encoding="utf-8"))
        for each in value[key]:
            each["person"] = each["person"] % PEOPLE + 1
        path.write_text(json.dumps(value), encoding="utf-8")
    head, *lines = (trade / "participants.csv").read_text(encoding="utf-8").splitlines()
    seen: dict[str, int] = {}
    kept: dict[str, str] = {}
    for line in lines:
        key, community, _, name = line.split(",")
        seen[community] = seen.get(community, 0) + 1
        if seen[community] <= PEOPLE:
            kept[key] = f"{key},{community},{seen[community]},{name}"
    _write(trade / "participants.csv", head, kept.values())
    head, *lines = (trade / "obligations.csv").read_text(encoding="utf-8").splitlines()
    among = [line for line in lines if {*line.split(",")[1:3]} <= kept.keys()]
    _write(trade / "obligations.csv", head, among)
    value = json.loads((trade / "clearing.json").read_text(encoding="utf-8"))
    value["acceptances"] = [e for e in value["acceptances"] if e["participant"] in kept]
    (trade / "clearing.json").write_text(json.dumps(value), encoding="utf-8")


def _write(path: Path, head: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small(tmp_path / "ours")


@pytest.fixture
def rewrite(folder: Path) -> Callable[[str, Callable[[Any], None]], Path]:
    """Change one JSON file of the folder."""

    def change(name: str, how: Callable[[Any], None]) -> Path:
        path = folder / name
        value = json.loads(path.read_text(encoding="utf-8"))
        how(value)
        path.write_text(json.dumps(value), encoding="utf-8")
        return folder

    return change


def own_keys(folder: Path, number: int) -> None:
    """Put addresses on Peniche's roll whose keys nobody has published."""
    own = DemoKeys("keys that stay with their owners")
    path = folder / "rolls" / "peniche.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    for n in range(1, number + 1):
        name, _, joined, consent = lines[n].split(",")
        lines[n] = f"{name},{own.address('somebody', n)},{joined},{consent}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> StoryResult:
    """The whole story, told once, of a folder in which three people have keys of their own."""
    folder = small(tmp_path_factory.mktemp("example") / "small")
    own_keys(folder, 3)
    with symbio.demo() as world:
        return run(folder, world)
