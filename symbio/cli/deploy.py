# SPDX-License-Identifier: Apache-2.0
"""`symbio deploy`: put the suite on a chain, step by step; go on after a break; verify."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.nouns import noun
from symbio.cli.options import reads, writes
from symbio.cli.writing import agree

if TYPE_CHECKING:
    from symbio.chain.deployer import Deployer
    from symbio.chain.manifests import Manifest, Step

app = noun("deploy")

Randomness = Annotated[
    Literal["header", "drand", "both"] | None,
    typer.Option(
        help="What lots are drawn from: blocks' headers, the drand network, or both; "
        "by default all that the chain has."
    ),
]

HEADINGS = ["name", "address", "size", "gas", "arguments", "done"]


@app.command()
@writes
def plan(context: Context, randomness: Randomness = None) -> None:
    """List the steps with their addresses, sizes and gas; sends nothing."""
    _show(context, *_planned(context, randomness, opened=False))
    context.out.next("symbio deploy run --manifest FILE")


@app.command()
@writes
def run(context: Context, randomness: Randomness = None) -> None:
    """Deploy the suite, and write down what stands where in a new --manifest."""
    from symbio.domain.errors import AlreadyDeployed

    path = _path(context)
    if path.exists():
        raise AlreadyDeployed(f"{path} holds a deployment, whole or half-done.")
    _carry_out(context, path, randomness)


@app.command()
@writes
def resume(context: Context) -> None:
    """Do what a half-written --manifest has left to do."""
    from symbio.domain.errors import NotDeployed

    path = _path(context)
    if not path.exists():
        raise NotDeployed(f"There is no manifest {path}.")
    _carry_out(context, path, None)


@app.command()
@reads
def verify(context: Context) -> None:
    """Compare what stands on the chain with the code that comes with this Symbio."""
    from symbio.chain.verifying import verify as compare

    findings = compare(context.client, context.manifest)
    rows = [{"what": each.what, "ok": each.ok, "detail": each.detail} for each in findings]
    context.out.table(rows, ["what", "ok", "detail"])
    wrong = [each.what for each in findings if not each.ok]
    if wrong:
        raise NotAsItShouldBe(f"This is not the suite: {', '.join(wrong)}.")


def _carry_out(context: Context, path: Path, randomness: str | None) -> None:
    from symbio.chain.verifying import require
    from symbio.cli.writing import require_leave

    if context.settings.dry_run:
        _show(context, *_planned(context, randomness, opened=False))
        context.out.say("Nothing was sent.")
        return
    require_leave(context)
    deployer, manifest = _planned(context, randomness, opened=True)
    waiting = sum(not row.done for row in deployer.plan(manifest))
    agree(context, f"Deploy {waiting} contracts as {context.sender}?")

    def told(step: Step) -> None:
        context.out.say(f"{step.name}: {step.address}")

    finished = deployer.resume(manifest, told) if manifest else deployer.run(told)
    require(context.client, finished)
    rows = [step.model_dump() for step in finished.steps]
    if context.out.as_json:
        context.out.record({"chain_id": finished.chain_id, "manifest": str(path), "steps": rows})
    else:
        context.out.table(rows, ["name", "address", "gas_used", "transaction"])
    context.out.next(f"symbio community register --manifest {path} …")


def _planned(
    context: Context, randomness: str | None, *, opened: bool
) -> tuple[Deployer, Manifest | None]:
    from symbio.chain.deployer import Deployer
    from symbio.chain.manifests import load

    path = context.settings.manifest_path
    signer: Any = context.signer if opened else _Unopened(context.sender)
    manifest = load(path) if path is not None and path.exists() else None
    return Deployer(context.client, signer, path, randomness=randomness), manifest


def _show(context: Context, deployer: Deployer, manifest: Manifest | None) -> None:
    rows = [asdict(row) for row in deployer.plan(manifest)]
    context.out.table(rows, HEADINGS)


def _path(context: Context) -> Path:
    if context.settings.manifest_path is None:
        raise BadUse("Say with --manifest FILE where to write down what stands where.")
    return context.settings.manifest_path


class _Unopened:
    """Whose address is known, and whose key stays closed."""

    def __init__(self, address: str) -> None:
        self.address = address
