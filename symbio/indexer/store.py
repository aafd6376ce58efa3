# SPDX-License-Identifier: Apache-2.0
"""The index as one SQLite file in WAL mode: any number of readers, one writer, whole batches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from symbio.domain.errors import BadIndex
from symbio.indexer.texts import TOKENIZER

VERSION = 1
"""Of the tables; an index of another version is built anew from the chains."""

BIGGEST = 2**62

#: What is derived for one source, in no order; offers are of a market.
_OF_A_SOURCE = (
    "federations",
    "members",
    "accords",
    "accord_parties",
    "accord_currencies",
    "clauses",
    "departures",
    "withdrawals",
    "orders",
)


class Store:
    """One index; `path` None: in memory. Raises BadIndex for a file that is none."""

    def __init__(self, path: Path | None = None) -> None:
        try:
            self._connection = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=30)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode = WAL")
            # A crash of the machine may lose the last batches, never half of one: they are re-read.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._prepare(path)
        except sqlite3.Error as error:
            raise BadIndex(f"{path} can't be used as an index: {error}.") from error

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write all of what follows, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def write(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; gives the row number of what it inserted."""
        return int(self._connection.execute(statement, values).lastrowid or 0)

    def write_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""
        self._connection.executemany(statement, rows)

    def rows(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Any]:
        """Read rows, by name or position."""
        yield from self._connection.execute(query, values)

    def row(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Read the first row; None where there is none."""
        return self._connection.execute(query, values).fetchone()

    def forget(self, source: int, chain_id: int, market: str) -> None:
        """Drop all that was derived from a source, and the offers of its market."""
        for table in _OF_A_SOURCE:
            self.write(f"DELETE FROM {table} WHERE source_id = ?", [source])
        where = "chain_id = ? AND market = ?"
        self.write(
            f"DELETE FROM offer_texts WHERE rowid IN (SELECT offer_id FROM offers WHERE {where})",
            [chain_id, market],
        )
        self.write(f"DELETE FROM offers WHERE {where}", [chain_id, market])

    def _prepare(self, path: Path | None) -> None:
        version = self.row("PRAGMA user_version")[0]
        if version == 0 and self.row("SELECT count(*) FROM sqlite_schema")[0] == 0:
            self._create()
        elif version != VERSION:
            raise BadIndex(f"{path} is no index of this version of Symbio.")

    def _create(self) -> None:
        schema = resources.files("symbio.indexer").joinpath("schema.sql").read_text("utf-8")
        texts = f'title, body, place, tokenize="{TOKENIZER}"'
        self._connection.executescript(
            f"BEGIN;\n{schema}\nCREATE VIRTUAL TABLE offer_texts USING fts5({texts});\n"
            f"PRAGMA user_version = {VERSION};\nCOMMIT;"
        )


def bounded(number: int) -> int:
    """Give a number as SQLite can hold it; no market takes one beyond."""
    return min(number, BIGGEST)
