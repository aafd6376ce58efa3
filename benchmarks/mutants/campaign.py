# SPDX-License-Identifier: Apache-2.0
"""A sample of a target's mutants, tried on every core."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.mutants.source import Mutant
from benchmarks.mutants.targets import Equivalents, Target
from benchmarks.mutants.trial import Desk, Inconclusive, Trial, Verdict

PATIENCE = 5
ENVIRONMENT = {"HYPOTHESIS_PROFILE": "ci", "CI": "true"}
Say = Callable[[str], None]


@dataclass
class Result:
    """What became of the mutants that were tried, in the order of the sample."""

    target: str
    seed: int
    generated: int
    baseline: float = 0.0
    verdicts: list[tuple[Mutant, Verdict]] = field(default_factory=list)

    def of(self, *kinds: str) -> list[tuple[Mutant, Verdict]]:
        """Those of some kinds."""
        return [each for each in self.verdicts if each[1].kind in kinds]

    @property
    def share(self) -> float:
        """Killed of those that aren't equivalent, in percent."""
        return share(len(self.of("killed", "timed out")), len(self.of("survived")))

    def record(self) -> dict[str, Any]:
        """The result as `--json` prints it."""
        kinds = ("killed", "timed out", "survived", "equivalent", "same", "invalid")
        return {
            "target": self.target,
            "seed": self.seed,
            "generated": self.generated,
            **{kind.replace(" ", "_"): len(self.of(kind)) for kind in kinds},
            "share": round(self.share, 1),
            "survivors": [
                {
                    "file": mutant.file,
                    "line": mutant.line,
                    "function": mutant.function,
                    "text": mutant.text,
                    "operator": mutant.operator,
                    "change": mutant.change,
                }
                for mutant, _ in self.of("survived")
            ],
        }


def share(killed: int, survived: int) -> float:
    """In percent; of no mutants at all none was killed."""
    return 100 * killed / max(1, killed + survived)


