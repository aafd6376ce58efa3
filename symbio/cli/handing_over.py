# SPDX-License-Identifier: Apache-2.0
"""What only a federation decides, written as a file that a proposal takes as its calls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbio.cli.context import Context
from symbio.cli.files import write_new
from symbio.cli.writing import promised, tell

if TYPE_CHECKING:
    from symbio.chain.plan import Plan
    from symbio.domain.promise import Promise


def hand_over(
    context: Context, federation: str, plan: Plan[Any], out: Path, promise: Promise | None = None
) -> None:
    """Write a call as a proposal takes it; `promise` is told first, and stands in the record."""
    found = context.federation(federation)
    if promise is not None:
        tell(context, promise)
    calls = [{"does": plan.words, **plan.transaction()}]
    write_new(out, json.dumps({"would_send": calls}, indent=2).encode() + b"\n")
    facts = {"file": str(out), "does": plan.words, "federation": found.address}
    context.out.record({**facts, **promised(promise)})
    context.out.next(
        f"symbio proposal create {federation} --community N --title TEXT --call-file {out} …"
    )
