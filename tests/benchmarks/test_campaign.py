# SPDX-License-Identifier: Apache-2.0
"""A campaign tries the sample in its order, and nothing that a person has found equivalent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.mutants.campaign import PATIENCE, Campaign
from benchmarks.mutants.source import Mutant
from benchmarks.mutants.targets import Equivalents, Target, targets
from benchmarks.mutants.trial import Verdict


@dataclass
class Tried:
    """A trial that is over at once."""

    verdict: Verdict

    def poll(self) -> Verdict:
        return self.verdict

    def stop(self) -> None:
        raise AssertionError("it was over")


class Recorder:
    """A desk that notes what it is asked to try, and always finds the same."""

    def __init__(self, kind: str = "killed") -> None:
        self.kind = kind
        self.asked: list[tuple[Mutant | None, list[str], float]] = []

    def start(
        self, mutant: Mutant | None, _: Any, tests: list[str], __: str, limit: float = 0.0
    ) -> Tried:
        self.asked.append((mutant, tests, limit))
        if mutant is None:
            return Tried(Verdict("survived", "original", "", 60.0))
        path = "tests/contracts/audit/test_take_over_the_execution.py"
        return Tried(Verdict(self.kind, f"{len(self.asked)}", f"{path}::test_x", 2.0))


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    found = Campaign(targets()["ballots"], 1, 5, 2, lambda _: None)
    for file in found.target.sources:
        found.originals[found.target.affected(file)] = "original"
    return found


def test_the_unmutated_tests_come_first_and_say_how_long_a_trial_may_take(
    campaign: Campaign,
) -> None:
    desks = [Recorder(), Recorder()]
    campaign._trials(desks)  # type: ignore[arg-type]
    first, *rest = desks[0].asked
    assert (first[0], first[2]) == (None, 0.0)
    limits = {limit for desk in (rest, desks[1].asked) for _, _, limit in desk}
    assert limits == {PATIENCE * 60.0}, "nobody starts before it is known"
    assert campaign.result.share == 100
    assert len(campaign.result.of("killed")) == 5


def test_each_test_is_named_once_what_killed_before_among_the_first(campaign: Campaign) -> None:
    campaign.result.baseline = 60.0
    desk = Recorder()
    campaign._trials([desk])  # type: ignore[list-item]
    seen: set[str] = set()
    for mutant, tests, _ in desk.asked:
        assert mutant is not None
        assert sorted(tests) == sorted(campaign.target.paths())
        own = campaign.target.own(mutant.function)
        assert tests[: len(own)] == own
        if mutant.file in seen:
            assert tests[len(own)].endswith("test_take_over_the_execution.py")
        seen.add(mutant.file)


def test_a_test_that_comes_later_isnt_asked_for(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.result.baseline = 60.0
    later = [*campaign.tests, "tests/contracts/federation/test_later.py"]
    monkeypatch.setattr(Target, "paths", lambda _: later)
    monkeypatch.setattr(Target, "own", lambda *_: later[-1:])
    desk = Recorder()
    campaign._trials([desk])  # type: ignore[list-item]
    assert all(later[-1] not in tests for _, tests, _ in desk.asked)


def test_equivalent_mutants_are_passed_over_and_dont_count(campaign: Campaign) -> None:
    campaign.result.baseline = 60.0
    known = campaign.queue[:2]
    reasons = {(each.file, each.text, each.change): "it changes nothing" for each in known}
    campaign.equivalents = Equivalents(reasons)
    desk = Recorder("survived")
    campaign._trials([desk])  # type: ignore[list-item]
    assert not {mutant for mutant, _, _ in desk.asked} & set(known)
    assert {mutant for mutant, _ in campaign.result.of("equivalent")} >= set(known)
    assert len(campaign.result.of("survived")) == 5
    assert campaign.result.share == 0
