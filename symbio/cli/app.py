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
from symbio.cli.nouns import NOUNS
from symbio.cli.options import Ape, AsJson, DryRun, Keystore, Live, ManifestFile, Rpc, Yes
from symbio.domain.errors import SymbioError


class Nouns(TyperGroup):
    """Imports a noun's module only when that noun is used; a list of nouns imports none."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.commands = {
            noun: TyperCommand(noun, help=said, rich_markup_mode=None)
            for noun, said in NOUNS.items()
        }
        self._listing = False
        for each in self.params:
            _leave_alone_what_is_not_given(each)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            _leave_alone_what_is_not_given(option)
        return option

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


def _leave_alone_what_is_not_given(option: Any) -> None:
    """Typer converts even what wasn't given, and imports pydantic for it."""
    convert = option.process_value

    def process_value(ctx: Any, value: Any) -> Any:
        return None if value is None else convert(ctx, value)

    option.process_value = process_value


app = typer.Typer(
    cls=Nouns,
    no_args_is_help=True,
    add_completion=False,
    # Help in rich's panels would take half a second; and its tracebacks show locals, which could
    # hold a key.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
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
