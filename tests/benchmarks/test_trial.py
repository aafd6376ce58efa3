# SPDX-License-Identifier: Apache-2.0
"""A mutant is killed by a test or by its own waste of time, never by a busy machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.mutants import trial
from benchmarks.mutants.trial import Desk, Inconclusive, Verdict


def spin(*_: object) -> dict[str, str]:
    while True:
        pass


def wait(*_: object) -> dict[str, str]:
    time.sleep(1.5)
    return {"kind": "survived", "code": "ab"}


def fail(*_: object) -> dict[str, str]:
    raise RuntimeError("the tests couldn't look")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk") / "copy")


def judged(desk: Desk, limit: float) -> Verdict:
    started = desk.start(None, (), ["tests"], "", limit)
    try:
        while (verdict := started.poll()) is None:
            time.sleep(0.02)
    except Inconclusive:
        started.stop()
        raise
    return verdict


@pytest.mark.parametrize(("work", "kind"), [(spin, "timed out"), (wait, "survived")])
def test_the_processors_time_is_measured_not_the_clocks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, work: Callable[..., object], kind: str
) -> None:
    monkeypatch.setattr(trial, "_tried", work)
    verdict = judged(desk, 0.5)
    assert verdict.kind == kind
    assert (verdict.seconds < 0.5) == (kind == "survived")


def test_a_trial_that_doesnt_run_is_no_verdict(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_tried", wait)
    monkeypatch.setattr(trial, "STANDSTILL", 1)
    with pytest.raises(Inconclusive, match="no verdict"):
        judged(desk, 0.5)


def test_tests_that_couldnt_look_are_no_verdict(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(trial, "_tried", fail)
    with pytest.raises(Inconclusive, match=r"^broke"):
        judged(desk, 0.5)
