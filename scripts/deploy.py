# SPDX-License-Identifier: Apache-2.0
"""Deploy the suite with an account of Ape: `ape run deploy --network ethereum:local:test`.

The same deployer as `symbio deploy`; only who signs is Ape's: a keystore or a hardware wallet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from ape.cli import ConnectedProviderCommand, account_option

from symbio.chain.client import Client
from symbio.chain.deployer import Deployer
from symbio.chain.manifests import Manifest, Step, load
from symbio.chain.signer import ApeSigner
from symbio.chain.verifying import require
from symbio.domain.errors import SymbioError


def tell(step: Step) -> None:
    click.echo(f"{step.name:<22}{step.address}  {step.gas_used or 0:>10,} gas")


def deploy(client: Client, path: Path | None) -> Manifest:
    """Deploy, or go on with what the manifest says has been begun."""
    deployer = Deployer(client, path=path)
    if path is not None and path.exists():
        return deployer.resume(load(path), tell)
    return deployer.run(tell)


@click.command(cls=ConnectedProviderCommand)
@account_option()
@click.option(
    "--manifest",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write down what stands where; an unfinished one is resumed.",
)
@click.option("--live", is_flag=True, help="Spend real money, on a chain that isn't local.")
def cli(account: Any, provider: Any, manifest: Path | None, live: bool) -> None:
    """Deploy Communities, Federations and Treasury, and verify what stands there."""
    client = Client(provider.web3, signer=ApeSigner(account), live=live)
    try:
        if live and manifest is None:
            raise click.UsageError("With --live, say where to keep the --manifest.")
        deployed = deploy(client, manifest)
        require(client, deployed)
    except SymbioError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Deployed and verified on chain {deployed.chain_id}.")
