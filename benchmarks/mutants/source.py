# SPDX-License-Identifier: Apache-2.0
"""A Vyper source with its syntax tree, and edits at the places of its nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from vyper.ast import nodes
from vyper.ast.parse import parse_to_ast


@dataclass(frozen=True, order=True)
class Mutant:
    """One edit of one file: bytes `start` to `end` become `after`."""

    file: str
    start: int
    end: int
    before: str
    after: str
    operator: str
    line: int
    text: str
    function: str

    @property
    def change(self) -> str:
        """What is written instead of what, on one line."""
        return f"{squeezed(self.before)} → {squeezed(self.after)}"

    def applied(self, source: bytes) -> bytes:
        """The mutated source."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def squeezed(text: str) -> str:
    """Text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


class Source:
    """One file: its bytes, its tree, and the span of each node."""

    def __init__(self, root: Path, file: str) -> None:
        self.file = file
        self.raw = (root / file).read_bytes()
        self.lines = self.raw.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    @cached_property
    def tree(self) -> Any:
        """Vyper's own tree."""
        return parse_to_ast(self.raw.decode())

    def functions(self) -> list[Any]:
        """The functions of the file, in order."""
        return list(self.tree.get_children(nodes.FunctionDef))

    def span(self, node: Any) -> tuple[int, int]:
        """First byte of a node and the byte after its last."""
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: Any) -> str:
        """What stands at a node's place."""
        start, end = self.span(node)
        return self.raw[start:end].decode()

    def edit(self, node: Any, after: str, operator: str, function: str) -> Mutant:
        """Write something else at a node's place."""
        start, end = self.span(node)
        return self.splice(start, end, after, operator, function)

    def splice(self, start: int, end: int, after: str, operator: str, function: str) -> Mutant:
        """Write something else between two places."""
        line = self.raw.count(b"\n", 0, start) + 1
        return Mutant(
            file=self.file,
            start=start,
            end=end,
            before=self.raw[start:end].decode(),
            after=after,
            operator=operator,
            line=line,
            text=squeezed(self.lines[line - 1].decode()),
            function=function,
        )

    def sign(self, left: Any, right: Any, sign: str) -> tuple[int, int] | None:
        """Where an operator stands between its two sides; None where that isn't clear."""
        start, end = self.span(left)[1], self.span(right)[0]
        gap = re.sub(rb"#[^\n]*", lambda found: b" " * len(found[0]), self.raw[start:end])
        pattern = rb"(?<![<>=!*/|&])" + re.escape(sign.encode()) + rb"(?![<>=*/])"
        if sign[0].isalpha():
            pattern = rb"\b" + rb"\s+".join(map(re.escape, sign.encode().split())) + rb"\b"
        found = list(re.finditer(pattern, gap))
        if len(found) != 1 or start > end:
            return None
        return start + found[0].start(), start + found[0].end()
