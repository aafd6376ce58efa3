# SPDX-License-Identifier: Apache-2.0
"""Console blocks of a page: the commands, the files they write, and what they are said to print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.docs.pages import text_of

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)
_FILE = re.compile(r"\$ cat > (\S+) <<'END'$")


@dataclass
class Step:
    """One command, or one file (then `file` is its name and `lines` its content)."""

    said: str
    line: int
    file: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def printed(self) -> list[str]:
        """The lines that must be printed; “…” stands for anything."""
        return [each for each in self.lines if each and each != "…"]


def steps(page: str) -> list[Step]:
    """List what a page's console blocks do, in order."""
    text, found = text_of(page), []
    for block in _BLOCK.finditer(text):
        first = text.count("\n", 0, block.start()) + 2
        for number, line in enumerate(block[1].splitlines(), first):
            if line.startswith("$ "):
                file = _FILE.match(line)
                found.append(Step(line[2:], number, file[1] if file else ""))
            elif line != "END":
                found[-1].lines.append(line)
    return found
