# SPDX-License-Identifier: Apache-2.0
"""`python -m benchmarks.jury [capture]`: measure, print, and write the committed page."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.jury.capture import SEEDS, Capture, captures
from benchmarks.jury.measure import WORLDS, Season, seasons
from benchmarks.jury.page import CAPTURE_PAGE, PAGE, capture_markdown, drift, markdown, slope

MOST_A_DOUBLING = 3_000
"""One slot read cold, and what it takes to look at it."""


def main(arguments: list[str] | None = None) -> int:
    """Run; 1 when `--check` fails, or a figure isn't what this suite promises."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.jury", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("costs", "capture"), default="costs")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if the committed page has drifted"
    )
    parser.add_argument("--most", type=int, default=WORLDS[-1][0], help="no more people than this")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="lots drawn for each capture")
    parser.add_argument("--dry-run", action="store_true", help="write no page")
    options = parser.parse_args(arguments)
    if options.what == "capture":
        found = captures(options.seeds)
        rows = [_record(each) for each in found]
        text, page, wrong = capture_markdown(found), CAPTURE_PAGE, doubtful(found)
    else:
        worlds = [each for each in WORLDS if each[0] <= options.most]
        measured = seasons(worlds, lambda line: print(f"{line} …", file=sys.stderr, flush=True))
        rows = [{**asdict(each), "is_flat": each.is_flat} for each in measured]
        text, page, wrong = markdown(measured), PAGE, uneven(measured)
    print(json.dumps(rows, indent=1) if options.json else text)
    for line in wrong:
        print(line, file=sys.stderr)
    if options.check:
        wrong += checked(text, page)
    elif not options.dry_run:
        page.write_text(text, "utf-8")
    return 1 if wrong else 0


def uneven(measured: list[Season]) -> list[str]:
    """Say where a larger jury costs more, or a seat grows by more than its searches."""
    found = [
        f"{each.people:,} people: a jury of {each.many} doesn't cost what one of 3 does"
        for each in measured
        if not each.is_flat
    ]
    if len(measured) > 1 and slope(measured) > MOST_A_DOUBLING:
        found.append(f"a seat costs {slope(measured):,.0f} gas more a doubling")
    return found


def doubtful(found: list[Capture]) -> list[str]:
    """Say where draw and formula can't both be right."""
    return [
        f"{each.bench.name}, {each.share} % of colluders, {each.accepting} % accept: "
        f"{each.simulated:.4f} from the draw, {each.exact:.4f} by the formula"
        for each in found
        if not each.agrees
    ]


def checked(text: str, page: Path) -> list[str]:
    """Compare a run with its committed page."""
    moved = drift(page.read_text("utf-8") if page.is_file() else "", text)
    for line in moved:
        print(line, file=sys.stderr)
    if moved:
        print("The committed page has drifted.", file=sys.stderr)
    return moved


def _record(each: Capture) -> dict[str, object]:
    low, high = each.interval()
    return {
        "bench": each.bench.name,
        "share": each.share,
        "accepting": each.accepting,
        "seeds": each.seeds,
        "exact": each.exact,
        "simulated": each.simulated,
        "low": low,
        "high": high,
    }


if __name__ == "__main__":
    sys.exit(main())
