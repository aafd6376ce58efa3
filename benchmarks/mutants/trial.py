# SPDX-License-Identifier: Apache-2.0
"""One mutant's trial: a forked process, a copy of the tree, the tests until the first failure."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from benchmarks.mutants.source import Mutant
from benchmarks.mutants.targets import ROOT

COPIED = ("contracts", "tests")
LINKED = ("symbio", "scripts", "examples", "docs", "node_modules", "benchmarks")
KEPT = ("pyproject.toml", "README.md", "CHANGELOG.md")
PASSED, FAILED, INTERRUPTED = 0, 1, 2
# A trial that hasn't used up its processor time after so many times as long isn't running at all.
STANDSTILL = 20


class Inconclusive(RuntimeError):
    """The tests couldn't look; their log says why."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: invalid, same, killed, timed out or survived."""

    kind: str
    code: str
    by: str
    seconds: float  # of the processor: how busy the machine is decides nothing


class Desk:
    """A copy of the tree where one mutant at a time is tried; the working tree is never touched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        for name in COPIED:
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        for name in KEPT:
            if (ROOT / name).is_file():
                shutil.copy(ROOT / name, folder / name)
        for name in LINKED:
            if (ROOT / name).exists():
                (folder / name).symlink_to(ROOT / name)

    def start(
        self,
        mutant: Mutant | None,
        deployables: tuple[str, ...],
        tests: list[str],
        original: str,
        limit: float = 0.0,
    ) -> Trial:
        """Fork; the child compiles, compares and tests, and writes down what it found.

        It has `limit` seconds of the processor for it; 0: as many as it takes.
        """
        path = self.folder / mutant.file if mutant else None
        before = path.read_bytes() if path else b""
        if mutant and path:
            path.write_bytes(mutant.applied(before))
        outcome, log = self.folder / "outcome.json", self.folder / "log.txt"
        outcome.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            _child(self.folder, deployables, tests, original, limit)
        return Trial(child, time.monotonic(), limit, outcome, log, path, before)


@dataclass(frozen=True)
class Trial:
    """A child at work."""

    child: int
    started: float
    limit: float
    outcome: Path
    log: Path
    path: Path | None
    before: bytes

    def poll(self) -> Verdict | None:
        """The verdict once there is one."""
        done, status, used = os.wait4(self.child, os.WNOHANG)
        if done == 0:
            waited = time.monotonic() - self.started
            if self.limit and waited > STANDSTILL * self.limit:
                raise Inconclusive(f"{waited:.0f} s and no verdict: is the machine too busy?")
            return None
        if self.path:
            self.path.write_bytes(self.before)
        seconds = used.ru_utime + used.ru_stime
        found = json.loads(self.outcome.read_text("utf-8")) if self.outcome.is_file() else {}
        code = str(found.get("code", ""))
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return Verdict("timed out", code, "time", seconds)
        kind = found.get("kind")
        if kind not in ("invalid", "same", "killed", "survived"):
            raise Inconclusive(f"{kind}: {self.log.read_text('utf-8')[-3_000:]}")
        return Verdict(str(kind), code, str(found.get("by", "")), seconds)

    def stop(self) -> None:
        """End the child and whatever it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):  # it may have ended by itself
            os.waitpid(self.child, 0)


class _First:
    """Remembers the test that failed first."""

    nodeid = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and not self.nodeid:
            self.nodeid = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed and not self.nodeid:
            self.nodeid = report.nodeid


def _child(
    folder: Path, deployables: tuple[str, ...], tests: list[str], original: str, limit: float
) -> NoReturn:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limit:
        seconds = max(1, math.ceil(limit))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    log = os.open(folder / "log.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(folder)
    sys.path[:] = [str(folder), *(each for each in sys.path if Path(each).resolve() != ROOT)]
    found: dict[str, str] = {"kind": "broke"}
    try:
        found = _tried(deployables, tests, original)
    except BaseException:
        traceback.print_exc()
    finally:
        (folder / "outcome.json").write_text(json.dumps(found), "utf-8")
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _tried(deployables: tuple[str, ...], tests: list[str], original: str) -> dict[str, str]:
    import pytest

    code = _code(deployables) if deployables else original
    if deployables and (not code or code == original or not tests):
        return {"kind": "same" if code else "invalid", "code": code}
    Path("outcome.json").write_text(json.dumps({"kind": "broke", "code": code}), "utf-8")
    first = _First()
    options = ["-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist"]
    status = int(pytest.main([*options, *tests], plugins=[first]))
    kinds = {PASSED: "survived", FAILED: "killed", INTERRUPTED: "killed"}
    return {"kind": kinds.get(status, f"status {status}"), "code": code, "by": first.nodeid}


def _code(deployables: tuple[str, ...]) -> str:
    """The digest of what the deployables compile to; empty where one doesn't compile.

    By the tests' own loader, so that the tests find it compiled.
    """
    from tests.contracts.boa_chain import deployer

    digest = hashlib.sha256()
    for name in deployables:
        try:
            made = deployer(name).compiler_data
            digest.update(made.bytecode_runtime)
            digest.update(plain(made.bytecode))
        except Exception:  # the compiler answers a few mutants with its own errors
            traceback.print_exc()
            return ""
    return digest.hexdigest()


def plain(initcode: bytes) -> bytes:
    """Initcode without the metadata at its end, which names the source and so always differs."""
    return initcode[: -int.from_bytes(initcode[-2:], "big")]
