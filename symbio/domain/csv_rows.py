# SPDX-License-Identifier: Apache-2.0
"""Strict CSV (RFC 4180, UTF-8): what can't be read is named by its row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from symbio.domain.refusals.base import SymbioError


class BadCsv(SymbioError):
    """A table can't be read; `row` is the line in the file, `column` the heading."""

    remedy: ClassVar[str] = "Correct it in the file and load it again; nothing was changed."

    def __init__(self, source: str, row: int, column: str, problem: str) -> None:
        place = f"row {row}" + (f", column “{column}”" if column else "")
        super().__init__(f"{source}, {place}: {problem}. {self.remedy}")
        self.source = source
        self.row = row
        self.column = column
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table; `number` is its line in the file, the headings being line 1."""

    source: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def refuse(self, column: str, problem: str) -> BadCsv:
        """Make the error that names this row and a column of it."""
        return BadCsv(self.source, self.number, column, problem)


def rows(text: str | bytes, columns: Sequence[str], *, source: str) -> Iterator[Row]:
    """Read a table with exactly these columns, in this order; cells are stripped of spaces.

    A byte-order mark is allowed, blank lines are not. Raises `BadCsv`.
    """
    reader = csv.reader(io.StringIO(_decoded(text, source), newline=""), strict=True)
    started = 1
    for fields in _lines(reader, source):
        number, started = started, reader.line_num + 1
        if number == 1:
            _check_headings(fields, columns, source)
            continue
        if len(fields) != len(columns):
            said = "it is blank" if not fields else f"it has {len(fields)} cells"
            raise BadCsv(source, number, "", f"{said}; {len(columns)} are needed")
        cells = dict(zip(columns, (field.strip() for field in fields), strict=True))
        yield Row(source, number, cells)
    if started == 1:
        raise BadCsv(source, 1, "", "the file is empty")


def _decoded(text: str | bytes, source: str) -> str:
    if isinstance(text, bytes):
        raw = text
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            row = raw.count(b"\n", 0, error.start) + 1
            raise BadCsv(source, row, "", "it is not UTF-8") from error
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise BadCsv(source, row, "", "it holds a null character")
    return text.removeprefix("\ufeff")


def _lines(reader: Iterator[list[str]], source: str) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = reader.line_num  # type: ignore[attr-defined]
            raise BadCsv(source, row, "", f"it is not CSV ({error})") from error


def _check_headings(found: Sequence[str], columns: Sequence[str], source: str) -> None:
    headings = [heading.strip() for heading in found]
    for wanted, heading in zip(columns, headings, strict=False):
        if wanted != heading:
            raise BadCsv(source, 1, heading, f"“{wanted}” must stand here")
    if len(headings) < len(columns):
        raise BadCsv(source, 1, columns[len(headings)], "this column is missing")
    if len(headings) > len(columns):
        raise BadCsv(source, 1, headings[len(columns)], "this column is unknown")
