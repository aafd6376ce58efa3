# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schemas, and files held against them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "schemas"


def schema_of(kind: str) -> dict[str, Any]:
    """Give the schema published for a kind of document."""
    found: dict[str, Any] = json.loads((FOLDER / f"{kind}.schema.json").read_text("utf-8"))
    return found


def takes(kind: str, document: Any) -> bool:
    """Tell whether a kind's schema takes a document."""
    return Draft202012Validator(schema_of(kind)).is_valid(document)


def kind_of(path: Path) -> str:
    """Hold a file against the schema of the format that it names; gives its kind."""
    document = json.loads(path.read_text("utf-8"))
    place, kind, version = document["format"].split("/")
    assert (place, version) == ("symbio", "1")
    Draft202012Validator(schema_of(kind)).validate(document)
    return str(kind)
