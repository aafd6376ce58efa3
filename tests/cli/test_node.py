# SPDX-License-Identifier: Apache-2.0
"""The whole way on a real node: `symbio node` as a process, and every noun against it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from symbio.chain import embedded
from symbio.chain.client import Client
from symbio.cli import anvil
from symbio.cli.app import app
from tests.cli.conftest import CHARTER, DAY

COMMAND = [sys.executable, "-c", "from symbio.cli.app import main; main()"]
SOMEBODY = "0x1111111111111111111111111111111111111111"


@dataclass
class Node:
    """A running `symbio node`, and the commands that talk to it."""

    folder: Path
    process: subprocess.Popen[str]
    facts: dict[str, Any]

    def run(self, *arguments: object, by: str | None = None) -> Any:
        """Run a command against the node; gives its JSON."""
        words = [str(each) for each in arguments] + ["--json"]
        if by is not None:
            words += ["--yes", "--keystore", f"{self.facts['keys']}/{by}.json"]
        environment = {
            "SYMBIO_RPC": self.facts["rpc"],
            "SYMBIO_MANIFEST": str(self.folder / self.facts["manifest"]),
            "SYMBIO_PASSPHRASE_FILE": f"{self.facts['keys']}/passphrase",
        }
        done = CliRunner().invoke(app, words, env=environment)
        assert done.exit_code == 0, (done.stderr, done.exception)
        return json.loads(done.stdout)

    def travel(self, seconds: int) -> None:
        embedded.travel(Client(self.facts["rpc"]), seconds)

    def stop(self, how: int) -> str:
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, said
        return said


def start(folder: Path) -> Node:
    command = [*COMMAND, "node", "--folder", str(folder / "kept"), "--json"]
    command += ["--port", str(_port())]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder
    )
    assert process.stdout is not None
    told = process.stdout.readline()
    if not told:
        _, said = process.communicate(timeout=60)
        raise AssertionError(said)
    return Node(folder, process, json.loads(told))


def _port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    if anvil.find() is None:
        pytest.skip("anvil is not installed: make setup")
    running = start(tmp_path)
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGTERM)


def roll(node: Node, *roles: str) -> Path:
    path = node.folder / f"{roles[0]}.csv"
    rows = [f"{role},{node.facts['accounts'][role]},2026-01-10,yes" for role in roles]
    path.write_text("\n".join(["person,address,joined,consent", *rows]) + "\n")
    return path


@pytest.mark.slow
def test_a_federation_lives_on_a_local_node(node: Node) -> None:
    assert all(each["ok"] for each in node.run("deploy", "verify"))
    towns = []
    for who, code, people in (("fishers", "PT", ("ana", "relayer")), ("hosts", "NZ", ("aroha",))):
        kind = ("--kind", "local-community", "--jurisdiction", code, "--profile", CHARTER)
        towns.append(node.run("community", "register", *kind, by=who)["community"])
        assert node.run("roll", "check", roll(node, *people))["people"] == len(people)
        node.run("roll", "enrol", towns[-1], roll(node, *people), by=who)
    terms = node.folder / "terms.json"
    more = ("--founders", "1,2", "--until", "2099-01-01", "--out", terms)
    node.run("federation", "terms", CHARTER, *more)
    for who, town in zip(("fishers", "hosts"), towns, strict=True):
        node.run("federation", "accept", terms, "--community", town, by=who)
    federation = node.run("federation", "found", terms, by="relayer")["address"]
    number = decide(node, federation, towns)
    assert node.run("proposal", "execute", federation, number, by="stranger")["stage"] == "executed"
    split = node.run("treasury", "show", 1)
    assert split["controller"] == federation
    node.run("treasury", "deposit", 1, "2", "ETH", by="stranger")
    paid = node.run("treasury", "claim", 1, "ETH", SOMEBODY, by="relayer")
    assert paid["claimed"]["text"] == "0.50 ETH"
    assert "its chain is kept" in node.stop(signal.SIGINT)
    again = start(node.folder)
    try:
        kept = again.run("proposal", "show", federation, number)
        assert (kept["stage"], kept["title"]) == ("executed", "Share our revenue")
        assert len(again.run("treasury", "statement", 1)) == 2
    finally:
        again.stop(signal.SIGTERM)


def decide(node: Node, federation: str, towns: list[int]) -> int:
    """Put a proposal that opens a split; have it voted on by signed ballots and stewards."""
    shares = ("--share", f"community:{towns[0]}=7500", "--share", f"{SOMEBODY}=2500")
    create = ("treasury", "create", *shares, "--controller", federation)
    calls = node.folder / "calls.json"
    sender = ("--as", node.facts["accounts"]["fishers"])
    calls.write_text(json.dumps(node.run(*create, "--dry-run", *sender)))
    said = ("--title", "Share our revenue", "--text", "Open a split.", "--call-file", calls)
    # A proposal of the very second of the founding would see no members yet.
    node.travel(2)
    opened = node.run(
        "proposal", "create", federation, "--community", towns[0], *said, by="fishers"
    )
    number: int = opened["proposal"]
    paper, ballots = node.folder / "paper.json", node.folder / "ballots"
    node.run("vote", "paper", federation, number, "--out", paper)
    ballots.mkdir()
    for who, town in (("ana", towns[0]), ("relayer", towns[0]), ("aroha", towns[1])):
        sign(node, federation, number, who, town, paper, ballots)
    node.travel(DAY + 60)
    carried = node.run("vote", "carry", federation, number, ballots, by="stranger")
    assert carried["counted"] == 3
    for who, town in zip(("fishers", "hosts"), towns, strict=True):
        node.run("vote", "steward", federation, number, "for", "--community", town, by=who)
    assert node.run("vote", "show", federation, number)["carried_as_it_stands"]
    node.travel(8 * DAY)
    return number


def sign(
    node: Node, federation: str, number: int, who: str, town: int, paper: Path, ballots: Path
) -> None:
    at = (federation, number, "for", "--community", town, "--out", ballots / f"{who}.json")
    keystore = ("--keystore", f"{node.facts['keys']}/{who}.json", "--paper", paper)
    # Offline: a URL that nobody listens on.
    node.run("--rpc", "http://127.0.0.1:9", "vote", "sign", *at, *keystore)


def test_a_folder_has_one_node_and_a_port_one_owner(node: Node) -> None:
    said = subprocess.run(
        [*COMMAND, "node", "--folder", str(node.folder / "kept")], capture_output=True, text=True
    )
    assert said.returncode == 2
    assert "Another node runs" in said.stderr
    taken = subprocess.run(
        [*COMMAND, "node", "--folder", "other", "--port", node.facts["rpc"].rpartition(":")[2]],
        capture_output=True,
        text=True,
        cwd=node.folder,
    )
    assert taken.returncode == 2
    assert "Another program listens" in taken.stderr
    assert not (node.folder / "other" / "manifest.json").exists()
