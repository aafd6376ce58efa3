# SPDX-License-Identifier: Apache-2.0
"""Judge the line coverage of the Vyper sources that `make test` recorded in .coverage.

A line counts if a statement inside a function begins there; constants and imports run nowhere, and
constructors run before titanoboa knows what they make, where another contract makes it.
Every source must be in the record: one that no test ran isn't perfect, it's missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from coverage import CoverageData
from vyper.ast import nodes as vy
from vyper.ast.parse import parse_to_ast

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "contracts").glob("*.vy")) + sorted(
    (ROOT / "contracts/modules").glob("*.vy")
)
BAR = 98.0


def statements(path: Path) -> set[int]:
    """The lines on which a statement of a function begins."""
    lines = set()
    for function in parse_to_ast(path.read_text()).get_children(vy.FunctionDef):
        if function.name == "__init__":
            continue
        waiting = list(function.body)
        while waiting:
            node = waiting.pop()
            if isinstance(node, vy.If | vy.For):
                waiting += [*node.body, *getattr(node, "orelse", [])]
            if not isinstance(node, vy.Pass | vy.DocStr):
                lines.add(node.lineno)
    return lines


def main() -> int:
    data = CoverageData(str(ROOT / ".coverage"))
    data.read()
    ran = {Path(name).resolve(): set(data.lines(name) or ()) for name in data.measured_files()}
    every, hit, silent = 0, 0, []
    for path in SOURCES:
        wanted = statements(path)
        missed = sorted(wanted - ran.get(path, set()))
        every, hit = every + len(wanted), hit + len(wanted) - len(missed)
        share = 100 * (1 - len(missed) / len(wanted)) if wanted else 100.0
        lines = ", ".join(map(str, missed))
        print(f"{path.relative_to(ROOT)!s:<38}{len(wanted):>4} lines {share:6.1f} %  {lines}")
        if wanted and path not in ran:
            silent.append(path.name)
    share = 100 * hit / every if every else 0.0
    print(f"{'contracts':<38}{every:>4} lines {share:6.1f} %  at least {BAR} are asked for")
    if silent:
        print(f"No test ran: {', '.join(silent)}", file=sys.stderr)
    return 1 if silent or share < BAR else 0


if __name__ == "__main__":
    sys.exit(main())
