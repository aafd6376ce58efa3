# SPDX-License-Identifier: Apache-2.0
"""A local anvil as a child process: found, started, waited for, and ended in order."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from symbio.cli.exits import BadUse
from symbio.domain.errors import Unreachable

USUAL_PORT = 8545
CHAIN_ID = 31337
_PATIENCE = 30.0


def find() -> Path | None:
    """Find the binary itself: ending npm's shim would leave the chain running."""
    on_path = shutil.which("anvil")
    if on_path is not None:
        real = Path(on_path).resolve()
        if real.suffix not in (".mjs", ".js", ".cmd"):
            return real
        behind = _packaged(real.parent.parent.parent)
        if behind is not None:
            return behind
    checkout = Path(__file__).resolve().parents[2]
    for root in (Path.cwd(), checkout):
        found = _packaged(root / "node_modules" / "@foundry-rs")
        if found is not None:
            return found
    return None


def _packaged(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob("anvil-*/bin/anvil*"))), None)


def free_port() -> int:
    """Give the usual port where it is free, else any other that is."""
    for wanted in (USUAL_PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Unreachable("This machine has no free port.")


@contextmanager
def running(port: int, state: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run anvil on a port, with its state in a file; raises BadUse, Unreachable.

    It gets its own session: a Ctrl-C in the terminal reaches this process alone, which then ends
    anvil, so that the state is written whole.
    """
    binary = find()
    if binary is None:
        raise BadUse("There is no anvil here: “make setup” brings it, or install Foundry's.")
    with socket.socket() as probe:
        # Else it would be taken for ours, and written to.
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise BadUse(f"Another program listens on port {port}.")
    command = [str(binary), "--host", "127.0.0.1", "--port", str(port), "--silent"]
    command += ["--chain-id", str(CHAIN_ID), "--hardfork", "prague", "--accounts", "1"]
    command += ["--state", str(state), "--preserve-historical-states"]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            _wait_for(port, process)
            yield process
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask anvil to end, and wait until its state is on disk."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        if process.poll() is not None:
            said = (process.stderr.read() if process.stderr else b"").decode(errors="replace")
            raise Unreachable(f"anvil ended at once, on port {port}: {said.strip()[-300:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Unreachable(f"anvil does not listen on port {port}.")
