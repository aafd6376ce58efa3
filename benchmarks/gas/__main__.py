# SPDX-License-Identifier: Apache-2.0
"""`python -m benchmarks.gas`: measure, print, and write the committed table."""

from __future__ import annotations

import argparse
import json
import sys

from benchmarks.gas.compiled import Missing
from benchmarks.gas.measure import Run, run
from benchmarks.gas.table import PAGE, drift, markdown


def main(arguments: list[str] | None = None) -> int:
    """Run; 0 when done (a missed budget is told), 1 when `--check` fails, 2 without the peers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gas", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail if the committed table has drifted or a budget is exceeded",
    )
    options = parser.parse_args(arguments)
    try:
        result = run(lambda line: print(f"{line} …", file=sys.stderr, flush=True))
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    text = markdown(result)
    if options.json:
        print(json.dumps([row.record() for row in result.rows()], indent=1))
    else:
        print(text.split("\n## ")[0])
    if options.check:
        return _checked(result, text)
    PAGE.write_text(text, "utf-8")
    return 0


def _checked(result: Run, text: str) -> int:
    committed = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    moved = drift(committed, text)
    over = [row for row in result.rows() if row.is_over]
    for line in moved:
        print(line, file=sys.stderr)
    if moved:
        print("The committed table has drifted: python -m benchmarks.gas", file=sys.stderr)
    for row in over:
        print(f"{row.operation}: {row.ours:,} is over {row.budget:,}", file=sys.stderr)
    return 1 if moved or over else 0


if __name__ == "__main__":
    sys.exit(main())
