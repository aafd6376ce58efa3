# SPDX-License-Identifier: Apache-2.0
"""How an example's files are read: what is wrong in one names the file and the field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from symbio.domain import documents
from symbio.domain.documents import BadDocument, path_of
from symbio.domain.roll_csv import Person, read_roll
from symbio.story.entries import Entry

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


def read(folder: Path, name: str, reader: Callable[[bytes], T]) -> T:
    """Read the file of a name, as in `trade/offers.json`, below an example's folder.

    Raises `BadDocument`, which names file and field, and what else the reader raises.
    """
    try:
        return reader(_bytes(folder / name))
    except BadDocument as error:
        raise BadDocument(f"{name}: {error.path}".rstrip(": "), error.problem) from error


def read_entry(folder: Path, name: str, model: type[E]) -> E:
    """Read a JSON file that holds one object; raises `BadDocument`, which names file and field."""

    def validated(text: bytes) -> E:
        try:
            return model.model_validate_json(documents.canonical(documents.parse(text)))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            said = first["msg"].removeprefix("Value error, ")
            raise BadDocument(path_of(first["loc"]), said) from error

    return read(folder, name, validated)


def read_people(folder: Path, name: str) -> tuple[Person, ...]:
    """Read a roll; raises `BadCsv` with file, row and column, and `BadDocument` without a file."""
    return read(folder, name, partial(read_roll, source=name))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadDocument("", "this file is missing or can't be read") from error
