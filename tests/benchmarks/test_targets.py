# SPDX-License-Identifier: Apache-2.0
"""Every contract is some target's, and what was reviewed as equivalent still exists."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.mutants.source import Mutant
from benchmarks.mutants.targets import ROOT, Equivalents, NoTests, Target, targets

# A coin for rehearsals: no institution, and snekmate's own code.
NOT_MUTATED = {"contracts/DemoCoin.vy"}


def test_every_source_belongs_to_one_target() -> None:
    sources = Counter(source for target in targets().values() for source in target.sources)
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "contracts").rglob("*.vy")}
    assert set(sources) == there - NOT_MUTATED
    assert set(sources.values()) == {1}


@pytest.mark.parametrize("name", list(targets()))
def test_every_source_changes_a_deployable_of_its_target(name: str) -> None:
    target = targets()[name]
    assert all(target.affected(source) for source in target.sources)


@pytest.mark.parametrize("name", list(targets()))
def test_every_target_has_tests_and_finds_a_functions_own(name: str) -> None:
    target = targets()[name]
    paths = target.paths()
    assert all((ROOT / path).is_file() for path in paths)
    assert len(set(paths)) == len(paths)
    folder = next(path for path in target.tests if (ROOT / path).is_dir())
    for test in (ROOT / folder).glob("test_*.py"):
        function = test.stem.removeprefix("test_")
        assert test.relative_to(ROOT).as_posix() in target.own(f"_{function}")


def test_a_target_without_tests_says_so() -> None:
    with pytest.raises(NoTests, match="nowhere has no tests"):
        Target("nowhere", (), (), ("tests/nowhere",)).paths()


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    target = targets()["treasury"]
    assert target.shuffled(1) == target.shuffled(1)
    assert target.shuffled(1) != target.shuffled(2)
    assert sorted(target.shuffled(1)) == sorted(target.mutants())


def test_reviewed_equivalents_exist_and_give_a_reason() -> None:
    equivalents = Equivalents.load()
    known = (each for target in targets().values() for each in target.mutants())
    assert equivalents.stale(known) == []
    assert all(len(reason) > 20 for reason in equivalents.reasons.values())


def test_an_equivalent_is_known_by_its_line_and_its_change() -> None:
    mutant = Mutant("a.vy", 3, 4, "<", "<=", "comparison", 7, "if a < b:", "f")
    reviewed = Equivalents({("a.vy", "if a < b:", "< → <="): "never equal"})
    assert mutant in reviewed
    assert Mutant("a.vy", 3, 4, "<", ">=", "comparison", 7, "if a < b:", "f") not in reviewed
