# SPDX-License-Identifier: Apache-2.0
"""`python -m benchmarks.mutants` says how many were killed, and fails below the bar."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import pytest

from benchmarks.mutants import __main__ as command
from benchmarks.mutants.campaign import Result
from benchmarks.mutants.source import Mutant
from benchmarks.mutants.trial import Verdict

MUTANT = Mutant("contracts/a.vy", 3, 4, "<", "<=", "comparison", 7, "if a < b:", "f")
# What became of the mutants of two targets: 9 and 2 killed, 1 and 0 survived.
FOUND = {
    "rolls": ["killed"] * 8 + ["timed out", "survived", "equivalent", "same"],
    "treasury": ["killed", "killed", "invalid"],
}


class Found:
    def __init__(self, target: object, seed: int, *_: object) -> None:
        name = str(getattr(target, "name", ""))
        verdicts = [(MUTANT, Verdict(kind, "", "", 1.0)) for kind in FOUND[name]]
        self.result = Result(name, seed, 500, 60.0, verdicts)

    def run(self) -> Result:
        return self.result


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(command, "Campaign", Found)
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--bar", "90"], 0),
        (["--bar", "90.1"], 1),
        (["--bar", "91", "--together"], 0),
        (["--bar", "92", "--together"], 1),
    ],
)
def test_the_bar_is_for_each_target_or_for_all_as_one(options: list[str], code: int) -> None:
    assert command.main(["--target", "rolls", "--target", "treasury", *options]) == code


def test_equivalent_and_dropped_mutants_count_for_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command.main(["--target", "rolls", "--seed", "7"])
    printed = capsys.readouterr()
    assert "rolls: 9 of 10 killed, 90.0 % (1 by time); 1 equivalent, 1 dropped" in printed.out
    assert "contracts/a.vy:7 < → <=" in printed.out, "survivors are named"
    assert "90.0 % of all" in printed.err


def test_json_has_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--target", "treasury", "--json"])
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["killed"], told["survived"], told["share"]) == (2, 0, 100.0)


def test_nothing_judged_is_no_success() -> None:
    assert command.together([]) == 0
