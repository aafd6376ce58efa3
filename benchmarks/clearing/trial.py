# SPDX-License-Identifier: Apache-2.0
"""One solver on one network in a process of its own: `python -m benchmarks.clearing.trial …`."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

import numpy as np

from benchmarks.clearing.networks import KINDS, Net
from benchmarks.clearing.solvers import SOLVERS


@dataclass(frozen=True, slots=True)
class Trial:
    """What one run took; `cleared` none: it had not finished after `limit` CPU seconds."""

    kind: str
    obligations: int
    solver: str
    cleared: int | None
    gross: int
    most: int
    cpu_seconds: float
    peak_mb: int

    @property
    def share(self) -> float:
        return (self.cleared or 0) / self.gross


def run(kind: str, obligations: int, solver: str, limit: int) -> Trial:
    """Run in a child; memory is the child's at its peak, with the interpreter and the network."""
    words = [sys.executable, "-m", "benchmarks.clearing.trial"]
    words += [kind, str(obligations), solver, str(limit)]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode == 0:
        return Trial(**json.loads(done.stdout))
    if done.returncode > 0:
        raise RuntimeError(done.stderr)
    net = KINDS[kind](obligations)
    return Trial(kind, obligations, solver, None, *_sums(net), float(limit), 0)


def _sums(net: Net) -> tuple[int, int]:
    owed = np.bincount(net.debtors, net.amounts, net.participants)
    owned = np.bincount(net.creditors, net.amounts, net.participants)
    gross = int(net.amounts.sum())
    return gross, gross - int(np.maximum(owned - owed, 0).sum())


def _child(kind: str, obligations: str, solver: str, limit: str) -> Trial:
    net, solve = KINDS[kind](int(obligations)), SOLVERS[solver]
    tiny = Net(2, np.array([0, 1]), np.array([1, 0]), np.array([5, 7]))
    solve(tiny)  # what is imported isn't what is measured
    spent = int(time.process_time()) + int(limit)
    resource.setrlimit(resource.RLIMIT_CPU, (spent, spent))
    started = time.process_time()
    cleared = solve(net)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    count = len(net.amounts)
    return Trial(kind, count, solver, cleared, *_sums(net), round(seconds, 2), peak)


if __name__ == "__main__":
    print(json.dumps(asdict(_child(*sys.argv[1:]))))
