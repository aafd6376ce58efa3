# SPDX-License-Identifier: Apache-2.0
"""The published example, as a JSON value that a test may spoil."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "global-ocean"


def charter() -> dict[str, Any]:
    return json.loads((FOLDER / "charter.json").read_text(encoding="utf-8"))


def accord() -> dict[str, Any]:
    return json.loads((FOLDER / "accord.json").read_text(encoding="utf-8"))


def spoil(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Set one field by its path, such as `members.0.key`; `...` takes it away."""
    *parents, last = path.split(".")
    place: Any = document
    for part in parents:
        place = place[int(part) if part.isdigit() else part]
    key = int(last) if last.isdigit() else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return document
