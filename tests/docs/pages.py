# SPDX-License-Identifier: Apache-2.0
"""Pages of Markdown as tests read them: fenced blocks, and what each is said to print."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.S | re.M)


@dataclass(frozen=True)
class Block:
    """One Python block of a page; `printed` is None where the page shows nothing of its output."""

    page: Path
    line: int
    code: str
    printed: str | None

    def run(self, names: dict[str, Any]) -> str:
        """Run the block among the names of the ones before it; gives what it printed."""
        # Empty lines in front make a traceback name the page's own line.
        source = "\n" * self.line + self.code
        out = StringIO()
        with redirect_stdout(out):
            exec(compile(source, str(self.page), "exec"), names)
        return out.getvalue()


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def python_blocks(page: str) -> list[Block]:
    """List a page's Python blocks, each with the text block that follows before the next."""
    text = text_of(page)
    fences = list(_FENCE.finditer(text))
    blocks = []
    for at, fence in enumerate(fences):
        if fence[1] != "python":
            continue
        after = fences[at + 1] if at + 1 < len(fences) else None
        printed = after[2] if after is not None and after[1] == "text" else None
        line = text.count("\n", 0, fence.start()) + 1
        blocks.append(Block(ROOT / page, line, fence[2], printed))
    return blocks
