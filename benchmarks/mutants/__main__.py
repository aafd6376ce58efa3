# SPDX-License-Identifier: Apache-2.0
"""`python -m benchmarks.mutants`: what share of mutants of the contracts the tests kill."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time

from benchmarks.mutants.campaign import Campaign, Result, share
from benchmarks.mutants.targets import NoTests, targets
from benchmarks.mutants.trial import Inconclusive

SAMPLE = 12
BAR = 90.0


def main(arguments: list[str] | None = None) -> int:
    """Run; 0 when the bar is reached, 1 when it isn't, 2 when nothing could be judged."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no trial outlives the run
    chosen = targets()
    names = options.target or list(chosen)
    size = None if options.all else options.sample
    results = []
    started = time.monotonic()
    for name in names:
        try:
            campaign = Campaign(
                chosen[name], options.seed, size, options.jobs, _say, options.baseline
            )
            results.append(campaign.run())
        except (NoTests, Inconclusive) as problem:
            print(problem, file=sys.stderr)
            return 2
    if options.json:
        print(json.dumps([result.record() for result in results], indent=1))
    else:
        for result in results:
            _tell(result)
    whole = together(results)
    _say(f"{whole:.1f} % of all; {time.monotonic() - started:.0f} s")
    shares = [whole] if options.together else [result.share for result in results]
    return 1 if any(share < options.bar for share in shares) else 0


def together(results: list[Result]) -> float:
    """Killed of those that aren't equivalent, of all targets as one, in percent."""
    killed = sum(len(result.of("killed", "timed out")) for result in results)
    survived = sum(len(result.of("survived")) for result in results)
    return share(killed, survived)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("--target", action="append", choices=list(targets()), help="default: all")
    parser.add_argument(
        "--sample", type=int, default=SAMPLE, help="mutants to judge of each target"
    )
    parser.add_argument("--all", action="store_true", help="every mutant; this takes hours")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--bar", type=float, default=BAR, help="percent that must be killed")
    parser.add_argument(
        "--together",
        action="store_true",
        help="the bar is for all targets as one: a few mutants say nothing about a single target",
    )
    parser.add_argument(
        "--baseline",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="the tests have just passed, in so many seconds a target: don't run them unmutated",
    )
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _tell(result: Result) -> None:
    killed, survived = result.of("killed", "timed out"), result.of("survived")
    late, known = len(result.of("timed out")), len(result.of("equivalent"))
    dropped = len(result.of("same", "invalid"))
    print(
        f"{result.target}: {len(killed)} of {len(killed) + len(survived)} killed, "
        f"{result.share:.1f} % ({late} by time); {known} equivalent, {dropped} dropped "
        f"(no Vyper, or no other code); {result.generated} in all, seed {result.seed}"
    )
    for mutant, _ in survived:
        print(f"  {mutant.file}:{mutant.line} {mutant.change}\n    {mutant.text}")


if __name__ == "__main__":
    sys.exit(main())
