# SPDX-License-Identifier: Apache-2.0
"""`symbio demo`: the story of a federation, told on a chain of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from symbio.cli.context import Context
from symbio.cli.exits import NoSuchFile, NotAsItShouldBe
from symbio.cli.nouns import noun
from symbio.cli.options import offline

app = noun("demo")

EXAMPLE = Path("examples") / "global-ocean"


@app.command()
@offline
def demo(
    context: Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            file_okay=False,
            help="An example's files; the Global Ocean Federation, by default.",
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option(metavar="DIR", file_okay=False, help="Where report.html is written."),
    ] = Path("symbio-report"),
) -> None:
    """Tell the story of a federation from a folder of files; needs no node and no keys."""
    from rich.console import Console

    from symbio.story import tell

    example = folder or shipped_example()
    if not example.is_dir():
        raise NoSuchFile(f"There is no folder {example}.")
    console = Console(file=sys.stdout)
    code = tell(example, out, as_json=context.out.as_json, console=console)
    if code:
        raise NotAsItShouldBe("The story did not hold on this chain.")
    context.out.next(f"open {out / 'report.html'}, or copy the folder {example} and make it yours")


def shipped_example() -> Path:
    """Find the example that comes with Symbio: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for home in (package, package.parent):
        if (home / EXAMPLE).is_dir():
            return home / EXAMPLE
    raise NoSuchFile("The example that comes with Symbio is not installed.")
