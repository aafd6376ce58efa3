# SPDX-License-Identifier: Apache-2.0
"""The options that many commands share, written once and put into each command's signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from symbio.cli.context import Context, Settings

Command = Callable[..., None]

Rpc = Annotated[str | None, typer.Option(metavar="URL", help="The node to ask. Also SYMBIO_RPC.")]
ManifestFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        dir_okay=False,
        help="What stands where on that chain. Also SYMBIO_MANIFEST.",
    ),
]
Keystore = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        dir_okay=False,
        help="An eth keystore file that signs; its passphrase is asked for, "
        "or read from the file that SYMBIO_PASSPHRASE_FILE names.",
    ),
]
Ape = Annotated[
    str | None, typer.Option(metavar="ALIAS", help="An account of the Ape Framework that signs.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON value on stdout and nothing else.")
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Show what would be sent, what comes of it and its gas."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Send without asking.")]
LookFirst = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be signed; nothing is signed.")
]
SignAtOnce = Annotated[bool, typer.Option("--yes", help="Sign without asking.")]
Live = Annotated[
    bool, typer.Option("--live", help="Allow to spend real money, on a chain that isn't local.")
]
Timeout = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS", min=0.1, help="How long to wait until it is mined; 180 by default."
    ),
]

AsSender = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="ADDRESS", help="With --dry-run: rehearse as if this account sent it."
    ),
]

_SWITCHES = (AsJson, DryRun, LookFirst, Yes, SignAtOnce, Live)
_ASKS = {"rpc": Rpc, "manifest": ManifestFile}
_SIGNS = {"keystore": Keystore, "ape": Ape}
_SENDS = {
    "dry_run": DryRun,
    "as_sender": AsSender,
    "yes": Yes,
    "live": Live,
    "timeout": Timeout,
}
_AGREES = {"dry_run": LookFirst, "yes": SignAtOnce}
_PRINTS = {"as_json": AsJson}

FederationArgument = Annotated[
    str, typer.Argument(metavar="FEDERATION", help="The federation's number or address.")
]
ProposalArgument = Annotated[
    int, typer.Argument(metavar="PROPOSAL", min=1, help="The proposal's number.")
]
CommunityArgument = Annotated[
    int, typer.Argument(metavar="COMMUNITY", min=1, help="The community's number.")
]
CommunityOption = Annotated[
    int, typer.Option("--community", metavar="N", min=1, help="The community for which it is done.")
]
ObligationArgument = Annotated[
    int, typer.Argument(metavar="OBLIGATION", min=1, help="The obligation's number.")
]
ChoiceArgument = Annotated[str, typer.Argument(metavar="CHOICE", help="for, against or abstain.")]


def offline(command: Command) -> Command:
    """Give a command that asks no node its `--json`."""
    return _with(command, _PRINTS)


def reads(command: Command) -> Command:
    """Give a command that reads a chain its options."""
    return _with(command, _ASKS | _PRINTS)


def signs(command: Command) -> Command:
    """Give a command that signs, but sends nothing, its options."""
    return _with(command, _ASKS | _SIGNS | _PRINTS)


def agrees(command: Command) -> Command:
    """Give a command that signs what binds, after it has told and asked, its options."""
    return _with(command, _ASKS | _SIGNS | _AGREES | _PRINTS)


def writes(command: Command) -> Command:
    """Give a command that sends transactions its options."""
    return _with(command, _ASKS | _SIGNS | _SENDS | _PRINTS)


def _with(command: Command, shared: dict[str, Any]) -> Command:
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("caller", keyword, annotation=typer.Context)]
    parameters += [each.replace(kind=keyword) for each in own]
    for name, annotation in shared.items():
        default = False if annotation in _SWITCHES else None
        parameters.append(inspect.Parameter(name, keyword, default=default, annotation=annotation))

    @wraps(command)
    def run(*, caller: typer.Context, **given: Any) -> None:
        said = {name: given.pop(name) for name in shared}
        root: Context = caller.obj
        command(root.narrowed(Settings(**said)), **given)

    vars(run)["__signature__"] = inspect.Signature(parameters)
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    del vars(run)["__wrapped__"]
    return run
