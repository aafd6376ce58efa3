# SPDX-License-Identifier: Apache-2.0
"""Data to stdout, talk to stderr: tables for people, TSV for pipes, JSON where it is asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any

Row = Mapping[str, Any]


def moment(second: int) -> str:
    """Write a second of the chain as ISO 8601 in UTC; nothing for 0, which means never."""
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if second else ""


def words(flag: Enum) -> str:
    """Write a kind, stance or stage in words."""
    return (flag.name or "none").lower().replace("_", " ")


class Output:
    """Where a command's data and talk go."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def record(self, pairs: Row) -> None:
        """Print one record: a JSON object, lines of name and value, or TSV when piped."""
        if self.as_json:
            self._json(_wired(pairs))
            return
        lines = list(_flat(pairs))
        if not sys.stdout.isatty():
            self._tsv(lines)
            return
        from rich.table import Table

        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="bold")
        grid.add_column(overflow="fold")
        for name, value in lines:
            grid.add_row(name.replace("_", " "), value)
        self._print(grid)

    def table(self, rows: Sequence[Row], headings: Sequence[str]) -> None:
        """Print rows: a JSON array, a table, or TSV with its headings when piped."""
        if self.as_json:
            self._json([_wired(row) for row in rows])
            return
        shown = [[plain(row.get(name)) for name in headings] for row in rows]
        if not sys.stdout.isatty():
            self._tsv([list(headings), *shown])
            return
        from rich import box
        from rich.table import Table

        table = Table(box=box.SIMPLE_HEAD)
        for name in headings:
            table.add_column(name.replace("_", " "), overflow="fold")
        for cells in shown:
            table.add_row(*cells)
        self._print(table)

    def text(self, text: str) -> None:
        """Print a document as it is."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def document(self, value: Any) -> None:
        """Print a JSON document: in lines for people, in one line where JSON is asked for."""
        if self.as_json:
            self._json(value)
        else:
            self.text(json.dumps(value, ensure_ascii=False, indent=2))

    def say(self, text: str) -> None:
        """Talk: to stderr, so that data stays clean."""
        print(text, file=sys.stderr, flush=True)

    def next(self, text: str) -> None:
        """End a success with what one would do next."""
        self.say(f"Next: {text}")

    def _json(self, value: Any) -> None:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def _tsv(self, lines: Sequence[Sequence[str]]) -> None:
        for cells in lines:
            sys.stdout.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")
        sys.stdout.flush()

    def _print(self, what: Any) -> None:
        from rich.console import Console

        # Cells hold people's own words: no markup, no emoji codes.
        Console(markup=False, emoji=False, highlight=False).print(what)


def _flat(pairs: Row, prefix: str = "") -> Any:
    for name, value in pairs.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            for n, each in enumerate(value, 1):
                yield from _flat(each, f"{prefix}{name}.{n}.")
        else:
            yield f"{prefix}{name}", plain(value)


def plain(value: Any) -> str:
    """Write a value in words, as tables show it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, Enum):
        return words(value)
    if isinstance(value, list | tuple):
        return ", ".join(plain(each) for each in value)
    return str(value)


def _wired(value: Any) -> Any:
    """Give what JSON can hold; an amount keeps its exact units beside its text."""
    if isinstance(value, Mapping):
        return {name: _wired(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_wired(each) for each in value]
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, Enum):
        return words(value)
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        # Beyond this, readers in JavaScript round.
        return value if abs(value) < 1 << 53 else str(value)
    if hasattr(value, "units") and hasattr(value, "token"):
        token = value.token
        return {
            "text": str(value),
            "units": str(value.units),
            "decimals": token.decimals,
            "symbol": token.symbol,
            "token": token.address,
        }
    return str(value)
