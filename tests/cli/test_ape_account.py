# SPDX-License-Identifier: Apache-2.0
"""`--ape`: an account of Ape signs for a command; Ape itself never speaks on stdout."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symbio import KeySigner
from symbio.chain.signing import parse
from symbio.cli import anvil
from tests.cli.conftest import CHARTER
from tests.cli.test_node import COMMAND, Node, start

TEST_0 = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
REGISTER = ("community", "register", "--kind", "local-community", "--jurisdiction", "PT")
NEW = (*REGISTER, "--profile", str(CHARTER), "--yes")
INVITED = ("--invited", "2026-11-23T15:00:00Z", "--out")


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    if anvil.find() is None:
        pytest.skip("anvil is not installed: make setup")
    running = start(tmp_path_factory.mktemp("node"))
    yield running
    running.stop(signal.SIGTERM)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's home, where Ape keeps one account of theirs."""
    home = tmp_path_factory.mktemp("home")
    accounts = home / ".ape" / "accounts"
    accounts.mkdir(parents=True)
    KeySigner(b"\x09" * 32).save(accounts / "boat.json", "open sesame")
    return home


def run(
    node: Node, home: Path, *words: str, says: str = "", rpc: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as its user would, in their home and not in the house of this suite."""
    where = {
        "HOME": str(home),
        "SYMBIO_RPC": rpc or node.facts["rpc"],
        "SYMBIO_MANIFEST": str(node.folder / node.facts["manifest"]),
    }
    return subprocess.run(
        [*COMMAND, *words, "--json"],
        env=os.environ | where,
        cwd=home,
        input=says,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_a_test_account_sends(node: Node, home: Path) -> None:
    sent = answer(run(node, home, *NEW, "--ape", "TEST::0"))
    shown = answer(run(node, home, "community", "show", str(sent["community"])))
    assert shown["steward"] == TEST_0


@pytest.mark.slow
def test_an_account_that_ape_lacks(node: Node, home: Path) -> None:
    done = run(node, home, *NEW, "--ape", "TEST::99")
    assert (done.returncode, done.stdout) == (4, "")
    assert "Ape has no account “TEST::99”" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("says", "code", "told"),
    [
        ("y\nopen sesame\nn\n", 0, "Next: hand"),
        ("y\nopen barley\nn\n", 4, "did not sign: Invalid password."),
        ("", 8, "nobody answered Ape."),
    ],
)
def test_an_account_of_apes_signs_without_a_node(
    node: Node, home: Path, tmp_path: Path, says: str, code: int, told: str
) -> None:
    paper, nowhere = tmp_path / "consent.json", "http://127.0.0.1:9"
    sign = ("roll", "sign", "1", "--ape", "boat", *INVITED, str(paper))
    done = run(node, home, *sign, says=says, rpc=nowhere)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert paper.exists() == (code == 0) == bool(done.stdout)
    if code == 0:
        signed = parse(paper.read_bytes())
        assert signed.is_by_key()
        assert json.loads(done.stdout)["signer"] == signed.signer


@pytest.mark.slow
def test_no_node_is_said_in_words(node: Node, home: Path) -> None:
    done = run(node, home, *NEW, "--ape", "TEST::0", rpc="http://127.0.0.1:9")
    assert (done.returncode, done.stdout) == (6, "")
    assert "The node does not answer" in done.stderr
