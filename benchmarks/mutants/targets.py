# SPDX-License-Identifier: Apache-2.0
"""What is mutated, which contracts that changes, and which tests must notice."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.mutants.operators import mutants
from benchmarks.mutants.source import Mutant, Source

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
_IMPORT = re.compile(rb"^from \.(?:modules)? import (\w+)", re.MULTILINE)


class NoTests(RuntimeError):
    """A target has nothing that could kill its mutants."""


@dataclass(frozen=True)
class Target:
    """A part of the suite: its sources, what is deployed from them, its tests by specificity."""

    name: str
    deployables: tuple[str, ...]
    sources: tuple[str, ...]
    tests: tuple[str, ...]

    def mutants(self) -> list[Mutant]:
        """Every mutant of every source."""
        return [each for source in self.sources for each in mutants(Source(ROOT, source))]

    def shuffled(self, seed: int) -> list[Mutant]:
        """The mutants in the order in which a sample takes them."""
        listed = self.mutants()
        random.Random(f"{self.name} {seed}").shuffle(listed)
        return listed

    def affected(self, file: str) -> tuple[str, ...]:
        """The deployables whose code a file is part of."""
        stem = Path(file).stem
        return tuple(each for each in self.deployables if stem in _closure(f"contracts/{each}.vy"))

    def paths(self) -> list[str]:
        """All test files, the most specific first; raises `NoTests` where there are none.

        Files, never folders: pytest, given a file and then its folder, forgets the folder's others.
        """
        named = [each for pattern in self.tests for each in sorted(ROOT.glob(pattern))]
        found = [
            path.relative_to(ROOT).as_posix()
            for each in named
            for path in (sorted(each.rglob("test_*.py")) if each.is_dir() else [each])
        ]
        if not found:
            raise NoTests(f"{self.name} has no tests yet: {', '.join(self.tests)}")
        return found

    def own(self, function: str) -> list[str]:
        """The tests that are named after a function."""
        name = f"test_{function.strip('_')}.py"
        return [path for path in self.paths() if Path(path).name == name]


def targets() -> dict[str, Target]:
    """All targets by name."""
    listed = json.loads((HERE / "targets.json").read_text("utf-8"))
    return {
        name: Target(
            name=name,
            deployables=tuple(each["deployables"]),
            sources=tuple(each["sources"]),
            tests=tuple(each["tests"]),
        )
        for name, each in listed.items()
    }


@dataclass(frozen=True)
class Equivalents:
    """Mutants that a person has found to change nothing that anybody could see."""

    reasons: dict[tuple[str, str, str], str]

    @staticmethod
    def load() -> Equivalents:
        """Read the reviewed list."""
        listed = json.loads((HERE / "equivalent.json").read_text("utf-8"))
        return Equivalents(
            {(each["file"], each["line"], each["change"]): each["reason"] for each in listed}
        )

    def __contains__(self, mutant: object) -> bool:
        return isinstance(mutant, Mutant) and self._key(mutant) in self.reasons

    def stale(self, known: Iterator[Mutant]) -> list[tuple[str, str, str]]:
        """Entries that no mutant of today's sources matches."""
        return sorted(set(self.reasons) - {self._key(each) for each in known})

    @staticmethod
    def _key(mutant: Mutant) -> tuple[str, str, str]:
        return mutant.file, mutant.text, mutant.change


@cache
def _closure(file: str) -> frozenset[str]:
    """The stems of a source and of all modules it is made of."""
    found = {Path(file).stem}
    for name in _IMPORT.findall((ROOT / file).read_bytes()):
        module = f"contracts/modules/{name.decode()}.vy"
        if (ROOT / module).is_file():
            found |= _closure(module)
    return frozenset(found)
