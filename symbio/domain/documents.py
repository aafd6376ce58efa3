# SPDX-License-Identifier: Apache-2.0
"""Documents as the chain knows them: one canonical form (RFC 8785), one digest (sha-256)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import rfc8785

from symbio.domain.refusals.base import SymbioError

if TYPE_CHECKING:
    from pydantic import BaseModel

#: Objects and lists within one another. Deeper ones can overflow a reader's stack.
DEEPEST = 64

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class BadDocument(SymbioError):
    """A document can't be read; `path` names the field, as in `members[2].jurisdiction`."""

    remedy: ClassVar[str] = "Correct the field it names and load the document again."

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path or 'the document'}: {problem}. {self.remedy}")
        self.path = path
        self.problem = problem


def path_of(location: Sequence[str | int]) -> str:
    """Write a field's place in words a person can follow, as in `members[2].jurisdiction`."""
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def parse(text: str | bytes) -> Any:
    """Read one JSON value, strictly: UTF-8, no key twice, no NaN, nested at most 64 deep.

    Raises `BadDocument` with the line and column of what can't be read.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        _check_depth(text)
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError as error:
        raise BadDocument("", f"byte {error.start} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadDocument("", f"line {error.lineno}, column {error.colno}: {error.msg}") from error


def canonical(value: Any) -> bytes:
    """Write a JSON value in its one canonical form, RFC 8785 (JCS).

    Raises `BadDocument` for what has no such form: NaN, lone surrogates, integers over 2^53 - 1.
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise BadDocument("", f"it has no canonical form ({error})") from error


def digest(document: Any) -> bytes:
    """Give the 32-byte sha-256 of a document's canonical form: what the chain stores."""
    return hashlib.sha256(canonical(document)).digest()


def published(stem: str, title: str, model: type[BaseModel]) -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a kind of document, as `docs/schemas` has it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:symbio:schema:{stem}:1",
        **model.model_json_schema(mode="validation"),
        "title": title,
    }


def text_digest(text: str) -> bytes:
    """Give the 32-byte sha-256 of a plain text in UTF-8: a proposal's text, a voter's reason."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def _check_depth(text: str) -> None:
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise BadDocument("", "it is nested too deeply")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadDocument(key, "this key stands twice in one object")
        found[key] = value
    return found


def _constant(name: str) -> Any:
    raise BadDocument("", f"{name} is not a JSON value")
