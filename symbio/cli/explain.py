# SPDX-License-Identifier: Apache-2.0
"""`symbio explain`: what a refusal means, and what to do next."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer

from symbio.cli.context import Context
from symbio.cli.exits import code_of
from symbio.cli.nouns import noun
from symbio.cli.options import offline
from symbio.domain.errors import NoSuchRecord, Refused, refusals_by_reason

app = noun("explain")


@app.command()
@offline
def explain(
    context: Context,
    reason: Annotated[
        list[str],
        typer.Argument(metavar="REASON", help="The words, such as “treasury: nothing to claim”."),
    ],
) -> None:
    """Say what a refusal means and what to do next; a part of its words is enough."""
    said = " ".join(" ".join(reason).split()).rstrip(".").casefold()
    known = refusals_by_reason()
    found = {words: kind for words, kind in known.items() if _is_meant(said, words, kind)}
    if said in found:
        found = {said: found[said]}
    if not found:
        near = get_close_matches(said, known, n=3, cutoff=0.5)
        hint = f" Near to it: {'; '.join(near)}." if near else ""
        raise NoSuchRecord(f"No contract of Symbio refuses with “{said}”.{hint}")
    rows = [
        {
            "reason": words,
            "remedy": kind.remedy,
            "exception": kind.__name__,
            "contract_part": words.partition(":")[0],
            "exit_code": int(code_of(kind())),
        }
        for words, kind in sorted(found.items())
    ]
    if len(rows) == 1:
        context.out.record(rows[0])
    else:
        context.out.table(rows, ["reason", "remedy"])


def _is_meant(said: str, words: str, kind: type[Refused]) -> bool:
    return bool(said) and (said in words.casefold() or said == kind.__name__.casefold())
