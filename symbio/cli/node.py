# SPDX-License-Identifier: Apache-2.0
"""`symbio node`: a local chain with the suite and demo accounts, kept in a folder."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import NODE_FOLDER, Context
from symbio.cli.exits import BadUse
from symbio.cli.nouns import noun
from symbio.cli.options import offline

if TYPE_CHECKING:
    from symbio.chain.client import Client
    from symbio.chain.manifests import Manifest

app = noun("node")

ROLES = ("fishers", "researchers", "hosts", "relayer", "stranger", "ana", "hana", "aroha")
PASSPHRASE = "symbio"
NOTE = """Demo keys. Anybody can compute them: never send anything of value to them.

Each *.json here is an eth keystore file of a demo account, which has coins on the local chain.
Their passphrase is “{passphrase}”, and stands in the file `passphrase` here:

  export SYMBIO_PASSPHRASE_FILE={folder}/passphrase
  symbio community register --kind local-community --jurisdiction PT --profile FILE \\
    --keystore {folder}/fishers.json
"""


@app.command()
@offline
def node(
    context: Context,
    folder: Annotated[
        Path, typer.Option(metavar="DIR", file_okay=False, help="Where the chain is kept.")
    ] = NODE_FOLDER,
    port: Annotated[
        int | None,
        typer.Option(metavar="PORT", min=1, max=65535, help="8545 or a free one, by default."),
    ] = None,
) -> None:
    """Run a local chain with the suite and demo accounts, until Ctrl-C or SIGTERM."""
    from symbio.chain.client import Client
    from symbio.cli import anvil

    folder.mkdir(parents=True, exist_ok=True)
    number = port or anvil.free_port()
    with _stopping() as stopped, _alone(folder):
        with anvil.running(number, folder / "state.json") as process:
            url = f"http://127.0.0.1:{number}"
            client = Client(url)
            manifest = _deployed(context, client, folder / "manifest.json")
            accounts = _accounts(client, folder / "keys")
            _tell(context, url, folder, manifest, accounts)
            _wait(process, stopped)
        context.out.say("The node has stopped; its chain is kept.")


def _deployed(context: Context, client: Client, path: Path) -> Manifest:
    from symbio.chain import embedded
    from symbio.chain.deployer import Deployer
    from symbio.chain.manifests import load
    from symbio.chain.signer import KeySigner
    from symbio.chain.verifying import verify

    faucet = KeySigner(embedded.demo_key("faucet"))
    if client.balance(faucet.address) == 0:
        embedded.fund(client, faucet.address, 10**6 * embedded.COIN)
    deployer = Deployer(client, faucet, path)
    if not path.exists():
        context.out.say("Deploying the suite …")
        return deployer.run()
    manifest = deployer.resume(load(path))
    if not all(each.ok for each in verify(client, manifest)):
        raise BadUse(
            f"{path.parent} holds a chain of another version of Symbio; name another --folder."
        )
    return manifest


def _accounts(client: Client, folder: Path) -> dict[str, str]:
    """Give each demo role its keystore file and coins; gives their addresses."""
    from eth_account import Account

    from symbio.chain import embedded
    from symbio.chain.signer import KeySigner

    folder.mkdir(exist_ok=True)
    found = {}
    for role in ROLES:
        key = embedded.demo_key(role)
        signer, file = KeySigner(key), folder / f"{role}.json"
        if not file.exists():
            # A key that everybody knows needs no slow lock.
            locked = Account.encrypt(key, PASSPHRASE, kdf="pbkdf2", iterations=1)
            file.write_text(json.dumps({**locked, "address": signer.address}))
        if client.balance(signer.address) == 0:
            embedded.fund(client, signer.address, 10_000 * embedded.COIN)
        found[role] = signer.address
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    (folder / "README").write_text(NOTE.format(passphrase=PASSPHRASE, folder=folder))
    return found


def _tell(
    context: Context, url: str, folder: Path, manifest: Manifest, accounts: dict[str, str]
) -> None:
    facts: dict[str, Any] = {
        "rpc": url,
        "chain_id": manifest.chain_id,
        "manifest": str(folder / "manifest.json"),
        "keys": str(folder / "keys"),
        "accounts": accounts,
    }
    context.out.record(facts)
    context.out.say(
        f"Listening on {url}. In another terminal:\n"
        f"  export SYMBIO_RPC={url}\n"
        f"  export SYMBIO_MANIFEST={folder / 'manifest.json'}\n"
        f"  export SYMBIO_PASSPHRASE_FILE={folder / 'keys' / 'passphrase'}\n"
        "Ctrl-C stops it; the chain is kept."
    )
    context.out.next("symbio community list")


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """Note SIGINT and SIGTERM, so that everything ends in order."""
    noted: list[int] = []

    def note(number: int, _: Any) -> None:
        noted.append(number)

    before = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield noted
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _wait(process: subprocess.Popen[bytes], stopped: list[int]) -> None:
    while not stopped:
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        raise BadUse(f"anvil ended by itself, with {process.returncode}.")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep two nodes from writing one folder; the lock ends with the process that holds it."""
    with (folder / "lock").open("w") as file:
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BadUse(f"Another node runs in {folder}.") from error
        yield
