# SPDX-License-Identifier: Apache-2.0
"""`symbio doctor`: this machine, the node and the deployment, looked at one by one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from symbio import __version__
from symbio.cli.context import Context
from symbio.cli.exits import NotAsItShouldBe
from symbio.cli.nouns import noun
from symbio.cli.options import reads
from symbio.domain.errors import SymbioError, Unreachable

app = noun("doctor")

Row = dict[str, Any]
VYPER = "0.4.3"
SKEW = 120


@app.command()
@reads
def doctor(context: Context) -> None:
    """Check this machine, the node and the deployment; says of each what to do."""
    rows = list(_machine())
    trouble: SymbioError | None = None
    try:
        rows += _chain(context)
    except SymbioError as error:
        named = bool(context.settings.rpc or os.environ.get("SYMBIO_RPC"))
        trouble = error if named or not isinstance(error, Unreachable) else None
        remedy = "Start one with “symbio node”, or give --rpc URL."
        what = "node" if isinstance(error, Unreachable) else "deployment"
        rows.append(_row(what, False, str(error), remedy, needed=trouble is not None))
    context.out.table(rows, ["check", "state", "found", "remedy"])
    if trouble is not None:
        raise trouble
    if any(row["state"] == "wrong" for row in rows):
        raise NotAsItShouldBe("Something that Symbio needs is wrong.")


def _machine() -> Iterator[Row]:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield _row("python", fits, version, "Symbio needs Python 3.11, 3.12 or 3.13.", needed=True)
    yield _row("symbio", True, __version__, "")
    node = _said("node", "--version")
    yield _row("nodejs", node is not None, node or "", "Node 20 or later brings anvil by npm.")
    from symbio.cli.anvil import find

    anvil = find()
    found = _said(str(anvil), "--version") if anvil else None
    yield _row("anvil", found is not None, found or "", "“make setup”, or install Foundry's anvil.")
    vyper = _said("vyper", "--version") if shutil.which("vyper") else None
    ok = vyper is not None and vyper.startswith(VYPER)
    yield _row("vyper", ok, vyper or "", f"To build contracts: pip install vyper=={VYPER}.")


def _chain(context: Context) -> Iterator[Row]:
    client = context.client
    known = f"chain {client.chain_id} at {context.settings.url}"
    yield _row("chain", True, f"{known}, block {client.height():,}", "")
    skew = abs(client.now() - int(time.time()))
    if not client.is_local:
        remedy = "The node is behind, or this machine's clock is wrong."
        yield _row("clock", skew <= SKEW, f"{skew} s apart", remedy)
    from symbio.chain.verifying import verify

    findings = verify(client, context.manifest)
    wrong = [each.what for each in findings if not each.ok]
    said = f"{len(findings)} of {len(findings)} comparisons hold" if not wrong else ", ".join(wrong)
    remedy = "See “symbio deploy verify”; don't use this deployment."
    yield _row("deployment", not wrong, said, remedy, needed=True)


def _row(check: str, ok: bool, found: str, remedy: str, *, needed: bool = False) -> Row:
    state = "ok" if ok else "wrong" if needed else "missing"
    return {"check": check, "state": state, "found": found, "remedy": "" if ok else remedy}


def _said(*command: str) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip().splitlines()[0] if done.stdout.strip() else ""