class Campaign:
    """Tries mutants of one target until enough of them could be judged."""

    def __init__(
        self,
        target: Target,
        seed: int,
        size: int | None,
        jobs: int,
        say: Say,
        baseline: float = 0.0,
    ) -> None:
        self.target, self.jobs, self.say = target, jobs, say
        self.queue = target.shuffled(seed)
        # As they are now, like the copies: somebody may add one while this runs.
        self.tests = target.paths()
        self.size = len(self.queue) if size is None else size
        self.result = Result(target.name, seed, len(self.queue), baseline)
        self.equivalents = Equivalents.load()
        self.originals: dict[tuple[str, ...], str] = {}
        self.seen: set[str] = set()
        self.killers: dict[str, Counter[str]] = {}

    def run(self) -> Result:
        """Judge the sample; raises `Inconclusive` where the unmutated tests don't pass."""
        os.environ.update(ENVIRONMENT)
        _preload()
        with tempfile.TemporaryDirectory(prefix="mutants-") as name:
            folder = Path(name)
            _keep_cache_in(folder / "cache")
            desks = [Desk(folder / str(number)) for number in range(self.jobs)]
            for group in sorted({self.target.affected(file) for file in self.target.sources}):
                self.originals[group] = _compiled(desks[0], group)
            self._trials(desks)
        return self.result

    def _trials(self, desks: list[Desk]) -> None:
        """Try the sample; the unmutated sources stand first in the queue, and must pass.

        They don't where somebody has just seen them pass, and says in how many seconds.
        """
        first = [] if self.result.baseline else [None]
        queue: list[Mutant | None] = [*reversed(self.queue), *first]
        judged, busy = 0, dict[int, tuple[Mutant | None, Trial]]()
        try:
            while True:
                for number, desk in enumerate(desks):
                    self._pass_over_equivalents(queue)
                    # How long a trial may take is only known once the unmutated tests have passed.
                    is_timed = bool(self.result.baseline) or not busy
                    is_free = is_timed and number not in busy
                    if queue and is_free and judged + len(busy) < self.size:
                        mutant = queue.pop()
                        busy[number] = mutant, self._start(desk, mutant)
                if not busy:
                    return
                for number, (mutant, trial) in list(busy.items()):
                    verdict = trial.poll()
                    if verdict is not None:
                        del busy[number]
                        if mutant is None:
                            self._passed(verdict, trial)
                        else:
                            judged += self._judge(mutant, verdict)
                time.sleep(0.05)
        finally:
            for _, trial in busy.values():
                trial.stop()

    def _pass_over_equivalents(self, queue: list[Mutant | None]) -> None:
        """Take off the reviewed ones that come next: each would cost a run of every test."""
        while queue and queue[-1] in self.equivalents:
            mutant = queue.pop()
            assert mutant is not None
            self.result.verdicts.append((mutant, Verdict("equivalent", "", "", 0.0)))

    def _start(self, desk: Desk, mutant: Mutant | None) -> Trial:
        if mutant is None:
            return desk.start(None, (), self.tests, "")
        group = self.target.affected(mutant.file)
        # What killed the last mutants of this file will probably kill this one.
        known = [test for test, _ in self.killers.get(mutant.file, Counter()).most_common(3)]
        own = [test for test in self.target.own(mutant.function) if test in self.tests]
        once = list(dict.fromkeys([*own, *known, *self.tests]))
        limit = PATIENCE * self.result.baseline
        return desk.start(mutant, group, once, self.originals[group], limit)

    def _passed(self, verdict: Verdict, trial: Trial) -> None:
        """Note how long the tests take; raises `Inconclusive` where they fail as it is."""
        if verdict.kind != "survived":
            log = trial.log.read_text("utf-8")[-3_000:]
            raise Inconclusive(f"{log}\n{verdict.by or verdict.kind} fails without any mutant")
        self.result.baseline = verdict.seconds
        self.say(f"{self.target.name}: the tests pass in {verdict.seconds:.0f} s")

    def _judge(self, mutant: Mutant, verdict: Verdict) -> bool:
        """Note a verdict; whether it counts."""
        if verdict.code in self.seen:
            verdict = Verdict("same", verdict.code, "", verdict.seconds)
        elif verdict.code and verdict.kind != "same":
            self.seen.add(verdict.code)
        self.result.verdicts.append((mutant, verdict))
        counts = verdict.kind in ("killed", "timed out", "survived")
        if verdict.kind == "killed":
            killer = verdict.by.partition("::")[0]
            self.killers.setdefault(mutant.file, Counter())[killer] += 1
        if counts:
            mark = "SURVIVED" if verdict.kind == "survived" else f"by {verdict.by}"
            place = f"{mutant.file}:{mutant.line}"
            self.say(f"{verdict.seconds:5.1f} s {place} {mutant.change} · {mark}")
        return counts


def _compiled(desk: Desk, group: tuple[str, ...]) -> str:
    """The digest of the deployables as they are."""
    trial = desk.start(None, group, [], "")
    while (verdict := trial.poll()) is None:
        time.sleep(0.05)
    if not verdict.code:
        raise Inconclusive(f"{', '.join(group)} won't compile:\n{trial.log.read_text('utf-8')}")
    return verdict.code


def _preload() -> None:
    """Import once, before the forks, what every trial needs."""
    for name in ("boa", "eth_account", "hypothesis", "hypothesis.stateful", "pyrevm", "pytest"):
        __import__(name)
    import vyper.cli.vyper_compile  # noqa: F401
    from hypothesis.internal.conjecture import providers

    # Hypothesis draws constants out of every module of the tree that happens to be imported. Then
    # a run depends on which tests came before; here each must be the same for every mutant.
    providers.__dict__["is_local_module_file"] = lambda _: False
    # The compiler makes trees of a million nodes that live until the trial ends.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def _keep_cache_in(folder: Path) -> None:
    """Keep what is compiled here for the length of the campaign, and out of the user's cache."""
    import boa.interpret

    boa.interpret.set_cache_dir(str(folder))
