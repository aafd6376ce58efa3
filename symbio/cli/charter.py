# SPDX-License-Identifier: Apache-2.0
"""`symbio charter`: check a document, compare it with another or with the chain, amend it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import NotAsItShouldBe
from symbio.cli.files import read
from symbio.cli.nouns import noun
from symbio.cli.options import (
    CommunityOption,
    FederationArgument,
    offline,
    reads,
    writes,
)
from symbio.cli.output import moment

if TYPE_CHECKING:
    from symbio.domain.charter import CharterDocument
    from symbio.domain.rules import Rules

app = noun("charter")

CharterFile = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The charter's JSON document.")
]
_SPANS = (
    "voting_delay",
    "voting_period",
    "late_extension",
    "execution_delay",
    "grace",
    "notice",
)


@app.command()
@reads
def check(
    context: Context,
    file: CharterFile,
    federation: Annotated[
        str | None,
        typer.Option(metavar="FEDERATION", help="Hold it against the charter in force there, too."),
    ] = None,
) -> None:
    """Check a charter; with --federation, also that it is the one on chain and says its rules."""
    from symbio.domain.charter import check_rules

    document = charter_of(file)
    facts: dict[str, Any] = {
        "name": document.name,
        "digest": document.digest(),
        "members": [member.key for member in document.members],
        "rules": said_rules(document.rules()),
    }
    if federation is not None:
        standing = context.federation(federation).charter()
        check_rules(document, standing.rules)
        if standing.digest != document.digest():
            raise NotAsItShouldBe(
                f"The charter in force has the digest 0x{standing.digest.hex()}, "
                f"this document 0x{document.digest().hex()}; their binding rules are the same."
            )
        facts["in_force"] = True
    context.out.record(facts)
    after = "symbio federation terms" if federation is None else "symbio charter show"
    context.out.next(f"{after} {file if federation is None else federation}")


@app.command()
@offline
def digest(context: Context, file: CharterFile) -> None:
    """Print the sha-256 of a charter's canonical form: what stands on chain."""
    context.out.record({"digest": charter_of(file).digest()})


@app.command()
@reads
def show(
    context: Context,
    federation: FederationArgument,
    version: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Which version; the one in force, by default."),
    ] = None,
) -> None:
    """Show a version of a federation's charter: its digest and the rules that bind."""
    contract = context.federation(federation).contract
    in_force = contract.charter_version()
    wanted = version or in_force
    charter = contract.charter(wanted)
    context.out.record(
        {
            "version": wanted,
            "in_force": wanted == in_force,
            "effective_at": moment(charter.effective_at),
            "digest": charter.digest,
            "rules": said_rules(charter.rules),
        }
    )


@app.command()
@offline
def schema(context: Context) -> None:
    """Print the JSON Schema of a charter."""
    from symbio.domain.charter import schema as charter_schema

    context.out.document(charter_schema())


@app.command()
@offline
def diff(
    context: Context,
    before: Annotated[Path, typer.Argument(metavar="A", dir_okay=False, help="One charter.")],
    after: Annotated[Path, typer.Argument(metavar="B", dir_okay=False, help="The other.")],
) -> None:
    """List the fields in which two charters differ; those that bind on chain are marked."""
    old, new = charter_of(before), charter_of(after)
    binding = {f"rules.{name}" for name in old.rules().differences(new.rules())}
    rows = [
        {"field": f"rules.{name}", "before": a, "after": b, "binds": True}
        for name, a, b in _differences(said_rules(old.rules()), said_rules(new.rules()))
        if f"rules.{name}" in binding
    ]
    rows += [
        {"field": name, "before": a, "after": b, "binds": False}
        for name, a, b in _differences(old.document(), new.document())
    ]
    context.out.table(rows, ["field", "before", "after", "binds"])


@app.command()
@writes
def amend(
    context: Context,
    federation: FederationArgument,
    file: CharterFile,
    community: CommunityOption,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What voters read in their wallets.")],
    text: Annotated[str, typer.Option(metavar="TEXT", help="Why the charter should change.")],
) -> None:
    """Propose to adopt another charter; the same as `proposal create --amend FILE`."""
    from symbio.cli.opening import Wanted, open_proposal

    wanted = Wanted(amend=file)
    open_proposal(context, context.federation(federation), community, title, text, wanted)


def charter_of(file: Path) -> CharterDocument:
    """Read a charter; raises BadDocument with the path of the field that is wrong."""
    from symbio.domain.charter import read_charter

    return read_charter(read(file))


def said_rules(rules: Rules) -> dict[str, Any]:
    """Give binding rules as a charter says them: durations in ISO 8601, shares in basis points."""
    from symbio.domain.durations import written

    said: dict[str, Any] = {}
    for each in fields(rules):
        value = getattr(rules, each.name)
        said[each.name] = written(value) if each.name in _SPANS else value
    said["electorate"] = [part.name.lower() for part in rules.electorate if part.name]
    return said


def _differences(old: Any, new: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    if old == new:
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        names = list(dict.fromkeys([*old, *new]))
        pairs = [
            (f"{path}.{name}" if path else name, old.get(name), new.get(name)) for name in names
        ]
    elif isinstance(old, list) and isinstance(new, list):
        long = max(len(old), len(new))
        pairs = [(f"{path}[{n}]", _at(old, n), _at(new, n)) for n in range(long)]
    else:
        return [(path, old, new)]
    return [found for name, a, b in pairs for found in _differences(a, b, name)]


def _at(values: list[Any], n: int) -> Any:
    return values[n] if n < len(values) else None
