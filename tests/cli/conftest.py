# SPDX-License-Identifier: Apache-2.0
"""The command line on the embedded chain: the real commands, keystores and files; no node."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account
from typer.testing import CliRunner

import symbio
from symbio import KeySigner, World
from symbio.chain.embedded import demo_key
from symbio.cli.app import app
from symbio.cli.context import Context, Settings

ROOT = Path(__file__).resolve().parents[2]
CHARTER = ROOT / "examples" / "global-ocean" / "charter.json"
ROLL = ROOT / "examples" / "global-ocean" / "rolls" / "peniche.csv"
DAY = 86_400


@dataclass
class Ran:
    """How a command ended, and what it printed where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1, f"not one JSON value alone: {self.out}"
        return json.loads(self.out)


@dataclass
class Line:
    """The command line of one world: `line("community", "list", by="fishers")`."""

    world: World
    home: Path
    runner: CliRunner = field(default_factory=CliRunner)
    settings: list[Settings] = field(default_factory=list)

    def __call__(self, *arguments: object, by: str | None = None, said: str | None = None) -> Ran:
        words = [str(each) for each in arguments]
        if by is not None:
            words += ["--keystore", str(self.keystore(by))]
        done = self.runner.invoke(app, words, obj=Context(connect=self._connect), input=said)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    def send(self, *arguments: object, by: str) -> Any:
        """Run a write that has to succeed; gives its JSON."""
        ran = self(*arguments, "--yes", "--json", by=by)
        assert ran.code == 0, ran.err
        assert ran.err.rstrip().splitlines()[-1].startswith("Next: ")
        return ran.json

    def read(self, *arguments: object) -> Any:
        ran = self(*arguments, "--json")
        assert ran.code == 0, ran.err
        return ran.json

    def keystore(self, role: str) -> Path:
        """Give a role's keystore file; the role has coins."""
        path = self.home / f"{role}.json"
        if not path.exists():
            self.world.account(role)
            locked = Account.encrypt(demo_key(role), "open sesame", kdf="pbkdf2", iterations=1)
            path.write_text(json.dumps(locked))
        return path

    def address(self, role: str) -> str:
        return KeySigner(demo_key(role)).address

    def roll(self, *roles: str) -> Path:
        """Write a list of people."""
        path = self.home / f"{'-'.join(roles)}.csv"
        rows = [f"{role},{self.address(role)},2026-01-10,yes" for role in roles]
        path.write_text("\n".join(["person,address,joined,consent", *rows]) + "\n")
        return path

    def height(self) -> int:
        return self.world.client.height()

    def _connect(self, settings: Settings) -> Any:
        self.settings.append(settings)
        client = copy.copy(self.world.client)
        # Its own signer stays: the embedded chain lets only accounts with coins ask.
        client.live = settings.live
        return client


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    with symbio.demo() as found:
        yield found


@pytest.fixture
def line(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    passphrase, manifest = tmp_path / "passphrase", tmp_path / "manifest.json"
    passphrase.write_text("open sesame\n")
    world.manifest.save(manifest)
    monkeypatch.setenv("SYMBIO_PASSPHRASE_FILE", str(passphrase))
    monkeypatch.setenv("SYMBIO_MANIFEST", str(manifest))
    monkeypatch.delenv("SYMBIO_RPC", raising=False)
    home = tmp_path / "home"
    home.mkdir()
    return Line(world, home)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.json"
    path.write_text('{"name": "Fishers of Peniche"}')
    return path


def register(line: Line, profile: Path, by: str, code: str = "PT") -> int:
    """Register a community through the command line; gives its number."""
    kind = ("--kind", "local-community", "--jurisdiction", code, "--profile", profile)
    number: int = line.send("community", "register", *kind, by=by)["community"]
    return number


@pytest.fixture
def town(line: Line, profile: Path) -> int:
    return register(line, profile, "fishers")


@dataclass(frozen=True)
class Founded:
    """A federation of two towns with two people each."""

    address: str
    number: int
    towns: tuple[int, int]


def found(line: Line, profile: Path) -> Founded:
    """Found a federation through the command line, from registration on."""
    towns = register(line, profile, "fishers"), register(line, profile, "hosts", "NZ")
    line.send("roll", "enrol", towns[0], line.roll("ana", "rui"), by="fishers")
    line.send("roll", "enrol", towns[1], line.roll("aroha", "mere"), by="hosts")
    terms, signed = line.home / "terms.json", line.home / "acceptance.json"
    until = "2099-01-01T00:00:00Z"
    founders = ("--founders", f"{towns[0]},{towns[1]}", "--until", until, "--out", terms)
    assert line("federation", "terms", CHARTER, *founders).code == 0
    line.send("federation", "accept", terms, "--community", towns[0], by="fishers")
    accepting = ("federation", "accept", terms, "--community", towns[1], "--sign-to", signed)
    assert line(*accepting, by="hosts").code == 0
    made = line.send("federation", "found", terms, "--acceptance", signed, by="relayer")
    return Founded(made["address"], made["federation"], towns)


_FOUNDED: dict[str, Founded] = {}


@pytest.fixture
def founded(line: Line, profile: Path) -> Founded:
    """The federation that tests share; who changes its members founds their own."""
    key = line.world.communities.address
    if key not in _FOUNDED:
        _FOUNDED[key] = found(line, profile)
    for role in ("ana", "rui", "aroha", "mere", "fishers", "hosts", "relayer", "stranger"):
        line.keystore(role)
    return _FOUNDED[key]
