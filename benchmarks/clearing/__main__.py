# SPDX-License-Identifier: Apache-2.0
"""`python -m benchmarks.clearing`: solve, compare, and write the committed page and plot."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict

from benchmarks.clearing.effects import cut, effects
from benchmarks.clearing.networks import KINDS
from benchmarks.clearing.page import PAGE, PLOT, agree, markdown, met
from benchmarks.clearing.plot import svg
from benchmarks.clearing.solvers import SOLVERS
from benchmarks.clearing.trial import Trial, run

SIZES = (1_000, 10_000, 100_000, 1_000_000)
CUTS = (1_000, 4_000, 20_000)
LIMIT = 60
_ALL_OF = 1_000_000
"""From here on only the arrays are solved: an object each is another benchmark."""


def main(arguments: list[str] | None = None) -> int:
    """Run; 0 when all optima agree (a missed budget is told), 1 when they don't."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clearing", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="no larger networks than this")
    parser.add_argument("--limit", type=int, default=LIMIT, help="CPU seconds that a peer is given")
    parser.add_argument("--effects", type=int, default=10_000, help="obligations for the plot")
    parser.add_argument("--dry-run", action="store_true", help="write neither page nor plot")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    trials = _trials([size for size in SIZES if size <= options.most], options.limit)
    print(f"effects on {options.effects:,} obligations …", file=sys.stderr, flush=True)
    added = effects(options.effects)
    cuts = [cut(size) for size in CUTS if size <= options.most]
    if options.json:
        rows = [{**asdict(each), "met": met(each)} for each in trials]
        more = {"effects": [asdict(e) for e in added], "cuts": [asdict(e) for e in cuts]}
        print(json.dumps({"trials": rows, **more}, indent=1))
    sizes = {"limit": options.limit, "size": options.effects}
    text = markdown(trials, added, cuts, load=load, **sizes)
    if not options.json:
        print(text)
    if not options.dry_run:
        PAGE.write_text(text, "utf-8")
        PLOT.write_text(svg(added), "utf-8")
    if not agree(trials):
        print("The solvers disagree.", file=sys.stderr)
        return 1
    return 0


def _trials(sizes: list[int], limit: int) -> list[Trial]:
    found: list[Trial] = []
    for kind in KINDS:
        late: set[str] = set()
        for size in sizes:
            for solver in SOLVERS:
                if solver in late or (size >= _ALL_OF and solver != "Symbio"):
                    continue
                print(f"{kind}, {size:,}, {solver} …", file=sys.stderr, flush=True)
                ours = solver.startswith("Symbio")
                found.append(run(kind, size, solver, 600 if ours else limit))
                if found[-1].cleared is None:
                    late.add(solver)
    return found


if __name__ == "__main__":
    sys.exit(main())
