# SPDX-License-Identifier: Apache-2.0
"""The root of the command line: the nouns, the options before them, and how a command ends.

Exit codes: 0 done · 2 wrong use or input · 3 not found · 4 not allowed · 5 refused by a rule ·
6 no network · 7 timed out · 8 declined at the question.
"""

from __future__ import annotations

import importlib
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from symbio import __version__
from symbio.cli.context import Context, Settings
from symbio.cli.exits import code_of, told
from symbio.cli.options import Ape, AsJson, DryRun, Keystore, Live, ManifestFile, Rpc, Yes
from symbio.domain.errors import SymbioError

NOUNS = {
    "community": "Communities: who exists, who acts for them, how they stand to one another.",
    "roll": "A community's people: enrol them, and let them leave or change their key.",
    "federation": "Federations: terms, founding, members.",
    "charter": "Charters: check a document, compare it with the chain, amend it.",
    "proposal": "Proposals: put, read, withdraw and execute them.",
    "vote": "Ballots: by one's own wallet, or signed offline and carried by anybody.",
    "treasury": "Shared revenue: splits, deposits and claims.",
    "deploy": "Put the suite on a chain, step by step, and verify what stands there.",
    "node": "Run a local chain with the suite and demo accounts.",
    "demo": "Tell the story of a federation on a chain of its own.",
    "doctor": "Check this machine, the node and the deployment.",
    "explain": "Say what a refusal means and what to do next.",
}


class Nouns(TyperGroup):
    """Imports a noun's module only when that noun is used; a list of nouns imports none."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.commands = {noun: TyperCommand(noun, help=said) for noun, said in NOUNS.items()}
        self._listing = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if self._listing or cmd_name not in NOUNS:
            return super().get_command(ctx, cmd_name)
        command = typer.main.get_command(importlib.import_module(f"symbio.cli.{cmd_name}").app)
        command.name = cmd_name
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self._listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._listing = False

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except SymbioError as error:
            print(told(error), file=sys.stderr)
            raise typer.Exit(int(code_of(error))) from None


app = typer.Typer(
    cls=Nouns,
    no_args_is_help=True,
    add_completion=False,
    # A traceback's locals could hold a key.
    pretty_exceptions_show_locals=False,
)


def _version(asked: bool) -> None:
    if asked:
        print(f"symbio {__version__}")
        raise typer.Exit


@app.callback()
def root(
    caller: typer.Context,
    rpc: Rpc = None,
    manifest: ManifestFile = None,
    keystore: Keystore = None,
    ape: Ape = None,
    as_json: AsJson = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    live: Live = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Federations of communities: charters, citizen ballots, shared revenue.

    The options here may also stand after the verb. Every write explains itself and asks first;
    --dry-run sends nothing.

    Exit codes: 0 done, 2 wrong use or input, 3 not found, 4 not allowed, 5 refused by a rule,
    6 no network, 7 timed out, 8 declined at the question.
    """
    given = Settings(rpc, manifest, keystore, ape, dry_run, yes, live, None, as_json)
    before = caller.obj if isinstance(caller.obj, Context) else Context()
    caller.obj = before.narrowed(given)


def main() -> None:
    """Run the command line."""
    app(prog_name="symbio")
